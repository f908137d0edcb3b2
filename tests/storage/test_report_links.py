"""Links to a report, and who follows a file: what is kept of them, on both databases."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from ansm.domain.answers import Answer, Answers
from ansm.domain.publication import Edition
from ansm.errors import UnknownLink
from ansm.storage import Storage
from ansm.storage.engine import open_engine, writing
from ansm.storage.report_links import Frozen, NewReportLink
from ansm.storage.tables import diagnostic
from ansm.storage.tables_around import accompaniment, organisation
from tests.storage.examples import CONTENT, TOKEN, new_file

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MOST = 50
GIVEN = Answers((Answer("SEC-02", ("non",)), Answer("PRO-01", ("elu", "agent")), Answer("SEC-01", ())))


def wanted(
    secret: str,
    *,
    frozen: Frozen | None = None,
    organisation_number: int | None = None,
    days: int = 30,
    at: datetime = NOON,
) -> NewReportLink:
    """A link to the publishable report, for the prefecture."""
    return NewReportLink(
        token_hash=hashlib.sha256(secret.encode()).digest(),
        kind="rapport",
        edition=Edition.PUBLISHABLE,
        label="la préfecture",
        frozen=frozen,
        organisation=organisation_number,
        created_at=at,
        expires_at=at + timedelta(days=days),
    )


def follow(url: str, name: str, since: datetime = NOON) -> tuple[int, int]:
    """Make an organisation follow the file behind TOKEN: its number, and that of its accompaniment."""
    engine = open_engine(url, 5)
    with writing(engine) as connection:
        file = connection.scalar(select(diagnostic.c.id).where(diagnostic.c.token_hash == TOKEN))
        row = insert(organisation).values(kind="opsn", name=name, created_at=since).returning(organisation.c.id)
        number = connection.execute(row).scalar_one()
        tie = insert(accompaniment).values(diagnostic_id=file, organisation_id=number, since=since)
        tied = connection.execute(tie.returning(accompaniment.c.id)).scalar_one()
    engine.dispose()
    return number, tied


@pytest.fixture
def storage(storage: Storage) -> Storage:
    """The same, with one file behind TOKEN."""
    storage.create(new_file())
    return storage


def test_a_secret_opens_its_report_and_nothing_else(storage: Storage) -> None:
    record = wanted("for the prefecture")
    number = storage.report_links.add(TOKEN, record, MOST)
    opened = storage.report_links.opened(record.token_hash)
    assert opened is not None
    assert (opened.file, opened.content_version, opened.answers) == (TOKEN, CONTENT, None)
    link = opened.link
    assert (link.number, link.kind, link.edition, link.label) == (
        number,
        "rapport",
        Edition.PUBLISHABLE,
        "la préfecture",
    )
    assert (link.printed_on, link.made_by, link.downloads, link.revoked_at) == (None, None, 0, None)
    assert (link.created_at, link.expires_at) == (record.created_at, record.expires_at)
    assert storage.report_links.opened(hashlib.sha256(b"nobody's").digest()) is None
    # Neither is it a file, nor a link « à confier ».
    assert storage.link(record.token_hash) is None
    assert storage.find(record.token_hash) is None
    assert storage.report_links.opened(TOKEN) is None


def test_a_frozen_report_keeps_its_answers_in_their_order_and_its_day(storage: Storage) -> None:
    record = wanted("frozen", frozen=Frozen(GIVEN, date(2026, 11, 22)))
    number = storage.report_links.add(TOKEN, record, MOST)
    opened = storage.report_links.opened(record.token_hash)
    assert opened is not None
    assert opened.answers == GIVEN
    assert opened.link.printed_on == date(2026, 11, 22)
    assert number is not None
    assert storage.report_links.revoke(TOKEN, number, NOON)
    closed = storage.report_links.opened(record.token_hash)
    assert closed is not None
    assert closed.answers is None


def test_a_link_is_open_until_it_expires_or_is_taken_back(storage: Storage) -> None:
    record = wanted("short", days=1)
    number = storage.report_links.add(TOKEN, record, MOST)
    assert number is not None
    (link,) = storage.report_links.of_file(TOKEN)
    assert link.open_at(NOON + timedelta(hours=23, minutes=59))
    assert not link.open_at(NOON + timedelta(days=1))
    first = NOON + timedelta(hours=1)
    assert storage.report_links.revoke(TOKEN, number, first)
    assert storage.report_links.revoke(TOKEN, number, first + timedelta(hours=1))
    (link,) = storage.report_links.of_file(TOKEN)
    assert link.revoked_at == first
    assert not link.open_at(NOON)


def test_another_file_or_another_organisation_takes_nothing_back(storage: Storage, url: str) -> None:
    other = new_file("another")
    storage.create(other)
    ours, _ = follow(url, "Syndicat numérique")
    theirs, _ = follow(url, "Autre syndicat")
    number = storage.report_links.add(TOKEN, wanted("ours", organisation_number=ours), MOST)
    town = storage.report_links.add(TOKEN, wanted("the town's"), MOST)
    assert number is not None
    assert town is not None
    assert not storage.report_links.revoke(other.token_hash, number, NOON)
    assert not storage.report_links.revoke(TOKEN, number, NOON, theirs)
    assert not storage.report_links.revoke(TOKEN, town, NOON, ours)
    assert not storage.report_links.revoke(TOKEN, 2**40, NOON)
    assert [each.revoked_at for each in storage.report_links.of_file(TOKEN)] == [None, None]
    assert storage.report_links.revoke(TOKEN, number, NOON, ours)


def test_the_town_sees_every_link_newest_first_an_organisation_its_own(storage: Storage, url: str) -> None:
    ours, _ = follow(url, "Syndicat numérique")
    town = storage.report_links.add(TOKEN, wanted("the town's"), MOST)
    made = storage.report_links.add(TOKEN, wanted("ours", organisation_number=ours), MOST)
    listed = storage.report_links.of_file(TOKEN)
    assert [(each.number, each.made_by) for each in listed] == [(made, "Syndicat numérique"), (town, None)]
    assert [each.number for each in storage.report_links.of_file(TOKEN, ours)] == [made]


def test_downloads_are_counted_and_nothing_more(storage: Storage) -> None:
    number = storage.report_links.add(TOKEN, wanted("counted"), MOST)
    assert number is not None
    for _ in range(3):
        storage.report_links.count_download(number)
    assert storage.report_links.of_file(TOKEN)[0].downloads == 3


def test_so_many_links_may_be_open_at_once_and_closed_ones_make_room(storage: Storage) -> None:
    numbers = [storage.report_links.add(TOKEN, wanted(f"link {count}"), 2) for count in range(3)]
    assert numbers[0] is not None
    assert numbers[2] is None
    storage.report_links.revoke(TOKEN, numbers[0], NOON)
    assert storage.report_links.add(TOKEN, wanted("after a revocation"), 2) is not None
    assert storage.report_links.add(TOKEN, wanted("once too many"), 2) is None
    later = NOON + timedelta(days=31)
    assert storage.report_links.add(TOKEN, wanted("once the others expired", at=later), 2) is not None


def test_a_link_whose_letter_did_not_leave_is_forgotten(storage: Storage) -> None:
    record = wanted("never sent")
    number = storage.report_links.add(TOKEN, record, MOST)
    assert number is not None
    storage.report_links.discard(TOKEN, number)
    assert storage.report_links.opened(record.token_hash) is None


def test_a_file_that_does_not_exist_has_no_links(storage: Storage) -> None:
    nobody = hashlib.sha256(b"nobody's").digest()
    assert storage.caseload.followers(nobody) == ()
    with pytest.raises(UnknownLink):
        storage.report_links.of_file(nobody)
    with pytest.raises(UnknownLink):
        storage.report_links.add(nobody, wanted("x"), MOST)


def test_the_secret_of_a_link_is_nowhere_in_the_database(sqlite_url: str, sqlite_file: Path) -> None:
    secret = "o0Yk9m3c-a-secret-of-forty-three-characters"  # noqa: S105 - of a link that exists in this test only
    storage = Storage.open(sqlite_url)
    storage.keep_content(CONTENT, b"archive")
    storage.create(new_file())
    storage.report_links.add(TOKEN, wanted(secret), MOST)
    storage.close()
    written = b"".join(path.read_bytes() for path in sqlite_file.parent.iterdir())
    assert hashlib.sha256(secret.encode()).digest() in written
    assert secret.encode() not in written


def test_a_link_that_was_not_hashed_or_has_no_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        replace(wanted("x"), token_hash=b"secret")
    with pytest.raises(ValueError, match="time zone"):
        replace(wanted("x"), expires_at=datetime(2026, 11, 22))


def test_the_town_sees_who_follows_and_stops_one_with_the_links_it_made(storage: Storage, url: str) -> None:
    ours, tie = follow(url, "Syndicat numérique")
    _, other = follow(url, "Autre syndicat", NOON + timedelta(days=1))
    storage.report_links.add(TOKEN, wanted("ours", organisation_number=ours), MOST)
    storage.report_links.add(TOKEN, wanted("the town's"), MOST)
    followers = storage.caseload.followers(TOKEN)
    assert [(each.number, each.organisation.name, each.since) for each in followers] == [
        (tie, "Syndicat numérique", NOON),
        (other, "Autre syndicat", NOON + timedelta(days=1)),
    ]
    ended = NOON + timedelta(days=2)
    assert storage.caseload.stop(TOKEN, tie, ended)
    assert not storage.caseload.stop(TOKEN, tie, ended)
    assert [each.organisation.name for each in storage.caseload.followers(TOKEN)] == ["Autre syndicat"]
    assert [each.revoked_at for each in storage.report_links.of_file(TOKEN)] == [None, ended]
    uid = new_file().uid
    assert storage.caseload.followed(uid, ours) is None


def test_another_file_stops_nobody(storage: Storage, url: str) -> None:
    other = new_file("another")
    storage.create(other)
    _, tie = follow(url, "Syndicat numérique")
    assert not storage.caseload.stop(other.token_hash, tie, NOON)
    assert len(storage.caseload.followers(TOKEN)) == 1


def test_an_organisation_that_was_stopped_meanwhile_gives_no_link(storage: Storage, url: str) -> None:
    """It was let in just before: its link would open the report of a town that wanted it no more."""
    number, tied = follow(url, "OPSN de l’Isère")
    assert storage.report_links.add(TOKEN, wanted("before", organisation_number=number), MOST) is not None
    assert storage.caseload.stop(TOKEN, tied, NOON)
    with pytest.raises(UnknownLink):
        storage.report_links.add(TOKEN, wanted("after", organisation_number=number), MOST)
    assert storage.report_links.opened(wanted("after").token_hash) is None
