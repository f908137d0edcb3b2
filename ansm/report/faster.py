"""What WeasyPrint does for each element and no paper of ours needs, left out: a sixth of the time.

A test compares the bytes with and without: nothing else changes. Both lean on WeasyPrint 70 and pydyf 0.12 from inside.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from types import ModuleType
from typing import Any

# WeasyPrint and pydyf have no type stubs.
Untyped = Any  # nothing of it leaves this module but classes of theirs

NOTES = re.compile(r"^::(foot)?note-.*$", re.MULTILINE)
MARKER = re.compile(r"^::marker ", re.MULTILINE)


def quicker_html(weasyprint: ModuleType) -> Untyped:
    """WeasyPrint’s HTML, without five styles of footnotes and one of bullets computed for each element of the page."""
    agent = (files("weasyprint.css") / "html5_ua.css").read_text(encoding="utf-8")
    agent = MARKER.sub("li::marker ", NOTES.sub("", agent))
    sheet = weasyprint.CSS(string=agent)

    class QuickerHTML(weasyprint.HTML):  # type: ignore[misc, name-defined]  # WeasyPrint has no type stubs
        def _ua_stylesheets(self, forms: bool = False) -> list[Untyped]:  # noqa: ARG002  # WeasyPrint’s own signature
            return [sheet]

    return QuickerHTML


def list_pages_once(pydyf: ModuleType) -> None:
    """Keep pydyf’s list of pages between two elements: it makes it anew for each, which grows as pages by elements."""
    afresh = pydyf.PDF.page_references.fget

    def kept(pdf: Untyped) -> tuple[bytes, ...]:
        count: int = len(pdf.pages["Kids"])
        known: tuple[int, tuple[bytes, ...]] = pdf.__dict__.get("_pages_kept", (-1, ()))
        if known[0] != count:
            known = pdf.__dict__["_pages_kept"] = (count, afresh(pdf))
        return known[1]

    if afresh.__name__ != kept.__name__:  # once a process
        pydyf.PDF.page_references = property(kept)


@contextmanager
def fewer_collections() -> Iterator[None]:
    """Let the collector of cycles come by rarely: a page makes a hundred thousand boxes, which live as long as it."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 5, 5)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
