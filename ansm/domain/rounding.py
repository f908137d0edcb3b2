"""The one way numbers are rounded here: half up, on exact fractions, so that every machine agrees."""

from __future__ import annotations

from fractions import Fraction


def half_up(value: Fraction) -> int:
    """The nearest integer; a half goes up (model: « every rounding is half up, on exact arithmetic »)."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)
