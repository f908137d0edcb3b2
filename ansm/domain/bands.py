"""Bands, never ranks: where the order of priorities is cut, and when a cut is not clear."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ansm.domain.priorities import Ranked, Weighting


class Band(StrEnum):
    """Where a need stands: bands, never ranks."""

    FIRST = "first"
    NEXT = "next"
    LATER = "later"
    TO_VERIFY = "to_verify"
    TO_COMPLETE = "to_complete"


@dataclass(frozen=True, slots=True)
class Placed:
    """A candidate's band; `equivalent` when its band had to be extended because no clear gap was near."""

    need: str
    band: Band
    equivalent: bool


def place(ranked: tuple[Ranked, ...], target: int, weighting: Weighting) -> tuple[Placed, ...]:
    """The band of each reliable candidate, in order: first, next, later.

    Each of the first two bands takes about `target` needs. The cut falls where two neighbours differ by
    `band_gap` points or more, at the target or within `band_window` of it, the nearest first and the longer
    on a tie; otherwise the band is extended to the next such gap, at most to `capacity_maximum`, and the need
    at the target and those added after it are called equivalent.
    """
    waiting = [each for each in ranked if each.score.reliable]
    placed: list[Placed] = []
    for band, size, extended in cuts([each.tenths for each in waiting], target, weighting):
        taken = waiting[len(placed) : len(placed) + size]
        placed += [
            Placed(each.score.need.id, band, extended and place_in_band >= target - 1)
            for place_in_band, each in enumerate(taken)
        ]
    return tuple(placed)


def cuts(tenths: list[int], target: int, weighting: Weighting) -> tuple[tuple[Band, int, bool], ...]:
    """How many of the sorted priorities each band takes, and whether it had to be extended."""
    first, first_extended = _cut(tenths, target, weighting)
    after, after_extended = _cut(tenths[first:], target, weighting)
    return (
        (Band.FIRST, first, first_extended),
        (Band.NEXT, after, after_extended),
        (Band.LATER, len(tenths) - first - after, False),
    )


def _cut(tenths: list[int], target: int, weighting: Weighting) -> tuple[int, bool]:
    """How many of the sorted priorities the band takes, and whether it had to be extended."""
    if len(tenths) <= target:
        return len(tenths), False

    def clear(size: int) -> bool:
        return size == len(tenths) or tenths[size - 1] - tenths[size] >= 10 * weighting.band_gap

    window = weighting.band_window
    near = [target + step for distance in range(window + 1) for step in ((distance, -distance) if distance else (0,))]
    for size in near:
        if 1 <= size <= min(len(tenths), max(weighting.capacity_maximum, target)) and clear(size):
            return size, False
    longest = min(len(tenths), max(weighting.capacity_maximum, target))
    for size in range(target + window + 1, longest + 1):
        if clear(size):
            return size, True
    return longest, longest > target
