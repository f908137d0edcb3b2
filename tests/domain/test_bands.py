"""Bands, never ranks: where the order is cut, and when a cut is not clear (decision model, §4)."""

from __future__ import annotations

import pytest

from ansm.domain.bands import Band, Placed, place
from ansm.domain.priorities import Ranked
from tests.builders import score
from tests.policy_builders import weighting


def ranked(*priorities: float, unreliable: tuple[int, ...] = ()) -> tuple[Ranked, ...]:
    """Candidates n0, n1 … with these priorities, already in order."""
    return tuple(
        Ranked(score(f"n{rank}", reliable=rank not in unreliable), round(10 * points), round(10 * points), None)
        for rank, points in enumerate(priorities)
    )


def sizes(*priorities: float, target: int = 3) -> tuple[int, int, int]:
    """How many needs each of the three bands takes."""
    placed = place(ranked(*priorities), target, weighting())
    return (
        sum(each.band is Band.FIRST for each in placed),
        sum(each.band is Band.NEXT for each in placed),
        sum(each.band is Band.LATER for each in placed),
    )


@pytest.mark.parametrize(
    ("priorities", "expected"),
    [
        ((), (0, 0, 0)),
        ((60,), (1, 0, 0)),
        ((60, 60, 60), (3, 0, 0)),
        ((60, 59, 58, 55, 54), (3, 2, 0)),  # clear at the target: 58 → 55 is exactly three points
        ((60, 59, 58, 57, 54), (4, 1, 0)),  # one further
        ((60, 59, 55, 54, 53, 52), (2, 4, 0)),  # one nearer; the next band then extends by one
        ((60, 59, 55, 54, 50), (4, 1, 0)),  # both: the longer band
        ((60, 59, 58, 57, 56, 52, 51), (5, 2, 0)),  # no clear gap near: extended to the next one
        ((60, 57, 56, 55, 54.1, 53.9, 53), (7, 0, 0)),  # 57 → 56 is not clear, nor anything before the end
        ((60, 59, 58, 55.1, 52, 51, 50, 40), (4, 3, 1)),  # 58 → 55.1 is 2.9 points: not clear
    ],
)
def test_the_cut_falls_on_a_clear_gap_near_the_number_of_actions(
    priorities: tuple[float, ...], expected: tuple[int, int, int]
) -> None:
    assert sizes(*priorities) == expected


@pytest.mark.parametrize(("target", "first"), [(2, 8), (3, 8), (5, 8), (8, 8)])
def test_a_band_is_never_extended_beyond_eight(target: int, first: int) -> None:
    assert sizes(*(60 - rank / 10 for rank in range(30)), target=target)[0] == first


@pytest.mark.parametrize("target", [2, 3, 5, 8])
def test_with_clear_gaps_everywhere_each_band_takes_the_number_of_actions(target: int) -> None:
    assert sizes(*range(90, 0, -3), target=target)[:2] == (target, target)


def test_a_window_reaches_one_rank_on_each_side_only() -> None:
    assert sizes(90, 80, 79, 78, 77, 76, 60, target=3) == (6, 1, 0)
    assert sizes(90, 89, 88, 87, 86, 60, target=2) == (5, 1, 0)


def test_an_extended_band_calls_equivalent_the_need_at_the_target_and_those_added() -> None:
    placed = place(ranked(60, 59, 58, 57, 56, 52), 3, weighting())
    assert [(each.need, each.equivalent) for each in placed if each.band is Band.FIRST] == [
        ("n0", False),
        ("n1", False),
        ("n2", True),
        ("n3", True),
        ("n4", True),
    ]


def test_a_clear_cut_calls_nothing_equivalent() -> None:
    assert not any(each.equivalent for each in place(ranked(60, 50, 40, 30, 20), 2, weighting()))


def test_too_little_known_gives_no_rank_in_a_band() -> None:
    placed = place(ranked(60, 55, 50, unreliable=(0,)), 1, weighting(band_window=0))
    assert placed == (Placed("n1", Band.FIRST, False), Placed("n2", Band.NEXT, False))


def test_the_numbers_of_the_cut_come_from_the_weighting() -> None:
    assert sizes(60, 58, 50) == (3, 0, 0)
    tight = place(ranked(60, 58, 56, 54), 1, weighting(band_gap=2, band_window=0))
    assert [each.band for each in tight] == [Band.FIRST, Band.NEXT, Band.LATER, Band.LATER]
