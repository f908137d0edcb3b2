"""What has had its time goes with all that refers to it; nothing else does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Column, Engine, insert, select, update

from ansm.domain.people import Role
from ansm.domain.publication import Edition
from ansm.errors import UnknownLink
from ansm.storage import Bounds, IssuedDocument, NewPerson, Storage
from ansm.storage.engine import open_engine, reading, writing
from ansm.storage.erasing import erase_people, rows_of, tables_of_a_file
from ansm.storage.file_number import number_of
from ansm.storage.keeping import ACTIVITY, Purged
from ansm.storage.tables import Moment, answer, diagnostic, metadata
from ansm.storage.tables_around import note, reminder, support_request, tally
from ansm.storage.tables_of_people import entry_link, person
from tests.storage.examples import TOKEN, give, new_file
from tests.storage.full_files import ADDED, fill, rows

OTHER = new_file("other").token_hash
ABOUT_PEOPLE_OR_COUNTS = {
    *("content_version", "issued", "organisation", "person", "openid_account", "openid_attempt", "entry_link"),
    *("session", "publication", "tally", "duty"),
}
DAY = timedelta(days=1)
NOTHING_OLD = Bounds(
    unfinished=datetime(2000, 1, 1, tzinfo=UTC),
    finished=datetime(2000, 1, 1, tzinfo=UTC),
    journal=date(2000, 1, 1),
    accounts=date(2000, 1, 1),
    closed=datetime(2000, 1, 1, tzinfo=UTC),
    expired=datetime(2000, 1, 1, tzinfo=UTC),
    reminders=datetime(2000, 1, 1, tzinfo=UTC),
    now=datetime(2000, 1, 1, tzinfo=UTC),
    today=date(2000, 1, 1),
)


@pytest.fixture
def engine(url: str, storage: Storage) -> Iterator[Engine]:
    """The database of two files, each with a row in every table about a file."""
    for secret in ("secret", "other"):
        storage.create(new_file(secret))
        storage.record(new_file(secret).token_hash, give("SEC-01", "non"))
    opened = open_engine(url, 5)
    fill(opened, TOKEN, "une@exemple.fr")
    fill(opened, OTHER, "autre@exemple.fr")
    yield opened
    opened.dispose()


def counts(engine: Engine) -> dict[str, int]:
    with reading(engine) as connection:
        return dict(rows(connection))


def test_every_table_is_about_a_file_or_known_not_to_be() -> None:
    """A new table is one or the other: what is about a file is erased and given with it."""
    about = {table.name for table, _ in tables_of_a_file()}
    assert about | ABOUT_PEOPLE_OR_COUNTS == set(metadata.tables)
    assert about & ABOUT_PEOPLE_OR_COUNTS == set()


def test_erasing_a_file_takes_all_that_is_about_it_and_nothing_of_another(storage: Storage, engine: Engine) -> None:
    before = counts(engine)
    erased = storage.keeping.erase(TOKEN)
    after = counts(engine)
    for table, _ in tables_of_a_file():
        assert erased[table.name] == before[table.name] - after[table.name] == before[table.name] / 2, table.name
    assert {name: after[name] for name in ABOUT_PEOPLE_OR_COUNTS} == {
        name: before[name] for name in ABOUT_PEOPLE_OR_COUNTS
    }
    assert storage.find(TOKEN) is None
    assert storage.find(OTHER) is not None


def test_a_file_that_is_not_there_is_told_as_such(storage: Storage) -> None:
    for use in (storage.keeping.erase, storage.keeping.everything, storage.keeping.last_activity):
        with pytest.raises(UnknownLink, match="n’existe plus"):
            use(TOKEN)


@pytest.mark.usefixtures("engine")
def test_all_that_is_stored_about_a_file_is_given_without_any_digest(storage: Storage) -> None:
    given = storage.keeping.everything(TOKEN)
    assert {each.table for each in given} == {table.name for table, _ in tables_of_a_file()}
    assert all(each.rows for each in given)
    assert not any(isinstance(value, bytes) for each in given for row in each.rows for value in row.values())
    theirs = storage.keeping.everything(OTHER)
    numbers = {(each.table, row["id"]) for each in given for row in each.rows if "id" in row}
    assert not numbers & {(each.table, row["id"]) for each in theirs for row in each.rows if "id" in row}


def test_the_last_activity_is_that_of_whoever_did_something_last(storage: Storage, engine: Engine) -> None:
    assert storage.keeping.last_activity(TOKEN) == ADDED
    later = replace(give("SEC-02", "oui"), answered_at=ADDED + 3 * DAY)
    storage.record(TOKEN, later)
    assert storage.keeping.last_activity(TOKEN) == ADDED + 3 * DAY
    with writing(engine) as connection:
        mine = select(note.c.id).order_by(note.c.id).limit(1)
        connection.execute(update(note).where(note.c.id.in_(mine)).values(written_at=ADDED + 5 * DAY))
    assert storage.keeping.last_activity(TOKEN) == ADDED + 5 * DAY
    assert storage.keeping.last_activity(OTHER) == ADDED


def finish(engine: Engine, file: bytes) -> None:
    with writing(engine) as connection:
        connection.execute(update(diagnostic).where(diagnostic.c.token_hash == file).values(finished_at=ADDED))


def end_requests(engine: Engine, on: date) -> None:
    with writing(engine) as connection:
        connection.execute(update(support_request).values(kept_until=on))


def test_each_kind_of_file_has_its_own_rule(storage: Storage, engine: Engine) -> None:
    finish(engine, TOKEN)
    end_requests(engine, date(2026, 11, 30))
    late = replace(NOTHING_OLD, today=date(2026, 12, 1))
    after, at = ADDED + DAY, ADDED
    assert storage.keeping.purge(replace(late, unfinished=at, finished=at), dry=True).unfinished == 0
    told = storage.keeping.purge(replace(late, finished=after), dry=True)
    assert (told.finished, told.unfinished) == (1, 0)
    assert storage.find(TOKEN) is not None, "a dry run erases nothing"
    assert storage.keeping.purge(replace(late, finished=after), dry=False) == told
    assert storage.find(TOKEN) is None
    assert storage.keeping.purge(replace(late, unfinished=after), dry=False).unfinished == 1
    assert storage.find(OTHER) is None


def test_a_file_is_kept_as_long_as_what_was_asked_with_it(storage: Storage, engine: Engine) -> None:
    end_requests(engine, date(2027, 1, 1))
    bounds = replace(NOTHING_OLD, unfinished=ADDED + DAY, today=date(2027, 1, 1))
    assert storage.keeping.purge(bounds, dry=False).unfinished == 0
    next_day = replace(bounds, today=date(2027, 1, 2))
    told = storage.keeping.purge(next_day, dry=False)
    assert (told.unfinished, told.requests) == (2, 2)


def test_a_recent_answer_keeps_an_old_file(storage: Storage, engine: Engine) -> None:
    end_requests(engine, date(2026, 11, 30))
    storage.record(TOKEN, replace(give("SEC-02", "oui"), answered_at=ADDED + 3 * DAY))
    bounds = replace(NOTHING_OLD, unfinished=ADDED + 2 * DAY, today=date(2026, 12, 1))
    assert storage.keeping.purge(bounds, dry=False).unfinished == 1
    assert storage.find(TOKEN) is not None


def test_an_answer_that_arrives_while_its_file_is_purged_keeps_it(storage: Storage, engine: Engine) -> None:
    """Whoever comes first has it; the purge of the others goes on."""
    end_requests(engine, date(2026, 11, 30))
    bounds = replace(NOTHING_OLD, unfinished=ADDED + DAY, today=date(2026, 12, 1))
    told: list[Purged] = []
    purge = threading.Thread(target=lambda: told.append(storage.keeping.purge(bounds, dry=False)))
    with writing(engine) as connection:
        file = number_of(connection, TOKEN, lock=True)
        late = {"diagnostic_id": file, "question": "SEC-02", "values": ["oui"], "answered_at": ADDED + 2 * DAY}
        connection.execute(insert(answer).values(**late))
        purge.start()
        purge.join(0.5)
        assert not told, "it waits"
    purge.join()
    assert [each.unfinished for each in told] == [1]
    assert storage.find(TOKEN) is not None
    assert storage.find(OTHER) is None


def test_a_file_that_somebody_answers_is_erased_after_the_answer(storage: Storage, engine: Engine) -> None:
    """The holder who erases is never told that it could not be done because somebody was writing."""
    erased: list[int] = []
    erase = threading.Thread(target=lambda: erased.append(storage.keeping.erase(TOKEN)["diagnostic"]))
    with writing(engine) as connection:
        file = number_of(connection, TOKEN, lock=True)
        late = {"diagnostic_id": file, "question": "SEC-02", "values": ["oui"], "answered_at": ADDED}
        connection.execute(insert(answer).values(**late))
        erase.start()
        erase.join(0.5)
    erase.join()
    assert erased == [1]
    assert storage.find(TOKEN) is None


NO_ACTIVITY = {
    *("diagnostic.finished_at", "accompaniment.ended_at", "reminder.stopped_at", "support_step.at"),
    *("handover.expires_at", "handover.revoked_at", "report_link.expires_at", "report_link.revoked_at"),
    *("advisor_link.created_at", "advisor_link.expires_at", "advisor_link.revoked_at"),
    *("personal_link.prepared_at", "personal_link.expires_at", "personal_link.ended_at"),
    *("support_request.asked_at", "support_request.state_at"),
    *("reminder_letter.sent_at", "reminder_letter.failed_at", "reminder_letter.expires_at"),
}


def test_every_moment_of_a_file_is_an_activity_or_known_not_to_be() -> None:
    """Not what ends, what a machine does, what others answer, nor what goes by a rule of its own."""
    moments = {
        f"{table.name}.{column.name}"
        for table, _ in tables_of_a_file()
        for column in table.columns
        if isinstance(column.type, Moment)
    }
    activities = {f"{each.table.name}.{each.name}" for each in (diagnostic.c.created_at, *ACTIVITY)}
    assert activities == moments - NO_ACTIVITY
    assert moments >= NO_ACTIVITY


@pytest.mark.parametrize("activity", ACTIVITY, ids=lambda each: f"{each.table.name}.{each.name}")
def test_whatever_somebody_does_with_a_file_keeps_it(
    storage: Storage, engine: Engine, activity: Column[datetime]
) -> None:
    """Sharing a report, asking for a reminder, writing a note otherwise… The page says the same day."""
    end_requests(engine, date(2026, 11, 30))
    bounds = replace(NOTHING_OLD, unfinished=ADDED + 2 * DAY, today=date(2026, 12, 1))
    with writing(engine) as connection:
        mine = rows_of(activity.table, number_of(connection, TOKEN, lock=False))
        connection.execute(update(activity.table).where(mine).values({activity.name: ADDED + 2 * DAY}))
    assert storage.keeping.last_activity(TOKEN) == ADDED + 2 * DAY
    assert storage.keeping.purge(bounds, dry=False).unfinished == 1
    assert storage.find(TOKEN) is not None
    assert storage.keeping.purge(replace(bounds, unfinished=ADDED + 3 * DAY), dry=False).unfinished == 1


def test_requests_go_alone_when_their_time_has_passed(storage: Storage, engine: Engine) -> None:
    bounds = replace(NOTHING_OLD, today=date(2026, 11, 23))
    dry = storage.keeping.purge(bounds, dry=True)
    assert storage.keeping.purge(bounds, dry=False) == dry
    assert dry.requests == 2
    left = counts(engine)
    assert (left["support_request"], left["support_step"], left["diagnostic"]) == (0, 0, 2)


def test_an_unused_account_goes_and_what_it_wrote_stays_under_no_name(storage: Storage, engine: Engine) -> None:
    with writing(engine) as connection:
        named = person.c.address == "une@exemple.fr"
        connection.execute(update(person).where(named).values(last_sign_in=date(2026, 11, 22)))
        connection.execute(update(person).where(~named).values(last_sign_in=date(2026, 11, 30)))
    bounds = replace(NOTHING_OLD, accounts=date(2026, 11, 25))
    assert storage.keeping.purge(bounds, dry=True).accounts == 1
    assert storage.keeping.purge(bounds, dry=False).accounts == 1
    with reading(engine) as connection:
        assert connection.scalars(select(person.c.address)).all() == ["autre@exemple.fr"]
        assert sorted(number is None for number in connection.scalars(select(note.c.person_id))) == [False, True]
    left = counts(engine)
    assert (left["note"], left["support_step"], left["advisor_link"]) == (2, 2, 1)


@pytest.mark.usefixtures("engine")
def test_an_invitation_that_nobody_took_is_an_unused_account(storage: Storage) -> None:
    bounds = replace(NOTHING_OLD, accounts=date(2026, 11, 23))
    assert storage.keeping.purge(bounds, dry=False).accounts == 2


def close(storage: Storage, address: str, at: datetime) -> int:
    """Let the person of that address in no more; gives their number."""
    found = storage.people.at(address)
    assert found is not None
    storage.people.disable(found.member.number, at)
    return found.member.number


def test_a_closed_account_goes_whole_and_what_it_wrote_stays_under_no_name(storage: Storage, engine: Engine) -> None:
    """Its own rule comes first: it is not counted among the accounts that nobody uses."""
    number = close(storage, "une@exemple.fr", ADDED)
    storage.sessions.offer(number, b"o" * 32, ADDED, ADDED + DAY)
    early = replace(NOTHING_OLD, closed=ADDED)
    assert storage.keeping.purge(early, dry=False).closed == 0, "it can still be opened again"
    due = replace(NOTHING_OLD, closed=ADDED + DAY, expired=ADDED + 2 * DAY, accounts=date(2026, 11, 22))
    told = storage.keeping.purge(due, dry=True)
    assert (told.closed, told.accounts) == (1, 0)
    assert storage.keeping.purge(due, dry=False) == told, "what goes with an account is told alike, dry or not"
    assert storage.people.at("une@exemple.fr") is None
    with reading(engine) as connection:
        for table in metadata.sorted_tables:
            for column in table.columns:
                if any(key.column.table is person for key in column.foreign_keys):
                    assert number not in connection.scalars(select(column)).all(), f"{table.name}.{column.name}"
    left = counts(engine)
    assert (left["note"], left["support_step"], left["accompaniment"]) == (2, 2, 2)


def test_an_account_closed_long_ago_and_never_used_is_counted_once(storage: Storage, engine: Engine) -> None:
    close(storage, "une@exemple.fr", ADDED)
    both = replace(NOTHING_OLD, closed=ADDED + DAY, accounts=date(2026, 11, 30))
    told = storage.keeping.purge(both, dry=True)
    assert (told.closed, told.accounts) == (1, 1)
    assert storage.keeping.purge(both, dry=False) == told
    assert counts(engine)["person"] == 0


@pytest.mark.usefixtures("engine")
def test_who_is_invited_again_is_let_in_and_kept_from_that_day(storage: Storage) -> None:
    """An account that had not been used for long would otherwise go the day after."""
    number = close(storage, "une@exemple.fr", ADDED)
    assert storage.people.change(number, ADDED + 3 * DAY, name="Une", role=Role.ADVISOR)
    due = replace(NOTHING_OLD, closed=ADDED + 9 * DAY, accounts=date(2026, 11, 24))
    told = storage.keeping.purge(due, dry=False)
    assert (told.closed, told.accounts) == (0, 1), "the other one goes"
    found = storage.people.at("une@exemple.fr")
    assert found is not None
    assert (found.member.number, found.disabled_at) == (number, None)


@pytest.mark.usefixtures("engine")
def test_an_erased_account_makes_room_for_a_new_one_at_the_same_address(storage: Storage) -> None:
    found = storage.people.at("une@exemple.fr")
    assert found is not None
    assert storage.people.erase(found.member.number)
    assert not storage.people.erase(found.member.number)
    assert not storage.people.change(found.member.number, ADDED, name="", role=Role.ADVISOR)
    new = storage.people.add(
        NewPerson("une@exemple.fr", "", found.member.organisation.number, Role.MANAGER), ADDED + DAY
    )
    assert new is not None
    assert (new.member.role, new.last_sign_in) == (Role.MANAGER, None)


def document(day: date) -> IssuedDocument:
    """A document given on that day."""
    sha256 = bytes([day.day]) * 32
    return IssuedDocument("AB12CD34EF56", Edition.INTERNAL, "report", "38061", "La Buisse", day, sha256, ADDED)


def test_openings_addresses_and_documents_have_their_time(storage: Storage, engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(update(reminder).values(stopped_at=None))
    for day in (1, 20):
        storage.issue(document(date(2026, 11, day)))
    bounds = replace(NOTHING_OLD, expired=ADDED + DAY, journal=date(2026, 11, 10), reminders=ADDED + DAY)
    told = storage.keeping.purge(bounds, dry=True)
    assert (told.openings, told.addresses, told.documents) == (2, 2, 1)
    assert storage.keeping.purge(bounds, dry=False) == told
    assert storage.keeping.purge(bounds, dry=False).addresses == 0, "done again, there is nothing left to do"
    left = counts(engine)
    assert (left["advisor_link"], left["issued"], left["reminder"]) == (0, 1, 2)


def test_what_goes_with_an_account_is_counted_alike_dry_or_not(storage: Storage, engine: Engine) -> None:
    """An opening that is over, of an account that nobody uses, has its time by both rules."""
    with writing(engine) as connection:
        author = connection.scalar(select(person.c.id).where(person.c.address == "une@exemple.fr"))
        secret = {"token_hash": bytes(32), "person_id": author, "created_at": ADDED, "expires_at": ADDED}
        connection.execute(insert(entry_link).values(**secret))
    old = ADDED + 2 * DAY
    everything_old = Bounds(old, old, old.date(), old.date(), old, old, old, old, old.date())
    dry = storage.keeping.purge(everything_old, dry=True)
    assert storage.keeping.purge(everything_old, dry=False) == dry
    assert (dry.accounts, dry.openings) == (2, 3)


def test_counters_are_never_purged(storage: Storage, engine: Engine) -> None:
    """What was published is worked out from all of them: one row less would change it, and tell what was masked."""
    with writing(engine) as connection:
        old = {"day": date(2001, 1, 1), "kind": "termine", "subject": "", "department": "38", "count": 3}
        connection.execute(insert(tally).values(**old))
    before = storage.tallies.all()
    end = datetime(2100, 1, 1, tzinfo=UTC)
    everything_old = Bounds(end, end, end.date(), end.date(), end, end, end, end, end.date())
    assert storage.keeping.purge(everything_old, dry=False).unfinished == 2
    assert storage.tallies.all() == before


def test_erasing_nobody_erases_nothing(engine: Engine) -> None:
    before = counts(engine)
    with writing(engine) as connection:
        assert erase_people(connection, person.c.address == "personne@exemple.fr") == 0
    assert counts(engine) == before
