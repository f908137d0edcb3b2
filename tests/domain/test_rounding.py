"""Every rounding is half up, on exact arithmetic."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ansm.domain.rounding import half_up


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [("0", 0), ("1/2", 1), ("3/2", 2), ("5/2", 3), ("49/100", 0), ("51/100", 1), ("124/25", 5), ("100", 100)],
)
def test_a_half_goes_up_and_anything_else_to_the_nearest(exact: str, rounded: int) -> None:
    assert half_up(Fraction(exact)) == rounded
