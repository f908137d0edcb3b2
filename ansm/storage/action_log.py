"""Decides how the steps of actions are kept: rows are only ever added, in the order in which they are acknowledged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Engine, Row, insert, select

from ansm.domain.follow_up import ActionState, Step
from ansm.domain.sides import Side
from ansm.errors import StorageUnavailable, UnknownLink
from ansm.storage.answer_rules import read_side
from ansm.storage.engine import reading, writing
from ansm.storage.failures import DAMAGED
from ansm.storage.tables import diagnostic
from ansm.storage.tables_around import action_step


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step to add. `base` is the last step of this action that its author had seen, 0 for none."""

    need: str
    state: ActionState
    happened_on: date | None
    who: str
    service: str | None
    side: Side | None
    recorded_at: datetime
    base: int


@dataclass(frozen=True, slots=True)
class Noted:
    """What came of it: every step of the file, and whether this one is new.

    `meanwhile` tells that somebody else had noted something of this action since.
    """

    steps: tuple[Step, ...]
    new: bool
    meanwhile: bool


class ActionLog:
    """The steps of the actions of each file. Every method may raise StorageUnavailable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def steps(self, file: bytes) -> tuple[Step, ...]:
        """All of them, oldest first. Raises UnknownLink when there is no such file."""
        with reading(self._engine) as connection:
            return _steps(connection, file_number(connection, file))

    def add(self, file: bytes, step: NewStep) -> Noted:
        """Add a step, unless it says what the action already says: sent again, it is kept once. Raises UnknownLink."""
        with writing(self._engine) as connection:
            number = file_number(connection, file, lock=True)
            before = _steps(connection, number)
            mine = [each for each in before if each.need == step.need]
            since = [each for each in mine if each.number > step.base]
            if any(_same(each, step) for each in (*since, *mine[-1:])):
                return Noted(before, new=False, meanwhile=False)
            row = insert(action_step).values(
                diagnostic_id=number,
                need=step.need,
                state=step.state.value,
                happened_on=step.happened_on,
                who=step.who,
                service=step.service,
                side=step.side,
                recorded_at=step.recorded_at,
            )
            connection.execute(row)
            return Noted(_steps(connection, number), new=True, meanwhile=bool(since))


def file_number(connection: Connection, file: bytes, *, lock: bool = False) -> int:
    """The row number of a file; locked, whoever writes to it waits for their turn. Raises UnknownLink."""
    query = select(diagnostic.c.id).where(diagnostic.c.token_hash == file)
    number: int | None = connection.scalar(query.with_for_update(key_share=True) if lock else query)
    if number is None:
        raise UnknownLink("Ce diagnostic n’existe plus. Vous pouvez en commencer un nouveau.")
    return number


def _steps(connection: Connection, file: int) -> tuple[Step, ...]:
    query = select(action_step).where(action_step.c.diagnostic_id == file).order_by(action_step.c.id)
    return tuple(_read(row) for row in connection.execute(query))


def _read(row: Row[*tuple[object, ...]]) -> Step:
    try:
        state = ActionState(row.state)
    except ValueError as error:  # altered from outside
        raise StorageUnavailable(DAMAGED) from error
    return Step(row.id, row.need, state, row.happened_on, row.who, row.service, read_side(row.side), row.recorded_at)


def _same(known: Step, step: NewStep) -> bool:
    return (known.state, known.happened_on, known.who, known.service, known.side) == (
        step.state,
        step.happened_on,
        step.who,
        step.service,
        step.side,
    )
