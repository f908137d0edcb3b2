"""Changing the personal link of a file: one opens it at any moment, and never two."""

from __future__ import annotations

import hashlib
import threading
from datetime import UTC, datetime, timedelta

import pytest

from ansm.errors import UnknownLink
from ansm.storage import Change, LinkState, Storage
from tests.storage.examples import CONTENT, TOKEN, give, link_to, new_file

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=24)
MOST = 6


@pytest.fixture
def storage(storage: Storage) -> Storage:
    """The same, with one file behind TOKEN."""
    storage.create(new_file())
    return storage


def digest(secret: str) -> bytes:
    """What is stored of a secret."""
    return hashlib.sha256(secret.encode()).digest()


NEW, NEWER = digest("new"), digest("newer")


def prepare(storage: Storage, link: bytes, file: bytes = TOKEN, at: datetime = NOW) -> datetime | None:
    """Prepare a link for a day, among six in an hour."""
    return storage.personal_links.prepare(
        file, link, at, at + timedelta(hours=24), most=MOST, since=at - timedelta(hours=1)
    )


def states(storage: Storage, *links: bytes) -> list[LinkState | None]:
    """What each of these is to the file."""
    found = [storage.link(link) for link in links]
    assert all(link is None or (link.file, link.content_version) == (TOKEN, CONTENT) for link in found)
    return [link.state if link else None for link in found]


def test_a_prepared_link_opens_nothing_and_the_present_one_goes_on(storage: Storage) -> None:
    assert states(storage, TOKEN, NEW) == [LinkState.OPEN, None]
    assert prepare(storage, NEW) is None
    assert states(storage, TOKEN, NEW) == [LinkState.OPEN, LinkState.PREPARED]
    assert storage.personal_links.changed_at(TOKEN) is None
    assert storage.personal_links.waits_until(TOKEN, NEW, NOW) == LATER


def test_put_in_use_it_alone_opens_the_file_whose_name_stays_the_same(storage: Storage) -> None:
    """Answers, links « à confier » and everything else know the file by the name it had."""
    storage.hand_over(TOKEN, link_to("securite", "for the clerk"), 30)
    prepare(storage, NEW)
    assert storage.personal_links.put_in_use(TOKEN, NEW, NOW) is Change.DONE
    assert states(storage, TOKEN, NEW) == [LinkState.REPLACED, LinkState.OPEN]
    assert storage.personal_links.changed_at(TOKEN) == NOW
    storage.record(TOKEN, give("SEC-01", "non"))
    theme = storage.link(digest("for the clerk"))
    assert theme is not None
    assert (theme.file, theme.state) == (TOKEN, LinkState.OPEN)
    assert theme.handover is not None


def test_asked_again_it_changes_nothing(storage: Storage) -> None:
    prepare(storage, NEW)
    storage.personal_links.put_in_use(TOKEN, NEW, NOW)
    assert storage.personal_links.put_in_use(TOKEN, NEW, LATER) is Change.ALREADY
    assert storage.personal_links.changed_at(TOKEN) == NOW


def test_changed_twice_both_former_links_say_so(storage: Storage) -> None:
    for link in (NEW, NEWER):
        prepare(storage, link)
        assert storage.personal_links.put_in_use(TOKEN, link, NOW) is Change.DONE
    assert states(storage, TOKEN, NEW, NEWER) == [LinkState.REPLACED, LinkState.REPLACED, LinkState.OPEN]


def test_of_two_prepared_links_the_first_put_in_use_ends_the_other(storage: Storage) -> None:
    prepare(storage, NEW)
    prepare(storage, NEWER)
    assert storage.personal_links.put_in_use(TOKEN, NEWER, NOW) is Change.DONE
    assert storage.personal_links.put_in_use(TOKEN, NEW, NOW) is Change.REFUSED
    assert states(storage, TOKEN, NEW, NEWER) == [LinkState.REPLACED, LinkState.DROPPED, LinkState.OPEN]


def test_a_link_that_waited_too_long_or_was_given_up_is_put_in_use_no_longer(storage: Storage) -> None:
    prepare(storage, NEW)
    prepare(storage, NEWER)
    storage.personal_links.drop(TOKEN, NEWER, NOW)
    assert storage.personal_links.put_in_use(TOKEN, NEW, LATER) is Change.REFUSED
    assert storage.personal_links.put_in_use(TOKEN, NEWER, NOW) is Change.REFUSED
    assert storage.personal_links.waits_until(TOKEN, NEW, LATER) is None
    assert storage.personal_links.waits_until(TOKEN, NEWER, NOW) is None
    assert states(storage, TOKEN, NEW, NEWER) == [LinkState.OPEN, LinkState.PREPARED, LinkState.DROPPED]


def test_giving_up_a_link_in_use_does_not_close_the_file(storage: Storage) -> None:
    prepare(storage, NEW)
    storage.personal_links.put_in_use(TOKEN, NEW, NOW)
    storage.personal_links.drop(TOKEN, NEW, NOW)
    assert states(storage, NEW) == [LinkState.OPEN]


def test_a_link_prepared_for_another_file_does_nothing_to_this_one(storage: Storage) -> None:
    other = new_file("another")
    storage.create(other)
    prepare(storage, NEW, other.token_hash)
    assert storage.personal_links.put_in_use(TOKEN, NEW, NOW) is Change.REFUSED
    assert storage.personal_links.waits_until(TOKEN, NEW, NOW) is None
    storage.personal_links.drop(TOKEN, NEW, NOW)
    assert storage.personal_links.put_in_use(other.token_hash, NEW, NOW) is Change.DONE
    assert states(storage, TOKEN) == [LinkState.OPEN]


def test_so_many_are_prepared_in_an_hour_and_it_says_since_when(storage: Storage) -> None:
    for minute in range(MOST):
        assert prepare(storage, digest(str(minute)), at=NOW + timedelta(minutes=minute)) is None
    assert prepare(storage, NEW, at=NOW + timedelta(minutes=30)) == NOW
    assert states(storage, NEW) == [None]
    assert prepare(storage, NEW, at=NOW + timedelta(minutes=61)) is None


def test_two_devices_that_change_it_at_once_leave_one_link(storage: Storage) -> None:
    links = [digest(f"device {number}") for number in range(6)]
    for link in links:
        prepare(storage, link)
    barrier, outcomes = threading.Barrier(len(links)), []

    def change(link: bytes) -> None:
        barrier.wait()
        outcomes.append(storage.personal_links.put_in_use(TOKEN, link, NOW))

    threads = [threading.Thread(target=change, args=(link,)) for link in links]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome.name for outcome in outcomes) == ["DONE", *["REFUSED"] * (len(links) - 1)]
    assert states(storage, *links).count(LinkState.OPEN) == 1


def test_the_new_link_names_no_file_in_storage(storage: Storage) -> None:
    """A secret is only ever looked up as a link."""
    prepare(storage, NEW)
    storage.personal_links.put_in_use(TOKEN, NEW, NOW)
    assert storage.find(NEW) is None
    with pytest.raises(UnknownLink):
        storage.journal(NEW)


def test_a_secret_in_clear_is_refused(storage: Storage) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        prepare(storage, b"secret")


def test_erased_the_file_leaves_none_of_its_links(storage: Storage) -> None:
    prepare(storage, NEW)
    storage.personal_links.put_in_use(TOKEN, NEW, NOW)
    erased = storage.keeping.erase(TOKEN)
    assert erased["personal_link"] == 1
    assert states(storage, TOKEN, NEW) == [None, None]
