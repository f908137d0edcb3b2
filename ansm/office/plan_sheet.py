"""The action plan as an .ods to follow month after month: frozen titles, filters, a list of states, real dates."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from odfdo import Element

from ansm.domain.diagnostic import Diagnostic
from ansm.domain.milestones import milestones
from ansm.domain.say import day
from ansm.domain.voice_words import origin
from ansm.office.context import PROGRAMME, OfficeContext, notice, order_note
from ansm.office.french import typeset
from ansm.office.package import assembled, dated, opened, packed, part
from ansm.office.rows import COLUMNS, FOLLOWED, STATES, Row, rows
from ansm.office.sheets import Cell, row, table

SHEET, NOTES = "Actions", "À lire"
_EMPTY = Path(__file__).with_name("plan")  # the parts of a spreadsheet without its rows, as text
_STYLES = {"Action": "action", "Échéance": "echeance", "Fait le": "date"}
_RULES = {"Échéance": "jour", "État": "etat", "Fait le": "jour"}  # what may be typed there


def plan_ods(diagnostic: Diagnostic, context: OfficeContext) -> bytes:
    """The plan of this diagnostic as a spreadsheet; the same input always gives the same bytes."""
    document = opened(_empty(), "spreadsheet")
    title = typeset(f"Plan d’action numérique : {diagnostic.territory.name}")
    found = rows(diagnostic, context)
    content = part(document, "content.xml").root
    table(content, SHEET).extend(_row(each) for each in found)
    notes = _notes(title, diagnostic, context)
    table(content, NOTES).extend(row((Cell("note" if rank else "grand", text),)) for rank, text in enumerate(notes))
    _bound(content, len(found) + 1)
    for place, text in (("style:header", title), ("style:footer", f"{notice(diagnostic)} {PROGRAMME}.")):
        for paragraph in part(document, "styles.xml").get_elements(f"//{place}/text:p"):
            paragraph.text = text
    dated(document, title, PROGRAMME, context.printed_on)
    return packed(document)


@cache
def _empty() -> bytes:
    return assembled(_EMPTY, "application/vnd.oasis.opendocument.spreadsheet")


def _bound(content: Element, last: int) -> None:
    """The filters cover the rows written, and paper takes the columns that a town hall fills in."""
    column = chr(ord("A") + len(COLUMNS) - 1)
    for each in content.get_elements("//table:database-range"):
        each.set_attribute("table:target-range-address", f"{SHEET}.A1:{SHEET}.{column}{last}")
    printed = chr(ord("A") + FOLLOWED - 1)
    table(content, SHEET).set_attribute("table:print-ranges", f"{SHEET}.A1:{SHEET}.{printed}{last}")


def _row(found: Row) -> Element:
    pairs = zip(COLUMNS, found.cells, strict=True)
    return row(Cell(_STYLES.get(name, "texte"), value, _RULES.get(name, "")) for name, value in pairs)


def _voices(diagnostic: Diagnostic) -> tuple[str, ...]:
    told = origin(diagnostic.voices, diagnostic.journey, diagnostic.territory)
    return (told,) if told else ()


def _notes(title: str, diagnostic: Diagnostic, context: OfficeContext) -> tuple[str, ...]:
    """The second sheet: how to use the first one."""
    opened_on = diagnostic.opened_on
    first, second, council = milestones(context.counted_from(diagnostic))
    texts = (
        title,
        f"{PROGRAMME}. Diagnostic établi le {day(opened_on)}. {notice(diagnostic)}",
        "Une ligne par action, dans l’ordre proposé. Rien n’est obligatoire : changez, ajoutez, supprimez. "
        + order_note(diagnostic),
        *_voices(diagnostic),
        f"Colonne « État » : choisissez dans la liste ({', '.join(STATES)}).",
        "Colonnes « Échéance » et « Fait le » : écrivez une date, comme 31/01/2027. Les échéances proposées partent du "
        "jour du diagnostic. Une échéance passée s’affiche en gras et en rouge tant que l’action n’est ni faite, ni "
        "abandonnée.",
        "Les flèches des titres trient et filtrent, par exemple pour ne voir que ce qui est en cours.",
        f"Points d’étape : le {day(first)}, le {day(second)}, puis au conseil le {day(council)}.",
        f"À l’impression sortent les colonnes de suivi, de « {COLUMNS[0]} » à « {COLUMNS[FOLLOWED - 1]} ». Pour en "
        "imprimer d’autres : menu Format, Zones d’impression.",
    )
    return tuple(typeset(text) for text in texts)
