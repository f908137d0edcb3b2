"""French sentences, lists, dates and numbers: one way, for screen, paper and files."""

from __future__ import annotations

from datetime import date

import pytest

from ansm.domain import say

NBSP, THIN = "\u00a0", "\u202f"


def test_the_first_of_the_month_is_premier() -> None:
    assert say.day(date(2026, 1, 1)) == f"1er{NBSP}janvier 2026"
    assert say.day(date(2026, 11, 22)) == f"22{NBSP}novembre 2026"


def test_zero_and_one_are_singular() -> None:
    counted = [say.count(each, "question") for each in (0, 1, 2, 1234)]
    assert counted == [f"0{NBSP}question", f"1{NBSP}question", f"2{NBSP}questions", f"1{THIN}234{NBSP}questions"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("un essai", "Un essai."),
        ("Un essai.", "Un essai."),
        ("la feuille « Que faire\u202f? »", "La feuille « Que faire\u202f? »"),
        ("", ""),
    ],
)
def test_a_sentence_has_a_capital_and_one_stop(text: str, said: str) -> None:
    """Nothing stays nothing; the stop of a quotation at the end is enough."""
    assert say.sentence(text) == said


def test_an_acronym_keeps_its_capitals() -> None:
    assert [say.lowered(each) for each in ("Le service", "CNIL", "À voir")] == ["le service", "CNIL", "à voir"]


def test_the_last_of_a_list_follows_a_word() -> None:
    assert [say.joined(each) for each in ((), ("a",), ("a", "b", "c"))] == ["", "a", "a, b et c"]
    assert say.joined(("a", "b"), "ou") == "a ou b"
