"""An advisor opens the questionnaire of a file they follow: for a time, and on their own side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from ansm.application import Application
from ansm.application.access import hash_of
from ansm.domain.people import Member
from ansm.domain.sides import Side
from ansm.errors import ExpiredLink, InvalidRequest, LimitedLink, UnknownLink
from tests.application.examples import LA_BUISSE, Start, advisor_of, database, days_later, deliver, sent
from tests.storage import advisors


@pytest.fixture
def application(start: Start) -> Application:
    """One installation."""
    return start()


@pytest.fixture
def town(application: Application) -> str:
    """The personal link of a file."""
    return application.open(LA_BUISSE)


@pytest.fixture
def advisor(application: Application, town: str) -> Iterator[Member]:
    """An advisor who follows it."""
    with database(application) as engine:
        yield advisor_of(advisors.follow(engine, hash_of(town)))


@pytest.fixture
def visit(application: Application, town: str, advisor: Member) -> str:
    """Their link."""
    return application.advisor_links.make(advisor, application.file(town).uid, 14).token


def test_it_works_until_the_end_of_its_last_day_in_france(
    start: Start, application: Application, town: str, advisor: Member
) -> None:
    """Made in the night of the 22nd in universal time, which is the 23rd there, for one day."""
    made = application.advisor_links.make(advisor, application.file(town).uid, 1)
    assert made.last_day == date(2026, 11, 24)
    start(at=days_later(1.97)).exchange.dossier(made.token)
    with pytest.raises(ExpiredLink):
        start(at=days_later(2)).exchange.dossier(made.token)


@pytest.mark.parametrize("days", [0, -1, 31])
def test_it_is_made_for_a_month_at_most(application: Application, town: str, advisor: Member, days: int) -> None:
    with pytest.raises(InvalidRequest, match="de 1 à 30 jours"):
        application.advisor_links.make(advisor, application.file(town).uid, days)


def test_nobody_makes_one_to_a_file_they_do_not_follow(application: Application, advisor: Member) -> None:
    other = application.open(LA_BUISSE)
    for uid in (application.file(other).uid, "0" * 32, ""):
        with pytest.raises(UnknownLink, match="ne le suivez pas"):
            application.advisor_links.make(advisor, uid, 14)


def test_what_is_answered_through_it_is_an_advisor_s_whatever_the_browser_says(
    application: Application, town: str, visit: str
) -> None:
    deliver(application, visit, sent("visit1-1", "SEC-01", "non", role="elu"))
    (row,) = application.exchange.dossier(town).current
    assert (row.role, row.side) == ("conseiller", Side.ADVISOR)
    assert [application.exchange.dossier(link).advised_until for link in (town, visit)] == [None, date(2026, 12, 7)]


def test_what_contradicts_the_town_waits_for_a_choice_on_both_sides(
    application: Application, town: str, visit: str
) -> None:
    deliver(application, town, sent("mayor1-1", "SEC-01", "auto"))
    seen = application.exchange.dossier(visit).cursor
    (settled,) = deliver(application, visit, sent("visit1-1", "SEC-01", "non", base=seen))
    assert settled.receipt is not None
    assert settled.receipt.set_aside
    for link in (town, visit):
        (waiting,) = application.exchange.dossier(link).conflicts
        assert (waiting.values, waiting.side) == (("non",), Side.ADVISOR)
    assert application.file(visit).answers.chosen("SEC-01") == ("auto",)


def test_a_person_closes_all_their_links_at_once(application: Application, town: str, advisor: Member) -> None:
    made = [application.advisor_links.make(advisor, application.file(town).uid, 14) for _ in range(2)]
    assert application.advisor_links.close_all(advisor) == 2
    for each in made:
        with pytest.raises(ExpiredLink):
            application.exchange.dossier(each.token)


def test_nothing_that_is_the_town_s_opens_to_an_advisor(application: Application, visit: str) -> None:
    with pytest.raises(LimitedLink):
        application.handovers.hand_over(visit, "securite", "agent", 14)
