"""Turns what a travelling file says into checked values, or refuses it in a French sentence; it trusts nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import NoReturn, TypeVar

from ansm.domain.answers import Answer, Answers
from ansm.domain.history import HistoryRow, answers_of
from ansm.domain.origin import Origin
from ansm.domain.publication import Edition
from ansm.domain.questionnaire import Respondent
from ansm.domain.sides import Side
from ansm.errors import InvalidRequest
from ansm.exchange.reading import FIRST_YEAR, LAST_YEAR, MOST_ANSWERS
from ansm.exchange.travelling import WITHOUT_SIDES, TravellingFile, Versions, moment
from ansm.exchange.travelling_envelope import AGAIN, DAMAGED, envelope_opened
from ansm.exchange.writing import Json

MOST_ROWS, MOST_VALUES = 20_000, 100
KEYS = (
    *("format", "format_version", "uid", "territory", "opened_on", "role", "edition"),
    *("versions", "answers", "history", "origin", "result"),
)
ROW_KEYS = ("id", "question", "values", "role", "given_at", "replaces", "set_aside", "entrusted_to")
NAME = re.compile(r"[\x21-\x7e]{1,64}")
UID = re.compile(r"[0-9a-f]{32}")
CODE = re.compile(r"[0-9A-Z]{5,9}")
LONGEST_NAME = 200

TOO_MANY = "Ce fichier contient trop de réponses pour un seul diagnostic\u00a0: rien n’a été importé. " + AGAIN
OUT_OF_TIME = (
    f"Une date de ce fichier n’est pas possible (attendu\u00a0: entre {FIRST_YEAR} et {LAST_YEAR})\u00a0: "
    "rien n’a été importé. Vérifiez l’horloge de l’ordinateur où il a été fait, et enregistrez-le à nouveau."
)

Value = TypeVar("Value")
Kind = TypeVar("Kind", bound=StrEnum)


class _Misfit(Exception):  # an event between two functions of this file, not an error for anyone else
    """Something is not as `write_travelling` writes it."""


def read_travelling(data: bytes) -> TravellingFile:
    """The diagnostic that a text holds. Raises InvalidRequest, with a French sentence."""
    told = envelope_opened(data)
    try:
        return _file(told)
    except _Misfit:
        raise InvalidRequest(DAMAGED) from None


def _file(told: dict[str, Json]) -> TravellingFile:
    _fields(told, *KEYS)
    territory = _fields(told["territory"], "code", "name")
    versions = _fields(told["versions"], "content", "territories", "application")
    sided = told["format_version"] != WITHOUT_SIDES
    history = _maybe(lambda raw: _history(raw, sided=sided), told["history"])
    answers = _answers(told["answers"])
    if history is not None and answers != answers_of(history):
        raise _Misfit
    return TravellingFile(
        uid=_text(told["uid"], UID),
        territory_code=_text(territory["code"], CODE),
        territory_name=_words(territory["name"]),
        opened_on=_day(told["opened_on"]),
        role=_maybe(_name, told["role"]),
        edition=_maybe(lambda raw: _member(Edition, raw), told["edition"]),
        versions=Versions(_name(versions["content"]), _name(versions["territories"]), _name(versions["application"])),
        answers=answers,
        history=history,
        origin=_maybe(_origin, told["origin"]),
    )


def _history(raw: Json, *, sided: bool) -> tuple[HistoryRow, ...]:
    """The rows, none twice; one that is replaced comes first, and belongs to the same question."""
    if not isinstance(raw, list):
        raise _Misfit
    if len(raw) > MOST_ROWS:
        raise InvalidRequest(TOO_MANY)
    found: dict[str, HistoryRow] = {}
    for each in raw:
        row = _row(each, sided=sided)
        former = None if row.replaces is None else found.get(row.replaces)
        if row.name in found or (row.replaces is not None and (former is None or former.question != row.question)):
            raise _Misfit
        found[row.name] = row
    return tuple(found.values())


def _row(raw: Json, *, sided: bool) -> HistoryRow:
    fields = _fields(raw, *ROW_KEYS, *(("side",) if sided else ()))
    aside = fields["set_aside"]
    if not isinstance(aside, bool):
        raise _Misfit
    return HistoryRow(
        name=_name(fields["id"]),
        question=_name(fields["question"]),
        values=_values(fields["values"]),
        role=_maybe(_name, fields["role"]),
        answered_at=_moment(fields["given_at"]),
        replaces=_maybe(_name, fields["replaces"]),
        set_aside=aside,
        entrusted_to=_maybe(lambda each: _member(Respondent, each), fields["entrusted_to"]),
        side=_maybe(lambda each: _member(Side, each), fields.get("side")),
    )


def _origin(raw: Json) -> Origin:
    fields = _fields(raw, "opened_on", "content_version", "answers")
    return Origin(_day(fields["opened_on"]), _name(fields["content_version"]), _answers(fields["answers"]))


def _answers(raw: Json) -> Answers:
    if not isinstance(raw, dict):
        raise _Misfit
    if len(raw) > MOST_ANSWERS:
        raise InvalidRequest(TOO_MANY)
    answers = tuple(Answer(_name(question), _values(values)) for question, values in raw.items())
    if not all(answer.values for answer in answers):
        raise _Misfit
    return Answers(answers)


def _values(raw: Json) -> tuple[str, ...]:
    if not isinstance(raw, list) or len(raw) > MOST_VALUES:
        raise _Misfit
    values = tuple(_name(each) for each in raw)
    return values if len(set(values)) == len(values) else _misfit()


def _fields(raw: Json, *names: str) -> dict[str, Json]:
    return raw if isinstance(raw, dict) and raw.keys() == set(names) else _misfit()


def _name(raw: Json) -> str:
    return _text(raw, NAME)


def _text(raw: Json, pattern: re.Pattern[str]) -> str:
    return raw if isinstance(raw, str) and pattern.fullmatch(raw) else _misfit()


def _words(raw: Json) -> str:
    return raw if isinstance(raw, str) and 0 < len(raw) <= LONGEST_NAME and raw.isprintable() else _misfit()


def _member(kind: type[Kind], raw: Json) -> Kind:
    return next((each for each in kind if each.value == raw), None) or _misfit()


def _day(raw: Json) -> date:
    try:
        day = date.fromisoformat(raw) if isinstance(raw, str) else _misfit()
    except ValueError:
        _misfit()
    if day.isoformat() != raw:  # fromisoformat also reads forms that are not this format's
        raise _Misfit
    return _in_time(day)


def _moment(raw: Json) -> datetime:
    try:
        found = datetime.fromisoformat(raw) if isinstance(raw, str) else _misfit()
    except ValueError:
        _misfit()
    if found.tzinfo is None or moment(found) != raw:
        raise _Misfit
    return _in_time(found.astimezone(UTC))


Day = TypeVar("Day", bound=date)


def _in_time(day: Day) -> Day:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InvalidRequest(OUT_OF_TIME)
    return day


def _maybe(read: Callable[[Json], Value], raw: Json) -> Value | None:
    return None if raw is None else read(raw)


def _misfit() -> NoReturn:
    raise _Misfit
