"""Turns the text of a travelling file into checked values, or refuses it in a French sentence; it trusts nothing."""

from __future__ import annotations

import json
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
from ansm.exchange.travelling import (
    FORMAT,
    FORMAT_VERSION,
    WITHOUT_SIDES,
    TravellingFile,
    Versions,
    integrity,
    moment,
)
from ansm.exchange.writing import Json

LARGEST_TRAVELLING = 10_000_000  # bytes; a file answered and corrected for a year is under 100 kB
MOST_ROWS, MOST_VALUES, MOST_DEPTH = 20_000, 100, 32
MOST_BRACKETS, MOST_SEPARATORS = 100_000, 500_000  # what bounds the memory that reading takes
KEYS = (
    *("format", "format_version", "uid", "territory", "opened_on", "role", "edition"),
    *("versions", "answers", "history", "origin", "result"),
)
ROW_KEYS = ("id", "question", "values", "role", "given_at", "replaces", "set_aside", "entrusted_to")
NAME = re.compile(r"[\x21-\x7e]{1,64}")
UID = re.compile(r"[0-9a-f]{32}")
CODE = re.compile(r"[0-9A-Z]{5,9}")
LONGEST_NAME = 200
BRACKETS = b"[]{}"
OTHER_BYTES = bytes(set(range(256)) - set(BRACKETS))
# Never steps back, and takes a string that has no end as one: the time it needs grows with the length alone.
STRINGS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)

AGAIN = "Téléchargez-le à nouveau là où il a été fait, ou demandez-en une autre copie."
EMPTY = "Ce fichier est vide\u00a0: il n’a sans doute pas été enregistré jusqu’au bout. " + AGAIN
TOO_LARGE = (
    f"Ce fichier est trop gros pour être un diagnostic (limite\u00a0: {LARGEST_TRAVELLING // 1_000_000}\u00a0Mo). "
    "Choisissez le fichier d’échange (.ansm.json) ou le document PDF du diagnostic."
)
FOREIGN = (
    "Ce fichier n’est pas un diagnostic fait ici ou avec le même programme. Choisissez un fichier d’échange "
    "(son nom finit par .ansm.json) ou le document PDF d’un diagnostic numérique."
)
DAMAGED = "Ce fichier a été abîmé ou modifié depuis qu’il a été enregistré\u00a0: rien n’a été importé. " + AGAIN
NEWER = (
    "Ce fichier vient d’une version plus récente du programme\u00a0: rien n’a été importé. "
    "Demandez à la personne qui gère ce site de le mettre à jour, puis recommencez."
)
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
    told = _told(data)
    try:
        return _file(told)
    except _Misfit:
        raise InvalidRequest(DAMAGED) from None


def _told(data: bytes) -> dict[str, Json]:
    """What a file of ours says, once its checksum was found right."""
    if not data.strip():
        raise InvalidRequest(EMPTY)
    if len(data) > LARGEST_TRAVELLING:
        raise InvalidRequest(TOO_LARGE)
    ours = f'"{FORMAT}"'.encode() in data
    try:
        _refuse_intricate(data)
        told = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_misfit)
    except (_Misfit, ValueError, RecursionError):
        raise InvalidRequest(DAMAGED if ours else FOREIGN) from None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise InvalidRequest(FOREIGN)
    version = told.get("format_version")
    if type(version) is int and version > FORMAT_VERSION:
        raise InvalidRequest(NEWER)
    said = told.pop("integrity", None)
    try:
        if type(version) is not int or not WITHOUT_SIDES <= version <= FORMAT_VERSION or said != integrity(told):
            raise InvalidRequest(DAMAGED)
    except (ValueError, RecursionError):  # an infinite number, half a character
        raise InvalidRequest(DAMAGED) from None
    return told


def _refuse_intricate(data: bytes) -> None:
    """Before anything is read: only signs outside strings are looked at."""
    signs = STRINGS.sub(b"", data)
    brackets = signs.translate(None, OTHER_BYTES)
    if len(brackets) > 2 * MOST_BRACKETS or signs.count(b",") + signs.count(b":") > MOST_SEPARATORS:
        raise _Misfit
    depth = 0
    for byte in brackets:
        depth += 1 if byte in b"[{" else -1
        if not 0 <= depth <= MOST_DEPTH:
            raise _Misfit


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


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else _misfit()


def _misfit(_constant: str = "") -> NoReturn:
    raise _Misfit
