"""From answers to needs: the gap, its bounds and how sure we are (decision model, §3)."""

from __future__ import annotations

import pytest

from ansm.domain.conditions import All, AnyOf, ChoiceAmong
from ansm.domain.journey import Journey
from ansm.domain.needs import Assessment, assess, feeding
from ansm.domain.questionnaire import Contradiction
from tests.builders import SCALE, answers, commune, journey, question, questionnaire


def assessed(*given: str | None, weights: tuple[int, ...] = ()) -> Assessment:
    """A need fed by one question an answer (cautious index 3); None is a skipped question."""
    rows = list(enumerate(given))
    asked = [question(f"Q{rank}", "b", weight=weights[rank] if weights else 1) for rank, _ in rows]
    seen = journey(*asked, **{f"Q{rank}": value for rank, value in rows if value is not None})
    return assess("b", feeding(tuple(asked)).get("b", ()), seen)


@pytest.mark.parametrize(
    ("given", "gap", "gap_min", "gap_max", "reliability"),
    [
        (("0",), 0, 0, 0, 100),
        (("4",), 100, 100, 100, 100),
        (("4", "2"), 75, 75, 75, 100),
        (("4", "nsp"), 88, 50, 100, 50),
        (("4", None), 88, 50, 100, 50),
        (("1", "0"), 13, 13, 13, 100),
        (("nsp",), 75, 0, 100, 0),
        ((None, None), 75, 0, 100, 0),
        (("2", "so"), 50, 50, 50, 100),
        (("so", "nsp"), 75, 0, 100, 0),
        (("1", "2", "nsp"), 50, 25, 58, 67),
        (("so",), None, None, None, None),
        ((), None, None, None, None),
    ],
)
def test_the_gap_its_bounds_and_its_reliability(
    given: tuple[str | None, ...],
    gap: int | None,
    gap_min: int | None,
    gap_max: int | None,
    reliability: int | None,
) -> None:
    found = assessed(*given)
    assert (found.gap, found.gap_min, found.gap_max, found.reliability) == (gap, gap_min, gap_max, reliability)


def test_a_heavier_question_counts_as_much_as_its_weight_says() -> None:
    assert assessed("4", "0", weights=(3, 1)).gap == 75
    assert assessed("4", "0", weights=(1, 3)).gap == 25


def test_one_more_partial_problem_never_lowers_the_need_against_a_skipped_question() -> None:
    """The reason why the denominator covers unknown answers too: renormalising would give 100, then 75."""
    assert assessed("4", None).gap == 88
    assert assessed("4", "3").gap == 88
    assert assessed("4", "4").gap == 100


def test_a_hidden_question_is_out_of_numerator_and_denominator() -> None:
    asked = (question("A", "b"), question("B", "b", condition=AnyOf(())))
    found = assess("b", feeding(asked)["b"], journey(*asked, A="2", B="4"))
    assert (found.gap, found.applicable) == (50, 1)


@pytest.mark.parametrize(
    ("given", "reliable"),
    [(("0", None), True), (("0", None, None), False), (("0", "0", None, None), True), ((), False)],
)
def test_half_known_is_enough_to_be_reliable_and_less_is_not(given: tuple[str | None, ...], reliable: bool) -> None:
    assert assessed(*given).reliable(50) is reliable


def test_reliability_is_compared_exactly_not_after_rounding() -> None:
    """99 known of 199 prints 50 %, but is under a half."""
    found = Assessment("b", 50, 0, 100, 99, 199, ())
    assert found.reliability == 50
    assert not found.reliable(50)


@pytest.mark.parametrize(
    ("given", "dont_know"),
    [
        (("nsp", "nsp"), True),
        (("nsp", None), True),
        ((None, None, "nsp"), False),
        ((None,), False),
    ],
)
def test_the_doubt_is_put_down_to_what_is_most_missing(given: tuple[str | None, ...], dont_know: bool) -> None:
    assert assessed(*given).doubt_is_dont_know is dont_know


def test_a_contradicted_answer_is_a_doubt_to_verify_not_a_question_left_to_answer() -> None:
    asked = questionnaire(
        question("A", "b", choices=SCALE),
        question("B", "b"),
        contradictions=[Contradiction("x", ("A", "B"), _both(), "Laquelle ?")],
    )
    found = assess("b", feeding(asked.questions)["b"], Journey(asked, commune(), answers(A="0", B="4")))
    assert (found.gap, found.gap_min, found.gap_max, found.known) == (75, 0, 100, 0)
    assert found.doubt_is_dont_know


def _both() -> All:
    return All((ChoiceAmong("A", ("0",)), ChoiceAmong("B", ("4",))))
