"""A file that somebody is about to follow is there with its follower, or not at all, on both databases."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from ansm.errors import Forbidden
from ansm.storage import NewFollower, Storage
from ansm.storage.engine import open_engine, reading, writing
from tests.storage.caseload_examples import MORNING, NOON, UID, Agency, agency
from tests.storage.examples import CONTENT, TOKEN, new_file

OPENER = """
import sys
from ansm.storage import NewFollower, Storage
from tests.storage.caseload_examples import MORNING
from tests.storage.examples import new_file
storage = Storage.open(sys.argv[1], patience=60)
print("open", flush=True)
storage.create(new_file(), follower=NewFollower(int(sys.argv[2]), int(sys.argv[3]), MORNING, opened_here=True))
print("created", flush=True)
"""
# Whoever follows a file waits for ever.
ENDLESS = """
CREATE TRIGGER endless BEFORE INSERT ON accompaniment BEGIN
  SELECT count(*) FROM (WITH RECURSIVE up(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM up) SELECT n FROM up);
END
"""


@pytest.fixture
def isere(storage: Storage) -> Agency:
    return agency(storage)


@pytest.fixture
def engine(url: str, isere: Agency) -> Iterator[Engine]:
    """The database of the agency."""
    assert isere
    opened = open_engine(url, 5)
    yield opened
    opened.dispose()


def lea_follows(isere: Agency, *advisors: int) -> NewFollower:
    return NewFollower(isere.body.number, isere.lea.number, MORNING, frozenset(advisors), opened_here=True)


def in_charge(storage: Storage, isere: Agency) -> frozenset[int]:
    found = storage.caseload.followed(UID, isere.body.number)
    assert found is not None
    return found.accompaniment.advisors


def test_it_is_followed_as_soon_as_it_is_there(storage: Storage, isere: Agency) -> None:
    storage.create(new_file(), follower=lea_follows(isere))
    assert in_charge(storage, isere) == {isere.lea.number}
    assert [each.since for each in storage.caseload.followers(TOKEN)] == [MORNING]


def test_those_named_are_in_charge_when_they_still_may_be(storage: Storage, isere: Agency) -> None:
    """Whoever opens it is in charge only when none of them may."""
    other = agency(storage, "OPSN du Rhône")
    storage.people.disable(isere.ali.number, NOON)
    storage.create(new_file(), follower=lea_follows(isere, isere.manon.number, isere.ali.number, other.lea.number))
    assert in_charge(storage, isere) == {isere.manon.number}


def test_whoever_opens_it_is_in_charge_when_nobody_else_may_be(storage: Storage, isere: Agency) -> None:
    storage.people.disable(isere.ali.number, NOON)
    storage.create(new_file(), follower=lea_follows(isere, isere.ali.number, 10**9))
    assert in_charge(storage, isere) == {isere.lea.number}


def test_someone_shut_out_at_that_moment_opens_nothing(storage: Storage, isere: Agency) -> None:
    storage.people.disable(isere.lea.number, NOON)
    with pytest.raises(Forbidden, match="rien n’a été enregistré"):
        storage.create(new_file(), follower=lea_follows(isere))
    assert storage.files() == ()
    assert storage.tallies.all() == ()


def test_a_follower_that_the_tables_refuse_leaves_no_file(storage: Storage, engine: Engine, isere: Agency) -> None:
    """Neither the file nor its count among those opened."""
    storage.create(new_file("first"), follower=lea_follows(isere))
    before = storage.files(), storage.tallies.all()
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE UNIQUE INDEX one_file_each ON accompaniment (organisation_id)")
    with pytest.raises(IntegrityError):
        storage.create(new_file(), follower=lea_follows(isere))
    assert (storage.files(), storage.tallies.all()) == before


@contextmanager
def opening_a_file(url: str, isere: Agency, root: Path) -> Iterator[None]:
    """A process that opens a file and follows it; it is killed when the block is left."""
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", OPENER, url, str(isere.body.number), str(isere.lea.number)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
    ) as opener:
        try:
            assert opener.stdout is not None
            assert opener.stdout.readline() == "open\n"
            yield
        finally:
            opener.kill()
        assert opener.stdout.read() == "", "it died before it was done"
    assert opener.returncode == -signal.SIGKILL


def until(true: Callable[[], bool]) -> None:
    """Wait for something that comes by itself, a minute at most."""
    pause = threading.Event()
    for _ in range(1200):
        if true():
            return
        pause.wait(0.05)
    pytest.fail("it never came")


def test_a_process_that_dies_between_both_leaves_no_file_on_sqlite(
    sqlite_url: str, sqlite_file: Path, pytestconfig: pytest.Config
) -> None:
    with closing(Storage.open(sqlite_url)) as storage:
        isere = agency(storage)
        storage.keep_content(CONTENT, b"archive")
        with closing(sqlite3.connect(sqlite_file)) as base:
            base.execute(ENDLESS)

        def stuck() -> bool:
            """Whether somebody holds the right to write for longer than any other transaction takes."""
            try:
                with closing(sqlite3.connect(sqlite_file, timeout=3)) as base:
                    base.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return True
            return False

        with opening_a_file(sqlite_url, isere, pytestconfig.rootpath):
            until(stuck)
        assert storage.files() == ()
        assert storage.tallies.all() == ()


def test_a_process_that_dies_between_both_leaves_no_file_on_postgresql(
    postgresql_url: str, pytestconfig: pytest.Config
) -> None:
    with closing(Storage.open(postgresql_url)) as storage:
        isere = agency(storage)
        storage.keep_content(CONTENT, b"archive")
        engine = open_engine(postgresql_url, 5)
        mine = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"

        def waiting() -> int:
            with reading(engine) as connection:
                return connection.exec_driver_sql(mine).scalar_one()

        with engine.connect() as other, other.begin():
            other.exec_driver_sql("LOCK TABLE accompaniment IN SHARE ROW EXCLUSIVE MODE")
            with opening_a_file(postgresql_url, isere, pytestconfig.rootpath):
                until(lambda: waiting() == 1)
        until(lambda: waiting() == 0)
        # Its place in the server ends with it: what it had not finished is undone.
        held = "SELECT count(*) FROM pg_locks WHERE relation = 'accompaniment'::regclass"

        def free() -> bool:
            with reading(engine) as connection:
                return connection.exec_driver_sql(held).scalar_one() == 0

        until(free)
        engine.dispose()
        assert storage.files() == ()
        assert storage.tallies.all() == ()
