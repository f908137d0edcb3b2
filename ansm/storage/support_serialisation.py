"""Decides how what a town sent is written in JSON, so that it reads back as it was shown, years later.

The names of the keys are this file's, not the dataclasses'. A key added later must be read with a default.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar, cast

from ansm.domain.eligibility import Verdict
from ansm.domain.support import Contact, RequestState, Section, Sent
from ansm.errors import StorageUnavailable
from ansm.storage.failures import DAMAGED

Json = dict[str, object]
Value = TypeVar("Value")


def write_sent(sent: Sent) -> Json:
    """What was sent."""
    return {
        "code": sent.code,
        "territory": sent.territory,
        "kind": sent.kind,
        "department": sent.department,
        "department_name": sent.department_name,
        "population": sent.population,
        "verdict": sent.verdict.value,
        "told": list(sent.told),
        "opened_on": sent.opened_on.isoformat(),
        "joined": sent.joined,
        "sections": [[each.heading, list(each.lines)] for each in sent.sections],
        "message": sent.message,
    }


def read_sent(raw: object) -> Sent:
    """What was sent. Raises StorageUnavailable when the row was altered from outside."""
    return _read(_sent, raw)


def write_contact(contact: Contact) -> Json:
    """Who to answer."""
    return {
        "function": contact.function,
        "address": contact.address,
        "telephone": contact.telephone,
        "name": contact.name,
    }


def read_contact(raw: object) -> Contact:
    """Who to answer. Raises StorageUnavailable when the row was altered from outside."""
    return _read(_contact, raw)


def read_state(raw: str) -> RequestState:
    """Where a request stands. Raises StorageUnavailable when the row was altered from outside."""
    return _read(lambda value: RequestState(_text(value)), raw)


# --- whatever does not fit raises KeyError, TypeError or ValueError, caught once in _read


def _sent(raw: object) -> Sent:
    fields = _object(raw)
    population = fields["population"]
    if population is not None and not isinstance(population, int):
        raise TypeError("a whole number is expected")
    return Sent(
        code=_text(fields["code"]),
        territory=_text(fields["territory"]),
        kind=_text(fields["kind"]),
        department=_text(fields["department"]),
        department_name=_text(fields["department_name"]),
        population=population,
        verdict=Verdict(_text(fields["verdict"])),
        told=_texts(fields["told"]),
        opened_on=date.fromisoformat(_text(fields["opened_on"])),
        joined=_text(fields["joined"]),
        sections=tuple(_section(each) for each in _list(fields["sections"])),
        message=_text(fields["message"]),
    )


def _section(raw: object) -> Section:
    heading, lines = _list(raw)
    return Section(_text(heading), _texts(lines))


def _contact(raw: object) -> Contact:
    fields = _object(raw)
    return Contact(
        _text(fields["function"]), _text(fields["address"]), _text(fields["telephone"]), _text(fields["name"])
    )


def _read(read: Callable[[object], Value], raw: object) -> Value:
    try:
        return read(raw)
    except (KeyError, TypeError, ValueError) as error:
        raise StorageUnavailable(DAMAGED) from error


def _object(raw: object) -> Json:
    if not isinstance(raw, dict):
        raise TypeError("an object is expected")
    return cast("Json", raw)


def _list(raw: object) -> list[object]:
    if not isinstance(raw, list):
        raise TypeError("a list is expected")
    return cast("list[object]", raw)


def _texts(raw: object) -> tuple[str, ...]:
    return tuple(_text(item) for item in _list(raw))


def _text(raw: object) -> str:
    if not isinstance(raw, str):
        raise TypeError("a text is expected")
    return raw
