"""Decides how each database is opened, so that an acknowledged answer is durable and waiting has an end."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from threading import Lock
from time import monotonic, sleep

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import ArgumentError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry

from ansm.errors import SettingsError, StorageUnavailable
from ansm.storage.failures import BUSY, PRIMARY_CODE, SAFE, explained
from ansm.storage.tables import write_json

logger = logging.getLogger(__name__)
SQLITE, POSTGRESQL = "sqlite", "postgresql"
DRIVERS = (SQLITE, f"{SQLITE}+pysqlite", POSTGRESQL, f"{POSTGRESQL}+psycopg")
# Options of ours that SQLAlchemy carries: on a connection, that it writes; on an engine, its turn to write.
WRITES, TURN = "ansm_writes", "ansm_turn"
KEPT_CONNECTIONS = 10
EXTRA_CONNECTIONS = 10
# How long a silent network may hold a thread: seconds to connect, milliseconds for what was sent to be received.
POSTGRESQL_LIMITS = {"connect_timeout": 5, "tcp_user_timeout": 10_000}
BETWEEN_TRIES = 0.02
FOR_THE_JOURNAL = 500  # milliseconds that emptying it may take others


def open_engine(address: str, patience: float) -> Engine:
    """An engine for this address; nothing is read yet. `patience` is how many seconds to wait for a lock.

    Raises SettingsError for an address that is neither SQLite in a file nor PostgreSQL, and StorageUnavailable
    when the folder of the SQLite file is missing. No sentence repeats the address, which may hold a password.
    """
    url = _understood(address)
    sqlite = url.get_backend_name() == SQLITE
    if sqlite:
        _require_folder(Path(str(url.database)).absolute().parent)
    engine = create_engine(
        url,
        connect_args={"timeout": patience} if sqlite else POSTGRESQL_LIMITS,
        # The text of an error may reach a log: never with the values.
        hide_parameters=True,
        json_serializer=write_json,
        pool_size=KEPT_CONNECTIONS,
        max_overflow=EXTRA_CONNECTIONS,
        pool_timeout=patience,
        pool_use_lifo=True,
        # A connection may have died with a restart of the server.
        pool_pre_ping=not sqlite,
        # SQLite has one writer at a time, and makes the others try again blindly: here they queue.
        execution_options={TURN: Turn(patience)} if sqlite else {},
    )
    prepare = partial(_prepare_sqlite if sqlite else _prepare_postgresql, patience=patience)
    event.listen(engine, "connect", _preparing(prepare))
    if sqlite:
        event.listen(engine, "begin", _begin_sqlite)
    return engine


class Turn:
    """Who may write now, among the threads of this process; the others wait at most so many seconds."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._lock = Lock()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """For the length of a block. Raises StorageUnavailable when it does not come in time."""
        if not self._lock.acquire(timeout=self._patience):
            raise StorageUnavailable(BUSY)
        try:
            yield
        finally:
            self._lock.release()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that changes nothing. Raises StorageUnavailable."""
    with explained(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction, durable when the block is left, undone if anything is raised. Raises StorageUnavailable.

    On SQLite, the right to write is taken at once: a transaction that starts by reading could not be let through
    later without being undone.
    """
    turn = engine.get_execution_options().get(TURN)
    with (
        explained(),
        # Before the connection: those who wait hold none.
        turn.taken() if turn else nullcontext(),
        engine.connect().execution_options(**{WRITES: True}) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def forgetting(engine: Engine) -> Iterator[Connection]:
    """The same, for what must be gone when the block is left: no file of the database holds it any more.

    On PostgreSQL the server clears its pages and its journal by itself, in time.
    """
    with writing(engine) as connection:
        yield connection
    if engine.dialect.name == SQLITE:
        _empty_journal(engine)


def _empty_journal(engine: Engine) -> None:
    """Bring what the journal of SQLite (« -wal ») holds into its file, and cut it: it keeps former pages otherwise.

    Whoever reads at that moment may prevent it: what was erased is then cut with the next erasure, that of the daily
    purge at the latest. It is erased all the same: nothing is raised.
    """
    emptied = False
    turn = engine.get_execution_options()[TURN]
    with suppress(StorageUnavailable, sqlite3.OperationalError, PoolTimeout), turn.taken():
        raw = engine.raw_connection()
        try:
            # Outside any transaction, which SQLAlchemy would begin; and those who answer must not wait for it.
            cursor = raw.cursor()
            (patience,) = cursor.execute("PRAGMA busy_timeout").fetchone()
            cursor.execute(f"PRAGMA busy_timeout = {FOR_THE_JOURNAL}")
            busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            cursor.execute(f"PRAGMA busy_timeout = {patience}")
            emptied = not busy
        finally:
            raw.close()
    if not emptied:
        logger.warning("the journal of the database could not be emptied now: it will be with the next erasure")


def _understood(address: str) -> URL:
    try:
        url = make_url(address)
        durable = url.get_backend_name() != SQLITE or (url.database not in (None, "", ":memory:") and not url.query)
        fine = url.drivername in DRIVERS and durable
    except (ArgumentError, ValueError):
        fine = False
    if not fine:
        raise SettingsError(
            "L’adresse de la base de données ne convient pas. "
            "Attendu\u00a0: sqlite:///chemin/du/fichier.sqlite3 ou postgresql+psycopg://utilisateur@serveur/base."
        )
    return url


def _require_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise StorageUnavailable(
            f"Le dossier de la base de données n’existe pas\u00a0: «\u00a0{folder}\u00a0». {SAFE} "
            "Créez ce dossier, ou indiquez-en un autre, puis redémarrez."
        )


def _preparing(prepare: Callable[[DBAPICursor], None]) -> Callable[[DBAPIConnection, ConnectionPoolEntry], None]:
    """What a pool does with each new connection, closing it when that fails."""

    def prepared(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        try:
            if isinstance(connection, sqlite3.Connection):
                # The module would begin transactions by itself, too late for us.
                connection.isolation_level = None
            cursor = connection.cursor()
            prepare(cursor)
            cursor.close()
            connection.commit()
        except BaseException:
            connection.close()
            raise

    return prepared


def _prepare_sqlite(cursor: DBAPICursor, patience: float) -> None:
    cursor.execute("PRAGMA foreign_keys = ON")
    # What is erased or replaced leaves no trace in the file, where SQLite would only mark the place as free.
    cursor.execute("PRAGMA secure_delete = ON")
    # In WAL mode, FULL is what writes each commit through to the disk before it is acknowledged.
    cursor.execute("PRAGMA synchronous = FULL")
    # Programs that open a new file together exclude each other here at once, whatever the time they may wait.
    deadline = monotonic() + patience
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & PRIMARY_CODE != sqlite3.SQLITE_BUSY or monotonic() >= deadline:
                raise
            sleep(BETWEEN_TRIES)
        else:
            return


def _prepare_postgresql(cursor: DBAPICursor, patience: float) -> None:
    cursor.execute(f"SET lock_timeout = {round(patience * 1000)}")
    # A server may be set to acknowledge before the disk has it; stronger settings are left as they are.
    cursor.execute(
        "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
    )


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
