"""How an action is said, the same on screen, on paper and in files: its group, when, its work, how strong a need."""

from __future__ import annotations

from fractions import Fraction

from ansm.domain.bands import Band
from ansm.domain.needs import Need

NBSP = "\u00a0"
BANDS = {
    Band.FIRST: "À faire d’abord",
    Band.NEXT: "Ensuite",
    Band.LATER: "Plus tard",
    Band.TO_VERIFY: "À vérifier",
    Band.TO_COMPLETE: "À compléter",
}
WHEN = {"semaine": "Dans la semaine", "trimestre": "Dans les trois mois", "semestre": "Dans les six mois"}
HALF_DAY = Fraction(1, 2)
SOON = "Quelques heures suffisent, dès que possible"
ANY_TIME = "Quelques heures suffisent, sans urgence"
AFTER = {Band.NEXT: "Après les premières actions", Band.LATER: "Sans urgence"}
VERY_STRONG, STRONG = 75, 50  # gaps on 100: the figure itself would read as a school mark


def when(need: Need, band: Band | None) -> str:
    """When to act: the editors' delay in the first band; afterwards the band decides, and so do a few hours of work."""
    if band is None or band not in AFTER:
        return WHEN.get(need.when, need.when)
    if need.effort > HALF_DAY:
        return AFTER[band]
    return SOON if band is Band.NEXT else ANY_TIME


def effort(days: Fraction) -> str:
    """Agent-days in everyday words."""
    if days < HALF_DAY:
        return "Une à deux heures"
    if days == HALF_DAY:
        return "Une demi-journée"
    if days == 1:
        return "Une journée"
    whole = str(days.numerator) if days.denominator == 1 else f"{float(days):.1f}".replace(".", ",")
    return f"{whole}{NBSP}jour{'s' if days >= 2 else ''} de travail"


def strength(gap: int) -> str:
    """How strong a need of that gap is: « fort »."""
    if gap >= VERY_STRONG:
        return "très fort"
    return "fort" if gap >= STRONG else "modéré"


def points(tenths: int) -> str:
    """Tenths of a point as « 72,4 »."""
    return f"{tenths // 10},{tenths % 10}"
