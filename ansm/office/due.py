"""When things fall due: the day of each first action, the steps, and what must come before an action."""

from __future__ import annotations

from datetime import date, timedelta

from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic, NeedResult
from ansm.domain.needs import Need
from ansm.domain.say import joined

FIRST_STEP = timedelta(days=15)
SECOND_STEP, COUNCIL_STEP = 3, 6  # months; the last one is told to the council
_MONTHS = {"trimestre": 3, "semestre": 6}
_A_WEEK = timedelta(days=7)


def deadline(result: NeedResult, opened_on: date) -> date | None:
    """The day by which an action of the first band is due; the others have none yet."""
    if result.band is not Band.FIRST:
        return None
    months = _MONTHS.get(result.need.when)
    return months_later(opened_on, months) if months else opened_on + _A_WEEK


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    next_month = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day.day - 1), next_month - timedelta(days=1))


def prerequisites(need: Need, diagnostic: Diagnostic) -> str:
    """The unmet prerequisites that are actions of this plan, quoted."""
    waiting = {result.need.id for result in diagnostic.results if result.tenths is not None}
    return joined([f"« {diagnostic.handbook.need(name).label} »" for name in need.prerequisites if name in waiting])
