"""Decides which documents there are: for each kind and edition, whom it is for, its format and its file name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ansm.domain.publication import Edition
from ansm.errors import InvalidRequest
from ansm.report.words import slug

PREFIX = "Accompagnement-Numerique-Sur-Mesure"
UNKNOWN = "Ce document n’existe pas. Rechargez la page, puis choisissez-en un autre."


class Kind(StrEnum):
    """What is made of a diagnostic. The values travel in our forms."""

    REPORT = "rapport"


class Group(StrEnum):
    """What a document is wanted for, as the page puts it."""

    TEAM = "Pour votre équipe"
    COUNCIL = "Pour le conseil"
    CALENDAR = "Pour le suivi et le calendrier"
    ARCHIVE = "Pour archiver ou reprendre ailleurs"


@dataclass(frozen=True, slots=True)
class Format:
    """How a file is written: what the browser is told, what its name ends with, and what a person is told."""

    media_type: str
    suffix: str
    words: str


PDF = Format("application/pdf", "pdf", "PDF, à lire ou à imprimer")


@dataclass(frozen=True, slots=True)
class Offer:
    """One document on offer. `called` stands in the name of the file."""

    kind: Kind
    edition: Edition
    group: Group
    title: str
    line: str
    format: Format
    called: str

    def file_name(self, territory_name: str, day: date) -> str:
        """« Accompagnement-Numerique-Sur-Mesure_diagnostic_la-buisse_2026-11-22_interne.pdf »."""
        parts = (PREFIX, self.called, slug(territory_name), day.isoformat(), self.edition.value)
        return f"{'_'.join(parts)}.{self.format.suffix}"


# In the order of the page.
OFFERS = (
    Offer(
        Kind.REPORT,
        Edition.INTERNAL,
        Group.TEAM,
        "Le diagnostic complet",
        "Pour le maire, les élus chargés du sujet et le secrétariat\u00a0: une page de synthèse, le plan d’action, ce "
        "qu’il reste à vérifier, les services et toutes vos réponses. Il cite des points faibles de sécurité\u00a0: "
        "gardez-le entre vous.",
        PDF,
        "diagnostic",
    ),
)


def offer(kind: str, edition: str) -> Offer:
    """The document of these names, as a form sends them. Raises InvalidRequest."""
    found = next((each for each in OFFERS if (each.kind, each.edition) == (kind, edition)), None)
    if found is None:
        raise InvalidRequest(UNKNOWN)
    return found
