"""The link of an advisor opens a file only as long as its person follows it, and is checked each time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, update

from ansm.errors import UnknownLink
from ansm.storage import Storage
from ansm.storage.engine import open_engine, writing
from ansm.storage.tables_of_people import person
from tests.storage import advisors
from tests.storage.advisors import NOON, Followers
from tests.storage.examples import CONTENT, TOKEN, new_file

LINK, OTHER = (hashlib.sha256(name).digest() for name in (b"link", b"other"))
LATER = NOON + timedelta(days=14)


@pytest.fixture
def engine(url: str, storage: Storage) -> Iterator[Engine]:
    """The database itself, with one file behind TOKEN."""
    storage.create(new_file())
    opened = open_engine(url, 5.0)
    yield opened
    opened.dispose()


@pytest.fixture
def followers(engine: Engine) -> Followers:
    """Those who follow it."""
    return advisors.follow(engine, TOKEN)


def opens(storage: Storage, token_hash: bytes = LINK) -> bool:
    link = storage.link(token_hash)
    assert link is not None
    assert link.advisor is not None
    return link.advisor.open_at(NOON + timedelta(days=1))


def make(storage: Storage, followers: Followers, who: int, token_hash: bytes = LINK, most: int = 5) -> bool:
    return storage.advisor_links.add(followers.accompaniment, who, token_hash, NOON, LATER, most)


def test_it_opens_the_file_for_a_person_until_its_end(storage: Storage, followers: Followers) -> None:
    assert make(storage, followers, followers.advisor)
    link = storage.link(LINK)
    assert link is not None
    assert (link.file, link.content_version, link.handover) == (TOKEN, CONTENT, None)
    assert link.advisor is not None
    assert link.advisor.person == followers.advisor
    assert link.advisor.open_at(LATER - timedelta(seconds=1))
    assert not link.advisor.open_at(LATER)
    assert storage.link(OTHER) is None


def test_a_manager_needs_not_be_in_charge(storage: Storage, followers: Followers) -> None:
    make(storage, followers, followers.manager)
    assert opens(storage)


@pytest.mark.parametrize(
    "closing",
    [
        lambda engine, followers: advisors.end(engine, followers),
        lambda engine, followers: advisors.disable(engine, followers.advisor),
        lambda engine, followers: advisors.take_off(engine, followers),
        lambda engine, followers: advisors.move(
            engine, followers.advisor, advisors.follow(engine, TOKEN, "Autre organisme").organisation
        ),
    ],
    ids=["the organisation is stopped", "the account is closed", "no longer in charge", "works elsewhere"],
)
def test_it_opens_nothing_as_soon_as_its_person_follows_the_file_no_longer(
    storage: Storage, engine: Engine, followers: Followers, closing: Callable[[Engine, Followers], None]
) -> None:
    make(storage, followers, followers.advisor)
    assert opens(storage)
    closing(engine, followers)
    assert not opens(storage)


def test_one_person_closes_all_of_theirs_and_nobody_else_s(storage: Storage, followers: Followers) -> None:
    make(storage, followers, followers.advisor)
    make(storage, followers, followers.manager, OTHER)
    assert storage.advisor_links.revoke(followers.advisor, NOON) == 1
    assert storage.advisor_links.revoke(followers.advisor, NOON) == 0
    assert (opens(storage), opens(storage, OTHER)) == (False, True)


def test_there_are_only_so_many(storage: Storage, followers: Followers) -> None:
    assert make(storage, followers, followers.advisor, most=1)
    assert not make(storage, followers, followers.advisor, OTHER, most=1)
    storage.advisor_links.revoke(followers.advisor, NOON)
    assert make(storage, followers, followers.advisor, OTHER, most=1)


def test_whoever_is_shut_out_and_invited_again_finds_none_of_their_links_open(
    storage: Storage, followers: Followers, engine: Engine
) -> None:
    """A device was lost: what it holds must stay closed."""
    assert make(storage, followers, followers.advisor)
    storage.people.disable(followers.advisor, NOON)
    with writing(engine) as connection:
        connection.execute(update(person).where(person.c.id == followers.advisor).values(disabled_at=None))
    assert not opens(storage)


def test_none_is_made_for_a_file_that_is_followed_no_longer(storage: Storage, followers: Followers) -> None:
    """Its person was let in just before: once followed again, the link would open the file."""
    assert storage.caseload.leave(followers.accompaniment, NOON)
    with pytest.raises(UnknownLink):
        make(storage, followers, followers.advisor)
    assert storage.link(LINK) is None


def test_none_is_made_for_a_file_that_its_town_erased(storage: Storage, followers: Followers) -> None:
    """Which is told as for any file that is not there."""
    with pytest.raises(UnknownLink):
        storage.advisor_links.add(followers.accompaniment + 1, followers.advisor, LINK, NOON, LATER, 5)
