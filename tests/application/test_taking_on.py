"""How a file comes into a portfolio: started before a visit, or given by the town that has it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from ansm.application import Application
from ansm.errors import ExpiredLink, Forbidden, InvalidRequest, LimitedLink, UnknownLink, UnknownTerritory
from tests.application.examples import FORGED, LA_BUISSE, Start, days_later, every_link
from tests.application.people import Staff, anct, staff


@pytest.fixture
def application(start: Start) -> Application:
    return start()


@pytest.fixture
def people(application: Application) -> Staff:
    return staff(application)


def test_a_file_started_is_the_town_s_and_followed(application: Application, people: Staff) -> None:
    started = application.taking_on.start(people.lea, LA_BUISSE)
    assert application.file(started.token).territory.code == LA_BUISSE
    assert application.following.open(people.lea, started.uid).uid == started.uid
    (follower,) = application._storage.caseload.followers(
        application.following.open(people.lea, started.uid).access.file
    )
    assert follower.organisation == people.lea.organisation


def test_a_second_file_of_a_territory_is_opened_on_purpose_only(application: Application, people: Staff) -> None:
    """A page loaded again opens none; and a colleague’s file counts, even for who is not in charge of it."""
    application.taking_on.start(people.lea, LA_BUISSE)
    for somebody in (people.lea, people.ali):
        with pytest.raises(InvalidRequest, match="suit déjà un dossier"):
            application.taking_on.start(somebody, LA_BUISSE)
    application.taking_on.start(people.ali, LA_BUISSE, again=True)
    assert len(application.desk.portfolio(people.manon)) == 2
    application.taking_on.start(staff(application, "OPSN du Rhône").lea, LA_BUISSE)


def test_a_file_that_cannot_be_followed_is_not_opened(application: Application, people: Staff, tmp_path: Path) -> None:
    """Otherwise nobody would follow it, and nobody would have its link."""
    first = application.taking_on.start(people.lea, LA_BUISSE)
    with closing(sqlite3.connect(tmp_path / "base.sqlite3")) as base:
        base.execute("CREATE UNIQUE INDEX one_file_each ON accompaniment (organisation_id)")
    with pytest.raises(IntegrityError):
        application.taking_on.start(people.lea, "38185")
    assert [case.uid for case in application.desk.portfolio(people.manon)] == [first.uid]
    assert len(application._storage.files()) == 1


def test_someone_shut_out_meanwhile_opens_nothing(application: Application, people: Staff) -> None:
    application.team.shut_out(people.lea)
    with pytest.raises(Forbidden, match="rien n’a été enregistré"):
        application.taking_on.start(people.lea, LA_BUISSE)
    assert application._storage.files() == ()


def test_an_unknown_territory_opens_nothing(application: Application, people: Staff) -> None:
    with pytest.raises(UnknownTerritory):
        application.taking_on.start(people.lea, "99999")
    assert application.desk.portfolio(people.lea) == ()


@pytest.mark.parametrize(
    "pasted",
    [
        "{token}",
        "https://diagnostic.exemple.fr/diagnostic/#{token}",
        " <https://exemple.fr/diagnostic/resultats/#{token}> ",
    ],
)
def test_a_town_s_file_is_followed_from_its_link_however_it_is_pasted(
    application: Application, people: Staff, pasted: str
) -> None:
    token = application.open(LA_BUISSE)
    uid = application.taking_on.take(people.lea, pasted.format(token=token))
    assert application.file(token).uid == uid
    assert [case.uid for case in application.desk.portfolio(people.lea)] == [uid]


def test_a_colleague_who_was_given_the_link_too_joins(application: Application, people: Staff) -> None:
    token = application.open(LA_BUISSE)
    uid = application.taking_on.take(people.lea, token)
    assert application.taking_on.take(people.ali, token) == uid
    assert [each.label for each in application.desk.case(people.ali, uid).case.in_charge] == ["Ali", "Lea"]


@pytest.mark.parametrize("pasted", ["", "  ", "bonjour", "https://exemple.fr/diagnostic/", "a" * 42, "a" * 44, "\x00"])
def test_what_is_no_link_is_refused_in_words(application: Application, people: Staff, pasted: str) -> None:
    with pytest.raises(InvalidRequest, match="lien personnel"):
        application.taking_on.take(people.lea, pasted)


def test_only_a_whole_personal_link_lets_a_file_be_followed(start: Start) -> None:
    """A link « à confier », one that is over or a forged one opens nothing to an organisation."""
    links = every_link(start)
    later = start(at=days_later(2))
    people = staff(later)
    for link, refused in (
        (links.theme, LimitedLink),
        (links.expired, ExpiredLink),
        (links.revoked, ExpiredLink),
        (FORGED, UnknownLink),
    ):
        with pytest.raises(refused):
            later.taking_on.take(people.lea, link)
    assert later.desk.portfolio(people.manon) == ()


def test_the_anct_follows_no_file(application: Application, people: Staff) -> None:
    someone, token = anct(application), application.open(LA_BUISSE)
    with pytest.raises(Forbidden):
        application.taking_on.start(someone, LA_BUISSE)
    with pytest.raises(Forbidden):
        application.taking_on.take(someone, token)
    assert application.desk.portfolio(people.manon) == ()


def test_the_page_of_a_link_is_that_of_its_own_file(application: Application, people: Staff) -> None:
    one = application.taking_on.start(people.lea, LA_BUISSE)
    other = application.taking_on.start(people.lea, "38185")
    assert application.taking_on.same(people.lea, one.uid, one.token).uid == one.uid
    for uid, token in ((one.uid, other.token), (one.uid, FORGED), (one.uid, ""), ("0" * 32, one.token)):
        with pytest.raises(UnknownLink):
            application.taking_on.same(people.lea, uid, token)
