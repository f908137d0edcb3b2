"""A database of an earlier program, opened by this one: every answer is still there."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from sqlalchemy import Engine, inspect, text

from ansm.domain.answers import Answer, Answers
from ansm.storage import Storage, schema
from ansm.storage.engine import open_engine, reading, writing
from ansm.storage.serialisation import write_eligibility, write_territory
from ansm.storage.tables import write_json
from tests.storage.examples import CONTENT, TOKEN, found, give, new_file

GIVEN = (
    ("SEC-01", ["non"], "elu", "2026-11-22 10:00:00.000001", "a1"),
    ("PIL-04", ["temps", "securite"], None, "2026-11-22 10:01:00", None),
    ("SEC-01", ["manuel"], "agent", "2026-11-22 10:02:00", "a2"),
    ("SEC-02", [], None, "2026-11-22 10:03:00", "a3"),
)


def at_version(engine: Engine, version: str) -> None:
    """Bring an empty database to that version of the tables, as the program of the time did."""
    with writing(engine) as connection:
        command.upgrade(schema._config(connection), version)


def fill(engine: Engine) -> None:
    """One file behind TOKEN with four answers, written with the columns of the first version."""
    record = new_file()
    assert record.route is not None
    with writing(engine) as connection:
        connection.execute(
            text("INSERT INTO content_version (version, archive, sha256) VALUES (:version, :archive, :archive)"),
            {"version": CONTENT, "archive": b"archive"},
        )
        connection.execute(
            text(
                "INSERT INTO diagnostic (token_hash, territory_code, territory, eligibility, route, content_version, "
                "territories_version, application_version, opened_on, created_at) VALUES (:token, '38061', :territory, "
                ":eligibility, :route, :version, '2026', '0.1.0', '2026-11-22', '2026-11-22 09:30:00')"
            ),
            {
                "token": TOKEN,
                "territory": write_json(write_territory(record.territory)),
                "eligibility": write_json(write_eligibility(record.eligibility)),
                "route": write_json(write_eligibility(record.route)),
                "version": CONTENT,
            },
        )
        for question, values, role, answered_at, client_id in GIVEN:
            connection.execute(
                text(
                    'INSERT INTO answer (diagnostic_id, question, "values", role, answered_at, client_id) '
                    "VALUES (1, :question, :values, :role, :answered_at, :client_id)"
                ),
                {
                    "question": question,
                    "values": json.dumps(values),
                    "role": role,
                    "answered_at": answered_at,
                    "client_id": client_id,
                },
            )


@pytest.fixture
def earlier(url: str) -> str:
    """The address of a database of the first version, with one file."""
    engine = open_engine(url, 5)
    at_version(engine, "0001")
    fill(engine)
    engine.dispose()
    return url


def test_a_file_of_the_first_version_keeps_its_answers_times_roles_and_order(earlier: str) -> None:
    storage = Storage.open(earlier)
    try:
        kept = storage.history(TOKEN)
        stored = found(storage)
    finally:
        storage.close()
    assert [
        (each.question, list(each.values), each.role, f"{each.answered_at:%H:%M:%S.%f}", each.client_id)
        for each in kept
    ] == [
        ("SEC-01", ["non"], "elu", "10:00:00.000001", "a1"),
        ("PIL-04", ["temps", "securite"], None, "10:01:00.000000", None),
        ("SEC-01", ["manuel"], "agent", "10:02:00.000000", "a2"),
        ("SEC-02", [], None, "10:03:00.000000", "a3"),
    ]
    assert [(each.number, each.replaces, each.set_aside, each.entrusted_to) for each in kept] == [
        (number, None, False, None) for number in (1, 2, 3, 4)
    ]
    assert stored.answers == Answers((Answer("PIL-04", ("temps", "securite")), Answer("SEC-01", ("manuel",))))
    assert stored.last_question == "SEC-02"
    assert (stored.territory, stored.eligibility) == (new_file().territory, new_file().eligibility)


def test_a_file_of_the_first_version_goes_on_with_the_new_rules(earlier: str) -> None:
    storage = Storage.open(earlier)
    try:
        again = storage.record(TOKEN, give("SEC-01", "manuel", client_id="a2"))
        aside = storage.record(TOKEN, give("SEC-01", "oui", client_id="b-1"), 1)
        seen = storage.record(TOKEN, give("SEC-01", "oui", client_id="b-2"), aside.number)
        last = storage.history(TOKEN)[-1]
    finally:
        storage.close()
    assert again.number == 3
    assert aside.set_aside
    assert (aside.number, seen.set_aside, last.replaces) == (5, False, 3)


def test_the_files_of_an_earlier_version_get_public_names_of_their_own(earlier: str) -> None:
    engine = open_engine(earlier, 5)
    with writing(engine) as connection:
        command.upgrade(schema._config(connection), "0002")
        connection.execute(
            text(
                "INSERT INTO diagnostic (token_hash, territory_code, territory, eligibility, route, content_version, "
                "territories_version, application_version, opened_on, created_at) SELECT :token, territory_code, "
                "territory, eligibility, route, content_version, territories_version, application_version, opened_on, "
                "created_at FROM diagnostic"
            ),
            {"token": new_file("other").token_hash},
        )
    engine.dispose()
    storage = Storage.open(earlier)
    try:
        names = [found(storage, token).uid for token in (TOKEN, new_file("other").token_hash)]
        assert all(re.fullmatch("[0-9a-f]{32}", name) and storage.knows(name) for name in names)
        assert names[0] != names[1]
        assert found(storage).origin is None
        assert [row.name[:5] for row in storage.travelling(TOKEN)] == ["a1", "ansm:", "a2", "a3"]
    finally:
        storage.close()


def test_the_step_of_files_that_travel_can_be_undone_and_done_again(earlier: str) -> None:
    Storage.open(earlier).close()
    engine = open_engine(earlier, 5)
    try:
        with writing(engine) as connection:
            command.downgrade(schema._config(connection), "0002")
        with reading(engine) as connection:
            assert "issued" not in inspect(connection).get_table_names()
            assert not {"uid", "origin"} & {each["name"] for each in inspect(connection).get_columns("diagnostic")}
    finally:
        engine.dispose()
    storage = Storage.open(earlier)
    try:
        assert len(storage.history(TOKEN)) == len(GIVEN)
        assert storage.knows(found(storage).uid)
    finally:
        storage.close()


def test_undone_the_step_of_personal_links_leaves_the_file_to_the_one_in_use(earlier: str) -> None:
    """Not to the former one, which was in the wrong hands."""
    fresh, at = hashlib.sha256(b"fresh").digest(), datetime(2026, 11, 26, 12, tzinfo=UTC)
    storage = Storage.open(earlier)
    storage.personal_links.prepare(TOKEN, fresh, at, at + timedelta(days=1), most=1, since=at)
    storage.personal_links.put_in_use(TOKEN, fresh, at)
    storage.close()
    engine = open_engine(earlier, 5)
    try:
        with writing(engine) as connection:
            command.downgrade(schema._config(connection), "0004")
            assert connection.scalars(text("SELECT token_hash FROM diagnostic")).all() == [fresh]
    finally:
        engine.dispose()


def test_the_steps_can_be_undone_to_the_first_and_done_again_with_the_answers(earlier: str) -> None:
    """The way back gives up the links, and the answers set aside with them."""
    Storage.open(earlier).close()
    engine = open_engine(earlier, 5)
    try:
        with writing(engine) as connection:
            command.downgrade(schema._config(connection), "0001")
        with reading(engine) as connection:
            assert "handover" not in inspect(connection).get_table_names()
            assert connection.scalar(text("SELECT count(*) FROM answer")) == len(GIVEN)
    finally:
        engine.dispose()
    storage = Storage.open(earlier)
    try:
        assert len(storage.history(TOKEN)) == len(GIVEN)
    finally:
        storage.close()
