"""Decides which documents there are: for each kind and edition, whom it is for, its format and its file name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ansm.domain.publication import Edition
from ansm.errors import InvalidRequest
from ansm.report import words

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

    def file_name(self, territory_name: str, opened_on: date) -> str:
        """The programme spelled out, what it is, the territory, the day and the edition."""
        return words.file_name(territory_name, opened_on, self.edition, self.called, self.format.suffix)


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
    Offer(
        Kind.REPORT,
        Edition.PUBLISHABLE,
        Group.COUNCIL,
        "Le diagnostic à publier",
        "Pour les élus du conseil et les habitants\u00a0: la même synthèse et le même plan d’action, sans ce qui "
        "touche à la sécurité et sans vos réponses. Il peut être joint à une délibération.",
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
