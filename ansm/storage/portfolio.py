"""Decides how all the files that an organisation follows are read at once: a few statements, whatever their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, func, select

from ansm.domain.answers import Answer, Answers
from ansm.domain.caseload import InCharge
from ansm.domain.eligibility import Verdict
from ansm.domain.sides import waits
from ansm.domain.territory import Territory
from ansm.errors import StorageUnavailable
from ansm.storage.answer_rules import read_side
from ansm.storage.engine import reading
from ansm.storage.failures import DAMAGED
from ansm.storage.serialisation import read_inhabitants, read_territory, read_values
from ansm.storage.tables import answer, diagnostic
from ansm.storage.tables_around import accompaniment, accompanying_person, action_step
from ansm.storage.tables_of_people import person

MOST_AT_ONCE = 200  # files whose answers are read by one statement


@dataclass(frozen=True, slots=True)
class StoredCase:
    """A file that an organisation follows, as far as one statement tells. Moments are in UTC.

    `last_row` is the number of its last answer, 0 before the first: as long as it is the same, so are its answers.
    """

    uid: str
    code: str
    name: str
    department: str
    department_name: str
    population: int | None
    verdict: Verdict
    content_version: str
    opened_on: date
    last_row: int
    last_moment: datetime
    redone: bool
    acting: bool
    next_step: str
    next_step_on: date | None
    in_charge: tuple[InCharge, ...]
    disagreements: int


@dataclass(frozen=True, slots=True)
class StoredAnswers:
    """The current answers of a file, and the territory they were given for."""

    uid: str
    territory: Territory
    answers: Answers


class Portfolio:
    """The files of an organisation, all at once. Every method may raise StorageUnavailable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def cases(
        self, organisation: int, person: int | None = None, uid: str | None = None, code: str | None = None
    ) -> tuple[StoredCase, ...]:
        """Those that the organisation follows now; only those of this person, only that one, or of that territory."""
        mine = _followed(organisation, person, uid, code)
        with reading(self._engine) as connection:
            in_charge = _in_charge(connection, mine)
            waiting = _waiting(connection, mine)
            rows = connection.execute(_lines(mine)).all()
        return tuple(_case(row, in_charge.get(row.number, ()), waiting.get(row.file, 0)) for row in rows)

    def answers(self, uids: Collection[str]) -> Iterator[StoredAnswers]:
        """The current answers of the files of these public names."""
        names = sorted(uids)
        for start in range(0, len(names), MOST_AT_ONCE):
            with reading(self._engine) as connection:
                found = tuple(_answers(connection, names[start : start + MOST_AT_ONCE]))
            yield from found


def _followed(
    organisation: int, someone: int | None, uid: str | None, code: str | None
) -> tuple[ColumnElement[bool], ...]:
    """What an accompaniment must be, joined to its file."""
    conditions = [accompaniment.c.organisation_id == organisation, accompaniment.c.ended_at.is_(None)]
    if someone is not None:
        own = select(accompanying_person.c.accompaniment_id).where(accompanying_person.c.person_id == someone)
        conditions.append(accompaniment.c.id.in_(own))
    if uid is not None:
        only = select(diagnostic.c.id).where(diagnostic.c.uid == uid)
        conditions.append(accompaniment.c.diagnostic_id.in_(only))
    if code is not None:
        there = select(diagnostic.c.id).where(diagnostic.c.territory_code == code)
        conditions.append(accompaniment.c.diagnostic_id.in_(there))
    return tuple(conditions)


def _files(mine: tuple[ColumnElement[bool], ...]) -> Select[int]:
    return select(accompaniment.c.diagnostic_id).where(*mine)


def _lines(mine: tuple[ColumnElement[bool], ...]) -> Select[*tuple[object, ...]]:
    last = (
        select(answer.c.diagnostic_id, func.max(answer.c.id).label("id"))
        .where(answer.c.diagnostic_id.in_(_files(mine)))
        .group_by(answer.c.diagnostic_id)
        .subquery()
    )
    steps = (
        select(action_step.c.diagnostic_id, func.max(action_step.c.recorded_at).label("at"))
        .where(action_step.c.diagnostic_id.in_(_files(mine)))
        .group_by(action_step.c.diagnostic_id)
        .subquery()
    )
    return (
        select(
            accompaniment.c.id.label("number"),
            accompaniment.c.next_step,
            accompaniment.c.next_step_on,
            diagnostic.c.id.label("file"),
            diagnostic.c.uid,
            diagnostic.c.territory_code,
            diagnostic.c.territory["name"].as_string().label("name"),
            diagnostic.c.territory["department"].as_string().label("department"),
            diagnostic.c.territory["department_name"].as_string().label("department_name"),
            diagnostic.c.territory["populations"].label("populations"),
            diagnostic.c.eligibility["verdict"].as_string().label("verdict"),
            diagnostic.c.content_version,
            diagnostic.c.opened_on,
            diagnostic.c.created_at,
            diagnostic.c.origin.is_not(None).label("redone"),
            last.c.id.label("last_row"),
            answer.c.answered_at,
            steps.c.at.label("acted_at"),
        )
        .join_from(accompaniment, diagnostic, accompaniment.c.diagnostic_id == diagnostic.c.id)
        .join(last, last.c.diagnostic_id == diagnostic.c.id, isouter=True)
        .join(answer, answer.c.id == last.c.id, isouter=True)
        .join(steps, steps.c.diagnostic_id == diagnostic.c.id, isouter=True)
        .where(*mine)
        .order_by(diagnostic.c.id)
    )


def _in_charge(connection: Connection, mine: tuple[ColumnElement[bool], ...]) -> dict[int, tuple[InCharge, ...]]:
    query = (
        select(accompaniment.c.id.label("number"), person.c.id, person.c.name, person.c.address)
        .join_from(accompaniment, accompanying_person, accompanying_person.c.accompaniment_id == accompaniment.c.id)
        .join(person, person.c.id == accompanying_person.c.person_id)
        .where(*mine)
        .order_by(accompaniment.c.id, person.c.name, person.c.address)
    )
    found: dict[int, tuple[InCharge, ...]] = {}
    for row in connection.execute(query):
        found[row.number] = (*found.get(row.number, ()), InCharge(row.id, row.name or row.address))
    return found


def _waiting(connection: Connection, mine: tuple[ColumnElement[bool], ...]) -> dict[int, int]:
    """For each file, how many questions have an answer set aside that nothing has settled since."""
    other = answer.alias()
    settled = select(other.c.id).where(
        other.c.diagnostic_id == answer.c.diagnostic_id,
        other.c.question == answer.c.question,
        other.c.id > answer.c.id,
        (other.c.set_aside.is_(False)) | (other.c.replaces == answer.c.id),
    )
    rows = connection.execute(
        select(answer.c.diagnostic_id, answer.c.question, answer.c["values"], answer.c.side).where(
            answer.c.diagnostic_id.in_(_files(mine)), answer.c.set_aside, ~settled.exists()
        )
    )
    # The same answers as in the journal of a file; few wait, of all that were given.
    questions = {
        (file, question)
        for file, question, values, side in rows
        if waits(read_values(values), read_side(side), set_aside=True)
    }
    return Counter(file for file, _ in questions)


def _answers(connection: Connection, uids: list[str]) -> Iterator[StoredAnswers]:
    files = connection.execute(
        select(diagnostic.c.id, diagnostic.c.uid, diagnostic.c.territory).where(diagnostic.c.uid.in_(uids))
    ).all()
    numbers = [row.id for row in files]
    kept = (
        select(func.max(answer.c.id))
        .where(answer.c.diagnostic_id.in_(numbers), answer.c.set_aside.is_(False))
        .group_by(answer.c.diagnostic_id, answer.c.question)
    )
    rows = connection.execute(
        select(answer.c.diagnostic_id, answer.c.question, answer.c["values"]).where(answer.c.id.in_(kept))
    )
    given: dict[int, list[Answer]] = {}
    for file, question, values in rows:
        given.setdefault(file, []).append(Answer(question, read_values(values)))
    for row in files:
        yield StoredAnswers(row.uid, read_territory(row.territory), Answers(tuple(given.get(row.id, ()))))


def _case(row: Row[*tuple[object, ...]], in_charge: tuple[InCharge, ...], waiting: int) -> StoredCase:
    moments = (row.created_at, row.answered_at, row.acted_at)
    try:
        verdict = Verdict(row.verdict)
    except ValueError as error:
        raise StorageUnavailable(DAMAGED) from error
    return StoredCase(
        uid=row.uid,
        code=row.territory_code,
        name=row.name,
        department=row.department,
        department_name=row.department_name,
        population=read_inhabitants(row.populations),
        verdict=verdict,
        content_version=row.content_version,
        opened_on=row.opened_on,
        last_row=row.last_row or 0,
        last_moment=max(moment for moment in moments if moment is not None),
        redone=row.redone,
        acting=row.acted_at is not None,
        next_step=row.next_step,
        next_step_on=row.next_step_on,
        in_charge=in_charge,
        disagreements=waiting,
    )
