"""Links « à confier »: what a secret opens, until when, and who answered through it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ansm.domain.questionnaire import Respondent
from ansm.errors import UnknownLink
from ansm.storage import Storage
from tests.storage.examples import CONTENT, TOKEN, give, link_to, new_file

NOBODY = hashlib.sha256(b"nobody's").digest()
MOST = 30


@pytest.fixture
def storage(storage: Storage) -> Storage:
    """The same, with one file behind TOKEN."""
    storage.create(new_file())
    return storage


def test_a_secret_opens_the_whole_file_one_theme_or_nothing(storage: Storage) -> None:
    record = link_to("securite", "for the clerk")
    number = storage.hand_over(TOKEN, record, MOST)
    whole, theme = storage.link(TOKEN), storage.link(record.token_hash)
    assert whole is not None
    assert (whole.file, whole.content_version, whole.handover) == (TOKEN, CONTENT, None)
    assert theme is not None
    assert theme.handover is not None
    assert (theme.file, theme.content_version, theme.handover.number) == (TOKEN, CONTENT, number)
    assert (theme.handover.theme, theme.handover.respondent) == ("securite", Respondent.STAFF)
    assert (theme.handover.created_at, theme.handover.expires_at) == (record.created_at, record.expires_at)
    assert storage.link(NOBODY) is None


def test_the_secret_of_a_theme_is_not_a_file(storage: Storage) -> None:
    """Every other method knows a file by its own secret only."""
    record = link_to("securite", "for the clerk")
    storage.hand_over(TOKEN, record, MOST)
    assert storage.find(record.token_hash) is None
    for call in (storage.history, storage.journal, storage.handovers):
        with pytest.raises(UnknownLink):
            call(record.token_hash)
    with pytest.raises(UnknownLink):
        storage.record(record.token_hash, give("SEC-01", "non"))


def test_a_link_is_open_until_it_expires_or_is_revoked(storage: Storage) -> None:
    record = link_to("securite", "for the clerk", until=29)
    number = storage.hand_over(TOKEN, record, MOST)
    assert number is not None
    revoked = datetime(2026, 11, 24, tzinfo=UTC)
    before = storage.link(record.token_hash)
    assert storage.revoke(TOKEN, number, revoked)
    after = storage.link(record.token_hash)
    assert before is not None
    assert before.handover is not None
    assert before.handover.open_at(datetime(2026, 11, 29, 11, 59, tzinfo=UTC))
    assert not before.handover.open_at(datetime(2026, 11, 29, 12, 0, tzinfo=UTC))
    assert after is not None
    assert after.handover is not None
    assert after.handover.revoked_at == revoked
    assert not after.handover.open_at(datetime(2026, 11, 23, tzinfo=UTC))


def test_revoking_twice_keeps_the_first_time_and_another_file_revokes_nothing(storage: Storage) -> None:
    other = new_file("another")
    storage.create(other)
    number = storage.hand_over(TOKEN, link_to("securite", "for the clerk"), MOST)
    assert number is not None
    first = datetime(2026, 11, 24, tzinfo=UTC)
    assert not storage.revoke(other.token_hash, number, first)
    assert storage.handovers(TOKEN)[0].handover.revoked_at is None
    assert storage.revoke(TOKEN, number, first)
    assert storage.revoke(TOKEN, number, datetime(2026, 11, 25, tzinfo=UTC))
    assert storage.handovers(TOKEN)[0].handover.revoked_at == first
    assert not storage.revoke(TOKEN, 2**60, first)


def test_links_are_listed_newest_first_with_the_questions_answered_through_them(storage: Storage) -> None:
    clerk = storage.hand_over(TOKEN, link_to("securite", "for the clerk"), MOST)
    helper = storage.hand_over(TOKEN, link_to("site", "for the helper", respondent=Respondent.ADVISOR), MOST)
    for count, (question, through) in enumerate((("SEC-01", clerk), ("SEC-01", clerk), ("SEC-02", clerk), ("X", None))):
        storage.record(TOKEN, give(question, f"v{count}", handover=through))
    listed = storage.handovers(TOKEN)
    assert [(each.handover.number, each.handover.theme, each.questions) for each in listed] == [
        (helper, "site", 0),
        (clerk, "securite", 2),
    ]


def test_an_answer_says_who_the_link_was_made_for(storage: Storage) -> None:
    clerk = storage.hand_over(TOKEN, link_to("securite", "for the clerk"), MOST)
    storage.record(TOKEN, give("SEC-01", "non", role="agent", handover=clerk))
    storage.record(TOKEN, give("SEC-02", "non", role="elu"))
    assert [each.entrusted_to for each in storage.history(TOKEN)] == [Respondent.STAFF, None]


def test_so_many_links_may_be_open_at_once_and_closed_ones_make_room(storage: Storage) -> None:
    numbers = [storage.hand_over(TOKEN, link_to("securite", f"link {count}"), 2) for count in range(3)]
    assert numbers[0] is not None
    assert numbers[2] is None
    storage.revoke(TOKEN, numbers[0], datetime(2026, 11, 23, tzinfo=UTC))
    assert storage.hand_over(TOKEN, link_to("securite", "after a revocation"), 2) is not None
    assert storage.hand_over(TOKEN, link_to("securite", "once too many"), 2) is None
    assert storage.hand_over(TOKEN, link_to("securite", "once the others expired", day=29, until=30), 2) is not None


def test_the_secret_of_a_link_is_nowhere_in_the_database(sqlite_url: str, sqlite_file: Path) -> None:
    secret = "o0Yk9m3c-a-secret-of-forty-three-characters"  # noqa: S105 - of a link that exists in this test only
    storage = Storage.open(sqlite_url)
    storage.keep_content(CONTENT, b"archive")
    storage.create(new_file())
    storage.hand_over(TOKEN, link_to("securite", secret), MOST)
    storage.close()
    written = b"".join(path.read_bytes() for path in sqlite_file.parent.iterdir())
    assert hashlib.sha256(secret.encode()).digest() in written
    assert secret.encode() not in written


def test_a_link_that_was_not_hashed_or_has_no_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        replace(link_to("securite", "x"), token_hash=b"secret")
    with pytest.raises(ValueError, match="time zone"):
        replace(link_to("securite", "x"), expires_at=datetime(2026, 11, 22))
