"""What WeasyPrint does for each element and no paper of ours needs, left out: a quarter of the time.

A test compares what is printed with and without. All of it leans on WeasyPrint 70 and pydyf 0.13 from inside.
"""

from __future__ import annotations

import gc
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from types import ModuleType, SimpleNamespace
from typing import Any
from xml.etree import ElementTree

# WeasyPrint and pydyf have no type stubs.
Untyped = Any  # nothing of it leaves this module but classes of theirs

LEVEL = 7  # of compression: 9 takes four times as long for two hundredths less
NOTES = re.compile(r"^::(foot)?note-.*$", re.MULTILINE)
MARKER = re.compile(r"^::marker ", re.MULTILINE)


def quicker_html(weasyprint: ModuleType) -> Untyped:
    """WeasyPrint’s HTML, read in C, without styles of footnotes and bullets computed for each element of the page."""
    from cssselect2 import ElementWrapper  # type: ignore[import-untyped]  # it has no stubs

    agent = (files("weasyprint.css") / "html5_ua.css").read_text(encoding="utf-8")
    agent = MARKER.sub("li::marker ", NOTES.sub("", agent))
    sheet = weasyprint.CSS(string=agent)

    class QuickerHTML(weasyprint.HTML):  # type: ignore[misc, name-defined]  # WeasyPrint has no type stubs
        def __init__(self, string: str, base_url: str, url_fetcher: Untyped) -> None:
            """Our templates are well-formed XML too, which Python reads in C; WeasyPrint reads any HTML, in Python."""
            try:
                root = ElementTree.fromstring(string)  # noqa: S314 — our own page, every value escaped, no entity
            except ElementTree.ParseError:
                super().__init__(string=string, base_url=base_url, url_fetcher=url_fetcher)
                return
            self.base_url, self.url_fetcher, self.media_type = base_url, url_fetcher, "print"
            self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = self.wrapper_element.etree_element

        def _ua_stylesheets(self, forms: bool = False) -> list[Untyped]:  # noqa: ARG002  # WeasyPrint’s own signature
            return [sheet]

    return QuickerHTML


def quicken(pydyf: Untyped) -> None:
    """Two things of pydyf, once a process: it lists all pages anew for each element, and compresses at any cost."""
    afresh = pydyf.PDF.page_references.fget

    def kept(pdf: Untyped) -> tuple[bytes, ...]:
        count: int = len(pdf.pages["Kids"])
        known: tuple[int, tuple[bytes, ...]] = pdf.__dict__.get("_pages_kept", (-1, ()))
        if known[0] != count:
            known = pdf.__dict__["_pages_kept"] = (count, afresh(pdf))
        return known[1]

    if afresh.__name__ != kept.__name__:
        pydyf.PDF.page_references = property(kept)
        pydyf.zlib = SimpleNamespace(
            compress=zlib.compress, compressobj=lambda level: zlib.compressobj(min(level, LEVEL))
        )


@contextmanager
def fewer_collections() -> Iterator[None]:
    """Let the collector of cycles come by rarely: a page makes a hundred thousand boxes, which live as long as it."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 5, 5)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
