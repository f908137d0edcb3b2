"""Decides how a territory and a verdict are written in JSON, so that a file opened today reads back years later.

The names of the keys are this file's, not the dataclasses': renaming a field changes nothing stored. A key added
later must be read with a default.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar, cast

from ansm.domain.answers import Answer, Answers
from ansm.domain.eligibility import Eligibility, Reason, Rule, Verdict
from ansm.domain.origin import Origin
from ansm.domain.territory import Kind, Notion, Overseas, Population, Territory, TerritoryRef
from ansm.errors import StorageUnavailable
from ansm.storage.failures import DAMAGED

Json = dict[str, object]
Value = TypeVar("Value")


def write_territory(territory: Territory) -> Json:
    """The snapshot of a territory."""
    return {
        "code": territory.code,
        "name": territory.name,
        "kind": territory.kind.value,
        "department": territory.department,
        "department_name": territory.department_name,
        "postcodes": list(territory.postcodes),
        "siren": territory.siren,
        "populations": [_write_population(figure) for figure in territory.populations],
        "parent": _maybe(_write_ref, territory.parent),
        "epci": _maybe(_write_ref, territory.epci),
        "overseas": territory.overseas.value,
        "uninhabited": territory.uninhabited,
        "legal_form": territory.legal_form,
        "own_tax": territory.own_tax,
        "members": list(territory.members),
    }


def read_territory(raw: object) -> Territory:
    """The territory of a snapshot. Raises StorageUnavailable when the row was altered from outside."""
    return _read(_territory, raw)


def read_inhabitants(raw: object) -> int | None:
    """The population municipale among the figures of a snapshot. Raises StorageUnavailable when it was altered."""
    figures = _read(lambda each: tuple(_population(figure) for figure in _list(each)), raw)
    return next((figure.value for figure in figures if figure.notion is Notion.MUNICIPAL), None)


def write_eligibility(eligibility: Eligibility) -> Json:
    """The snapshot of a verdict, with its figure and its rule."""
    return {
        "verdict": eligibility.verdict.value,
        "reasons": [reason.value for reason in eligibility.reasons],
        "figure": _maybe(_write_population, eligibility.figure),
        "rule": _maybe(_write_rule, eligibility.rule),
        "select_instead": _maybe(_write_ref, eligibility.select_instead),
    }


def read_eligibility(raw: object) -> Eligibility:
    """The verdict of a snapshot. Raises StorageUnavailable when the row was altered from outside."""
    return _read(_eligibility, raw)


def write_origin(origin: Origin) -> Json:
    """The former diagnostic that a file was started from."""
    return {
        "opened_on": origin.opened_on.isoformat(),
        "content_version": origin.content_version,
        "answers": {answer.question: list(answer.values) for answer in origin.answers.items},
        "territory": write_territory(origin.territory) if origin.territory else None,
    }


def read_origin(raw: object) -> Origin:
    """The former diagnostic. Raises StorageUnavailable when the row was altered from outside."""
    return _read(_origin, raw)


def read_values(raw: object) -> tuple[str, ...]:
    """The values of an answer. Raises StorageUnavailable when the row was altered from outside."""
    return _read(_texts, raw)


def write_answers(answers: Answers) -> list[object]:
    """Answers in the order in which they were given, which a document may follow."""
    return [[answer.question, list(answer.values)] for answer in answers.items]


def read_answers(raw: object) -> Answers:
    """The same again. Raises StorageUnavailable when the row was altered from outside."""
    return _read(_answers, raw)


# --- writing


def _write_ref(ref: TerritoryRef) -> Json:
    return {"code": ref.code, "name": ref.name}


def _write_population(figure: Population) -> Json:
    return {
        "notion": figure.notion.value,
        "census_year": figure.census_year,
        "in_force_from": figure.in_force_from.isoformat(),
        "value": figure.value,
        "source": figure.source,
    }


def _write_rule(rule: Rule) -> Json:
    return {
        "programme": rule.programme,
        "kind": rule.kind.value,
        "threshold": rule.threshold,
        "operator": rule.operator,
        "notion": rule.notion.value,
        "valid_from": rule.valid_from.isoformat(),
        "valid_to": rule.valid_to.isoformat() if rule.valid_to else None,
        "source": rule.source,
        "status": rule.status,
    }


# --- reading: whatever does not fit raises KeyError, TypeError or ValueError, caught once in _read


def _territory(raw: object) -> Territory:
    fields = _object(raw)
    return Territory(
        code=_text(fields["code"]),
        name=_text(fields["name"]),
        kind=Kind(_text(fields["kind"])),
        department=_text(fields["department"]),
        department_name=_text(fields["department_name"]),
        postcodes=_texts(fields["postcodes"]),
        siren=_maybe(_text, fields["siren"]),
        populations=tuple(_population(figure) for figure in _list(fields["populations"])),
        parent=_maybe(_ref, fields["parent"]),
        epci=_maybe(_ref, fields["epci"]),
        overseas=Overseas(_text(fields["overseas"])),
        uninhabited=_flag(fields["uninhabited"]),
        legal_form=_maybe(_text, fields["legal_form"]),
        own_tax=_flag(fields["own_tax"]),
        members=_texts(fields["members"]),
    )


def _eligibility(raw: object) -> Eligibility:
    fields = _object(raw)
    return Eligibility(
        verdict=Verdict(_text(fields["verdict"])),
        reasons=tuple(Reason(reason) for reason in _texts(fields["reasons"])),
        figure=_maybe(_population, fields["figure"]),
        rule=_maybe(_rule, fields["rule"]),
        select_instead=_maybe(_ref, fields["select_instead"]),
    )


def _origin(raw: object) -> Origin:
    fields = _object(raw)
    answers = _object(fields["answers"])
    return Origin(
        opened_on=_day(fields["opened_on"]),
        content_version=_text(fields["content_version"]),
        answers=Answers(tuple(Answer(question, _texts(values)) for question, values in answers.items())),
        # Rows older than this field know nothing of the place.
        territory=_maybe(_territory, fields.get("territory")),
    )


def _answers(raw: object) -> Answers:
    pairs = [_list(pair) for pair in _list(raw)]
    return Answers(tuple(Answer(_text(question), _texts(values)) for question, values in pairs))


def _ref(raw: object) -> TerritoryRef:
    fields = _object(raw)
    return TerritoryRef(_text(fields["code"]), _text(fields["name"]))


def _population(raw: object) -> Population:
    fields = _object(raw)
    return Population(
        notion=Notion(_text(fields["notion"])),
        census_year=_integer(fields["census_year"]),
        in_force_from=_day(fields["in_force_from"]),
        value=_maybe(_integer, fields["value"]),
        source=_text(fields["source"]),
    )


def _rule(raw: object) -> Rule:
    fields = _object(raw)
    return Rule(
        programme=_text(fields["programme"]),
        kind=Kind(_text(fields["kind"])),
        threshold=_integer(fields["threshold"]),
        operator=_text(fields["operator"]),
        notion=Notion(_text(fields["notion"])),
        valid_from=_day(fields["valid_from"]),
        valid_to=_maybe(_day, fields["valid_to"]),
        source=_text(fields["source"]),
        status=_text(fields["status"]),
    )


def _read(read: Callable[[object], Value], raw: object) -> Value:
    try:
        return read(raw)
    except (KeyError, TypeError, ValueError) as error:
        raise StorageUnavailable(DAMAGED) from error


Source = TypeVar("Source")


def _maybe(convert: Callable[[Source], Value], value: Source | None) -> Value | None:
    return None if value is None else convert(value)


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


def _integer(raw: object) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise TypeError("a whole number is expected")
    return raw


def _flag(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise TypeError("true or false is expected")
    return raw


def _day(raw: object) -> date:
    return date.fromisoformat(_text(raw))
