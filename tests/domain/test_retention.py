"""How long things are kept: months that are counted on a calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansm.domain.retention import MOST_MONTHS, first_day_over, months_after, months_before

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
MONTHS = st.integers(0, MOST_MONTHS)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 11, 26), 12, date(2025, 11, 26)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 1, 15), 36, date(2023, 1, 15)),
    ],
)
def test_so_many_months_before_is_the_same_day_or_the_last_of_its_month(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


@given(DAYS, MONTHS)
def test_after_and_before_are_so_many_months_apart(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later.day >= 28))


@given(DAYS, MONTHS, MONTHS)
def test_what_is_kept_longer_goes_no_earlier(day: date, one: int, other: int) -> None:
    assert (months_before(day, one) >= months_before(day, other)) or one > other


@given(DAYS, st.integers(1, MOST_MONTHS))
def test_the_day_that_is_announced_is_the_first_one_on_which_it_would_be_erased(last: date, months: int) -> None:
    """Also at the end of months and in leap years."""
    day = first_day_over(last, months)
    assert months_before(day, months) > last
    assert months_before(day - timedelta(days=1), months) <= last
