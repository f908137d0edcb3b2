"""Who follows a file is kept on both databases: since when, who is in charge, and how it ends."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from ansm.errors import UnknownLink
from ansm.storage import Storage
from tests.storage.caseload_examples import MORNING, NOON, UID, Agency, agency
from tests.storage.examples import TOKEN, new_file

OTHER = hashlib.sha256(b"other").digest()


@pytest.fixture
def isere(storage: Storage) -> Agency:
    """An agency, and two files that nobody follows."""
    storage.create(new_file())
    storage.create(new_file("other"))
    return agency(storage)


def in_charge(storage: Storage, body: Agency) -> frozenset[int]:
    found = storage.caseload.followed(UID, body.body.number)
    assert found is not None
    return found.accompaniment.advisors


def test_nobody_follows_a_file_until_somebody_does(storage: Storage, isere: Agency) -> None:
    assert storage.caseload.followed(UID, isere.body.number) is None
    assert storage.caseload.followers(TOKEN) == ()
    number = isere.follows(storage)
    found = storage.caseload.followed(UID, isere.body.number)
    assert found is not None
    assert (found.number, found.file, found.accompaniment.advisors) == (number, TOKEN, {isere.lea.number})
    assert storage.caseload.followed(new_file("other").uid, isere.body.number) is None


def test_the_town_sees_each_organisation_and_since_when(storage: Storage, isere: Agency) -> None:
    rhone = agency(storage, "OPSN du Rhône")
    isere.follows(storage)
    storage.caseload.follow(TOKEN, rhone.body.number, rhone.ali.number, NOON)
    found = storage.caseload.followers(TOKEN)
    assert [(each.organisation, each.since) for each in found] == [(isere.body, MORNING), (rhone.body, NOON)]
    assert storage.caseload.followers(OTHER) == ()


def test_the_town_stops_one_organisation_and_the_others_go_on(storage: Storage, isere: Agency) -> None:
    rhone = agency(storage, "OPSN du Rhône")
    number = isere.follows(storage)
    rhone.follows(storage)
    assert not storage.caseload.stop(OTHER, number, NOON), "that accompaniment is another file's"
    assert storage.caseload.stop(TOKEN, number, NOON)
    assert not storage.caseload.stop(TOKEN, number, NOON), "it is over"
    assert storage.caseload.followed(UID, isere.body.number) is None
    assert [each.organisation for each in storage.caseload.followers(TOKEN)] == [rhone.body]


def test_what_has_ended_is_changed_no_more(storage: Storage, isere: Agency) -> None:
    number = isere.follows(storage)
    assert storage.caseload.leave(number, NOON)
    assert not storage.caseload.leave(number, NOON)
    assert not storage.caseload.plan(number, "Appeler", date(2026, 12, 1))
    assert not storage.caseload.assign(number, isere.ali.number)
    assert not storage.caseload.release(number, isere.lea.number)


def test_a_file_followed_again_begins_anew(storage: Storage, isere: Agency) -> None:
    """Who was in charge formerly is no longer, and what was planned is over."""
    number = isere.follows(storage)
    storage.caseload.plan(number, "Appeler", date(2026, 12, 1))
    storage.caseload.leave(number, NOON)
    assert storage.caseload.follow(TOKEN, isere.body.number, isere.ali.number, NOON) == number
    assert in_charge(storage, isere) == {isere.ali.number}
    (case,) = storage.portfolio.cases(isere.body.number)
    assert (case.next_step, case.next_step_on) == ("", None)
    assert [each.since for each in storage.caseload.followers(TOKEN)] == [NOON]


def test_followed_twice_it_has_one_more_person_in_charge(storage: Storage, isere: Agency) -> None:
    number = isere.follows(storage)
    for _ in range(2):
        assert storage.caseload.follow(TOKEN, isere.body.number, isere.ali.number, NOON) == number
    assert in_charge(storage, isere) == {isere.lea.number, isere.ali.number}
    assert [each.since for each in storage.caseload.followers(TOKEN)] == [MORNING]


def test_a_file_that_does_not_exist_is_followed_by_nobody(storage: Storage, isere: Agency) -> None:
    with pytest.raises(UnknownLink):
        isere.follows(storage, hashlib.sha256(b"nothing").digest())


def test_one_person_at_least_stays_in_charge(storage: Storage, isere: Agency) -> None:
    number = isere.follows(storage)
    assert not storage.caseload.release(number, isere.lea.number)
    assert storage.caseload.assign(number, isere.ali.number)
    assert storage.caseload.assign(number, isere.ali.number), "done again, it changes nothing"
    assert storage.caseload.release(number, isere.lea.number)
    assert not storage.caseload.release(number, isere.ali.number)
    assert in_charge(storage, isere) == {isere.ali.number}


def test_two_people_who_leave_at_the_same_moment_take_turns(storage: Storage, isere: Agency) -> None:
    number = isere.follows(storage)
    storage.caseload.assign(number, isere.ali.number)
    with ThreadPoolExecutor(2) as threads:
        done = list(
            threads.map(lambda who: storage.caseload.release(number, who), (isere.lea.number, isere.ali.number))
        )
    assert sorted(done) == [False, True]
    assert len(in_charge(storage, isere)) == 1


def test_only_people_of_the_organisation_who_still_sign_in_are_put_in_charge(storage: Storage, isere: Agency) -> None:
    rhone = agency(storage, "OPSN du Rhône")
    number = isere.follows(storage)
    storage.people.disable(isere.ali.number, NOON)
    for nobody in (rhone.lea.number, isere.ali.number, 0, 10**9):
        assert not storage.caseload.assign(number, nobody)
    assert in_charge(storage, isere) == {isere.lea.number}
    assert [each.label for each in storage.caseload.colleagues(isere.body.number)] == ["Lea", "Manon"]
