"""The code by which a paper is recognised: it follows every word and every attached byte, itself left out."""

from __future__ import annotations

from dataclasses import field, make_dataclass, replace
from datetime import UTC, datetime

import pymupdf
import pytest

from ansm.report import Document, compose, render
from ansm.report.code import ALPHABET, code_of, read_code
from ansm.report.pieces import UNSAID_WHEN_EMPTY, Attachment, Table
from ansm.report.sections import Settling
from tests.report.builders import CONTEXT, diagnostic

MOMENT = datetime(2026, 11, 22, tzinfo=UTC)


def paper() -> Document:
    return compose(diagnostic(), CONTEXT)


def file(data: bytes) -> Attachment:
    return Attachment("diagnostic.ansm.json", "Les réponses", "application/json", data, MOMENT)


def words(pdf: bytes) -> list[str]:
    with pymupdf.open(stream=pdf, filetype="pdf") as opened:
        return [" ".join(sheet.get_text().split()) for sheet in opened]


def test_it_is_three_groups_of_four_signs_that_nobody_misreads() -> None:
    groups = code_of(paper()).split("-")
    assert [len(each) for each in groups] == [4, 4, 4]
    assert set("".join(groups)) <= set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)


def test_the_same_paper_has_the_same_code_which_does_not_depend_on_itself() -> None:
    code = code_of(paper())
    assert code_of(paper()) == code
    assert code_of(replace(paper(), code=code)) == code


@pytest.mark.parametrize(
    "changed",
    [
        lambda it: replace(it, title=it.title + "."),
        lambda it: replace(it, notice=it.notice + " "),
        lambda it: replace(it, summary=replace(it.summary, contact="une autre personne")),
        lambda it: replace(it, themes=(replace(it.themes[0], gap=(it.themes[0].gap or 0) + 1), *it.themes[1:])),
        lambda it: replace(it, answers=it.answers[:-1]),
        lambda it: replace(it, attachments=(file(b"{}"),)),
        lambda it: replace(it, printed_on="2026-11-23"),
    ],
)
def test_any_change_gives_another_code(changed: object) -> None:
    assert callable(changed)
    assert code_of(changed(paper())) != code_of(paper())


def test_a_changed_byte_of_an_attached_file_gives_another_code() -> None:
    codes = {code_of(replace(paper(), attachments=(file(data),))) for data in (b'{"a":1}', b'{"a":2}')}
    assert len(codes) == 2


def test_texts_that_move_from_one_place_to_the_next_do_not_read_alike() -> None:
    one = replace(paper(), strengths_note="a", plan_note="bc")
    other = replace(paper(), strengths_note="ab", plan_note="c")
    assert code_of(one) != code_of(other)


@pytest.mark.parametrize("typed", ["7K3M-0X1P-9D4T", "7k3m 0x1p 9d4t", " 7k3mOxlp9d4t ", "7K3M–OXIP–9D4T."])
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == "7K3M-0X1P-9D4T"


@pytest.mark.parametrize("typed", ["", "7K3M-0X1P", "7K3M-0X1P-9D4TT", "7K3M-0X1P-9D4U", "é" * 12, "７K3M-0X1P-9D4T"])
def test_what_is_not_a_code_is_told_so(typed: str) -> None:
    assert read_code(typed) is None


def test_the_printed_paper_bears_its_code_on_each_page_and_says_where_to_check_it() -> None:
    document = compose(diagnostic(), replace(CONTEXT, public_address="https://ansm.exemple.fr"))
    document = replace(document, code=code_of(document))
    sheets = words(render(document))
    assert all(document.code in sheet for sheet in sheets)
    assert f"Pour vérifier ce document : ansm.exemple.fr/verifier/, avec son code : {document.code}" in sheets[-1]


def test_without_a_public_address_it_bears_its_code_alone_and_without_a_code_nothing() -> None:
    document = replace(paper(), code=code_of(paper()))
    assert f"Code de vérification de ce document : {document.code}" in words(render(document))[-1]
    assert "vérification de ce document" not in words(render(paper()))[-1]


def test_what_came_later_changes_no_code_while_it_is_empty_and_is_summed_once_it_says_something() -> None:
    """Papers given before there were two sides are made again under their code."""
    added = field(default="", metadata=UNSAID_WHEN_EMPTY)
    then = make_dataclass("Paper", [("title", str)], frozen=True)
    now = make_dataclass("Paper", [("title", str), ("more", str, added)], frozen=True)
    assert code_of(now("Rapport")) == code_of(then("Rapport"))
    assert code_of(now("Rapport", "à départager")) != code_of(then("Rapport"))
    assert code_of(replace(paper(), settling=Settling("Choisissez.", Table(("Question",), ())))) != code_of(paper())
    assert code_of(replace(paper(), method=replace(paper().method, origin="De vous."))) != code_of(paper())
