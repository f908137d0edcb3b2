"""How each database is opened."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import make_url, text

from ansm.errors import SettingsError
from ansm.storage import Storage
from ansm.storage.engine import open_engine, reading


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
