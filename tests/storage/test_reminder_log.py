"""Reminders: an address kept while it is needed, letters taken charge of by one process, on both databases."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from ansm.storage import NewReminder, Storage
from tests.storage.examples import CONTENT, TOKEN, new_file

ASKED = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = ASKED + timedelta(days=15)
EXPIRES = LATER + timedelta(days=90)
NEW = NewReminder("mairie@exemple.fr", date(2026, 11, 22), ASKED, most_of_file=2, most_of_address=2)


def secret(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()


@pytest.fixture
def number(opened: Storage) -> int:
    """The number of a reminder that was asked for."""
    assert opened.reminders.ask(TOKEN, NEW)
    return opened.reminders.of_file(TOKEN)[0].number


def test_a_reminder_is_kept_as_it_was_asked_for(opened: Storage, number: int) -> None:
    (kept,) = opened.reminders.going_on()
    assert opened.reminders.of_file(TOKEN) == (kept,)
    assert (kept.number, kept.file, kept.address) == (number, TOKEN, "mairie@exemple.fr")
    assert (kept.counted_from, kept.asked_at, kept.stopped_at, kept.letters) == (NEW.counted_from, ASKED, None, ())


def test_asked_for_again_it_is_kept_once(opened: Storage, number: int) -> None:
    assert opened.reminders.ask(TOKEN, NEW)
    assert [each.number for each in opened.reminders.of_file(TOKEN)] == [number]


def test_a_file_has_so_many_and_so_has_an_address(opened: Storage, number: int) -> None:
    assert number
    assert opened.reminders.ask(TOKEN, replace(NEW, address="autre@exemple.fr"))
    assert not opened.reminders.ask(TOKEN, replace(NEW, address="troisieme@exemple.fr"))
    files = [new_file(name) for name in ("second", "third")]
    for each in files:
        opened.create(each)
    assert [opened.reminders.ask(each.token_hash, NEW) for each in files] == [True, False]


def test_stopped_its_address_is_forgotten_and_its_first_time_kept(opened: Storage, number: int) -> None:
    assert opened.reminders.stop(TOKEN, number, LATER)
    assert opened.reminders.stop(TOKEN, number, LATER + timedelta(days=1))
    (kept,) = opened.reminders.of_file(TOKEN)
    assert (kept.address, kept.stopped_at) == ("", LATER)
    assert opened.reminders.going_on() == ()


def test_only_a_reminder_of_the_file_can_be_stopped(opened: Storage, number: int) -> None:
    other = new_file("another")
    opened.create(other)
    assert not opened.reminders.stop(other.token_hash, number, LATER)
    assert not opened.reminders.stop(TOKEN, number + 1, LATER)
    assert len(opened.reminders.going_on()) == 1


def test_a_letter_is_taken_charge_of_once(opened: Storage, number: int) -> None:
    assert opened.reminders.write_down(number, 1, secret("a"), LATER, EXPIRES)
    assert not opened.reminders.write_down(number, 1, secret("b"), LATER, EXPIRES)
    assert opened.reminders.write_down(number, 2, secret("c"), LATER, EXPIRES)


def test_a_letter_that_failed_may_be_taken_charge_of_again_with_another_secret(opened: Storage, number: int) -> None:
    opened.reminders.write_down(number, 1, secret("a"), LATER, EXPIRES)
    opened.reminders.failed(number, 1, LATER)
    again = LATER + timedelta(days=1)
    assert opened.reminders.write_down(number, 1, secret("b"), again, EXPIRES)
    (letter,) = opened.reminders.of_file(TOKEN)[0].letters
    assert (letter.step, letter.attempts, letter.sent_at, letter.failed_at) == (1, 2, again, None)
    assert opened.reminders.opened_by(secret("a")) is None
    assert opened.reminders.opened_by(secret("b")) is not None


def test_of_two_processes_one_takes_charge_of_a_letter(number: int, url: str) -> None:
    taken: list[bool] = []
    barrier = threading.Barrier(2)

    def take(name: str) -> None:
        process = Storage.open(url)
        barrier.wait()
        taken.append(process.reminders.write_down(number, 1, secret(name), LATER, EXPIRES))
        process.close()

    threads = [threading.Thread(target=take, args=(name,)) for name in "ab"]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(taken) == [False, True]


def test_nothing_leaves_for_a_reminder_that_is_stopped_or_over(opened: Storage, number: int) -> None:
    opened.reminders.end(number)
    assert not opened.reminders.write_down(number, 1, secret("a"), LATER, EXPIRES)


def test_a_letter_leads_to_its_file(opened: Storage, number: int) -> None:
    opened.reminders.write_down(number, 1, secret("a"), LATER, EXPIRES)
    link = opened.reminders.opened_by(secret("a"))
    assert link is not None
    assert (link.file, link.content_version, link.reminder) == (TOKEN, CONTENT, number)
    assert (link.expires_at, link.stopped) == (EXPIRES, False)
    opened.reminders.end(number)
    still = opened.reminders.opened_by(secret("a"))
    assert still is not None
    assert not still.stopped
    opened.reminders.stop(TOKEN, number, LATER)
    closed = opened.reminders.opened_by(secret("a"))
    assert closed is not None
    assert closed.stopped
