"""What is asked: aliases, the order conditions impose, and how far an answer reaches."""

from __future__ import annotations

import pytest

from ansm.domain.conditions import All, ChoiceAmong, FactAmong, IndexAtLeast, Not
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


def test_a_theme_is_answered_alone_by_seeing_what_decides_of_its_questions_directly_or_not() -> None:
    asked = questionnaire(
        question("A", theme="one"),
        question("B", theme="one", condition=ChoiceAmong("A", ("4",))),
        question("C", theme="two", condition=Not(ChoiceAmong("B", ("4",)))),
        question("D", theme="two"),
        question("E", theme="three", condition=FactAmong("nature", ("commune",))),
    )
    assert asked.seen_from == {"one": {"A", "B"}, "two": {"A", "B", "C", "D"}, "three": {"E"}}


def test_it_sees_what_an_index_depends_on_only_where_an_index_decides() -> None:
    """The index of « A » depends on « X »: it matters to whoever tests the index, not to whoever tests the answer."""
    case = IndexCase(All((ChoiceAmong("X", ("4",)), IndexAtLeast("Y", 2))), 4)
    weighed = (Option("4", "Oui", 0, index_cases=(case,)),)
    asked = questionnaire(
        question("X", theme="away"),
        question("Y", theme="away"),
        question("A", theme="source", choices=weighed),
        question("B", theme="by-index", condition=IndexAtLeast("A", 2)),
        question("C", theme="by-answer", condition=ChoiceAmong("A", ("4",))),
    )
    assert asked.seen_from["by-index"] == {"A", "B", "X", "Y"}
    assert asked.seen_from["by-answer"] == {"A", "C"}
    assert asked.seen_from["source"] == {"A"}
