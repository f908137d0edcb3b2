"""The parts of our spreadsheets: a table found by its name, a row, a cell that holds a text, a date or a number."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from odfdo import Element

Value = str | date | int | None


def table(content: Element, name: str) -> Element:
    """The sheet of that name; LookupError when there is none."""
    found = content.get_element(f"//table:table[@table:name='{name}']")
    if found is None:
        raise LookupError(name)
    return found


def row(cells: Iterable[Element]) -> Element:
    """A row as high as what it holds."""
    line = Element.from_tag("table:table-row")
    line.set_attribute("table:style-name", "ligne")
    line.extend(cells)
    return line


def cell(style: str, value: Value, rule: str = "") -> Element:
    """A cell of that style, empty without a value; `rule` names what may be typed there."""
    made = Element.from_tag("table:table-cell")
    made.set_attribute("table:style-name", style)
    if rule:
        made.set_attribute("table:content-validation-name", rule)
    if isinstance(value, date):
        made.set_attribute("office:value-type", "date")
        made.set_attribute("office:date-value", value.isoformat())
        made.extend((_paragraph(f"{value:%d/%m/%Y}"),))
    elif isinstance(value, int):
        made.set_attribute("office:value-type", "float")
        made.set_attribute("office:value", str(value))
        made.extend((_paragraph(str(value)),))
    elif value:
        made.set_attribute("office:value-type", "string")
        made.extend((_paragraph(value),))
    return made


def _paragraph(text: str) -> Element:
    paragraph = Element.from_tag("text:p")
    paragraph.text = text
    return paragraph
