"""Decides the days on which a plan is looked at again: fifteen days, three and six months after it was made."""

from __future__ import annotations

from datetime import date, timedelta

FIRST_STEP = timedelta(days=15)
SECOND_STEP, COUNCIL_STEP = 3, 6  # months; the last one is told to the council


def milestones(counted_from: date) -> tuple[date, date, date]:
    """The three days, for a plan made on that one."""
    return (
        counted_from + FIRST_STEP,
        months_later(counted_from, SECOND_STEP),
        months_later(counted_from, COUNCIL_STEP),
    )


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    next_month = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day.day - 1), next_month - timedelta(days=1))


def first_day(opened_on: date, today: date) -> date:
    """The day that the steps are counted from: that of the diagnostic, as on paper, while one of them is still to come.

    Every document of the town hall says the same days then. Once all three are over, a new round starts today.
    """
    return opened_on if milestones(opened_on)[-1] > today else today
