"""Decides how names, inhabitants, times and durations read on screen, with the spaces that must not break."""

from __future__ import annotations

from datetime import datetime

from ansm.domain import say

HARD = say.NBSP


def proper(name: str) -> str:
    """An official name as a reader expects it: Insee writes straight apostrophes, French type curls them."""
    return name.replace("'", "’")


def inhabitants(value: int) -> str:
    """« 3 312 habitants », « 1 habitant »."""
    return f"{say.number(value)}{HARD}habitant{'s' if value > 1 else ''}"


def time_of_day(value: datetime) -> str:
    """« 14 h 32 », « 9 h 05 »."""
    return f"{value.hour}{HARD}h{HARD}{value.minute:02d}"


def minutes(value: float) -> str:
    """« moins d’une minute », « environ 8 minutes »: an estimate, rounded up."""
    whole = int(value) + (value > int(value))
    if whole <= 1:
        return "environ une minute" if value > 0 else "moins d’une minute"
    return f"environ {whole}{HARD}minutes"
