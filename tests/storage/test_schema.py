"""The tables and the steps that make them say the same thing."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import IntegrityError

from ansm.errors import StorageUnavailable
from ansm.storage import Storage, tables_around  # noqa: F401 - registers its tables
from ansm.storage.engine import open_engine, reading, writing
from ansm.storage.tables import metadata
from tests.storage.examples import new_file

HOLDING_A_SECRET = ("diagnostic", "handover", "entry_link", "session", "advisor_link", "report_link", "reminder_letter")
HOLDING_A_SECRET += ("personal_link",)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """The engine of a database brought up to date from nothing."""
    Storage.open(url).close()
    opened = open_engine(url, 5)
    yield opened
    opened.dispose()


def test_the_steps_make_exactly_the_tables_of_the_program(engine: Engine) -> None:
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": False})
        assert compare_metadata(context, metadata) == []


def test_check_constraints_agree_too(engine: Engine) -> None:
    """Alembic does not compare them."""
    with reading(engine) as connection:
        made = {check["name"] for name in metadata.tables for check in inspect(connection).get_check_constraints(name)}
    assert made == {
        *(f"ck_{name}_token_hash_is_sha256" for name in HOLDING_A_SECRET),
        "ck_openid_attempt_state_hash_is_sha256",
        "ck_issued_sha256_is_whole",
    }


def test_opening_an_up_to_date_database_changes_nothing(url: str, engine: Engine) -> None:
    with reading(engine) as connection:
        before = connection.execute(text("SELECT version_num FROM alembic_version")).all()
    Storage.open(url).close()
    with reading(engine) as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).all() == before


def test_programs_that_start_together_migrate_once(url: str) -> None:
    barrier = threading.Barrier(4)
    failures = []

    def start() -> None:
        barrier.wait()
        try:
            Storage.open(url, patience=30).close()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_database_of_a_more_recent_program_is_left_alone(url: str, engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageUnavailable, match="version plus récente du programme"):
        Storage.open(url)


def test_a_step_that_fails_leaves_nothing_behind(sqlite_url: str) -> None:
    """The disk is full in the middle of the first step."""

    def little_room(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count = 4")

    event.listen(Engine, "connect", little_room)
    try:
        with pytest.raises(StorageUnavailable, match="plus de place"):
            Storage.open(sqlite_url)
    finally:
        event.remove(Engine, "connect", little_room)
    plain = create_engine(sqlite_url)
    with plain.connect() as connection:
        assert inspect(connection).get_table_names() == []
    plain.dispose()


def _insert_diagnostic(connection: Connection, token: bytes, version: str) -> None:
    connection.execute(
        text(
            "INSERT INTO diagnostic (token_hash, territory_code, territory, eligibility, content_version, "
            "territories_version, application_version, opened_on, created_at) "
            "VALUES (:token, '38061', '{}', '{}', :version, '', '', '2026-11-22', '2026-11-22 10:00:00')"
        ),
        {"token": token, "version": version},
    )


def test_a_diagnostic_needs_its_content_version(engine: Engine) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"), writing(engine) as connection:
        _insert_diagnostic(connection, b"x" * 32, "never kept")


def test_an_answer_needs_its_diagnostic(engine: Engine) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"), writing(engine) as connection:
        connection.execute(
            text(
                'INSERT INTO answer (diagnostic_id, question, "values", answered_at) '
                "VALUES (1, 'SEC-01', '[]', '2026-11-22 10:00:00')"
            )
        )


def test_a_content_version_in_use_cannot_be_removed(url: str, storage: Storage) -> None:
    storage.create(new_file())
    engine = open_engine(url, 5)
    try:
        with pytest.raises(IntegrityError, match=r"(?i)foreign key"), writing(engine) as connection:
            connection.execute(text("DELETE FROM content_version"))
    finally:
        engine.dispose()


def test_the_tables_have_no_room_for_a_secret_in_clear(engine: Engine) -> None:
    with pytest.raises(IntegrityError, match="token_hash_is_sha256"), writing(engine) as connection:
        connection.execute(text("INSERT INTO content_version (version, archive, sha256) VALUES ('1.0', '', '')"))
        _insert_diagnostic(connection, b"a secret in clear", "1.0")


def test_current_answers_are_found_by_the_index(sqlite_url: str) -> None:
    Storage.open(sqlite_url).close()
    engine = open_engine(sqlite_url, 5)
    try:
        with reading(engine) as connection:
            plan = connection.execute(
                text(
                    "EXPLAIN QUERY PLAN SELECT max(id), question FROM answer "
                    "WHERE diagnostic_id = 1 AND set_aside IS 0 GROUP BY question"
                )
            ).all()
    finally:
        engine.dispose()
    assert "USING COVERING INDEX ix_answer_diagnostic_id_question_id_set_aside" in str(plan)
