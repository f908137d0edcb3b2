"""The follow-up of a plan: who may note what, what is refused in words, what was put in place, what links open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from ansm.application import Application, Plan, SaidStep
from ansm.domain.follow_up import ActionState, Followed
from ansm.domain.people import Member, OrganisationKind, Role
from ansm.errors import InvalidRequest, LimitedLink, UnknownLink
from tests.application.examples import EVENING, LA_BUISSE, Start, every_link

TODAY = "2026-11-23"
BAD_ANSWERS = {"SIT-01": "non", "IDN-02": "non", "SEC-01": "non", "TER-02": "non", "GES-05": "non"}
Counts = list[tuple[str, str]]


@pytest.fixture
def now() -> list[datetime]:
    """The moment of the installation, which a test moves."""
    return [EVENING]


@pytest.fixture
def application(start: Start, now: list[datetime]) -> Application:
    """An installation."""
    return start(at=lambda: now[0])


@pytest.fixture
def token(application: Application) -> str:
    """The personal link of a file whose answers make a plan."""
    return answered(application)


@pytest.fixture
def counts(application: Application) -> Counts:
    """What the installation counts from now on."""
    found: Counts = []
    application.follow_up._count = lambda kind, subject: found.append((kind, subject))
    return found


def answered(application: Application) -> str:
    """A file with a few bad answers."""
    token = application.open(LA_BUISSE)
    for question, value in BAD_ANSWERS.items():
        application.answer(token, question, value)
    assert application.follow_up.plan(token).actions
    return token


def said(plan: Plan, state: str = "faite", rank: int = 0, **others: str | int) -> SaidStep:
    """What a form says of an action of the plan."""
    action = plan.actions[rank]
    base = action.current.number if action.current else 0
    return replace(SaidStep(action.need.id, state, TODAY, "la secrétaire de mairie", "", base), **others)


def test_a_step_is_noted_with_its_day_and_who(application: Application, token: str) -> None:
    noted = application.follow_up.note(token, said(application.follow_up.plan(token)))
    current = noted.action.current
    assert current is not None
    assert (current.state, current.happened_on, current.who, current.side) == (
        ActionState.DONE,
        date(2026, 11, 23),
        "la secrétaire de mairie",
        None,
    )
    assert application.follow_up.plan(token).actions[0].state is ActionState.DONE


def test_sent_again_it_is_noted_once(application: Application, token: str) -> None:
    step = said(application.follow_up.plan(token))
    assert application.follow_up.note(token, step).new
    assert not application.follow_up.note(token, step).new
    assert len(application.follow_up.plan(token).actions[0].steps) == 1


def test_what_is_still_to_decide_has_no_day_nobody_and_no_service(application: Application, token: str) -> None:
    plan = application.follow_up.plan(token)
    noted = application.follow_up.note(token, said(plan, "a-decider", service="autre"))
    current = noted.action.current
    assert current is not None
    assert (current.happened_on, current.who, current.service) == (None, "", None)


@pytest.mark.parametrize("day", ["", "2000-01-01", TODAY, "2026-11-24"])
def test_a_day_may_be_missing_past_today_or_tomorrow(application: Application, token: str, day: str) -> None:
    assert application.follow_up.note(token, said(application.follow_up.plan(token), happened_on=day)).new


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"state": "oubliee"}, "Dites où en est l’action"),
        ({"need": "inconnu"}, "n’est pas dans votre plan"),
        ({"happened_on": "2026-11-25"}, "pas encore passée"),
        ({"happened_on": "1999-12-31"}, "trop ancienne"),
        ({"happened_on": "hier"}, "ne se lit pas"),
        ({"happened_on": "9" * 400}, "ne se lit pas"),
        ({"who": "x" * 81}, "80 caractères"),
        ({"service": "inconnu"}, "pas dans le catalogue"),
    ],
)
def test_what_is_wrong_is_refused_in_words_and_nothing_is_noted(
    application: Application, token: str, wrong: dict[str, str], words: str
) -> None:
    with pytest.raises(InvalidRequest, match=words):
        application.follow_up.note(token, replace(said(application.follow_up.plan(token)), **wrong))
    assert all(not each.steps for each in application.follow_up.plan(token).actions)


def test_hostile_words_are_kept_on_one_line(application: Application, token: str) -> None:
    step = said(application.follow_up.plan(token), who=" le\u0000 maire\r\n\u202e et  <b>l’agent</b> ")
    current = application.follow_up.note(token, step).action.current
    assert current is not None
    assert current.who == "le maire et <b>l’agent</b>"


def test_an_action_that_left_the_plan_stays_and_can_still_be_noted(application: Application, token: str) -> None:
    plan = application.follow_up.plan(token)
    followed = {each.need.id: each for each in plan.actions}
    for need in followed:
        rank = list(followed).index(need)
        application.follow_up.note(token, said(plan, "decidee", rank))
    for question in BAD_ANSWERS:
        application.answer(token, question, ())
    left = application.follow_up.plan(token).actions
    assert {each.need.id for each in left} == set(followed)
    assert {each.band for each in left} == {None}
    assert application.follow_up.note(token, said(application.follow_up.plan(token))).new


def test_only_the_personal_link_and_that_of_a_reminder_open_it(start: Start) -> None:
    links = every_link(start)
    later = start(at=EVENING + timedelta(days=2))
    for link in (links.theme, links.expired, links.revoked, links.forged, "", "é" * 43, "\ud800" * 43):
        with pytest.raises(UnknownLink):
            later.follow_up.plan(link)
        with pytest.raises(UnknownLink):
            later.follow_up.note(link, SaidStep("site", "faite", "", "", "", 0))
    with pytest.raises(LimitedLink):
        later.follow_up.plan(links.theme)


def follower(application: Application, token: str, address: str = "lea@exemple.fr") -> tuple[Member, str]:
    """An advisor, and the public name of the file; whether they follow it is another matter."""
    body = application.team.add_organisation(OrganisationKind.OPSN, f"Syndicat {address}", None)
    return application.team.invite(address, body, Role.ADVISOR, ""), application.file(token).uid


def test_an_advisor_who_does_not_follow_the_file_sees_nothing_of_it(application: Application, token: str) -> None:
    member, uid = follower(application, token)
    for use in (uses := _uses(application, member)):
        with pytest.raises(UnknownLink):
            use(uid)
        with pytest.raises(UnknownLink):
            use("0" * 32)
    assert len(uses) == 2


def _uses(application: Application, member: Member) -> tuple[Callable[[str], object], ...]:
    step = SaidStep("site", "faite", "", "", "", 0)
    return (
        lambda uid: application.follow_up.plan_at_desk(member, uid),
        lambda uid: application.follow_up.note_at_desk(member, uid, step),
    )


def test_a_service_is_counted_when_it_is_put_in_place_and_taken_back_when_corrected_the_same_day(
    application: Application, token: str, counts: Counts, now: list[datetime]
) -> None:
    service = application.handbook.services[0].id

    def note(state: str) -> Followed:
        return application.follow_up.note(token, said(application.follow_up.plan(token), state, service=service)).action

    note("en-cours")
    assert counts == []
    note("faite")
    note("en-cours")
    assert counts == [("deploye", service), ("deploye-retire", service)]
    note("faite")
    assert application.follow_up.plan(token).put_in_place == (service,)
    now[0] += timedelta(days=2)
    note("abandonnee")
    assert counts[2:] == [("deploye", service)]


def test_what_is_noted_tells_the_day_where_the_town_hall_is(application: Application, token: str) -> None:
    """Half past eleven in the evening in Greenwich is the next day in France."""
    current = application.follow_up.note(token, said(application.follow_up.plan(token))).plan.actions[0].current
    assert current is not None
    assert current.recorded_at == EVENING.astimezone(UTC)
    assert current.recorded_at.date() == date(2026, 11, 23)
