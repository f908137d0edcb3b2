"""Decides which stored things have had their time, erases them, and gives all that is stored about one file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Delete,
    Engine,
    Select,
    Table,
    and_,
    delete,
    func,
    or_,
    select,
    update,
)

from ansm.errors import UnknownLink
from ansm.storage import erasing
from ansm.storage.engine import reading, writing
from ansm.storage.tables import answer, diagnostic, issued
from ansm.storage.tables_around import (
    accompaniment,
    action_step,
    advisor_link,
    entry_link,
    note,
    openid_attempt,
    person,
    personal_link,
    reminder,
    session,
    support_request,
)

Cell = str | int | bool | date | datetime | None | list["Cell"] | dict[str, "Cell"]
GONE = "Ce diagnostic n’existe plus. Vous pouvez en commencer un nouveau."
# When something was done with a file.
ACTIVITY: tuple[Column[datetime], ...] = (
    answer.c.answered_at,
    action_step.c.recorded_at,
    note.c.written_at,
    accompaniment.c.since,
    personal_link.c.in_use_since,
)
# What stops being of any use as soon as its time has passed.
EXPIRING: tuple[tuple[Table, tuple[ColumnElement[bool], ...]], ...] = (
    (session, ()),
    (entry_link, ()),
    (openid_attempt, ()),
    (advisor_link, ()),
    # One that was in use stays, to tell whoever opens it that it was changed.
    (personal_link, (personal_link.c.in_use_since.is_(None),)),
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Before which moment, or day, each kind of thing has had its time. `expired` is for what opened something."""

    unfinished: datetime
    finished: datetime
    journal: date
    accounts: date
    expired: datetime
    reminders: datetime
    today: date


@dataclass(frozen=True, slots=True)
class Purged:
    """How many things went, or would go: files, requests, accounts, openings, addresses, documents given."""

    unfinished: int
    finished: int
    requests: int
    accounts: int
    openings: int
    addresses: int
    documents: int


@dataclass(frozen=True, slots=True)
class StoredRows:
    """The rows of one table that are about a file, as they are stored; names and values of the database."""

    table: str
    rows: tuple[Mapping[str, Cell], ...]


class Keeping:
    """What is kept, for how long. Every method may raise StorageUnavailable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def last_activity(self, file: bytes) -> datetime:
        """The last time that somebody did something with a file. Raises UnknownLink."""
        with reading(self._engine) as connection:
            number = _number(connection, file)
            moments: list[datetime] = []
            for moment in (diagnostic.c.created_at, *ACTIVITY):
                last = connection.scalar(select(func.max(moment)).where(erasing.rows_of(moment.table, number)))
                moments.extend(() if last is None else (last,))
            return max(moments)

    def everything(self, file: bytes) -> tuple[StoredRows, ...]:
        """All that is stored about a file. Raises UnknownLink."""
        with reading(self._engine) as connection:
            number = _number(connection, file)
            return tuple(
                StoredRows(table.name, _read(connection, select(table).where(erasing.rows_of(table, number))))
                for table, _ in erasing.tables_of_a_file()
            )

    def erase(self, file: bytes) -> Counter[str]:
        """Erase a file and all that is about it; how many rows of each table went. Raises UnknownLink."""
        with writing(self._engine) as connection:
            return erasing.erase_files(connection, diagnostic.c.id == _number(connection, file))

    def purge(self, bounds: Bounds, *, dry: bool) -> Purged:
        """Erase what has had its time, in one transaction; dry, only count it.

        The counters of `tally` stay. They are about no file and no person, and what was published is worked out again
        from all of them: with fewer, published lines would change, and their difference would tell what was masked.
        """
        with (reading if dry else writing)(self._engine) as connection:
            return Purged(
                requests=_requests(connection, bounds, dry=dry),
                accounts=_accounts(connection, bounds, dry=dry),
                openings=sum(
                    _rows(connection, delete(table).where(table.c.expires_at < bounds.expired, *only), dry=dry)
                    for table, only in EXPIRING
                ),
                addresses=_addresses(connection, bounds, dry=dry),
                documents=_rows(connection, delete(issued).where(issued.c.printed_on < bounds.journal), dry=dry),
                # Last, so that what goes by a rule of its own is counted under it, dry or not.
                unfinished=_files(connection, _idle(bounds, finished=False), dry=dry),
                finished=_files(connection, _idle(bounds, finished=True), dry=dry),
            )


def _idle(bounds: Bounds, *, finished: bool) -> ColumnElement[bool]:
    """The files with which nothing was done for long enough; one whose request is still kept stays with it."""
    before = bounds.finished if finished else bounds.unfinished
    recent = (
        select(moment.table.c.id).where(moment.table.c.diagnostic_id == diagnostic.c.id, moment >= before).exists()
        for moment in ACTIVITY
        if "diagnostic_id" in moment.table.c
    )
    noted = (
        select(note.c.id)
        .join_from(note, accompaniment, note.c.accompaniment_id == accompaniment.c.id)
        .where(accompaniment.c.diagnostic_id == diagnostic.c.id, note.c.written_at >= before)
        .exists()
    )
    asked = (
        select(support_request.c.id)
        .where(
            support_request.c.diagnostic_id == diagnostic.c.id,
            support_request.c.sent.is_not(None),
            support_request.c.kept_until >= bounds.today,
        )
        .exists()
    )
    state = diagnostic.c.finished_at.is_not(None) if finished else diagnostic.c.finished_at.is_(None)
    return and_(state, diagnostic.c.created_at < before, ~noted, ~asked, *(~each for each in recent))


def _files(connection: Connection, which: ColumnElement[bool], *, dry: bool) -> int:
    # Named before anything is erased: what was done with a file is part of what goes.
    numbers = tuple(connection.scalars(select(diagnostic.c.id).where(which)))
    if not dry and numbers:
        erasing.erase_files(connection, diagnostic.c.id.in_(numbers))
    return len(numbers)


def _requests(connection: Connection, bounds: Bounds, *, dry: bool) -> int:
    which = support_request.c.kept_until < bounds.today
    count = _count(connection, select(support_request.c.id).where(which))
    if not dry and count:
        erasing.erase_rows(connection, support_request, which)
    return count


def _accounts(connection: Connection, bounds: Bounds, *, dry: bool) -> int:
    """Accounts that nobody signs in with, or that never were."""
    invited_before = datetime.combine(bounds.accounts, time.min, UTC)
    which = or_(
        person.c.last_sign_in < bounds.accounts,
        and_(person.c.last_sign_in.is_(None), person.c.created_at < invited_before),
    )
    if dry:
        return _count(connection, select(person.c.id).where(which))
    return erasing.erase_people(connection, which)


def _addresses(connection: Connection, bounds: Bounds, *, dry: bool) -> int:
    """Addresses of reminders that were stopped, or whose last letter has gone."""
    over = or_(reminder.c.stopped_at.is_not(None), reminder.c.asked_at < bounds.reminders)
    which = and_(reminder.c.address != "", over)
    if dry:
        return _count(connection, select(reminder.c.id).where(which))
    return connection.execute(update(reminder).where(which).values(address="")).rowcount


def _rows(connection: Connection, statement: Delete, *, dry: bool) -> int:
    if not dry:
        return connection.execute(statement).rowcount
    counted = select(func.count()).select_from(statement.table)
    if statement.whereclause is not None:
        counted = counted.where(statement.whereclause)
    return connection.execute(counted).scalar_one()


def _count(connection: Connection, query: Select[int]) -> int:
    return connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()


def _number(connection: Connection, file: bytes) -> int:
    number: int | None = connection.scalar(select(diagnostic.c.id).where(diagnostic.c.token_hash == file))
    if number is None:
        raise UnknownLink(GONE)
    return number


def _read(connection: Connection, query: Select[*tuple[object, ...]]) -> tuple[Mapping[str, Cell], ...]:
    return tuple(
        {name: value for name, value in row.items() if not isinstance(value, bytes)}
        for row in connection.execute(query).mappings()
    )
