"""What is counted, and how coarse it is when it is kept."""

from __future__ import annotations

from datetime import date

import pytest

from ansm.domain.counting import BY_DEPARTMENT, Counted, Tick, ticks
from ansm.domain.durations import BUCKETS, bucket

TODAY = date(2026, 11, 26)
MONTH = date(2026, 11, 1)


def test_an_opening_is_counted_by_month_in_its_departement_and_by_day_in_france() -> None:
    assert ticks(Counted.OPENED, "", "2A", TODAY) == (Tick(MONTH, "ouvert", "", "2A"), Tick(TODAY, "ouvert", "", ""))


@pytest.mark.parametrize("kind", sorted(set(Counted) - BY_DEPARTMENT))
def test_nothing_else_is_tied_to_a_place_nor_to_a_day(kind: Counted) -> None:
    """Even for a caller that names a département."""
    assert ticks(kind, "sujet", "2A", TODAY) == (Tick(MONTH, kind, "sujet", ""),)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (-3, "moins-de-15-min"),
        (0, "moins-de-15-min"),
        (14.99, "moins-de-15-min"),
        (15, "15-30-min"),
        (59, "30-60-min"),
        (60, "1-3-h"),
        (180, "1-jour"),
        (24 * 60, "1-semaine"),
        (7 * 24 * 60, "1-mois"),
        (30 * 24 * 60, "plus-d-un-mois"),
        (10_000_000, "plus-d-un-mois"),
    ],
)
def test_a_duration_falls_in_one_class(minutes: float, expected: str) -> None:
    """A clock that went back gives the shortest."""
    assert bucket(minutes) == expected


def test_classes_follow_each_other() -> None:
    bounds = [each.below for each in BUCKETS]
    assert bounds == sorted(set(bounds))
    assert len({each.id for each in BUCKETS}) == len(BUCKETS)
