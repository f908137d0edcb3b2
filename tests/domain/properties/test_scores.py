"""What holds of every score, on the real content (decision model, §7)."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ansm.domain.questionnaire import Question
from ansm.domain.standing import Standing
from ansm.domain.territory import Territory
from tests.domain.real import (
    PLACES,
    Given,
    all_unknown,
    answer_of,
    book,
    extreme,
    places,
    profiles,
    rated,
    standing,
)

NOTABLE = {
    "empty": {},
    "all unknown": all_unknown(),
    "all best": extreme(worst=False),
    "all worst": extreme(worst=True),
}
QUESTIONS = book().questionnaire.questions
questions = st.sampled_from([each for each in QUESTIONS if each.scored])
dice = st.integers(0, 2**32 - 1).map(random.Random)


def assert_bounded(found: Standing) -> None:
    for assessment in found.assessments:
        gaps = (assessment.gap, assessment.gap_min, assessment.gap_max, assessment.reliability)
        assert gaps == (None,) * 4 or all(type(gap) is int and 0 <= gap <= 100 for gap in gaps)
    for score in found.scores:
        values = [score.value(name) for name, _ in book().weighting.weights]
        assert all(type(value) is int and 0 <= value <= 100 for value in values)
    for ranked in found.ranked:
        assert type(ranked.tenths) is int
        assert 0 <= ranked.own_tenths <= ranked.tenths <= 1000


@pytest.mark.parametrize("name", NOTABLE)
def test_scores_are_whole_numbers_within_bounds_for_the_notable_profiles(name: str) -> None:
    for place in PLACES:
        assert_bounded(standing(place, NOTABLE[name]))


@given(places, profiles())
def test_scores_are_whole_numbers_within_bounds_for_any_answers(place: Territory, given: Given) -> None:
    assert_bounded(standing(place, given))


@given(places, profiles(), questions, dice)
def test_a_worse_answer_never_lowers_a_gap_a_criterion_or_a_priority(
    place: Territory, given: Given, question: Question, draw: random.Random
) -> None:
    """Nothing goes down when the index of one visible answer rises and nothing else changes.

    « Nothing else »: what is asked, what contradicts, the rules that apply. « Nothing goes down »: no need's gap,
    criteria, own priority or inherited priority, and no candidate stops being one.
    """
    pair = [answer_of(question, draw) for _ in range(2)]
    before, after = (standing(place, given | {question.id: values}) for values in pair)
    assume(comparable(before, after))
    low, high = (each.journey.known_index(question.id) for each in (before, after))
    assume(low is not None and high is not None)
    assert low is not None
    assert high is not None
    if low > high:
        before, after = after, before
    weights = book().weighting.weights
    for one, other in zip(before.assessments, after.assessments, strict=True):
        assert one.gap is None or (other.gap is not None and one.gap <= other.gap)
    for one_score, other_score in zip(before.scores, after.scores, strict=True):
        assert all(one_score.value(name) <= other_score.value(name) for name, _ in weights)
        assert one_score.tenths(weights) <= other_score.tenths(weights)
        assert other_score.candidate or not one_score.candidate
    raised = {each.score.need.id: each.tenths for each in after.ranked}
    assert all(each.tenths <= raised[each.score.need.id] for each in before.ranked)


@given(places, profiles(), questions, st.booleans())
def test_an_unknown_answer_lies_between_the_best_and_the_worst(
    place: Territory, given: Given, question: Question, skipped: bool
) -> None:
    """As long as the three answers ask the same questions and contradict nothing."""
    others = {name: values for name, values in given.items() if name != question.id}
    unknown = standing(place, others | ({} if skipped else dont_know(question)))
    best, worst = (standing(place, others | {question.id: pick(rated(question))[1]}) for pick in (min, max))
    assume(comparable(best, unknown) and comparable(unknown, worst))
    for least, middle, most in zip(best.assessments, unknown.assessments, worst.assessments, strict=True):
        if middle.gap is not None and least.gap is not None and most.gap is not None:
            assert least.gap <= middle.gap <= most.gap


def test_the_cautious_index_of_every_question_lies_between_its_best_and_its_worst_answers() -> None:
    indices = {each.id: [index for index, _ in rated(each)] for each in QUESTIONS if each.scored}
    beyond = {each.id for each in QUESTIONS if each.id in indices
              and not min(indices[each.id]) <= each.cautious_index <= max(indices[each.id])}  # fmt: skip
    assert not beyond


@given(places, profiles())
def test_the_gap_lies_in_its_interval_which_closes_exactly_when_all_is_known(place: Territory, given: Given) -> None:
    for each in standing(place, given).assessments:
        if each.gap is None or each.gap_min is None or each.gap_max is None:
            continue
        assert each.gap_min <= each.gap <= each.gap_max
        assert (each.gap_min == each.gap_max) == (each.reliability == 100)


@given(places, profiles(), questions, dice)
def test_one_more_answer_only_narrows_the_intervals(
    place: Territory, given: Given, question: Question, draw: random.Random
) -> None:
    """When the answer carries an index, asks the same questions and contradicts nothing.

    « Sans objet » takes its question out of the denominator instead: other bounds, not narrower ones.
    """
    unknown = {name: values for name, values in given.items() if name != question.id}
    before = standing(place, unknown)
    after = standing(place, unknown | {question.id: answer_of(question, draw)})
    assume(comparable(before, after) and after.journey.known_index(question.id) is not None)
    for wide, narrow in zip(before.assessments, after.assessments, strict=True):
        if wide.gap_min is not None and wide.gap_max is not None:
            assert narrow.gap_min is not None
            assert narrow.gap_max is not None
            assert wide.gap_min <= narrow.gap_min <= narrow.gap_max <= wide.gap_max


def comparable(one: Standing, other: Standing) -> bool:
    """Whether both ask the same questions, contradict nothing new and meet the same rules of law."""
    return (
        one.journey.questions == other.journey.questions
        and one.journey.contradictions == other.journey.contradictions
        and [each.obligation.id for each in one.findings] == [each.obligation.id for each in other.findings]
    )


def dont_know(question: Question) -> Given:
    """« Je ne sais pas », where the question offers it."""
    return {question.id: ("nsp",)} if any(option.dont_know for option in question.options) else {}
