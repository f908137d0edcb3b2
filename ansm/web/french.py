"""Decides how numbers, dates, times and durations read in French, with the spaces that must not break."""

from __future__ import annotations

from datetime import date, datetime

NARROW = "\u202f"
HARD = "\u00a0"
MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()  # noqa: SIM905 — one word each
)


def proper(name: str) -> str:
    """An official name as a reader expects it: Insee writes straight apostrophes, French type curls them."""
    return name.replace("'", "’")


def number(value: int) -> str:
    """12 345, with narrow spaces that do not break."""
    return f"{value:,}".replace(",", NARROW)


def inhabitants(value: int) -> str:
    """« 3 312 habitants », « 1 habitant »."""
    return f"{number(value)}{HARD}habitant{'s' if value > 1 else ''}"


def day(value: date) -> str:
    """« 1er janvier 2026 »."""
    return f"{'1er' if value.day == 1 else value.day}{HARD}{MONTHS[value.month - 1]} {value.year}"


def time_of_day(value: datetime) -> str:
    """« 14 h 32 », « 9 h 05 »."""
    return f"{value.hour}{HARD}h{HARD}{value.minute:02d}"


def minutes(value: float) -> str:
    """« moins d’une minute », « environ 8 minutes »: an estimate, rounded up."""
    whole = int(value) + (value > int(value))
    if whole <= 1:
        return "environ une minute" if value > 0 else "moins d’une minute"
    return f"environ {whole}{HARD}minutes"


def count(value: int, singular: str, plural: str) -> str:
    """« 1 question », « 12 questions »; zero takes the singular, as French wants."""
    return f"{number(value)}{HARD}{plural if value > 1 else singular}"
