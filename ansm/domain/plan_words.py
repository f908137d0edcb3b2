"""How an action of the plan is said, the same in every document: its group, when to act, how long it takes."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic, NeedResult
from ansm.domain.french import NBSP, joined
from ansm.domain.needs import Need

PROGRAMME = "Accompagnement Numérique Sur-Mesure"
TITLES = {Band.FIRST: "À faire d’abord", Band.NEXT: "Ensuite", Band.LATER: "Plus tard"}
WHEN = {"semaine": "Dans la semaine", "trimestre": "Dans les trois mois", "semestre": "Dans les six mois"}
SOON = "Quelques heures suffisent, dès que possible"
AFTERWARDS = "Après les premières actions"
HALF = Fraction(1, 2)
_MONTHS = {"trimestre": 3, "semestre": 6}


def when(result: NeedResult) -> str:
    """When to act: the editors' delay in the first band; afterwards the band decides, unless a few hours are enough."""
    need = result.need
    if result.band is Band.FIRST:
        return WHEN.get(need.when, need.when)
    return SOON if need.effort <= HALF else AFTERWARDS


def deadline(result: NeedResult, opened_on: date) -> date | None:
    """The day by which an action of the first band is due; the others have none yet."""
    if result.band is not Band.FIRST:
        return None
    months = _MONTHS.get(result.need.when)
    return months_later(opened_on, months) if months else opened_on + timedelta(days=7)


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    next_month = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day.day - 1), next_month - timedelta(days=1))


def effort(days: Fraction) -> str:
    """Agent-days in everyday words."""
    if days <= 0:
        return "Moins d’une heure"
    if days < HALF:
        return "Une à deux heures"
    if days == HALF:
        return "Une demi-journée"
    if days == 1:
        return "Une journée"
    if days.denominator == 1:
        return f"{days.numerator}{NBSP}jours"
    return f"{float(days):.1f}".replace(".", ",") + f"{NBSP}jour{'s' if days >= 2 else ''}"


def prerequisites(need: Need, diagnostic: Diagnostic) -> str:
    """The unmet prerequisites that are actions of this plan, quoted."""
    open_needs = {result.need.id for result in diagnostic.results if result.tenths is not None}
    wanted = [diagnostic.handbook.need(name).label for name in need.prerequisites if name in open_needs]
    return joined([f"« {label} »" for label in wanted])
