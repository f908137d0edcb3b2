"""What the two-page summary holds, and how much of it fits on two pages in large type.

Heights are estimates in millimetres for its style sheet, on the safe side; the tests compare them with what is printed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import ClassVar

from ansm.domain.publication import Edition
from ansm.report.pieces import Attachment, Link, Table
from ansm.report.sections import ThemeBar

MOST_ACTIONS, MOST_LISTED, MOST_STRENGTHS, MOST_KEPT = 4, 4, 6, 10
FIRST_HEIGHT, SECOND_HEIGHT = 183.0, 180.0  # of each page, inside its margins
FIRST_HEAD, NAME_LINE, NAME_WIDTH, LONG_WIDTH = 27.0, 12.0, 46, 62
HEADING, LEAD_LINE, LEAD_WIDTH = 17.0, 6.6, 104
FIGURE, SUBHEADING, ITEM_LINE, ITEM_GAP, NOTE = 14.5, 9.5, 5.7, 1.6, 6.0
STRENGTH_WIDTH, CHART_HEAD, CHART_ROWS = 38, 29.0, (5.4, 8.4)
TOPIC_LINE, TOPIC_WIDTH = 6.5, 28
TABLE_HEAD, ROW_PADDING, ROW_LINE = 8.0, 5.0, 6.0
ACTION_WIDTHS, CHECK_WIDTHS = (38, 24, 17, 14), (70, 38)
COLUMN_WIDTHS = {1: 90, 2: 56, 3: 36}  # signs a line, by the number of columns at the foot of page two
KEEP_WIDTH, CONTACT_WIDTH, CHECKING = 48, 88, 9.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in large type and what it counts."""

    number: str
    label: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The summary: page one says where things stand, page two what there is to decide.

    `topics` stand in place of the chart when too little is known; `chart_row` is the height of its rows in millimetres.
    `decisions` are the first actions when they are `decidable`; else what to verify, or to answer, before any. With
    none of these, `keep` says which good habits to keep.
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
    topics: tuple[str, ...]
    chart_text: str
    strengths: tuple[str, ...]
    now: str
    decisions: Table | None
    decidable: bool
    keep: tuple[str, ...]
    obligations: tuple[str, ...]
    watch: tuple[str, ...]
    contact: str
    chart_row: float = CHART_ROWS[1]
    strengths_note: str = ""
    decisions_note: str = ""
    obligations_note: str = ""
    watch_note: str = ""
    omitted: str = ""
    edition: Edition = Edition.INTERNAL
    code: str = ""
    check_at: Link | None = None
    attachments: tuple[Attachment, ...] = ()

    @property
    def long_name(self) -> bool:
        """Whether the territory's name must be set smaller to hold on one line."""
        return len(self.territory) > NAME_WIDTH


def fitted(sheet: Sheet) -> Sheet:
    """The sheet with lists short enough for its two pages; what is dropped stays in the whole diagnostic."""
    if sheet.themes:
        low, high = CHART_ROWS
        row = (FIRST_HEIGHT - _first_top(sheet) - CHART_HEAD) / len(sheet.themes)
        sheet = replace(sheet, chart_row=round(min(high, max(low, row)), 2))
    while sheet.strengths and first_height(sheet) > FIRST_HEIGHT:
        sheet = replace(sheet, strengths=sheet.strengths[:-1])
    while second_height(sheet) > SECOND_HEIGHT:
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
        if len(sheet.keep) > fewest:
            return replace(sheet, keep=sheet.keep[:-1])
        if sheet.decisions and len(sheet.decisions.rows) > max(1, fewest):
            return replace(sheet, decisions=replace(sheet.decisions, rows=sheet.decisions.rows[:-1]))
    return sheet


def first_height(sheet: Sheet) -> float:
    """The estimated height of page one."""
    listed = sum(ITEM_GAP + ITEM_LINE * _lines(text, STRENGTH_WIDTH) for text in sheet.strengths)
    right = FIGURE * len(sheet.figures) + SUBHEADING + listed + NOTE
    topics = 0.6 * sum(ITEM_GAP + TOPIC_LINE * _lines(text, TOPIC_WIDTH) for text in sheet.topics)  # in two columns
    left = SUBHEADING + NOTE + topics if sheet.topics else CHART_HEAD + sheet.chart_row * len(sheet.themes)
    return _first_top(sheet) + max(left, right)


def _first_top(sheet: Sheet) -> float:
    width = LONG_WIDTH if sheet.long_name else NAME_WIDTH
    top = FIRST_HEAD + NAME_LINE * (_lines(sheet.territory, width) - 1)
    top += HEADING + LEAD_LINE * _lines(sheet.known, LEAD_WIDTH)
    return top + (ITEM_LINE if sheet.omitted else 0.0)


def second_height(sheet: Sheet) -> float:
    """The estimated height of page two, the checking code included."""
    total = HEADING + LEAD_LINE * _lines(sheet.now, LEAD_WIDTH) + NOTE + CHECKING
    if sheet.decisions is not None:
        widths = ACTION_WIDTHS if sheet.decidable else CHECK_WIDTHS
        rows = (zip((row.label, *row.cells), widths, strict=False) for row in sheet.decisions.rows)
        lines = (max(_lines(text, width) for text, width in cells) for cells in rows)
        total += TABLE_HEAD + sum(ROW_PADDING + ROW_LINE * each for each in lines)
    if sheet.keep:
        total += SUBHEADING + 0.6 * sum(ITEM_GAP + ITEM_LINE * _lines(text, KEEP_WIDTH) for text in sheet.keep)
    lists = [texts for texts in (sheet.obligations, sheet.watch) if texts]
    width = COLUMN_WIDTHS[1 + len(lists)]
    columns = [NOTE + sum(ITEM_GAP + ITEM_LINE * _lines(text, width) for text in texts) for texts in lists]
    meeting = 3 * ITEM_LINE
    contact = NOTE + ITEM_LINE * _lines(sheet.contact, CONTACT_WIDTH)
    return total + SUBHEADING + max([*columns, meeting]) + contact


def _lines(text: str, width: int) -> int:
    return max(1, ceil(len(text) / width))
