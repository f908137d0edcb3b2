"""Decides what a value of stored JSON may be: whatever does not fit raises KeyError, TypeError or ValueError."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar, cast

from ansm.errors import StorageUnavailable
from ansm.storage.failures import DAMAGED

Json = dict[str, object]
Value = TypeVar("Value")


def checked(read: Callable[[object], Value], raw: object) -> Value:
    """What `read` makes of it. Raises StorageUnavailable when the row was altered from outside."""
    try:
        return read(raw)
    except (KeyError, TypeError, ValueError) as error:
        raise StorageUnavailable(DAMAGED) from error


Source = TypeVar("Source")


def maybe(convert: Callable[[Source], Value], value: Source | None) -> Value | None:
    """None stays None."""
    return None if value is None else convert(value)


def an_object(raw: object) -> Json:
    """The keys and values."""
    if not isinstance(raw, dict):
        raise TypeError("an object is expected")
    return cast("Json", raw)


def a_list(raw: object) -> list[object]:
    """The items."""
    if not isinstance(raw, list):
        raise TypeError("a list is expected")
    return cast("list[object]", raw)


def texts(raw: object) -> tuple[str, ...]:
    """Each item is a text."""
    return tuple(a_text(item) for item in a_list(raw))


def a_text(raw: object) -> str:
    """The text."""
    if not isinstance(raw, str):
        raise TypeError("a text is expected")
    return raw


def an_integer(raw: object) -> int:
    """The whole number; true and false are none."""
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise TypeError("a whole number is expected")
    return raw


def a_flag(raw: object) -> bool:
    """True or false."""
    if not isinstance(raw, bool):
        raise TypeError("true or false is expected")
    return raw


def a_day(raw: object) -> date:
    """The day."""
    return date.fromisoformat(a_text(raw))
