"""The one way numbers are rounded here: half up, on exact fractions, so that every machine agrees."""

from __future__ import annotations

from fractions import Fraction


def half_up(value: Fraction) -> int:
    """The nearest integer; a half goes up (model: « every rounding is half up, on exact arithmetic »)."""
    return half_up_ratio(value.numerator, value.denominator)


def half_up_ratio(numerator: int, denominator: int) -> int:
    """The same for numerator / denominator, `denominator` positive: no fraction is built on the way."""
    return (2 * numerator + denominator) // (2 * denominator)
