"""Decides how much page one can hold: lists give way, longest first, so that the summary never spills over.

Heights are estimates in millimetres for the style sheet of the report, on the safe side; the tests compare them with
what is really printed.
"""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from ansm.report.document import Summary

HEIGHT = 264.0
MARGIN = 4.0
MASTHEAD, NAME_LINE, NAME_WIDTH = 12.0, 10.3, 31
SECTION, LEAD_LINE, LEAD_WIDTH = 13.0, 5.3, 98
HEADING, LINE, NOTE = 8.2, 4.55, 4.4
TABLE_HEAD, TABLE_LINE, TABLE_PADDING = 6.5, 4.3, 2.8
TABLE_WIDTHS = (30, 21, 17, 26)
LIST_GAP, WIDE, HALF = 0.5, 105, 52
FOOT, FOOT_LINE, FOOT_WIDTH = 9.0, 4.25, 112
FEWEST = 3


def fitted(summary: Summary, name: str, identity: str) -> Summary:
    """The summary with lists short enough for one page. What is dropped stays in the sections that follow."""
    while height(summary, name, identity) > HEIGHT - MARGIN:
        if len(summary.following) > FEWEST:
            summary = replace(summary, following=summary.following[:-1])
        elif len(summary.obligations) > FEWEST or len(summary.watch) > FEWEST:
            summary = replace(summary, obligations=summary.obligations[:FEWEST], watch=summary.watch[:FEWEST])
        elif summary.following:
            summary = replace(summary, following=summary.following[:-1])
        else:
            break
    return summary


def height(summary: Summary, name: str, identity: str) -> float:
    """The estimated height of page one, in millimetres, the two notes included."""
    total = MASTHEAD + NAME_LINE * _lines(name, NAME_WIDTH) + LINE * _lines(identity, WIDE)
    total += SECTION + LEAD_LINE * _lines(" ".join(summary.sentences), LEAD_WIDTH)
    if summary.first:
        total += HEADING + TABLE_HEAD
        for row in summary.first.rows:
            cells = zip((row.label, *row.cells), TABLE_WIDTHS, strict=False)
            total += TABLE_PADDING + TABLE_LINE * max(_lines(text, width) for text, width in cells)
    if summary.following:
        total += HEADING + _list(summary.following, WIDE)
    total += NOTE
    shown = [_list(texts, HALF) + NOTE for texts in (summary.obligations, summary.watch) if texts]
    total += HEADING + max(shown) if shown else 0.0
    total += FOOT + HEADING + sum(FOOT_LINE * _lines(text, FOOT_WIDTH) + 0.8 for text in summary.eligibility)
    return total + LINE * _lines(summary.contact, WIDE - 32) + LINE


def _list(texts: tuple[str, ...], width: int) -> float:
    return sum(LINE * _lines(text, width) + LIST_GAP for text in texts)


def _lines(text: str, width: int) -> int:
    return max(1, ceil(len(text) / width))
