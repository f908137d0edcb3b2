"""Decides how much page one can hold: lists give way, longest first, so that the summary never spills over.

Heights are estimates in millimetres for the style sheet of the report, on the safe side; the tests compare them with
what is really printed.
"""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from ansm.report.pieces import Table
from ansm.report.sections import Summary

HEIGHT = 264.0
MARGIN = 4.0
MASTHEAD, NAME_LINE, NAME_WIDTH = 12.0, 10.3, 31
SECTION, LEAD_LINE, LEAD_WIDTH = 13.0, 5.3, 98
HEADING, LINE, NOTE = 8.2, 4.55, 4.4
TABLE_HEAD, TABLE_LINE, TABLE_PADDING = 6.5, 4.3, 2.8
TABLE_WIDTHS, CHECK_WIDTHS = (30, 21, 17, 26), (62, 40)
LIST_GAP, WIDE, HALF = 0.5, 105, 52
FOOT, FOOT_LINE, FOOT_WIDTH = 9.0, 4.25, 112
FEWEST = 3


def fitted(summary: Summary, name: str, identity: str) -> Summary:
    """The summary with lists short enough for one page. What is dropped stays in the sections that follow.

    Actions of the next band give way first, then obligations, verifications and the titles of the first band; the
    flags are the last to go, because no other quality makes up for them; of verifications, one always stays.
    """
    while height(summary, name, identity) > HEIGHT - MARGIN:
        if len(summary.following) > FEWEST:
            summary = replace(summary, following=summary.following[:-1])
        elif len(summary.obligations) > FEWEST:
            summary = replace(summary, obligations=summary.obligations[:-1])
        elif summary.following:
            summary = replace(summary, following=summary.following[:-1])
        elif summary.verify and len(summary.verify.rows) > FEWEST:
            summary = replace(summary, verify=replace(summary.verify, rows=summary.verify.rows[:-1]))
        elif summary.obligations:
            summary = replace(summary, obligations=summary.obligations[:-1])
        elif summary.first_others:
            summary = replace(summary, first_others=summary.first_others[:-1])
        elif len(summary.watch) > FEWEST:
            summary = replace(summary, watch=summary.watch[:-1])
        elif summary.verify and len(summary.verify.rows) > 1:
            summary = replace(summary, verify=replace(summary.verify, rows=summary.verify.rows[:-1]))
        else:
            break
    return summary


def height(summary: Summary, name: str, identity: str) -> float:
    """The estimated height of page one, in millimetres, the two notes included."""
    total = MASTHEAD + NAME_LINE * _lines(name, NAME_WIDTH) + LINE * _lines(identity, WIDE)
    total += SECTION + LEAD_LINE * _lines(" ".join(summary.sentences), LEAD_WIDTH)
    total += _table(summary.first or summary.essentials, TABLE_WIDTHS) + _list(summary.first_others, WIDE)
    total += _table(summary.verify, CHECK_WIDTHS) + (NOTE if summary.verify else 0.0)
    if summary.following:
        total += HEADING + _list(summary.following, WIDE)
    total += NOTE
    shown = [_list(texts, HALF) + NOTE for texts in (summary.obligations, summary.watch) if texts]
    total += HEADING + max(shown) if shown else 0.0
    total += FOOT + HEADING + sum(FOOT_LINE * _lines(text, FOOT_WIDTH) + 0.8 for text in summary.eligibility)
    return total + LINE * _lines(summary.contact, WIDE - 32) + LINE


def _table(table: Table | None, widths: tuple[int, ...]) -> float:
    """A table with the heading above it."""
    if table is None:
        return 0.0
    rows = (zip((row.label, *row.cells), widths, strict=False) for row in table.rows)
    lines = (max(_lines(text, width) for text, width in cells) for cells in rows)
    return HEADING + TABLE_HEAD + sum(TABLE_PADDING + TABLE_LINE * each for each in lines)


def _list(texts: tuple[str, ...], width: int) -> float:
    return sum(LINE * _lines(text, width) + LIST_GAP for text in texts)


def _lines(text: str, width: int) -> int:
    return max(1, ceil(len(text) / width))
