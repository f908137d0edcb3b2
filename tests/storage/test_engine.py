"""How each database is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, make_url, text

from ansm.errors import SettingsError, StorageUnavailable
from ansm.storage import Storage
from ansm.storage.engine import open_engine, reading, writing
from tests.storage.examples import KEPT


def _setting(url: str, question: str) -> object:
    engine = open_engine(url, 2.5)
    try:
        with reading(engine) as connection:
            return connection.scalar(text(question))
    finally:
        engine.dispose()


@pytest.mark.parametrize(
    ("name", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 2500)]
)
def test_sqlite_is_durable_checks_references_and_waits(sqlite_url: str, name: str, value: object) -> None:
    assert _setting(sqlite_url, f"PRAGMA {name}") == value


def test_postgresql_waits_so_long_for_a_lock(postgresql_url: str) -> None:
    assert _setting(postgresql_url, "SHOW lock_timeout") == "2500ms"


def test_postgresql_is_durable_even_if_the_server_is_set_otherwise(
    administrate: Callable[[str], None], postgresql_url: str
) -> None:
    administrate(f"ALTER DATABASE {make_url(postgresql_url).database} SET synchronous_commit = off")
    assert _setting(postgresql_url, "SHOW synchronous_commit") == "on"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ansm.sqlite3",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///a.sqlite3?mode=memory",
        "sqlite+aiosqlite:///a.sqlite3",
        "mysql://ansm:motdepasse@serveur/ansm",
        "postgresql+asyncpg://ansm:motdepasse@serveur/ansm",
        "postgresql+psycopg://ansm:motdepasse@serveur:port/ansm",
    ],
)
def test_an_address_that_cannot_keep_answers_is_refused_without_being_repeated(address: str) -> None:
    with pytest.raises(SettingsError, match="sqlite:///chemin") as refused:
        Storage.open(address)
    assert "motdepasse" not in str(refused.value)


@contextmanager
def _opened(url: str) -> Iterator[Engine]:
    engine = open_engine(url, 0.2)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _somebody_writing(engine: Engine) -> Iterator[None]:
    """Another thread has the right to write, for the length of a block."""
    begun, over = Event(), Event()

    def write() -> None:
        with writing(engine) as connection:
            connection.execute(text("SELECT 1"))
            begun.set()
            over.wait()

    thread = Thread(target=write)
    thread.start()
    begun.wait()
    try:
        yield
    finally:
        over.set()
        thread.join()


def test_on_sqlite_those_who_write_wait_their_turn_a_while(sqlite_url: str) -> None:
    """Reading goes on meanwhile, and the turn is given back whatever happened."""
    with _opened(sqlite_url) as engine:
        with _somebody_writing(engine):
            with pytest.raises(StorageUnavailable, match=f"à temps. {KEPT}. Réessayez"), writing(engine):
                pytest.fail("two write at once")
            with reading(engine) as connection:
                assert connection.scalar(text("SELECT 1")) == 1
        with pytest.raises(ZeroDivisionError), writing(engine):
            1 / 0  # noqa: B018 - the fault of whoever writes
        with writing(engine) as connection:
            assert connection.scalar(text("SELECT 1")) == 1


def test_on_postgresql_two_write_at_once(postgresql_url: str) -> None:
    """Only those of the same file wait for each other there."""
    with _opened(postgresql_url) as engine, _somebody_writing(engine), writing(engine) as connection:
        assert connection.scalar(text("SELECT 1")) == 1
