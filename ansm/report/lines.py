"""Keeps the spaces that WeasyPrint does not write, at the end of a line and between two elements: « lapremière ».

It compares what was laid out with the text of the page, between layout and painting; the eye sees no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

# WeasyPrint has no type stubs; these are its boxes, which hold each other.
Box = Any  # nothing of it leaves this module

BLOCKS = frozenset(("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "th", "td", "dt", "dd", "caption", "div"))
COLLAPSED = re.compile(r"[ \t\n\r\f]+")


@dataclass
class _Reading:
    """How far the text of a block has been met, and the last piece met."""

    text: str
    place: int = 0
    last: Box = field(default=None)


def keep_spaces(pages: Iterable[Box]) -> None:
    """Write each space of the text at the end of the piece before it, so that words stay apart when read aloud."""
    readings: dict[Element, _Reading] = {}
    for page in pages:
        for element, piece in _pieces(page._page_box, None):
            reading = readings.get(element)
            if reading is None:
                text = COLLAPSED.sub(" ", "".join(element.itertext())).strip(" ")
                reading = readings[element] = _Reading(text)
            _read(reading, piece)


def _read(reading: _Reading, piece: Box) -> None:
    """Move to the end of the piece; one that is not where it is expected is a bullet, or a header row said again."""
    place = reading.place
    gap = reading.text.startswith(" ", place) and not piece.text.startswith(" ")
    if not reading.text.startswith(piece.text, place + gap):
        if not reading.text.startswith(piece.text):
            return
        place, gap, reading.last = 0, False, None
    if gap and reading.last is not None:
        reading.last.pango_layout.text += " "
    reading.place, reading.last = place + gap + len(piece.text), piece


def _pieces(box: Box, block: Element | None) -> Iterator[tuple[Element, Box]]:
    """Each piece of text laid out, with the paragraph, item, heading or cell it belongs to, in reading order."""
    if box.element is not None and box.element_tag in BLOCKS:
        block = box.element
    for child in getattr(box, "children", ()):
        if hasattr(child, "text"):
            if block is not None and child.text.strip(" "):  # a piece of spaces is laid out, and never written
                yield block, child
        elif not hasattr(child, "at_keyword"):  # margins of the page are artefacts
            yield from _pieces(child, block)
