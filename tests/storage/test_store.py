"""What storage keeps of a diagnostic, on both databases."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from ansm.domain.answers import Answer, Answers
from ansm.errors import InvalidRequest, UnknownLink
from ansm.storage import Storage, StoredAnswer
from tests.storage.examples import found, give, new_file

UNKNOWN = hashlib.sha256(b"nobody's").digest()


def test_a_new_file_reads_back_as_it_was_frozen(storage: Storage) -> None:
    record = new_file()
    storage.create(record)

    stored = found(storage, record.token_hash)

    assert stored.territory == record.territory
    assert stored.eligibility == record.eligibility
    assert stored.route == record.route
    assert stored.opened_on == record.opened_on
    assert stored.created_at == record.created_at
    assert (stored.content_version, stored.territories_version, stored.application_version) == (
        record.content_version,
        record.territories_version,
        record.application_version,
    )
    assert stored.answers == Answers()
    assert stored.last_question is None
    assert stored.last_answered_at is None


def test_a_file_without_a_second_route_reads_back_without(storage: Storage) -> None:
    alone = replace(new_file(), route=None)
    storage.create(alone)
    assert found(storage, alone.token_hash).route is None


def test_the_current_answer_is_the_last_one_given_to_each_question(storage: Storage) -> None:
    record = new_file()
    storage.create(record)
    storage.record(record.token_hash, give("SEC-01", "non", minute=1))
    storage.record(record.token_hash, give("PIL-04", "temps", "securite", minute=2))
    storage.record(record.token_hash, give("SEC-01", "oui", minute=3))

    stored = found(storage, record.token_hash)

    assert stored.answers == Answers((Answer("PIL-04", ("temps", "securite")), Answer("SEC-01", ("oui",))))
    assert stored.last_question == "SEC-01"
    assert stored.last_answered_at == datetime(2026, 11, 22, 10, 3, tzinfo=UTC)


def test_an_erased_answer_is_no_longer_current_and_stays_in_the_history(storage: Storage) -> None:
    record = new_file()
    storage.create(record)
    storage.record(record.token_hash, give("SEC-01", "non", minute=1))
    storage.record(record.token_hash, give("SEC-01", minute=2))

    stored = found(storage, record.token_hash)

    assert stored.answers == Answers()
    assert stored.last_question == "SEC-01"
    assert [given.values for given in storage.history(record.token_hash)] == [("non",), ()]


def test_the_history_keeps_every_answer_in_order_with_time_and_role(storage: Storage) -> None:
    record = new_file()
    storage.create(record)
    given = (
        give("SEC-01", "non", minute=5, role="elu", client_id="a1"),
        give("PRO-03", "ecole", "salle", minute=4, role="secretaire", client_id="a2"),
        give("SEC-01", "oui", minute=3),
    )
    for each in given:
        storage.record(record.token_hash, each)

    kept = storage.history(record.token_hash)

    assert [(each.question, each.values, each.role, each.answered_at, each.client_id) for each in kept] == [
        (each.question, each.values, each.role, each.answered_at, each.client_id) for each in given
    ]
    assert [each.number for each in kept] == sorted(each.number for each in kept)


def test_the_last_answer_saved_wins_even_if_its_clock_is_behind(storage: Storage) -> None:
    """A device with a wrong clock cannot hide what was answered after it."""
    record = new_file()
    storage.create(record)
    storage.record(record.token_hash, give("SEC-01", "non", minute=9))
    storage.record(record.token_hash, give("SEC-01", "oui", minute=2))
    assert found(storage, record.token_hash).answers.chosen("SEC-01") == ("oui",)


def test_answers_of_one_file_never_show_in_another(storage: Storage) -> None:
    mine, yours = new_file("mine"), new_file("yours")
    storage.create(mine)
    storage.create(yours)
    storage.record(mine.token_hash, give("SEC-01", "non", client_id="same"))
    storage.record(yours.token_hash, give("SEC-01", "oui", client_id="same"))
    assert found(storage, mine.token_hash).answers.chosen("SEC-01") == ("non",)
    assert found(storage, yours.token_hash).answers.chosen("SEC-01") == ("oui",)


def test_saving_gives_the_time_in_utc(storage: Storage) -> None:
    record = new_file()
    storage.create(record)
    paris = timezone(timedelta(hours=1))
    saved = storage.record(
        record.token_hash, StoredAnswer("SEC-01", ("oui",), None, datetime(2026, 11, 22, 14, 32, 7, 8, tzinfo=paris))
    ).answered_at
    assert saved == datetime(2026, 11, 22, 13, 32, 7, 8, tzinfo=UTC)
    assert saved.utcoffset() == timedelta(0)
    assert found(storage, record.token_hash).last_answered_at == saved


def test_the_same_sending_twice_is_kept_once_and_says_when_it_was_first_saved(storage: Storage) -> None:
    record = new_file()
    storage.create(record)
    first = storage.record(record.token_hash, give("SEC-01", "non", minute=1, client_id="a1"))
    storage.record(record.token_hash, give("SEC-01", "oui", minute=2, client_id="a2"))

    again = storage.record(record.token_hash, give("SEC-01", "non", minute=3, client_id="a1"))

    assert again == first
    assert len(storage.history(record.token_hash)) == 2
    assert found(storage, record.token_hash).answers.chosen("SEC-01") == ("oui",)


def test_another_answer_under_the_name_of_an_earlier_sending_is_refused(storage: Storage) -> None:
    """Acknowledging it without keeping it would lose it."""
    record = new_file()
    storage.create(record)
    storage.record(record.token_hash, give("SEC-01", "non", client_id="a1"))
    with pytest.raises(InvalidRequest, match="n’a pas été enregistrée"):
        storage.record(record.token_hash, give("SEC-01", "oui", client_id="a1"))
    assert found(storage, record.token_hash).answers.chosen("SEC-01") == ("non",)


def test_answers_without_a_sending_name_are_all_kept(storage: Storage) -> None:
    record = new_file()
    storage.create(record)
    for _ in range(2):
        storage.record(record.token_hash, give("SEC-01", "non"))
    assert len(storage.history(record.token_hash)) == 2


def test_an_unknown_link_finds_nothing_and_stores_nothing(storage: Storage) -> None:
    assert storage.find(UNKNOWN) is None
    with pytest.raises(UnknownLink, match="Vérifiez qu’il est complet"):
        storage.record(UNKNOWN, give("SEC-01", "non"))
    with pytest.raises(UnknownLink, match="Vérifiez qu’il est complet"):
        storage.history(UNKNOWN)


@pytest.mark.parametrize("forged", [b"", b"x", UNKNOWN[:31], UNKNOWN + b"\0", b"' OR 1=1 --"])
def test_a_forged_link_finds_nothing(storage: Storage, forged: bytes) -> None:
    storage.create(new_file())
    assert storage.find(forged) is None


def test_a_link_opens_one_file_only(storage: Storage) -> None:
    storage.create(new_file())
    with pytest.raises(ValueError, match="is in use"):
        storage.create(new_file())


def test_a_file_refers_to_a_content_version_that_is_kept(url: str) -> None:
    storage = Storage.open(url)
    try:
        with pytest.raises(ValueError, match="not kept"):
            storage.create(new_file())
    finally:
        storage.close()


def test_a_content_version_is_kept_once_and_read_back_byte_for_byte(storage: Storage) -> None:
    archive = bytes(range(256)) * 40
    storage.keep_content("2.0", archive)
    storage.keep_content("2.0", b"compressed otherwise")
    assert storage.content("2.0") == archive
    assert storage.content("never kept") is None


def test_everything_is_found_again_after_closing(url: str) -> None:
    record = new_file()
    first = Storage.open(url)
    first.keep_content(record.content_version, b"archive")
    first.create(record)
    first.record(record.token_hash, give("SEC-01", "non", role="elu"))
    before = first.find(record.token_hash)
    first.close()

    again = Storage.open(url)
    try:
        assert again.find(record.token_hash) == before
        assert again.content(record.content_version) == b"archive"
    finally:
        again.close()


def test_the_secret_of_a_link_is_nowhere_in_the_database(sqlite_url: str, sqlite_file: Path) -> None:
    secret = "o0Yk9m3c-a-secret-of-forty-three-characters"  # noqa: S105 - of a file that exists in this test only
    record = new_file(secret)
    storage = Storage.open(sqlite_url)
    storage.keep_content(record.content_version, b"archive")
    storage.create(record)
    storage.record(record.token_hash, give("SEC-01", "non"))
    storage.close()

    written = b"".join(path.read_bytes() for path in sqlite_file.parent.iterdir())

    assert record.token_hash in written
    assert secret.encode() not in written


def test_a_token_that_was_not_hashed_is_refused() -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        replace(new_file(), token_hash=b"secret")


@pytest.mark.parametrize(
    "part",
    [
        {"question": ""},
        {"question": "x" * 65},
        {"values": ("oui\0",)},
        {"values": ("\ud800",)},
        {"values": ("oui",) * 101},
        {"role": "un rôle"},
        {"client_id": ""},
        {"client_id": "x" * 65},
        {"client_id": "a\nb"},
    ],
)
def test_a_malformed_answer_from_outside_is_refused_with_a_sentence(part: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequest, match="Rechargez la page"):
        replace(give("SEC-01", "oui"), **part)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        StoredAnswer("SEC-01", ("oui",), None, datetime(2026, 11, 22))
