"""Six criteria, an exact total, and a total order with prerequisites first (decision model, §4)."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest

from ansm.domain.priorities import Criterion, Dependencies, Ranked, Score, contributions, depths, order
from tests.builders import WEIGHTS, need, score
from tests.policy_builders import weighting


@pytest.mark.parametrize(
    ("values", "tenths"),
    [
        ((0, 0, 0, 0, 0, 0), 0),
        ((100, 100, 100, 100, 100, 100), 1000),
        ((100, 0, 0, 0, 0, 0), 240),
        ((0, 100, 0, 0, 0, 0), 160),
        ((0, 0, 0, 0, 100, 0), 120),
        ((75, 100, 56, 50, 75, 0), 600),
        ((1, 0, 0, 0, 0, 0), 2),  # 0.24
        ((0, 0, 0, 0, 0, 1), 2),  # 0.16
        ((0, 0, 0, 0, 5, 0), 6),  # exactly 0.60
        ((0, 25, 0, 0, 25, 0), 70),
        ((13, 0, 3, 25, 100, 0), 196),  # 19.6 exactly
    ],
)
def test_the_priority_is_the_weighted_mean_to_one_decimal(values: tuple[int, ...], tenths: int) -> None:
    assert scored(values).tenths(WEIGHTS) == tenths


@pytest.mark.parametrize(
    "values", [(75, 100, 56, 50, 75, 0), (1, 1, 1, 1, 1, 1), (33, 75, 17, 99, 50, 75), (0,) * 6, (100,) * 6]
)
def test_the_contributions_sum_to_the_priority_exactly(values: tuple[int, ...]) -> None:
    shares = contributions(scored(values), WEIGHTS)
    assert sum(each.tenths for each in shares) == scored(values).tenths(WEIGHTS)
    for each in shares:
        assert abs(each.tenths - Fraction(10 * each.weight * each.value, 25)) < 1
    assert [each.criterion for each in shares] == list(Criterion)


@pytest.mark.parametrize(
    ("days", "points"),
    [("0", 100), ("0.5", 100), ("0.6", 75), ("2", 75), ("5", 50), ("15", 25), ("15.5", 0), ("30", 0)],
)
def test_less_effort_is_easier(days: str, points: int) -> None:
    assert weighting().ease(Fraction(days)) == points


def test_there_are_twelve_variants_each_with_one_weight_moved_by_one() -> None:
    variants = weighting().variants()
    assert len(set(variants)) == 12
    for variant in variants:
        moved = [(was, now) for (_, was), (_, now) in zip(WEIGHTS, variant, strict=True) if was != now]
        assert [abs(was - now) for was, now in moved] == [1]


def test_a_weight_of_zero_has_no_negative_variant() -> None:
    without = weighting(weights=((Criterion.NEED, 1), (Criterion.WILL, 0)))
    assert len(without.variants()) == 3


def test_a_prerequisite_inherits_the_highest_priority_of_what_depends_on_it() -> None:
    ranked = ordered(score("domaine", gap=30), score("courriel", "domaine", gap=80), score("site", "domaine", gap=60))
    assert [(each.score.need.id, each.tenths, each.inherited_from) for each in ranked] == [
        ("domaine", 192, "courriel"),
        ("courriel", 192, None),
        ("site", 144, None),
    ]
    assert ranked[0].own_tenths == 72


def test_inheritance_goes_through_a_prerequisite_that_is_not_a_candidate() -> None:
    ranked = ordered(score("a", gap=30), score("b", "a", gap=0, candidate=False), score("c", "b", gap=90))
    assert [(each.score.need.id, each.inherited_from) for each in ranked] == [("a", "c"), ("c", None)]


def test_a_prerequisite_that_already_weighs_more_inherits_nothing() -> None:
    ranked = ordered(score("a", gap=90), score("b", "a", gap=40))
    assert [(each.score.need.id, each.inherited_from) for each in ranked] == [("a", None), ("b", None)]


def test_a_chain_of_prerequisites_keeps_its_order_at_the_priority_of_its_end() -> None:
    ranked = ordered(score("z", gap=30), score("m", "z", gap=40), score("a", "m", gap=50))
    assert [each.score.need.id for each in ranked] == ["z", "m", "a"]
    assert {each.tenths for each in ranked} == {120}


@pytest.mark.parametrize(
    ("better", "other"),
    [
        (score("z"), score("a", "w")),  # prerequisite depth
        (score("z", gap=44, obligation=25), score("a", gap=44, risk=25)),  # obligation
        (score("z", gap=44, risk=25), score("a", gap=44, will=25)),  # risk
        (score("z", gap=44, ease=32), score("a", gap=44, will=24)),  # ease
        (score("a"), score("z")),  # identifier
    ],
)
def test_ties_are_broken_by_depth_obligation_risk_ease_then_identifier(better: Score, other: Score) -> None:
    assert better.tenths(WEIGHTS) == other.tenths(WEIGHTS)
    absent = score("w", candidate=False)
    assert [each.score.need.id for each in ordered(other, better, absent)] == [better.need.id, other.need.id]


def test_the_order_does_not_depend_on_the_order_of_the_needs() -> None:
    given = (score("a", gap=50), score("b", "a", gap=50), score("c", gap=50, risk=10), score("d", gap=30))
    assert len({tuple(each.score.need.id for each in ordered(*some)) for some in permutations(given)}) == 1


def test_what_is_not_a_candidate_has_no_place_in_the_order() -> None:
    assert [each.score.need.id for each in ordered(score("a", candidate=False), score("b"))] == ["b"]


def test_depth_counts_the_longest_chain_of_prerequisites() -> None:
    needs = (need("a"), need("b", "a"), need("c", "b", "a"))
    assert depths(needs) == {"a": 0, "b": 1, "c": 2}
    assert Dependencies.of(needs).closure["c"] == {"a", "b"}
    assert Dependencies.of(needs).heirs["a"] == ("b", "c")


def scored(values: tuple[int, ...]) -> Score:
    gap, obligation, risk, impact, ease, will = values
    return score("b", gap=gap, obligation=obligation, risk=risk, impact=impact, ease=ease, will=will)


def ordered(*scores: Score) -> tuple[Ranked, ...]:
    return order(scores, Dependencies.of(tuple(each.need for each in scores)), WEIGHTS)
