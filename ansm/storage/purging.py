"""Decides which stored things have had their time, and erases them in the caller’s transaction; dry, counts them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import Column, ColumnElement, Connection, Delete, Select, Table, and_, delete, func, or_, select, update

from ansm.storage import erasing
from ansm.storage.sessions import forget_tokens, useless_token
from ansm.storage.tables import answer, diagnostic, handover, issued
from ansm.storage.tables_around import (
    accompaniment,
    action_step,
    advisor_link,
    agreement,
    note,
    personal_link,
    reminder,
    report_link,
    support_request,
)
from ansm.storage.tables_of_people import entry_link, openid_attempt, person, session

# When something was done with a file. Not what goes by a rule of its own: a dry run would count otherwise.
ACTIVITY: tuple[Column[datetime], ...] = (
    answer.c.answered_at,
    action_step.c.recorded_at,
    handover.c.created_at,
    report_link.c.created_at,
    agreement.c.granted_at,
    agreement.c.withdrawn_at,
    reminder.c.asked_at,
    accompaniment.c.since,
    personal_link.c.in_use_since,
    note.c.written_at,
    note.c.changed_at,
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
    """Before which moment, or day, each kind of thing has had its time. `expired` is for what opened something.

    What is over by `now` keeps nothing of what only served while it lasted.
    """

    unfinished: datetime
    finished: datetime
    journal: date
    accounts: date
    closed: datetime
    expired: datetime
    reminders: datetime
    now: datetime
    today: date


@dataclass(frozen=True, slots=True)
class Purged:
    """How many things went, or would go: files, requests, accounts, openings, addresses, documents given.

    `closed`: the accounts that had been closed, which `accounts` does not count.
    `tokens`: what OpenID providers gave at the beginning of sessions that are over.
    """

    unfinished: int
    finished: int
    requests: int
    closed: int
    accounts: int
    tokens: int
    openings: int
    addresses: int
    documents: int


def purged(connection: Connection, bounds: Bounds, *, dry: bool) -> Purged:
    """Erase what has had its time; dry, only count it.

    The counters of `tally` stay. They are about no file and no person, and what was published is worked out again
    from all of them: with fewer, published lines would change, and their difference would tell what was masked.
    """
    return Purged(
        # In this order, so that what goes by a rule of its own is counted under it, dry or not.
        requests=_requests(connection, bounds, dry=dry),
        tokens=_tokens(connection, bounds, dry=dry),
        openings=sum(
            _rows(connection, delete(table).where(table.c.expires_at < bounds.expired, *only), dry=dry)
            for table, only in EXPIRING
        ),
        closed=_people(connection, _closed(bounds), dry=dry),
        accounts=_people(connection, _unused(bounds), dry=dry),
        addresses=_addresses(connection, bounds, dry=dry),
        documents=_rows(connection, delete(issued).where(issued.c.printed_on < bounds.journal), dry=dry),
        unfinished=_files(connection, _idle(bounds, finished=False), dry=dry),
        finished=_files(connection, _idle(bounds, finished=True), dry=dry),
    )


def _idle(bounds: Bounds, *, finished: bool) -> ColumnElement[bool]:
    """The files with which nothing was done for long enough; one whose request is still kept stays with it."""
    before = bounds.finished if finished else bounds.unfinished
    recent = (_since(moment, before) for moment in ACTIVITY)
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
    return and_(state, diagnostic.c.created_at < before, ~asked, *(~each for each in recent))


def _since(moment: Column[datetime], before: datetime) -> ColumnElement[bool]:
    """Whether that was done with the file, then or later."""
    done = select(moment).where(moment >= before)
    if "diagnostic_id" in moment.table.c:
        return done.where(moment.table.c.diagnostic_id == diagnostic.c.id).exists()
    through = moment.table.c.accompaniment_id == accompaniment.c.id
    return done.where(through, accompaniment.c.diagnostic_id == diagnostic.c.id).correlate(diagnostic).exists()


def _files(connection: Connection, which: ColumnElement[bool], *, dry: bool) -> int:
    numbers = tuple(connection.scalars(select(diagnostic.c.id).where(which)))
    if not dry and numbers:
        # Held, then looked at again: on PostgreSQL, somebody may have been doing something with one of them.
        named = diagnostic.c.id.in_(numbers)
        connection.execute(select(diagnostic.c.id).where(named).with_for_update()).all()
        # Named before anything is erased: what was done with a file is part of what goes.
        numbers = tuple(connection.scalars(select(diagnostic.c.id).where(named, which)))
    if not dry and numbers:
        erasing.erase_files(connection, diagnostic.c.id.in_(numbers))
    return len(numbers)


def _requests(connection: Connection, bounds: Bounds, *, dry: bool) -> int:
    which = support_request.c.kept_until < bounds.today
    if dry:
        return _count(connection, select(support_request.c.id).where(which))
    return erasing.erase_rows(connection, support_request, which)


def _closed(bounds: Bounds) -> ColumnElement[bool]:
    """Accounts that were closed, and that nobody opened again in time."""
    return person.c.disabled_at.is_not(None) & (person.c.disabled_at < bounds.closed)


def _unused(bounds: Bounds) -> ColumnElement[bool]:
    """Accounts that nobody signs in with, nor was invited to again."""
    invited_before = datetime.combine(bounds.accounts, time.min, UTC)
    never_since = or_(person.c.last_sign_in.is_(None), person.c.last_sign_in < bounds.accounts)
    return and_(person.c.created_at < invited_before, never_since, ~_closed(bounds))


def _people(connection: Connection, which: ColumnElement[bool], *, dry: bool) -> int:
    if dry:
        return _count(connection, select(person.c.id).where(which))
    return erasing.erase_people(connection, which)


def _tokens(connection: Connection, bounds: Bounds, *, dry: bool) -> int:
    # Those of the rows that go as openings are counted too, dry or not.
    if dry:
        return _count(connection, select(session.c.id).where(useless_token(bounds.now)))
    return forget_tokens(connection, bounds.now)


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
