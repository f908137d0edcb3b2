"""What holds of the order of needs and of their bands, on the real content (decision model, §7)."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ansm.domain.bands import Band, place
from ansm.domain.handbook import Handbook
from ansm.domain.priorities import Ranked, Weights, order
from ansm.domain.questionnaire import Feed, Question
from ansm.domain.standing import robust_needs
from ansm.domain.territory import Territory
from tests.builders import need
from tests.domain.real import Given, book, extreme, places, profiles, standing

WEIGHTS = book().weighting.weights
BANDS = (Band.FIRST, Band.NEXT, Band.LATER)


def dominates(one: Ranked, other: Ranked) -> bool:
    pairs = [(one.score.value(name), other.score.value(name)) for name, _ in WEIGHTS]
    return all(left >= right for left, right in pairs) and any(left > right for left, right in pairs)


@given(places, profiles())
def test_a_need_that_another_beats_everywhere_never_stands_before_it_prerequisites_aside(
    territory: Territory, given: Given
) -> None:
    ranked = standing(territory, given).ranked
    for rank, before in enumerate(ranked):
        if before.inherited_from is None:
            assert not any(dominates(after, before) for after in ranked[rank + 1 :])


@given(places, profiles())
def test_a_prerequisite_stands_before_what_depends_on_it_and_never_in_a_later_band(
    territory: Territory, given: Given
) -> None:
    found = standing(territory, given)
    ranks = {each.score.need.id: rank for rank, each in enumerate(found.ranked)}
    bands = {each.need: BANDS.index(each.band) for each in found.placed}
    for name, below in book().dependencies.closure.items():
        assert all(ranks[other] < ranks[name] for other in below if name in ranks and other in ranks)
        assert all(bands[other] <= bands[name] for other in below if name in bands and other in bands)


@given(places, profiles(), st.sampled_from(book().questionnaire.questions), st.integers(0, 100), st.integers(0, 100))
def test_one_more_unrelated_need_swaps_no_two_others(
    territory: Territory, given: Given, question: Question, impact: int, severity: int
) -> None:
    fed = replace(question, feeds=(*question.feeds, Feed("un-autre")))
    questions = tuple(fed if each is question else each for each in book().questionnaire.questions)
    wider = replace(
        book(),
        needs=(*book().needs, need("un-autre", impact=impact, severity=severity)),
        questionnaire=replace(book().questionnaire, questions=questions),
    )
    without = [each.score.need.id for each in standing(territory, given).ranked]
    among = [each.score.need.id for each in standing(territory, given, wider).ranked]
    assert [name for name in among if name != "un-autre"] == without


@given(places, profiles(), st.integers(2, 1_000))
def test_the_same_weights_on_another_scale_change_no_priority_no_order_and_no_band(
    territory: Territory, given: Given, factor: int
) -> None:
    scaled = tuple((name, factor * weight) for name, weight in WEIGHTS)
    one = standing(territory, given)
    other = standing(territory, given, replace(book(), weighting=replace(book().weighting, weights=scaled)))
    assert one.ranked == other.ranked
    assert one.bands == other.bands


@given(places, profiles())
def test_a_need_is_solid_exactly_when_it_keeps_its_band_in_the_twelve_variants(
    territory: Territory, given: Given
) -> None:
    found = standing(territory, given)
    kept = {each.need: each.band for each in found.placed}
    variants = [
        tuple((name, weight + step * (name is moved)) for name, weight in WEIGHTS)
        for moved, _ in WEIGHTS
        for step in (-1, 1)
    ]
    assert len(variants) == 12
    again = [standing(territory, given, weighted(weights)).bands for weights in variants]
    assert robust_needs(found, book()) == {
        name for name, band in kept.items() if all(bands.get(name) is band for bands in again)
    }


@given(places, profiles())
def test_bands_follow_the_order_and_never_hold_more_than_eight(territory: Territory, given: Given) -> None:
    found = standing(territory, given)
    assert [each.need for each in found.placed] == [each.score.need.id for each in found.ranked if each.score.reliable]
    assert [BANDS.index(each.band) for each in found.placed] == sorted(BANDS.index(each.band) for each in found.placed)
    assert all(sum(each.band is band for each in found.placed) <= 8 for band in BANDS[:2])


@given(places, profiles(), st.integers(0, 2**32 - 1).map(random.Random))
def test_the_order_is_total_whatever_the_order_of_the_needs(
    territory: Territory, given: Given, draw: random.Random
) -> None:
    found = standing(territory, given)
    scores = list(found.scores)
    draw.shuffle(scores)
    again = order(tuple(scores), book().dependencies, WEIGHTS)
    assert again == found.ranked
    assert place(again, found.capacity, book().weighting) == found.placed


def weighted(weights: Weights) -> Handbook:
    return replace(book(), weighting=replace(book().weighting, weights=weights))


@given(places, profiles())
def test_no_action_rests_on_silence_alone(territory: Territory, given: Given) -> None:
    """Whatever is in a band of actions, a known answer shows a problem (decision 4)."""
    found = standing(territory, given)
    gaps = {each.need: each.gap_min for each in found.assessments}
    assert all(gaps[each.need] for each in found.placed)


@given(places)
def test_answering_the_short_path_perfectly_and_nothing_else_proposes_no_action(territory: Territory) -> None:
    essential = {each.id for each in book().questionnaire.questions if each.essential}
    given = {name: values for name, values in extreme(worst=False).items() if name in essential}
    assert standing(territory, given).placed == ()
