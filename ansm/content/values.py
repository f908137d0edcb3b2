"""What one value of a TOML file may be: the value itself, or in French what is wrong with it."""

from __future__ import annotations

import re
from datetime import date, datetime
from fractions import Fraction
from typing import NoReturn

from ansm.content.faults import quoted
from ansm.content.wording import kind_of

_DECIMAL = re.compile(r"\d{1,4}(\.\d{1,4})?")


class Unfit(Exception):  # an event between a check and its table, not an error for anyone else
    """What is wrong with a value, as an editor is told."""


def string(value: object) -> str:
    """Any text."""
    return value if isinstance(value, str) else _another_kind(value)


def strings(value: object) -> tuple[str, ...]:
    """A list of texts."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        _another_kind(value)
    return tuple(value)


def word(value: object, allowed: list[str]) -> str:
    """One of the allowed words."""
    text = string(value)
    if text not in allowed:
        raise Unfit(f"la valeur {quoted(text)} n’est pas permise")
    return text


def truth(value: object) -> bool:
    """`true` or `false`."""
    return value if isinstance(value, bool) else _another_kind(value)


def whole(value: object, low: int, high: int) -> int:
    """A whole number between two bounds, both allowed."""
    if isinstance(value, bool) or not isinstance(value, int):
        _another_kind(value)
    if not low <= value <= high:
        raise Unfit(f"le nombre {value if abs(value) < 10**9 else '…'} est hors des bornes")
    return value


def wholes(value: object, low: int, high: int) -> tuple[int, ...]:
    """A list of such numbers."""
    if not isinstance(value, list):
        _another_kind(value)
    numbers = tuple(item for item in value if isinstance(item, int) and not isinstance(item, bool))
    if len(numbers) != len(value) or any(not low <= number <= high for number in numbers):
        raise Unfit("un des nombres est mal écrit ou hors des bornes")
    return numbers


def duration(value: object) -> float:
    """Minutes: more than 0, and at most 60."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        _another_kind(value)
    if not 0 < value <= 60:
        raise Unfit(f"la durée {value} est hors des bornes")
    return float(value)


def fraction(value: object) -> Fraction:
    """A positive number written as a text, so that 0.5 is exactly a half."""
    text = string(value)
    if not _DECIMAL.fullmatch(text) or not Fraction(text):
        raise Unfit(f"le nombre {quoted(text)} est mal écrit")
    return Fraction(text)


def calendar_day(value: object) -> date:
    """A date without an hour."""
    if not isinstance(value, date) or isinstance(value, datetime):
        _another_kind(value)
    return value


def block(value: object) -> dict[str, object]:
    """A table."""
    return value if isinstance(value, dict) else _another_kind(value)


def blocks(value: object) -> tuple[dict[str, object], ...]:
    """A list of tables."""
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        _another_kind(value)
    return tuple(value)


def _another_kind(value: object) -> NoReturn:
    raise Unfit(f"c’est {kind_of(value)}")
