"""The files that an organisation follows as an .ods: one row a territory, in the looks of the action plan."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from ansm.domain import caseload_words
from ansm.domain.caseload import Case
from ansm.domain.say import day
from ansm.domain.verdict_words import SHORT
from ansm.office.context import PROGRAMME, OfficeContext
from ansm.office.french import typeset
from ansm.office.package import assembled, dated, opened, packed, part
from ansm.office.rows import harmless
from ansm.office.sheets import Cell, Value, row, table

SHEET, NOTES = "Dossiers", "À lire"
COLUMNS = (
    ("Territoire", "action"),
    ("Code", "texte"),
    ("Département", "texte"),
    ("Population", "nombre"),
    ("Condition de population", "texte"),
    ("État", "texte"),
    ("Questions essentielles", "texte"),
    ("Dernière activité", "date"),
    ("Prochaine étape", "texte"),
    ("Pour le", "echeance"),
    ("En charge", "texte"),
    ("À départager", "nombre"),
)
NOTICE = "Ce tableau nomme des collectivités et des personnes : gardez-le dans votre organisation."
_HERE = Path(__file__).parent


def portfolio_ods(cases: Sequence[Case], told: str, context: OfficeContext) -> bytes:
    """These files as a spreadsheet; `told` says which they are. The same input always gives the same bytes."""
    document = opened(_empty(), "spreadsheet")
    title = typeset("Dossiers suivis")
    content = part(document, "content.xml").root
    table(content, SHEET).extend(
        row(Cell(style, value) for (_, style), value in zip(COLUMNS, _values(case), strict=True)) for case in cases
    )
    notes = (title, f"{PROGRAMME}. {told} Tableau établi le {day(context.printed_on)}.", NOTICE, *HELP)
    table(content, NOTES).extend(
        row((Cell("note" if rank else "grand", typeset(text)),)) for rank, text in enumerate(notes)
    )
    area = f"{SHEET}.A1:{SHEET}.{chr(ord('A') + len(COLUMNS) - 1)}{len(cases) + 1}"
    for each in content.get_elements("//table:database-range"):
        each.set_attribute("table:target-range-address", area)
    table(content, SHEET).set_attribute("table:print-ranges", area)
    for place, text in (("style:header", title), ("style:footer", typeset(f"{NOTICE} {PROGRAMME}."))):
        for paragraph in part(document, "styles.xml").get_elements(f"//{place}/text:p"):
            paragraph.text = text
    dated(document, title, PROGRAMME, context.printed_on)
    return packed(document)


HELP = (
    "Questions essentielles : combien ont une réponse, sur combien sont posées à ce territoire.",
    "À départager : le nombre de questions pour lesquelles deux réponses attendent que quelqu’un choisisse.",
    "Colonne « Pour le » : une date passée s’affiche en gras et en rouge.",
)


def _values(case: Case) -> tuple[Value, ...]:
    values: tuple[Value, ...] = (
        case.name,
        case.code,
        f"{case.department_name} ({case.department})" if case.department_name else case.department,
        caseload_words.UNKNOWN_POPULATION if case.population is None else case.population,
        SHORT[case.verdict],
        caseload_words.STAGES[case.stage],
        caseload_words.share(case.progress),
        case.last_activity,
        case.next_step,
        case.next_step_on,
        caseload_words.in_charge(case),
        case.disagreements,
    )
    return tuple(harmless(value) if isinstance(value, str) else value for value in values)


@cache
def _empty() -> bytes:
    return assembled(_HERE / "portfolio", "application/vnd.oasis.opendocument.spreadsheet", _HERE / "plan")
