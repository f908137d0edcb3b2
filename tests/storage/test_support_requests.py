"""Requests, agreements and lots on both databases: kept whole, taken back whole, never told twice differently."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from ansm.domain.anonymity import Contribution, Floor, Lot, Pool
from ansm.domain.eligibility import Verdict
from ansm.domain.people import OrganisationKind, Role
from ansm.domain.support import Contact, RequestState, Section, Sent
from ansm.errors import UnknownLink
from ansm.storage import Audience, Storage
from ansm.storage.people import NewPerson
from tests.storage.examples import TOKEN, new_file

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
UNTIL = date(2028, 11, 26)
SENT = Sent(
    code="38061",
    territory="La Buisse",
    kind="Commune",
    department="38",
    department_name="Isère",
    population=None,
    verdict=Verdict.TO_CONFIRM,
    told=("Ce n’est ni un oui, ni un refus.",),
    opened_on=date(2026, 11, 22),
    joined="Priorités",
    sections=(Section("À faire d’abord", ("Sauvegarder.", "Écrire « ailleurs ».")),),
    message="Deux\nlignes, et un \\ \" '.",
)
CONTACT = Contact("Secrétariat", "mairie@exemple.fr", "", "")
OTHER = new_file("autre")


@pytest.fixture
def filed(storage: Storage) -> Storage:
    """Two files, and someone who answers."""
    storage.create(new_file())
    storage.create(OTHER)
    return storage


def answerer(storage: Storage) -> int:
    """The number of someone of the ANCT."""
    body = storage.people.add_organisation(OrganisationKind.ANCT, "ANCT", None, NOON)
    assert body is not None
    person = storage.people.add(NewPerson("agent@anct.example", "", body.number, Role.ANCT), NOON)
    assert person is not None
    return person.member.number


def test_a_request_reads_back_as_it_was_sent(filed: Storage) -> None:
    number = filed.support_requests.ask(TOKEN, SENT, CONTACT, NOON, UNTIL)
    assert number is not None
    kept = filed.support_requests.get(number)
    assert kept is not None
    assert (kept.sent, kept.contact, kept.state, kept.asked_at, kept.kept_until) == (
        SENT,
        CONTACT,
        RequestState.RECEIVED,
        NOON,
        UNTIL,
    )
    assert filed.support_requests.of_file(TOKEN) == (kept,)
    assert filed.support_requests.of_file(OTHER.token_hash) == ()
    assert [each.number for each in filed.support_requests.all()] == [number]


def test_two_requests_at_once_leave_one(filed: Storage) -> None:
    made: list[int | None] = []

    def ask() -> None:
        made.append(filed.support_requests.ask(TOKEN, SENT, CONTACT, NOON, UNTIL))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each is None for each in made) == [False, True, True, True]


def test_a_state_moves_only_from_where_it_was_seen(filed: Storage) -> None:
    number, by = filed.support_requests.ask(TOKEN, SENT, CONTACT, NOON, UNTIL), answerer(filed)
    assert number is not None
    received, examined, accepted = RequestState.RECEIVED, RequestState.EXAMINED, RequestState.ACCEPTED
    assert filed.support_requests.step(number, received, examined, "Vu.", by, NOON, UNTIL)
    assert not filed.support_requests.step(number, received, accepted, "", by, NOON, UNTIL)
    kept = filed.support_requests.get(number)
    assert kept is not None
    assert [(step.state, step.comment, step.author) for step in kept.steps] == [(examined, "Vu.", "agent@anct.example")]


def test_withdrawing_leaves_the_day_alone(filed: Storage) -> None:
    number, by = filed.support_requests.ask(TOKEN, SENT, CONTACT, NOON, UNTIL), answerer(filed)
    assert number is not None
    filed.support_requests.step(number, RequestState.RECEIVED, RequestState.EXAMINED, "Vu.", by, NOON, UNTIL)
    later = NOON + timedelta(days=1)
    assert not filed.support_requests.withdraw(OTHER.token_hash, number, later, UNTIL)
    assert filed.support_requests.withdraw(TOKEN, number, later, UNTIL)
    assert not filed.support_requests.withdraw(TOKEN, number, later, UNTIL)
    (kept,) = filed.support_requests.of_file(TOKEN)
    assert (kept.sent, kept.contact, kept.steps, kept.asked_at) == (None, None, (), later)
    assert filed.support_requests.get(number) is None
    assert filed.support_requests.all() == ()
    assert filed.support_requests.withdrawals().count == 1
    assert filed.support_requests.withdrawals().last == later
    with pytest.raises(UnknownLink):
        filed.support_requests.of_file(b"0" * 32)


def test_an_agreement_keeps_its_day_until_it_is_withdrawn(filed: Storage) -> None:
    filed.agreements.agree(TOKEN, Audience.EPCI, NOON)
    filed.agreements.agree(TOKEN, Audience.EPCI, NOON + timedelta(days=1))
    filed.agreements.agree(TOKEN, Audience.ANCT, NOON)
    assert [(each.audience, each.granted_at) for each in filed.agreements.standing(TOKEN)] == [
        (Audience.EPCI, NOON),
        (Audience.ANCT, NOON),
    ]
    filed.agreements.withdraw(TOKEN, Audience.EPCI, NOON)
    assert [each.audience for each in filed.agreements.standing(TOKEN)] == [Audience.ANCT]
    assert filed.agreements.standing(OTHER.token_hash) == ()


def test_the_newest_finished_file_that_ever_agreed_speaks_for_its_town(filed: Storage) -> None:
    filed.agreements.agree(TOKEN, Audience.EPCI, NOON)
    assert filed.agreements.speaking() == ()
    filed.tallies.finish(new_file().uid, NOON, lambda _: ())
    filed.tallies.finish(OTHER.uid, NOON + timedelta(days=1), lambda _: ())
    assert [each.file for each in filed.agreements.speaking()] == [TOKEN]
    filed.agreements.agree(OTHER.token_hash, Audience.EPCI, NOON)
    filed.agreements.withdraw(OTHER.token_hash, Audience.EPCI, NOON)
    assert [(each.file, each.standing) for each in filed.agreements.speaking()] == [(OTHER.token_hash, ())]


LOT = Lot(
    Pool("243800984", anct=True),
    frozenset({Contribution("a", "b"), Contribution("c", "d")}),
    (Floor("site", 5, 0),),
    date(2026, 11, 26),
)


def test_lots_are_kept_for_good(filed: Storage) -> None:
    """Closed ones too: what was told once is remembered, so that nothing new tells it apart."""
    first = filed.publications.settle(lambda lots: (*lots, LOT, replace(LOT, pool=Pool(None, anct=True))), NOON)
    assert [replace(each, number=None) for each in first] == [LOT, replace(LOT, pool=Pool(None, anct=True))]
    leaving = date(2026, 11, 27)
    after = filed.publications.settle(
        lambda lots: (replace(lots[0], leaving_since=leaving), replace(lots[1], closed=True)), NOON
    )
    assert (
        after == filed.publications.lots() == (replace(first[0], leaving_since=leaving), replace(first[1], closed=True))
    )
    assert filed.publications.settle(lambda lots: lots, NOON) == after


def test_two_processes_seal_in_turns(filed: Storage) -> None:
    def once(lots: tuple[Lot, ...]) -> tuple[Lot, ...]:
        return lots or (LOT,)

    threads = [threading.Thread(target=filed.publications.settle, args=(once, NOON)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(filed.publications.lots()) == 1
