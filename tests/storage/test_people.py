"""People, organisations, sessions and links that sign in, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from ansm.domain.people import Member, OrganisationKind, Role
from ansm.storage import NewPerson, NewSession, OpenIdAttempt, Storage, StoredSession, openid_log

MORNING = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 26)
SOON, LATER = MORNING + timedelta(minutes=1), MORNING + timedelta(hours=1)


def digest(letter: str) -> bytes:
    return letter.encode() * 32


def new_session(lasting: str, current: str = "c") -> NewSession:
    return NewSession(digest(lasting), digest(current), MORNING, LATER, TODAY)


@pytest.fixture
def invite(storage: Storage) -> Callable[..., Member]:
    """Invite someone in the organisation of the test."""
    agency = storage.people.add_organisation(OrganisationKind.OPSN, "OPSN", None, MORNING)
    assert agency is not None

    def add(address: str, role: Role = Role.ADVISOR) -> Member:
        stored = storage.people.add(NewPerson(address, "", agency.number, role), MORNING)
        assert stored is not None
        return stored.member

    return add


def test_an_organisation_is_found_again(storage: Storage) -> None:
    added = storage.people.add_organisation(OrganisationKind.EPCI, "Pays Voironnais", "243800984", MORNING)
    assert storage.people.organisations() == (added,)
    assert storage.people.add_organisation(OrganisationKind.EPCI, "Pays Voironnais", None, MORNING) is None


def test_an_address_is_one_person_s(storage: Storage, invite: Callable[..., Member]) -> None:
    lea = invite("lea@exemple.fr")
    assert storage.people.add(NewPerson(lea.address, "", lea.organisation.number, Role.ANCT), MORNING) is None
    found = storage.people.at(lea.address)
    assert found is not None
    assert (found.member, found.disabled_at, found.last_sign_in) == (lea, None, None)
    assert storage.people.numbered(lea.number) == found
    assert storage.people.at("autre@exemple.fr") is None


def test_a_link_is_used_once_even_by_two_at_the_same_moment(storage: Storage, invite: Callable[..., Member]) -> None:
    lea = invite("lea@exemple.fr")
    storage.sessions.offer(lea.number, digest("l"), MORNING, LATER)
    with ThreadPoolExecutor(4) as threads:
        used = list(threads.map(lambda one: storage.sessions.enter(digest("l"), new_session(one)), "abde"))
    assert sorted(used) == [False, False, False, True]
    assert len(storage.sessions.of(lea.number, SOON)) == 1
    found = storage.people.at(lea.address)
    assert found is not None
    assert found.last_sign_in == TODAY


def test_a_secret_is_renewed_once_when_several_requests_come_together(
    storage: Storage, invite: Callable[..., Member]
) -> None:
    lea = invite("lea@exemple.fr")
    storage.sessions.begin(lea.number, new_session("l"))
    found = storage.sessions.find(digest("l"), SOON)
    assert found is not None
    with ThreadPoolExecutor(4) as threads:
        renewed = list(
            threads.map(lambda one: storage.sessions.renew(found, found.current, digest(one), SOON, LATER), "abde")
        )
    assert sorted(renewed) == [False, False, False, True]
    after = storage.sessions.find(digest("l"), SOON)
    assert after is not None
    assert after == replace(found, current=after.current, former=found.current, renewed_at=SOON, unseen=1)
    assert after.current != found.current


def test_the_half_that_was_shown_stays_known_until_the_new_one_is(
    storage: Storage, invite: Callable[..., Member]
) -> None:
    storage.sessions.begin(invite("lea@exemple.fr").number, new_session("l"))

    def now() -> StoredSession:
        found = storage.sessions.find(digest("l"), SOON)
        assert found is not None
        return found

    storage.sessions.renew(now(), digest("c"), digest("d"), SOON, LATER)
    storage.sessions.renew(now(), digest("c"), digest("e"), SOON, LATER)
    assert (now().former, now().current, now().unseen) == (digest("c"), digest("e"), 2)
    storage.sessions.settle(now(), SOON)
    assert (now().former, now().current, now().unseen) == (digest("c"), digest("e"), 0)


def test_a_session_is_found_until_its_end_only(storage: Storage, invite: Callable[..., Member]) -> None:
    lea = invite("lea@exemple.fr")
    storage.sessions.begin(lea.number, new_session("l"))
    assert storage.sessions.find(digest("l"), LATER) is None
    assert storage.sessions.find(digest("z"), SOON) is None
    found = storage.sessions.find(digest("l"), SOON)
    assert found is not None
    storage.sessions.revoke(lea.number + 1, found.number, SOON)
    assert storage.sessions.find(digest("l"), SOON) == found
    storage.sessions.revoke(lea.number, found.number, SOON)
    assert storage.sessions.find(digest("l"), SOON) is None


def test_two_managers_who_shut_each_other_out_leave_one_of_them(
    storage: Storage, invite: Callable[..., Member]
) -> None:
    """Whatever the order in which the database takes them."""
    both = [invite(f"{name}@exemple.fr", Role.MANAGER) for name in ("lea", "noe")]
    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(lambda one: storage.people.disable(one.number, SOON, unless_last=Role.MANAGER), both))
    assert sorted(done) == [False, True]
    left = [each.member for each in storage.people.of(both[0].organisation.number) if each.disabled_at is None]
    assert len(left) == 1
    assert storage.people.disable(left[0].number, SOON)


def test_sign_ins_begun_by_the_thousand_push_the_oldest_out_and_keep_nobody_out(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any page of the web may have its visitors begin some: the table stays small, and the last to begin end well."""
    monkeypatch.setattr(openid_log, "MOST_ATTEMPTS", 3)
    for letter in "abcde":
        storage.openid.begin(digest(letter), OpenIdAttempt(letter, "verifier"), MORNING, LATER)
    kept = [storage.openid.take(digest(letter), SOON) for letter in "abcde"]
    assert [each and each.nonce for each in kept] == [None, None, "c", "d", "e"]
