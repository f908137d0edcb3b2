"""A diagnostic done again: a file of today that counts no former answer, and proposes each to whoever may answer it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from ansm.domain.answers import Answers
from ansm.errors import ExpiredLink, LimitedLink, UnknownLink
from tests.application.examples import LA_BUISSE, Start, days_later, deliver, every_link, sent
from tests.application.people import anct, staff
from tests.older_content import older_content

A_YEAR = 400


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """The questionnaire of former days."""
    return older_content(tmp_path)


def answered(start: Start) -> str:
    """The link of a file of the first evening, with three answers."""
    application = start()
    token = application.open(LA_BUISSE, "elu")
    deliver(application, token, sent("mayor1-1", "SEC-01", "non"), sent("mayor1-2", "CON-01", "nsp"))
    return token


def test_the_new_file_is_of_today_and_counts_no_answer_yet(start: Start) -> None:
    former_link = answered(start)
    later = start(at=days_later(A_YEAR))
    made = later.again.start(former_link)
    former, new = later.file(former_link), later.file(made.token)
    assert (new.opened_on, new.answers, new.uid) == (date(2027, 12, 28), Answers(), made.uid)
    assert new.territory.code == former.territory.code
    assert new.suggested == former.answers
    assert new.origin is not None
    assert (new.origin.opened_on, new.origin.content_version) == (former.opened_on, former.handbook.version)
    assert new.origin.territory == former.territory


def test_the_former_file_and_its_link_are_unchanged(start: Start) -> None:
    former_link = answered(start)
    before = start().file(former_link)
    later = start(at=days_later(A_YEAR))
    made = later.again.start(former_link)
    deliver(later, made.token, sent("mayor2-1", "SEC-01", "auto"))
    after = later.file(former_link)
    assert (after.answers, after.opened_on, after.uid) == (before.answers, before.opened_on, before.uid)
    assert made.token != former_link


def test_confirming_is_an_ordinary_answer(start: Start) -> None:
    later = start(at=days_later(A_YEAR))
    made = later.again.start(answered(start))
    deliver(later, made.token, sent("mayor2-1", "SEC-01", "non"))
    assert later.file(made.token).answers.chosen("SEC-01") == ("non",)


def test_what_no_longer_fits_is_listed_with_its_reason(start: Start, older: Path) -> None:
    before = start(older)
    former_link = before.open(LA_BUISSE)
    deliver(before, former_link, sent("mayor1-1", "SEC-01", "non"), sent("mayor1-2", "OLD-01", "oui"))
    found = start(at=days_later(A_YEAR)).again.look(former_link)
    assert found.proposed == 1
    assert [(each.question, bool(each.reason)) for each in found.left_out] == [("OLD-01", True)]


@pytest.mark.parametrize(("days", "young"), [(0, True), (89, True), (91, False)])
def test_a_young_file_is_rather_gone_on_with(start: Start, days: int, young: bool) -> None:
    assert start(at=days_later(days)).again.look(answered(start)).young is young


def test_only_the_personal_link_does_it_again(start: Start) -> None:
    links = every_link(start)
    application = start(at=days_later(2))
    for use in (application.again.look, application.again.start):
        for link, error in (
            (links.theme, LimitedLink),
            (links.expired, ExpiredLink),
            (links.revoked, ExpiredLink),
            (links.forged, UnknownLink),
        ):
            with pytest.raises(error):
                use(link)


def test_a_link_to_one_theme_is_told_the_former_answers_of_that_theme_alone(start: Start) -> None:
    later = start(at=days_later(A_YEAR))
    made = later.again.start(answered(start))
    theme = later.handovers.hand_over(made.token, "securite", "agent", 14).token
    told = later.exchange.dossier(theme).file
    assert {each.question for each in told.suggested.items} == {"SEC-01"}
    assert told.origin is not None
    assert {each.question for each in told.origin.answers.items} == {"SEC-01"}
    assert told.origin.territory is None


def test_nobody_follows_the_new_file_of_a_town_before_it_agrees(start: Start) -> None:
    """The organisations of the former file are not carried over with its answers."""
    token = answered(start)
    later = start(at=days_later(A_YEAR))
    people = staff(later)
    former = later.taking_on.take(people.lea, token)
    made = later.again.start(token)
    assert later.following.open(people.lea, former)
    with pytest.raises(UnknownLink):
        later.following.open(people.lea, made.uid)


def test_an_advisor_who_does_it_again_follows_the_new_file_with_the_same_people(start: Start) -> None:
    token = answered(start)
    later = start(at=days_later(A_YEAR))
    people = staff(later)
    former = later.taking_on.take(people.lea, token)
    later.desk.assign(people.lea, former, str(people.ali.number))
    for someone in (people.ali, people.manon):
        made = later.again.start_followed(someone, former)
        in_charge = later.desk.case(people.manon, made.uid).case.in_charge
        assert {each.number for each in in_charge} == {people.lea.number, people.ali.number}
        assert later.file(made.token).suggested == later.file(token).answers
    assert later.again.look_followed(people.lea, former).proposed == 3


def test_a_file_made_again_that_somebody_could_not_follow_is_not_made(start: Start, tmp_path: Path) -> None:
    """The new file and all who are in charge of it come together."""
    token = answered(start)
    later = start(at=days_later(A_YEAR))
    people = staff(later)
    former = later.taking_on.take(people.lea, token)
    later.desk.assign(people.lea, former, str(people.ali.number))
    with closing(sqlite3.connect(tmp_path / "base.sqlite3")) as base:
        alone = (
            "CREATE TRIGGER alone BEFORE INSERT ON accompanying_person WHEN EXISTS (SELECT 1 FROM accompanying_person"
        )
        base.execute(f"{alone} WHERE accompaniment_id = NEW.accompaniment_id) BEGIN SELECT RAISE(ABORT, 'alone'); END")
    with pytest.raises(IntegrityError):
        later.again.start_followed(people.lea, former)
    assert [case.uid for case in later.desk.portfolio(people.manon)] == [former]
    assert len(later._storage.files()) == 1


def test_another_organisation_neither_looks_nor_does_it_again(start: Start) -> None:
    token = answered(start)
    later = start(at=days_later(A_YEAR))
    theirs, others = staff(later), staff(later, "OPSN d’à côté")
    former = later.taking_on.take(theirs.lea, token)
    for someone in (others.lea, others.manon, theirs.ali, anct(later)):
        for use in (later.again.look_followed, later.again.start_followed):
            with pytest.raises(UnknownLink):
                use(someone, former)


def test_the_former_diagnostic_is_read_under_its_own_content_and_place(start: Start, older: Path) -> None:
    before = start(older)
    former_link = before.open(LA_BUISSE)
    deliver(before, former_link, sent("mayor1-1", "SEC-01", "non"))
    then = before.diagnose(former_link)
    later = start(at=days_later(A_YEAR))
    made = later.again.start(former_link)
    found = later.again.former(later.file(made.token))
    assert found is not None
    assert found.handbook.version == before.handbook.version
    assert [(each.need.id, each.tenths) for each in found.results] == [
        (each.need.id, each.tenths) for each in then.results
    ]
    assert found.eligibility == then.eligibility
