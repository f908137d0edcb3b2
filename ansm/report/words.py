"""How dates, numbers, durations and states are said in French on paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from ansm.domain.publication import Edition
from ansm.domain.territory import Kind, Territory
from ansm.report.typography import NBSP, THIN

PROGRAMME = "Accompagnement Numérique Sur-Mesure"
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet",
    "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
NATURES = {
    Kind.COMMUNE: "commune",
    Kind.COMMUNE_DELEGUEE: "commune déléguée",
    Kind.COMMUNE_ASSOCIEE: "commune associée",
    Kind.ARRONDISSEMENT: "arrondissement",
    Kind.EPCI: "intercommunalité",
}


def day(value: date) -> str:
    """« 1er janvier 2026 »."""
    number = "1er" if value.day == 1 else str(value.day)
    return f"{number}{NBSP}{MONTHS[value.month - 1]} {value.year}"


def short_day(value: date) -> str:
    """« 01/01/2026 », where many dates stand in small type."""
    return f"{value.day:02d}/{value.month:02d}/{value.year}"


def whole(value: int) -> str:
    """« 12 345 », grouped by thousands."""
    return f"{value:,}".replace(",", THIN)


def count(number: int, singular: str, plural: str | None = None) -> str:
    """« 1 question », « 2 questions » ; zero is singular in French."""
    return f"{whole(number)}{NBSP}{singular if number < 2 else plural or singular + 's'}"


def joined(parts: Sequence[str], last: str = "et") -> str:
    """« a, b et c »."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def minutes(value: float) -> str:
    """A duration in whole minutes, « moins d’une minute » below one."""
    rounded = round(value)
    return "moins d’une minute" if rounded < 1 else count(rounded, "minute")


def sentence(text: str) -> str:
    """The text with a capital and a final stop."""
    text = text.strip()
    if not text:
        return ""
    return ended(text[0].upper() + text[1:])


def ended(text: str) -> str:
    """The text with a final stop, unless it is empty or has one."""
    text = text.strip()
    if not text or text[-1] in ".!?…":
        return text
    closed = text.endswith("»") and text[:-1].rstrip(" \u00a0\u202f")[-1:] in tuple(".!?…")
    return text if closed else text + "."


def lowered(text: str) -> str:
    """The text with a small first letter, unless its first word is an acronym."""
    first = text.split(" ", 1)[0]
    return text if not first or (len(first) > 1 and first.isupper()) else text[0].lower() + text[1:]


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
