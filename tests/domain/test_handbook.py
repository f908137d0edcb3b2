"""What the editors' content implies, computed once: who feeds, boosts, rules and touches each need."""

from __future__ import annotations

import pytest

from ansm.domain.conditions import ChoiceAmong
from ansm.domain.questionnaire import Effect, Option
from tests.builders import need, question
from tests.policy_builders import handbook, obligation

BOOK = handbook(
    question("Q1", "a", "b", weight=2),
    question("Q2", "b"),
    question("Q3", "c", condition=ChoiceAmong("Q2", ("1",))),
    question("LAW"),
    question("WILL", choices=(Option("x", "X", needs=("c",)),), boxes=True, effect=Effect.WILL),
    needs=[need("a"), need("b"), need("c"), need("d")],
    obligations=[obligation("r", "LAW", need="d", condition=ChoiceAmong("Q1", ("1",))), obligation("s")],
)


def test_each_need_knows_its_questions_and_their_weights() -> None:
    assert BOOK.feeds == {"a": (("Q1", 2),), "b": (("Q1", 2), ("Q2", 1)), "c": (("Q3", 1),)}


def test_each_need_knows_the_rules_it_answers() -> None:
    assert {name: [each.id for each in rules] for name, rules in BOOK.laws.items()} == {
        "a": [],
        "b": [],
        "c": [],
        "d": ["r"],
    }


def test_each_effect_knows_the_boxes_that_trigger_it() -> None:
    assert BOOK.boosts == {Effect.IMPACT: {}, Effect.WILL: {"c": (("WILL", "x"),)}}


@pytest.mark.parametrize(
    ("question_id", "touched"),
    [("Q1", ["a", "b", "d"]), ("Q2", ["b", "c"]), ("Q3", ["c"]), ("LAW", ["d"]), ("WILL", ["c"])],
)
def test_a_question_touches_every_need_its_answer_may_move(question_id: str, touched: list[str]) -> None:
    """By feeding it, by showing what feeds it, by testing or opening a rule, by an effect."""
    assert [each.id for each in BOOK.touches[question_id]] == touched


def test_an_invented_need_is_an_error_of_the_caller() -> None:
    with pytest.raises(KeyError):
        BOOK.need("invented")
