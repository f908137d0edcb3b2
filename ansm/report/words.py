"""How dates, numbers, durations and states are said in French on paper."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from ansm.domain import say
from ansm.domain.publication import Edition
from ansm.domain.territory import Kind, Territory
from ansm.report.typography import NBSP

PROGRAMME = "Accompagnement Numérique Sur-Mesure"
NATURES = {
    Kind.COMMUNE: "commune",
    Kind.COMMUNE_DELEGUEE: "commune déléguée",
    Kind.COMMUNE_ASSOCIEE: "commune associée",
    Kind.ARRONDISSEMENT: "arrondissement",
    Kind.EPCI: "intercommunalité",
}


def short_day(value: date) -> str:
    """« 01/01/2026 », where many dates stand in small type."""
    return f"{value.day:02d}/{value.month:02d}/{value.year}"


def minutes(value: float) -> str:
    """A duration in whole minutes, « moins d’une minute » below one."""
    rounded = round(value)
    return "moins d’une minute" if rounded < 1 else say.count(rounded, "minute")


def place(territory: Territory) -> str:
    """« Isère (38) », empty when the data names no département."""
    if not territory.department_name:
        return ""
    return f"{territory.department_name}{NBSP}({territory.department})"


def slug(name: str) -> str:
    """A name as a part of a file's: small ASCII letters, digits and dashes, safe on any disk."""
    ascii_name = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "Oe"))
    ascii_name = ascii_name.replace("æ", "ae").replace("Æ", "Ae").encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-")[:60].strip("-") or "collectivite"


def file_name(
    territory_name: str,
    opened_on: date,
    edition: Edition = Edition.INTERNAL,
    kind: str = "diagnostic",
    suffix: str = "pdf",
) -> str:
    """A file's name: the programme spelled out, what it is, the territory, the day, who may read it; ASCII."""
    parts = (
        "Accompagnement-Numerique-Sur-Mesure",
        kind,
        slug(territory_name),
        opened_on.isoformat(),
        f"version-{edition.value}",
    )
    return f"{'_'.join(parts)}.{suffix}"
