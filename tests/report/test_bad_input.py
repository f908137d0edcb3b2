"""Every text of a paper at its longest, in every script, with all that can hurt: printed safely, in both standards."""

from __future__ import annotations

import logging
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import TypeVar, cast

import page
import pymupdf
import pytest

from ansm.domain.publication import Edition
from ansm.report import Document, compose, render
from ansm.report.code import code_of
from ansm.report.html import to_html
from ansm.report.pieces import Link, Table
from ansm.report.sections import AnswerGroup
from ansm.report.sheet import compose_sheet
from tests.report import builders
from tests.report.builders import CONTEXT, diagnostic, handbook
from tests.report.structure import faults, link_names, spoken

Value = TypeVar("Value")

SCRIPTS = (
    "Œuvre à Aÿ, nº 3 ; Ŵ ǆ ﬁ ẞ",
    "Ελληνικά",
    "Український їжак",
    "العربية من اليمين",
    "עברית מימין",
    "漢字かな交じり文 한국어",
    "हिन्दी देवनागरी",
    "ไทย தமிழ் ქართული አማርኛ",
    "🥚 👩🏽‍🚒 🇫🇷 ☎️ ☐",
    "a\u0301\u0323\u0300\u0316\u0317\u0318 e\u20dd",
)
HARMFUL = (
    "\x00\x07\x1b[31m\x7f\x85\ufeff\u2028",
    "\u202egauche\u202c \u2066isolé\u2069 \u200f\u200b\u00ad",
    "\ud800 \udfff \ue000 \uffff \U0010ffff",
    "</title></h1><script>alert(1)</script><img src=http://exemple.invalid/a.png>",
    '"><a href="javascript:alert(1)" style="background:url(file:///etc/passwd)">ici</a>',
    "*/ } @import url(http://exemple.invalid/a.css); @page { size: a0 } /*",
    "<svg><text>x</text></svg>]]> <!-- {{ document }} {% include 'x' %} &lt;b&gt; &#x202e;",
    ") Tj ET /Artifact BMC (\\",
)
UNBROKEN = "mot" * 60
LONGEST = 640  # no text of the content has as many signs
IN_A_CELL = 240  # nor has any cell: a row higher than a page would have cells that say nothing on the next one
IN_A_HEADER = 60  # nor any header, which are our own words: one higher than half a page is not said again
OURS = ("printed_on", "before_day", "reliability", "code")  # dates, a share and a sum, never a text
FEW = 2  # of each kind of thing that has texts: more would only be more of the same


def hostile(length: int) -> str:
    """All scripts and all that can hurt, then a word that nothing breaks, up to that many characters."""
    text = " ".join((*HARMFUL, *SCRIPTS, UNBROKEN))
    return (text * (length // len(text) + 1))[:length]


def everywhere(value: Value, text: str, in_a_cell: int = IN_A_CELL) -> Value:
    """The same value with this text in place of each of its texts."""
    if isinstance(value, Edition) or value is None:
        return value
    if isinstance(value, str):
        return cast("Value", text)
    if isinstance(value, Table | AnswerGroup):
        text = text[:in_a_cell]
    if isinstance(value, tuple):
        kept = value if all(isinstance(each, str) for each in value) else value[:FEW]
        return cast("Value", tuple(everywhere(each, text, in_a_cell) for each in kept))
    if isinstance(value, Link):
        return cast("Value", Link(text, text, "https://exemple.fr/page"))
    if isinstance(value, Table):
        headers = tuple(text[:IN_A_HEADER] for _ in value.headers)
        return cast("Value", Table(headers, everywhere(value.rows, text, in_a_cell)))
    if is_dataclass(value):
        held = {each.name: getattr(value, each.name) for each in fields(value) if each.name not in OURS}
        return cast("Value", replace(value, **{name: everywhere(each, text, in_a_cell) for name, each in held.items()}))
    return value


@cache
def paper(length: int = LONGEST) -> Document:
    """The report, an earlier diagnostic beside."""
    linked = builders.service("s1", "Messages", ("sauvegarde",), url="https://exemple.gouv.fr/messages")
    context = replace(CONTEXT, public_address="https://ansm.exemple.fr")
    return everywhere(compose(diagnostic(book=handbook((linked,))), context), hostile(length))


@cache
def printed() -> bytes:
    return render(paper())


@cache
def sheet_printed() -> bytes:
    return render(everywhere(compose_sheet(diagnostic(), CONTEXT), hostile(LONGEST), in_a_cell=90))


@pytest.mark.parametrize("standard", ["ua1", "3a"])
@pytest.mark.parametrize("pdf", [printed, sheet_printed])
def test_no_rule_of_either_standard_fails(pdf: Callable[[], bytes], standard: str) -> None:
    assert [str(each) for each in page.validate_pdf_bytes(pdf(), profile=standard).failures] == []


@pytest.mark.parametrize("pdf", [printed, sheet_printed])
def test_its_structure_is_sound(pdf: Callable[[], bytes]) -> None:
    """A heading of that length may end a page."""
    assert [fault for fault in faults(pdf()) if not fault.endswith("a heading ends the page")] == []


def test_nothing_becomes_a_tag_a_link_a_download_or_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        pdf = render(paper())
    assert [record.getMessage() for record in caplog.records] == []
    assert set(link_names(pdf)) == {"https://exemple.fr/page"}
    html = to_html(paper())
    assert "<script" not in html
    assert "<img" not in html
    with pymupdf.open(stream=pdf, filetype="pdf") as opened:
        assert {tuple(round(side) for side in sheet.rect[2:]) for sheet in opened} == {(595, 842)}


def test_what_is_shown_is_said_as_it_was_typed() -> None:
    said = spoken(printed())
    assert "<script>alert(1)</script>" in said
    assert "{{ document }} {% include 'x' %}" in said
    assert ") Tj ET /Artifact BMC (\\" in said
    assert "Український їжак" in said


def test_no_text_leaves_the_page() -> None:
    """The text of the margins aside, which is cut."""
    with pymupdf.open(stream=printed(), filetype="pdf") as opened:
        for sheet in opened:
            words = [each[:4] for each in sheet.get_text("words") if 57 < each[1] < 790]
            assert words
            assert min(each[0] for each in words) >= 40
            assert max(each[2] for each in words) <= 565


def test_it_crosses_to_another_process_and_has_a_code() -> None:
    document = paper()
    assert pickle.loads(pickle.dumps(document)) == document  # noqa: S301  # our own value, pickled just above
    assert code_of(document) != code_of(paper(LONGEST - 1))
