"""When things fall due: the day of each first action, and what must come before an action."""

from __future__ import annotations

from datetime import date, timedelta

from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic, NeedResult
from ansm.domain.milestones import months_later
from ansm.domain.needs import Need
from ansm.domain.say import joined

_MONTHS = {"trimestre": 3, "semestre": 6}
_A_WEEK = timedelta(days=7)


def deadline(result: NeedResult, opened_on: date) -> date | None:
    """The day by which an action of the first band is due; the others have none yet."""
    if result.band is not Band.FIRST:
        return None
    months = _MONTHS.get(result.need.when)
    return months_later(opened_on, months) if months else opened_on + _A_WEEK


def prerequisites(need: Need, diagnostic: Diagnostic) -> str:
    """The unmet prerequisites that are actions of this plan, quoted."""
    waiting = {result.need.id for result in diagnostic.results if result.tenths is not None}
    return joined([f"« {diagnostic.handbook.need(name).label} »" for name in need.prerequisites if name in waiting])
