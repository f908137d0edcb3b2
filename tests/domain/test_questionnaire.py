"""What is asked: aliases, the order conditions impose, and how far an answer reaches."""

from __future__ import annotations

import pytest

from ansm.domain.conditions import ChoiceAmong, FactAmong
from ansm.domain.questionnaire import Contradiction, IndexCase, Option
from tests.builders import question, questionnaire


def test_a_question_answers_to_its_former_identifiers() -> None:
    asked = questionnaire(question("SEC-01", aliases=("OLD-01",)))
    assert asked.question("OLD-01") is asked.question("SEC-01")
    assert asked.question("NEW-01") is None


def test_a_former_identifier_never_hides_a_present_one() -> None:
    asked = questionnaire(question("A"), question("B", aliases=("A",)))
    found = asked.question("A")
    assert found is not None
    assert found.id == "A"


def test_an_option_answers_to_its_former_values() -> None:
    asked = question("A", choices=(Option("oui", "Oui", 0, aliases=("vrai",)),))
    assert asked.option("vrai") is asked.option("oui")
    assert asked.option("faux") is None


def test_questions_are_ordered_after_the_ones_their_conditions_look_at() -> None:
    asked = questionnaire(
        question("C", condition=ChoiceAmong("B", ("1",))),
        question("B", condition=ChoiceAmong("A", ("1",))),
        question("A"),
    )
    assert [each.id for each in asked.in_dependency_order] == ["A", "B", "C"]


def test_questions_in_a_cycle_are_left_out_rather_than_looped_over() -> None:
    asked = questionnaire(
        question("A", condition=ChoiceAmong("B", ("1",))),
        question("B", condition=ChoiceAmong("A", ("1",))),
        question("C"),
    )
    assert [each.id for each in asked.in_dependency_order] == ["C"]


@pytest.mark.parametrize(
    ("name", "reached"),
    [
        ("A", {"A", "B", "C", "D", "E"}),  # shows B, hence C; contradicts D, whose index E looks at
        ("B", {"B", "C"}),
        ("C", {"C"}),
        ("D", {"D", "E"}),
        ("E", {"E"}),
    ],
)
def test_an_answer_reaches_what_it_shows_contradicts_or_weighs_directly_or_not(name: str, reached: set[str]) -> None:
    special = Option("x", "X", 1, index_cases=(IndexCase(FactAmong("nature", ("epci",)), 3), IndexCase(_is("D"), 4)))
    asked = questionnaire(
        question("A"),
        question("B", condition=_is("A")),
        question("C", condition=_is("B")),
        question("D"),
        question("E", choices=(special,)),
        contradictions=[Contradiction("c", ("A", "D"), _is("A"), "Laquelle ?")],
    )
    assert asked.reach[name] == reached


def _is(name: str) -> ChoiceAmong:
    return ChoiceAmong(name, ("1",))
