"""The requests for support as an .ods, in the looks of the action plan: columns, titles and rows are added here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from odfdo import Element

from ansm.domain.say import day
from ansm.office.context import PROGRAMME, OfficeContext
from ansm.office.french import typeset
from ansm.office.package import assembled, dated, opened, packed, part
from ansm.office.request_rows import Column
from ansm.office.rows import harmless
from ansm.office.sheets import Cell, Value, row, table

SHEET, NOTES = "Demandes", "À lire"
NOTICE = "Ce tableau nomme des collectivités : gardez-le dans votre équipe."
HELP = (
    "Chaque ligne vient d’une collectivité qui a donné son accord. Elle peut le retirer à tout moment : un tableau "
    "emporté hier peut contenir une demande retirée aujourd’hui. Effacez-le quand il a servi.",
    "Les coordonnées n’y sont que si vous les avez demandées. Elles ne servent qu’à répondre à ces collectivités.",
)
_HERE = Path(__file__).parent


def request_ods(columns: Sequence[Column], rows: Sequence[Sequence[Value]], context: OfficeContext) -> bytes:
    """These rows as a spreadsheet; the same input always gives the same bytes."""
    document = opened(_empty(), "spreadsheet")
    title = typeset("Demandes d’accompagnement")
    content = part(document, "content.xml").root
    sheet = table(content, SHEET)
    sheet.extend(_column(each) for each in columns)
    header = Element.from_tag("table:table-header-rows")
    header.extend((row(Cell("titre", typeset(each.title)) for each in columns),))
    sheet.extend((header,))
    sheet.extend(
        row(Cell(column.style, _safe(value)) for column, value in zip(columns, values, strict=True)) for values in rows
    )
    notes = (title, f"{PROGRAMME}. Tableau établi le {day(context.printed_on)}.", NOTICE, *HELP)
    table(content, NOTES).extend(
        row((Cell("note" if rank else "grand", typeset(text)),)) for rank, text in enumerate(notes)
    )
    area = f"{SHEET}.A1:{SHEET}.{chr(ord('A') + len(columns) - 1)}{len(rows) + 1}"
    for each in content.get_elements("//table:database-range"):
        each.set_attribute("table:target-range-address", area)
    sheet.set_attribute("table:print-ranges", area)
    for place, text in (("style:header", title), ("style:footer", typeset(f"{NOTICE} {PROGRAMME}."))):
        for paragraph in part(document, "styles.xml").get_elements(f"//{place}/text:p"):
            paragraph.text = text
    dated(document, title, PROGRAMME, context.printed_on)
    return packed(document)


def _column(column: Column) -> Element:
    made = Element.from_tag("table:table-column")
    made.set_attribute("table:style-name", column.width)
    made.set_attribute("table:default-cell-style-name", column.style)
    return made


def _safe(value: Value) -> Value:
    return harmless(value) if isinstance(value, str) else value


@cache
def _empty() -> bytes:
    return assembled(_HERE / "requests", "application/vnd.oasis.opendocument.spreadsheet", _HERE / "plan")
