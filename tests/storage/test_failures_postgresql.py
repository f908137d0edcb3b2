"""When PostgreSQL fails, a sentence says what to do and what was saved is still there."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import AbstractContextManager, closing

import psycopg
import pytest
from sqlalchemy import make_url

from ansm.errors import StorageUnavailable
from ansm.storage import Storage
from ansm.storage.engine import open_engine, reading
from tests.storage.examples import KEPT, TOKEN, give, still_there


def test_an_unreachable_server_says_to_try_again_then_whom_to_call() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(StorageUnavailable, match=r"ne répond pas.*Réessayez dans une minute.*démarrée") as failure:
            Storage.open(f"postgresql+psycopg://ansm:motdepasse@127.0.0.1:{port}/ansm")
    assert "motdepasse" not in str(failure.value)


def test_a_missing_postgresql_database_says_to_check_the_address(postgresql_url: str) -> None:
    with pytest.raises(StorageUnavailable, match="que son adresse est la bonne"):
        Storage.open(postgresql_url.replace("/ansm_", "/missing_"))


def test_a_stopped_server_loses_nothing_and_is_found_again_without_restarting(
    server_stopped: Callable[[], AbstractContextManager[None]], opened_postgresql: Storage
) -> None:
    calls = (
        opened_postgresql.check,
        lambda: opened_postgresql.find(TOKEN),
        lambda: opened_postgresql.record(TOKEN, give("SEC-02", "oui")),
    )
    with server_stopped():
        for call in calls:
            with pytest.raises(StorageUnavailable, match=f"ne répond pas. {KEPT}"):
                call()
    opened_postgresql.record(TOKEN, give("SEC-02", "oui"))
    assert still_there(opened_postgresql)


def test_a_read_only_server_still_reads_and_says_who_must_do_what(
    administrate: Callable[[str], None], postgresql_url: str, opened_postgresql: Storage
) -> None:
    opened_postgresql.close()
    name = make_url(postgresql_url).database
    administrate(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with closing(Storage.open(postgresql_url)) as storage:
        with pytest.raises(StorageUnavailable, match=f"lecture seule. {KEPT}. Gardez votre lien et prévenez"):
            storage.record(TOKEN, give("SEC-02", "oui"))
        with pytest.raises(StorageUnavailable, match="lecture seule"):
            storage.check()
        assert still_there(storage)


def test_a_locked_file_on_postgresql_says_to_try_again(postgresql_url: str, opened_postgresql: Storage) -> None:
    with psycopg.connect(postgresql_url.replace("+psycopg", "")) as other:
        other.execute("SELECT id FROM diagnostic FOR UPDATE")
        with pytest.raises(StorageUnavailable, match=f"{KEPT}. Réessayez dans quelques instants"):
            opened_postgresql.record(TOKEN, give("SEC-02", "oui"))
        assert still_there(opened_postgresql)
    opened_postgresql.record(TOKEN, give("SEC-02", "oui"))


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("53100", "plus de place sur le disque"),
        ("58030", "Le disque a refusé"),
        ("XX001", "abîmée"),
        ("40P01", "Réessayez"),
    ],
)
def test_what_postgresql_reports_becomes_a_sentence(
    postgresql_url: str, opened_postgresql: Storage, code: str, sentence: str
) -> None:
    """The server itself reports these conditions, on our request."""
    with psycopg.connect(postgresql_url.replace("+psycopg", "")) as other:
        other.execute(
            "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION 'on request' USING ERRCODE = '{code}'; END $$".encode()
        )
        other.execute("CREATE TRIGGER failing BEFORE INSERT ON answer FOR EACH ROW EXECUTE FUNCTION fail()")
    with pytest.raises(StorageUnavailable, match=sentence):
        opened_postgresql.record(TOKEN, give("SEC-02", "oui"))
    assert still_there(opened_postgresql)
    assert len(opened_postgresql.history(TOKEN)) == 1


def test_a_network_that_falls_silent_is_noticed_in_seconds(postgresql_url: str) -> None:
    """A statement sent and received would otherwise wait two hours for an answer that a lost server never gives.

    Read from a connection as the driver holds it: a test cannot cut the network of the machine.
    """
    engine = open_engine(postgresql_url, patience=1)
    try:
        with reading(engine) as connection:
            kept = connection.connection.driver_connection
            assert isinstance(kept, psycopg.Connection)
            told = kept.info.get_parameters()
    finally:
        engine.dispose()
    assert int(told["keepalives_idle"]) + int(told["keepalives_interval"]) * int(told["keepalives_count"]) <= 30
    assert int(told["tcp_user_timeout"]) <= 30_000
