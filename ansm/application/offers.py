"""Decides which documents there are: for each kind and edition, whom it is for, its format and its file name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ansm.domain.publication import Edition
from ansm.errors import InvalidRequest
from ansm.exchange import FILE_SUFFIX, MEDIA_TYPE
from ansm.report import words

UNKNOWN = "Ce document n’existe pas. Rechargez la page, puis choisissez-en un autre."


class Kind(StrEnum):
    """What is made of a diagnostic. The values travel in our forms."""

    REPORT = "rapport"
    SUMMARY = "synthese"
    RESOLUTION = "deliberation"
    PLAN_ODS = "plan-ods"
    PLAN_CSV = "plan-csv"
    DEADLINES = "echeances"
    EXCHANGE = "echange"


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
ODT = Format("application/vnd.oasis.opendocument.text", "odt", "Texte à compléter (ODT), pour LibreOffice ou Word")
ODS = Format("application/vnd.oasis.opendocument.spreadsheet", "ods", "Tableur (ODS), pour LibreOffice ou Excel")
CSV = Format("text/csv; charset=utf-8", "csv", "Tableau simple (CSV), pour tout autre logiciel")
TWO_PAGES = Format(PDF.media_type, PDF.suffix, "PDF, deux pages à projeter ou à distribuer")
ANSM = Format(MEDIA_TYPE, FILE_SUFFIX.removeprefix("."), "Fichier d’échange (.ansm.json), pour ce service seulement")
PAPERS = (PDF, TWO_PAGES)
ICS = Format("text/calendar; charset=utf-8", "ics", "Agenda (ICS), pour tout logiciel d’agenda")


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


def _both(kind: Kind, group: Group, title: str, line: str, format_: Format, called: str) -> tuple[Offer, Offer]:
    return (
        Offer(kind, Edition.INTERNAL, group, title, line, format_, called),
        Offer(kind, Edition.PUBLISHABLE, group, title, line, format_, called),
    )


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
        Kind.SUMMARY,
        Edition.INTERNAL,
        Group.TEAM,
        "La synthèse, sécurité comprise",
        "Pour une réunion de travail\u00a0: l’essentiel en grands caractères, à garder entre vous.",
        TWO_PAGES,
        "synthese",
    ),
    Offer(
        Kind.SUMMARY,
        Edition.PUBLISHABLE,
        Group.COUNCIL,
        "La synthèse pour la séance",
        "Pour tous les élus\u00a0: où en est la collectivité, ce qui va bien, ce qui est proposé, et ce que le conseil "
        "peut décider.",
        TWO_PAGES,
        "synthese",
    ),
    Offer(
        Kind.REPORT,
        Edition.PUBLISHABLE,
        Group.COUNCIL,
        "Le diagnostic à publier",
        "Pour les élus du conseil et les habitants\u00a0: la synthèse, le plan d’action et les services, sans ce qui "
        "touche à la sécurité et sans vos réponses. Il peut être joint à une délibération.",
        PDF,
        "diagnostic",
    ),
    Offer(
        Kind.RESOLUTION,
        Edition.PUBLISHABLE,
        Group.COUNCIL,
        "Le modèle de délibération",
        "Pour le secrétariat\u00a0: un projet de texte où le nom, la date et les actions sont déjà écrits. Relisez-le, "
        "complétez ce qui est entre crochets, puis faites-le voter si vous le souhaitez.",
        ODT,
        "deliberation",
    ),
    *_both(
        Kind.PLAN_ODS,
        Group.CALENDAR,
        "Le plan d’action en tableau",
        "Pour qui suit les travaux\u00a0: une ligne par action, avec qui s’en charge, pour quand, et où noter où elle "
        "en est.",
        ODS,
        "plan-d-action",
    ),
    *_both(
        Kind.PLAN_CSV,
        Group.CALENDAR,
        "Le même plan, à importer ailleurs",
        "Pour un prestataire ou un logiciel de suivi\u00a0: les mêmes lignes, sans mise en forme.",
        CSV,
        "plan-d-action",
    ),
    *_both(
        Kind.DEADLINES,
        Group.CALENDAR,
        "Les échéances dans votre agenda",
        "Pour le secrétariat et les élus\u00a0: les points d’étape à quinze jours, trois mois et six mois, et la date "
        "de chaque action.",
        ICS,
        "echeances",
    ),
    Offer(
        Kind.EXCHANGE,
        Edition.INTERNAL,
        Group.ARCHIVE,
        "Le fichier d’échange",
        "Pour vos archives, ou pour un conseiller\u00a0: toutes les réponses, qui les a données et quand. Déposé sur "
        "la page d’accueil d’un site comme celui-ci, il rouvre le diagnostic. Il dit tout\u00a0: gardez-le comme la "
        "version interne.",
        ANSM,
        "diagnostic",
    ),
)


SHARED = (Kind.REPORT, Kind.SUMMARY)  # what a link may give to someone who has nothing else of the diagnostic


def offer(kind: str, edition: str) -> Offer:
    """The document of these names, as a form sends them. Raises InvalidRequest."""
    found = next((each for each in OFFERS if (each.kind, each.edition) == (kind, edition)), None)
    if found is None:
        raise InvalidRequest(UNKNOWN)
    return found
