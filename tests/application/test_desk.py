"""What an advisor sees of the files they follow, and what they may change: each call checks it by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from ansm.application import Application
from ansm.application.desk import LONGEST_STEP
from ansm.domain.caseload import Progress, Stage
from ansm.domain.people import Member
from ansm.errors import InvalidRequest, UnknownLink
from tests.application.examples import LA_BUISSE, Start, days_later
from tests.application.people import Staff, anct, staff

TUESDAY = date(2026, 12, 1)
FORGED_UID = "0" * 32


@pytest.fixture
def application(start: Start) -> Application:
    return start()


@pytest.fixture
def people(application: Application) -> Staff:
    return staff(application)


def opened(application: Application, member: Member) -> tuple[str, str]:
    """A file that this person started: its public name and its personal link."""
    found = application.taking_on.start(member, LA_BUISSE, again=True)
    return found.uid, found.token


def answer_essentials(application: Application, token: str) -> None:
    """Give an answer to every essential question that applies."""
    while left := application.file(token).journey.unanswered(essential_only=True):
        for question in left:
            application.answer(token, question.id, question.options[0].value)


def test_an_advisor_sees_the_files_they_are_in_charge_of_and_a_manager_all_of_them(
    application: Application, people: Staff
) -> None:
    uid, _ = opened(application, people.lea)
    elsewhere = staff(application, "OPSN du Rhône")
    assert [case.uid for case in application.desk.portfolio(people.lea)] == [uid]
    assert [case.uid for case in application.desk.portfolio(people.manon)] == [uid]
    for nobody in (people.ali, elsewhere.lea, elsewhere.manon, anct(application)):
        assert application.desk.portfolio(nobody) == ()
        assert application.desk.of_organisation(nobody, LA_BUISSE) == (
            application.desk.portfolio(people.lea) if nobody is people.ali else ()
        )


def test_the_state_follows_the_answers(application: Application, people: Staff) -> None:
    uid, token = opened(application, people.lea)
    case = application.desk.case(people.lea, uid).case
    assert case.stage is Stage.TO_PREPARE
    assert case.progress == Progress(begun=False, asked=34, answered=0)
    application.answer(token, "PRO-01", "elu")
    assert application.desk.case(people.lea, uid).case.stage is Stage.TO_PREPARE, "who answers is not an answer yet"
    application.answer(token, "SEC-01", "non")
    case = application.desk.case(people.lea, uid).case
    assert (case.stage, case.progress.begun) == (Stage.UNDER_WAY, True)
    answer_essentials(application, token)
    case = application.desk.case(people.lea, uid).case
    assert case.stage is Stage.ESSENTIAL_DONE
    assert case.progress.asked == case.progress.answered > 0


def test_progress_is_worked_out_once_for_the_same_answers(
    application: Application, people: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five hundred files are not walked through at each request."""
    _, token = opened(application, people.lea)
    read: list[int] = []
    answers = application._storage.portfolio.answers

    def counted(uids: list[str]) -> object:
        read.append(len(uids))
        return answers(uids)

    monkeypatch.setattr(application._storage.portfolio, "answers", counted)
    first = application.desk.portfolio(people.lea)
    assert application.desk.portfolio(people.lea) == first
    application.answer(token, "SEC-01", "non")
    assert application.desk.portfolio(people.lea) != first
    assert read == [1, 0, 1]


def test_the_last_activity_is_a_day_where_the_installation_is(application: Application, people: Staff) -> None:
    """Half past eleven in the evening in Greenwich is already tomorrow in France."""
    opened(application, people.lea)
    (case,) = application.desk.portfolio(people.lea)
    assert case.last_activity == date(2026, 11, 23)


EVERY_USE: list[Callable[[Application, Member, str], object]] = [
    lambda application, member, uid: application.following.open(member, uid),
    lambda application, member, uid: application.desk.case(member, uid),
    lambda application, member, uid: application.desk.plan(member, uid, "Appeler", ""),
    lambda application, member, uid: application.desk.assign(member, uid, str(member.number)),
    lambda application, member, uid: application.desk.release(member, uid, str(member.number)),
    lambda application, member, uid: application.desk.leave(member, uid),
    lambda application, member, uid: application.notes.read(member, uid),
    lambda application, member, uid: application.notes.add(member, uid, "", "Une note"),
    lambda application, member, uid: application.notes.change(member, uid, "1", "", "Une note"),
    lambda application, member, uid: application.notes.remove(member, uid, "1"),
    lambda application, member, uid: application.bundles.begin(member, [uid], "interne"),
]


@pytest.mark.parametrize("use", EVERY_USE)
def test_each_use_is_closed_to_who_does_not_follow_the_file(
    application: Application, people: Staff, use: Callable[[Application, Member, str], object]
) -> None:
    """A colleague who is not in charge, another organisation, the ANCT; and the same for what does not exist."""
    uid, _ = opened(application, people.lea)
    elsewhere = staff(application, "OPSN du Rhône")
    for nobody in (people.ali, elsewhere.lea, elsewhere.manon, anct(application)):
        with pytest.raises(UnknownLink):
            use(application, nobody, uid)
    for name in (FORGED_UID, "", "\x00", "é" * 32, uid.upper() + "0"):
        with pytest.raises(UnknownLink):
            use(application, people.lea, name)
    assert application.desk.case(people.lea, uid).case.next_step == ""
    assert application.notes.read(people.lea, uid).notes == ()


@pytest.mark.parametrize("use", EVERY_USE)
def test_each_use_is_closed_as_soon_as_the_town_stops(
    application: Application, people: Staff, use: Callable[[Application, Member, str], object]
) -> None:
    uid, _ = opened(application, people.lea)
    followed = application.following.open(people.lea, uid)
    assert application._storage.caseload.stop(followed.access.file, followed.number, days_later(1))
    for somebody in (people.lea, people.manon):
        with pytest.raises(UnknownLink):
            use(application, somebody, uid)


def test_a_next_step_is_kept_changed_and_erased(application: Application, people: Staff) -> None:
    uid, _ = opened(application, people.lea)
    application.desk.plan(people.lea, uid, "  Présenter\r\n le plan \x00au conseil ", "2026-12-01")
    case = application.desk.case(people.manon, uid).case
    assert (case.next_step, case.next_step_on) == ("Présenter le plan au conseil", TUESDAY)
    application.desk.plan(people.lea, uid, "Rappeler", "01/12/2026")
    assert application.desk.case(people.lea, uid).case.next_step_on == TUESDAY
    application.desk.plan(people.lea, uid, "Rappeler", "")
    assert application.desk.case(people.lea, uid).case.next_step_on is None
    application.desk.plan(people.lea, uid, "", "")
    assert application.desk.case(people.lea, uid).case.next_step == ""


@pytest.mark.parametrize(
    ("text", "on", "said"),
    [
        ("", "2026-12-01", "sans dire ce qui est prévu"),
        ("é" * (LONGEST_STEP + 1), "", "Raccourcissez-la"),
        ("Appeler", "demain", "31/01/2027"),
        ("Appeler", "2026-13-45", "31/01/2027"),
        ("Appeler", "0001-01-01", "31/01/2027"),
        ("Appeler", "9999-12-31", "31/01/2027"),
    ],
)
def test_a_step_that_cannot_be_kept_is_refused_in_words(
    application: Application, people: Staff, text: str, on: str, said: str
) -> None:
    uid, _ = opened(application, people.lea)
    with pytest.raises(InvalidRequest, match=said):
        application.desk.plan(people.lea, uid, text, on)
    assert application.desk.case(people.lea, uid).case.next_step == ""


def test_several_advisors_are_in_charge_and_each_sees_who_else(application: Application, people: Staff) -> None:
    uid, _ = opened(application, people.lea)
    assert [each.label for each in application.desk.case(people.lea, uid).others] == ["Ali", "Manon"]
    application.desk.assign(people.lea, uid, str(people.ali.number))
    for somebody in (people.lea, people.ali, people.manon):
        assert [each.label for each in application.desk.case(somebody, uid).case.in_charge] == ["Ali", "Lea"]
    application.desk.release(people.ali, uid, str(people.lea.number))
    with pytest.raises(UnknownLink):
        application.desk.case(people.lea, uid)
    with pytest.raises(InvalidRequest, match="Une personne au moins"):
        application.desk.release(people.ali, uid, str(people.ali.number))


@pytest.mark.parametrize("person", ["", "0", "-1", "²", "9" * 40, "Ali"])
def test_nobody_in_particular_is_put_in_charge(application: Application, people: Staff, person: str) -> None:
    uid, _ = opened(application, people.lea)
    with pytest.raises(InvalidRequest, match="Choisissez-en une"):
        application.desk.assign(people.lea, uid, person)


def test_a_person_of_another_organisation_is_never_put_in_charge(application: Application, people: Staff) -> None:
    uid, _ = opened(application, people.lea)
    elsewhere = staff(application, "OPSN du Rhône")
    with pytest.raises(InvalidRequest, match="Choisissez-en une"):
        application.desk.assign(people.lea, uid, str(elsewhere.lea.number))
    assert application.desk.portfolio(elsewhere.lea) == ()


def test_a_file_that_is_left_stays_the_town_s(application: Application, people: Staff) -> None:
    uid, token = opened(application, people.lea)
    application.answer(token, "SEC-01", "non")
    application.desk.leave(people.lea, uid)
    assert application.desk.portfolio(people.manon) == ()
    assert application.file(token).answers.chosen("SEC-01") == ("non",)
