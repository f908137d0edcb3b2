"""What the two-page summary holds, and how much of it fits on two pages in large type.

Heights are estimates in millimetres for its style sheet, on the safe side; the tests compare them with what is printed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import ClassVar

from ansm.domain.publication import Edition
from ansm.report.document import Attachment, Link, Table, ThemeBar

MOST_ACTIONS, MOST_LISTED, MOST_STRENGTHS = 4, 4, 6
HEIGHT = 180.0  # of a page, inside its margins
FIRST_HEAD, NAME_LINE, NAME_WIDTH = 27.0, 12.0, 44
HEADING, LEAD_LINE, LEAD_WIDTH = 17.0, 6.6, 104
FIGURE, SUBHEADING, ITEM_LINE, ITEM_GAP, NOTE = 14.5, 11.0, 5.7, 1.6, 6.0
STRENGTH_WIDTH, CHART_HEAD, CHART_ROW = 38, 22.0, 7.6
TABLE_HEAD, ROW_PADDING, ROW_LINE = 8.0, 5.0, 6.0
ACTION_WIDTHS, CHECK_WIDTHS = (40, 25, 17, 14), (70, 38)
COLUMN_WIDTHS = {1: 90, 2: 56, 3: 36}  # signs a line, by the number of columns at the foot of page two
CHECKING = 9.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in large type and what it counts."""

    number: str
    label: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The summary: page one says where things stand, page two what there is to decide.

    `decisions` are the first actions when they are `decidable`; else what to verify, or to answer, before any.
    """

    template: ClassVar[str] = "sheet.html"
    styles: ClassVar[tuple[str, ...]] = ("sheet.css",)

    file_name: str
    title: str
    description: str
    kind: str
    territory: str
    identity: str
    printed_on: str
    programme: str
    brand: str
    header: str
    notice: str
    known: str
    figures: tuple[Figure, ...]
    themes: tuple[ThemeBar, ...]
    chart_text: str
    strengths: tuple[str, ...]
    now: str
    decisions: Table | None
    decidable: bool
    obligations: tuple[str, ...]
    watch: tuple[str, ...]
    contact: str
    strengths_note: str = ""
    decisions_note: str = ""
    obligations_note: str = ""
    watch_note: str = ""
    omitted: str = ""
    edition: Edition = Edition.INTERNAL
    code: str = ""
    check_at: Link | None = None
    attachments: tuple[Attachment, ...] = ()


def fitted(sheet: Sheet) -> Sheet:
    """The sheet with lists short enough for its two pages; what is dropped stays in the whole diagnostic."""
    while sheet.strengths and first_height(sheet) > HEIGHT:
        sheet = replace(sheet, strengths=sheet.strengths[:-1])
    while second_height(sheet) > HEIGHT:
        shorter = _shorter(sheet)
        if shorter == sheet:
            break
        sheet = shorter
    return sheet


def _shorter(sheet: Sheet) -> Sheet:
    """The longest list of the foot gives way first, down to two lines; then the table, down to two rows; then all."""
    for fewest in (2, 0):
        lists = max((sheet.obligations, sheet.watch), key=len)
        if len(lists) > fewest:
            if lists is sheet.obligations:
                return replace(sheet, obligations=lists[:-1])
            return replace(sheet, watch=lists[:-1])
        if sheet.decisions and len(sheet.decisions.rows) > max(1, fewest):
            return replace(sheet, decisions=replace(sheet.decisions, rows=sheet.decisions.rows[:-1]))
    return sheet


def first_height(sheet: Sheet) -> float:
    """The estimated height of page one."""
    top = FIRST_HEAD + NAME_LINE * (_lines(sheet.territory, NAME_WIDTH) - 1)
    top += HEADING + LEAD_LINE * _lines(f"{sheet.known} {sheet.omitted}", LEAD_WIDTH)
    listed = sum(ITEM_GAP + ITEM_LINE * _lines(text, STRENGTH_WIDTH) for text in sheet.strengths)
    right = FIGURE * len(sheet.figures) + SUBHEADING + listed + NOTE
    return top + max(right, CHART_HEAD + CHART_ROW * len(sheet.themes))


def second_height(sheet: Sheet) -> float:
    """The estimated height of page two, the checking code included."""
    total = HEADING + LEAD_LINE * _lines(f"{sheet.now} {sheet.omitted}", LEAD_WIDTH) + NOTE + CHECKING
    if sheet.decisions is not None:
        widths = ACTION_WIDTHS if sheet.decidable else CHECK_WIDTHS
        rows = (zip((row.label, *row.cells), widths, strict=False) for row in sheet.decisions.rows)
        lines = (max(_lines(text, width) for text, width in cells) for cells in rows)
        total += TABLE_HEAD + sum(ROW_PADDING + ROW_LINE * each for each in lines)
    lists = [texts for texts in (sheet.obligations, sheet.watch) if texts]
    width = COLUMN_WIDTHS[1 + len(lists)]
    columns = [NOTE + sum(ITEM_GAP + ITEM_LINE * _lines(text, width) for text in texts) for texts in lists]
    meeting = 3 * ITEM_LINE + SUBHEADING + ITEM_LINE * _lines(sheet.contact, width)
    return total + SUBHEADING + max([*columns, meeting])


def _lines(text: str, width: int) -> int:
    return max(1, ceil(len(text) / width))
