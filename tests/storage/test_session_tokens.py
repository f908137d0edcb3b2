"""What an OpenID provider gives may hold a name and an address: it goes as soon as its session is over."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from ansm.domain.people import Member, Role
from ansm.storage import NewSession, Storage
from ansm.storage.engine import open_engine, reading
from ansm.storage.tables_around import session
from tests.storage.caseload_examples import Agency, agency
from tests.storage.test_keeping import NOTHING_OLD

MORNING = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
SOON, EVENING = MORNING + timedelta(minutes=1), MORNING + timedelta(hours=12)
GIVEN = "a-token-that-names-lea"


def new_session(letter: str, *, at: datetime = MORNING) -> NewSession:
    """A session of twelve hours, begun through a provider."""
    end = at + timedelta(hours=12)
    return NewSession(letter.encode() * 32, b"c" * 32, at, end, date(2026, 11, 26), id_token=f"{GIVEN}-{letter}")


@pytest.fixture
def isere(storage: Storage) -> Agency:
    return agency(storage)


@pytest.fixture
def engine(url: str, storage: Storage) -> Iterator[Engine]:
    """The database, once its tables are there."""
    assert storage
    opened = open_engine(url, 5)
    yield opened
    opened.dispose()


def kept(engine: Engine) -> list[str | None]:
    """What is kept for each session, the first to begin first."""
    with reading(engine) as connection:
        return list(connection.scalars(select(session.c.id_token).order_by(session.c.id)))


def begin(storage: Storage, who: Member, *letters: str) -> None:
    for letter in letters:
        assert storage.sessions.begin(who.number, new_session(letter))


def test_it_stays_while_the_session_lasts(storage: Storage, engine: Engine, isere: Agency) -> None:
    begin(storage, isere.lea, "l")
    assert storage.sessions.find(b"l" * 32, SOON) is not None
    assert storage.keeping.purge(replace(NOTHING_OLD, now=SOON), dry=False).tokens == 0
    assert kept(engine) == [f"{GIVEN}-l"]


def test_a_session_met_after_its_end_loses_it_at_once(storage: Storage, engine: Engine, isere: Agency) -> None:
    begin(storage, isere.lea, "l")
    begin(storage, isere.ali, "a")
    assert storage.sessions.find(b"z" * 32, SOON) is None, "a secret shown at random"
    assert kept(engine) == [f"{GIVEN}-l", f"{GIVEN}-a"]
    assert storage.sessions.find(b"l" * 32, EVENING) is None
    assert kept(engine) == [None, None]


def test_whoever_signs_in_clears_what_others_left(storage: Storage, engine: Engine, isere: Agency) -> None:
    begin(storage, isere.lea, "l")
    assert storage.sessions.begin(isere.ali.number, new_session("a", at=MORNING + timedelta(hours=6)))
    assert kept(engine) == [f"{GIVEN}-l", f"{GIVEN}-a"]
    assert storage.sessions.begin(isere.manon.number, new_session("m", at=EVENING))
    assert kept(engine) == [None, f"{GIVEN}-a", f"{GIVEN}-m"]


def test_the_purge_clears_those_that_nobody_meets_again(storage: Storage, engine: Engine, isere: Agency) -> None:
    """The row stays thirty days more, so that its end can be told; what it held does not."""
    begin(storage, isere.lea, "l")
    at_its_end = replace(NOTHING_OLD, now=EVENING)
    told = storage.keeping.purge(at_its_end, dry=True)
    assert (told.tokens, told.openings) == (1, 0)
    assert kept(engine) == [f"{GIVEN}-l"], "a dry run erases nothing"
    assert storage.keeping.purge(at_its_end, dry=False) == told
    assert kept(engine) == [None]
    assert storage.keeping.purge(at_its_end, dry=False).tokens == 0


def test_a_session_that_is_ended_gives_it_back_once(storage: Storage, engine: Engine, isere: Agency) -> None:
    begin(storage, isere.lea, "l")
    (found,) = storage.sessions.of(isere.lea.number, SOON)
    assert storage.sessions.revoke(isere.lea.number, found.number, SOON) == f"{GIVEN}-l"
    assert storage.sessions.revoke(isere.lea.number, found.number, SOON) is None
    assert kept(engine) == [None]


@pytest.mark.parametrize("unless_last", [None, Role.ADVISOR])
def test_shutting_someone_out_clears_all_of_theirs(
    storage: Storage, engine: Engine, isere: Agency, unless_last: Role | None
) -> None:
    begin(storage, isere.lea, "l", "k")
    begin(storage, isere.ali, "a")
    assert storage.people.disable(isere.lea.number, SOON, unless_last=unless_last)
    assert kept(engine) == [None, None, f"{GIVEN}-a"]


def test_nobody_comes_in_who_was_shut_out_while_the_provider_answered(
    storage: Storage, engine: Engine, isere: Agency
) -> None:
    """Otherwise their session would open again, the day they are invited again."""
    storage.people.disable(isere.lea.number, SOON)
    assert not storage.sessions.begin(isere.lea.number, new_session("l"))
    assert kept(engine) == []


def test_it_leaves_no_trace_in_the_file(sqlite_file: Path, sqlite_url: str) -> None:
    """SQLite would only mark the place as free."""
    with closing(Storage.open(sqlite_url)) as storage:
        # As long as a real one: a short one would be written over by what is left of its row.
        long = replace(new_session("l"), id_token=GIVEN * 50)
        assert storage.sessions.begin(agency(storage).lea.number, long)
        storage.sessions.find(b"l" * 32, EVENING)
    with closing(sqlite3.connect(sqlite_file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert GIVEN.encode() not in sqlite_file.read_bytes()
