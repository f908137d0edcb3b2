"""The report on the shipped content, for three very different visitors."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import page
import pymupdf
import pytest
import weasyprint

from ansm import territories
from ansm.content.source import shipped_folder
from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.publication import publishable
from ansm.report import compose, render
from ansm.report.fonts import printable_characters
from ansm.report.html import to_html
from ansm.report.typography import typeset
from tests.report import profiles
from tests.report.builders import CONTEXT
from tests.report.structure import faults, spoken

PROFILES: dict[str, Callable[[], Diagnostic]] = {
    "rich": profiles.rich,
    "tiny": profiles.tiny,
    "empty": profiles.empty,
    "public": lambda: publishable(profiles.rich()),
}
DATA = Path(territories.__file__).parent / "data"
MOST_PAGES = {"rich": 14, "tiny": 9, "empty": 6, "public": 12}


@cache
def printed(name: str) -> bytes:
    """The PDF of one profile."""
    return render(compose(PROFILES[name](), CONTEXT))


def texts(name: str) -> list[str]:
    """The text of each page, on one line, with ordinary spaces."""
    with pymupdf.open(stream=printed(name), filetype="pdf") as opened:
        return [" ".join(sheet.get_text().split()) for sheet in opened]


@pytest.mark.parametrize("name", PROFILES)
def test_each_is_accessible_light_and_short(name: str) -> None:
    assert page.validate_pdf_bytes(printed(name), profile="ua1").failures == []
    assert page.validate_pdf_bytes(printed(name), profile="3a").failures == []
    assert faults(printed(name)) == []
    assert len(printed(name)) <= 300_000
    assert len(texts(name)) <= MOST_PAGES[name]


@pytest.mark.parametrize("name", PROFILES)
def test_everything_is_read_aloud_in_the_order_of_the_page(name: str) -> None:
    """Each paragraph, item, heading and cell, word for word and apart from its neighbours."""
    said = f" {spoken(printed(name))} "
    page_read = weasyprint.HTML(string=to_html(compose(PROFILES[name](), CONTEXT))).etree_element
    place = 0
    for block in (each for each in page_read.iter() if each.tag in ("h1", "h2", "h3", "h4", "p", "li", "th", "td")):
        text = " ".join("".join(block.itertext()).split())
        found = said.find(f" {text} ", place)
        assert found >= 0, text
        place = found + len(text)


@pytest.mark.parametrize("name", PROFILES)
def test_the_summary_holds_on_page_one(name: str) -> None:
    sheets = texts(name)
    assert "Un seul contact pour commencer" in sheets[0]
    assert "Ce qui va bien" in sheets[1]


@pytest.mark.parametrize("seed", range(12))
def test_the_summary_holds_on_page_one_whatever_is_answered(seed: int) -> None:
    """Page one alone is laid out, with an empty section after it."""
    document = compose(profiles.at_random(seed), CONTEXT)
    alone = replace(document, plan=(), rules=(), services=(), support=(), answers=(), themes=(), strengths=())
    with pymupdf.open(stream=render(alone), filetype="pdf") as opened:
        assert "Un seul contact pour commencer" in opened[0].get_text()
        assert "Ce qui va bien" in opened[1].get_text()


def test_every_action_of_the_rich_profile_is_printed() -> None:
    result = profiles.rich()
    said = " ".join(texts("rich"))
    for each in (*result.in_band(Band.FIRST), *result.in_band(Band.NEXT)):
        assert " ".join(typeset(each.need.action).split()) in said
        assert " ".join(typeset(each.need.without_digital).split()) in said


def test_the_tiny_profile_learns_who_can_tell_what_it_does_not_know() -> None:
    said = " ".join(texts("tiny"))
    questions = profiles.tiny().to_verify
    assert questions
    for question in questions:
        assert " ".join(typeset(question.text).split()) in said


def test_the_empty_profile_gets_no_service_and_no_false_comfort() -> None:
    said = " ".join(texts("empty"))
    assert "Services proposés" not in said
    assert "provisoire" in said
    assert "Il manque encore des réponses pour dire ce qui va bien." in said


@pytest.mark.parametrize("name", PROFILES)
def test_the_typeface_has_every_character_of_the_content(name: str) -> None:
    html = to_html(compose(PROFILES[name](), CONTEXT))
    assert {character for character in html if ord(character) not in printable_characters()} <= {"\n"}
    assert "�" not in html


def test_no_character_of_the_content_is_missing_from_the_typeface() -> None:
    book = profiles.book()
    written = [each.label + each.action + each.how + each.strength for each in book.needs]
    written += [each.name + each.summary + each.cost_detail + each.warning for each in book.services]
    written += [each.text + "".join(option.label for option in each.options) for each in book.questionnaire.questions]
    written += [each.label + each.rule + each.reference for each in book.obligations]
    written += [each.title + each.text for each in book.orientations]
    assert {
        character for character in typeset("".join(written)) if ord(character) not in printable_characters()
    } == set()


@pytest.mark.parametrize("path", sorted(DATA.glob("*.csv.gz")), ids=lambda path: path.name)
def test_no_character_of_a_territory_is_missing_from_the_typeface(path: Path) -> None:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        written = typeset(file.read())
    assert {character for character in written if ord(character) not in printable_characters()} == set()


def test_no_character_that_the_content_may_print_is_missing_from_the_typeface() -> None:
    written = typeset("".join(path.read_text(encoding="utf-8") for path in shipped_folder().rglob("*.toml")))
    assert {character for character in written if ord(character) not in printable_characters()} == set()
