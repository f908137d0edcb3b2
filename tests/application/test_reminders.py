"""Reminders by e-mail: who asks, what the letter says, when it leaves, and that it never leaves twice."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest

from ansm import mail
from ansm.application import Application, SaidStep
from ansm.application.reminders import FOLLOW_UP_PAGE, Sent
from ansm.errors import ExpiredLink, InvalidRequest, LimitedLink, MailUnavailable, TooMany, UnknownLink
from ansm.web.routes import FOLLOW_UP
from tests.application.examples import EVENING, LA_BUISSE, Start, every_link
from tests.application.test_follow_up import answered, said
from tests.post_office import PostOffice, post_office

ADDRESS = "secretariat@la-buisse.fr"
NOTHING = Sent(0, 0, 0)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """A mail server of this machine."""
    with post_office() as running:
        yield running


@pytest.fixture
def now() -> list[datetime]:
    """The moment of the installation, which a test moves."""
    return [EVENING]


@pytest.fixture
def application(start: Start, office: PostOffice, now: list[datetime]) -> Application:
    """An installation that may send letters."""
    return start(mail=office.server(), at=lambda: now[0])


@pytest.fixture
def token(application: Application) -> str:
    """The personal link of a file with a plan, whose town asked to be reminded."""
    token = answered(application)
    application.reminders.ask(token, ADDRESS)
    return token


def link_in(letter: EmailMessage) -> str:
    """The secret of the link that a letter holds."""
    found = re.search(rf"https://diagnostic\.exemple\.fr{FOLLOW_UP}#([\w-]{{43}})\r\n", letter.get_content())
    assert found is not None
    return found[1]


def wait(now: list[datetime], days: int) -> None:
    now[0] += timedelta(days=days)


def test_the_page_of_the_letter_is_the_one_of_the_site() -> None:
    assert FOLLOW_UP_PAGE == FOLLOW_UP


def test_it_is_promised_for_the_days_of_the_diagnostic_and_shown_masked_afterwards(
    application: Application, token: str
) -> None:
    found = application.reminders.of(token)
    (one,) = found.standing
    assert one.address == "s•••@la-buisse.fr"
    assert [f"{each:%d/%m/%Y}" for each in one.days] == ["08/12/2026", "23/02/2027", "23/05/2027"]
    assert found.offered == one.days


def test_the_letter_says_what_is_left_at_a_glance_and_names_no_action(
    application: Application, token: str, office: PostOffice, now: list[datetime]
) -> None:
    application.follow_up.note(token, said(application.follow_up.plan(token)))
    wait(now, 15)
    assert application.reminders.send_due() == Sent(1, 0, 0)
    (letter,) = office.letters
    text = letter.get_content()
    assert office.recipients == [ADDRESS]
    assert letter["Subject"] == (
        "Accompagnement Numérique Sur-Mesure\u00a0: où en est votre plan d’action, à quinze jours (La Buisse)"
    )
    left = len(application.follow_up.plan(token).actions) - 1
    assert f"1\u00a0faite et {left}\u00a0à décider." in text
    assert "Rappels suivants\u00a0: le 23\u00a0février 2027 et le 23\u00a0mai 2027" in text
    for action in application.follow_up.plan(token).actions:
        assert action.need.action not in text
        assert action.need.label not in text
    assert token not in text


def test_three_letters_leave_in_all_each_on_its_day_and_once(
    application: Application, token: str, office: PostOffice, now: list[datetime]
) -> None:
    days = []
    for day in range(200):
        before = len(office.letters)
        application.reminders.send_due()
        application.reminders.send_due()
        days += [day] * (len(office.letters) - before)
        wait(now, 1)
    assert days == [15, 92, 181]
    assert "C’est le dernier rappel" in office.letters[-1].get_content()
    assert application.reminders.of(token).standing == ()


def test_the_purge_of_the_day_leaves_the_last_letter_the_time_it_has_after_a_breakdown(
    application: Application, token: str, office: PostOffice, now: list[datetime]
) -> None:
    """The server was down when it was due: thirty days later it may still leave, whichever duty comes first."""
    assert application.reminders.of(token).standing
    wait(now, 181 + 30)
    assert application.keeping.purge(dry=False).purged.addresses == 0
    assert application.reminders.send_due() == Sent(1, 0, 1)
    assert len(office.letters) == 1


def test_the_address_is_forgotten_after_the_last_letter_whose_link_still_opens(
    application: Application, token: str, office: PostOffice, now: list[datetime]
) -> None:
    wait(now, 181)
    assert application.reminders.send_due() == Sent(1, 0, 1)
    assert application._storage.reminders.going_on() == ()
    link = link_in(office.letters[-1])
    assert application.follow_up.plan(link).actions == application.follow_up.plan(token).actions
    assert application.reminders.of(link).standing[0].address == ""


def test_the_link_of_a_letter_opens_the_follow_up_and_nothing_else(
    application: Application, token: str, office: PostOffice, now: list[datetime]
) -> None:
    assert token
    wait(now, 15)
    application.reminders.send_due()
    link = link_in(office.letters[0])
    noted = application.follow_up.note(link, said(application.follow_up.plan(link), happened_on=""))
    assert noted.new
    for use in (
        lambda: application.file(link),
        lambda: application.diagnose(link),
        lambda: application.exchange.dossier(link),
        lambda: application.answer(link, "SEC-01", "oui"),
        lambda: application.documents.make(link, "rapport", "interne"),
        lambda: application.travel.export(link),
        lambda: application.handovers.hand_over(link, "securite", "agent", 14),
        lambda: application.mailing.send_link(link, ADDRESS, "/"),
        lambda: application.reminders.ask(link, ADDRESS),
        lambda: application._doors.any(link),
        lambda: application._doors.whole(link),
    ):
        with pytest.raises(LimitedLink, match="seulement le suivi des actions"):
            use()


def test_the_link_of_a_letter_lasts_ninety_days(
    application: Application, token: str, office: PostOffice, now: list[datetime]
) -> None:
    assert token
    wait(now, 15)
    application.reminders.send_due()
    link = link_in(office.letters[0])
    wait(now, 89)
    assert application.follow_up.plan(link).actions
    wait(now, 1)
    for use in (application.follow_up.plan, application.reminders.of):
        with pytest.raises(ExpiredLink, match="plus de trois mois"):
            use(link)


def test_stopped_from_a_letter_its_address_is_erased_and_its_links_close(
    application: Application, token: str, office: PostOffice, now: list[datetime]
) -> None:
    wait(now, 15)
    application.reminders.send_due()
    link = link_in(office.letters[0])
    (mine,) = application.reminders.of(link).standing
    assert application.reminders.stop(link, mine.number) is None
    with pytest.raises(ExpiredLink, match="ont été arrêtés"):
        application.follow_up.plan(link)
    wait(now, 200)
    assert application.reminders.send_due() == NOTHING
    assert application.reminders.of(token).standing == ()


def test_a_letter_stops_its_own_reminder_only_and_sees_no_other(
    application: Application, token: str, office: PostOffice, now: list[datetime]
) -> None:
    application.reminders.ask(token, "maire@exemple.fr")
    wait(now, 15)
    application.reminders.send_due()
    link = link_in(office.letters[0])
    (mine,) = application.reminders.of(link).standing
    others = [each.number for each in application.reminders.of(token).standing if each.number != mine.number]
    for number in (*others, 10**9):
        with pytest.raises(InvalidRequest, match="n’existent pas"):
            application.reminders.stop(link, number)
    assert len(application.reminders.of(token).standing) == 2


def test_another_file_stops_nothing_here(application: Application, token: str) -> None:
    other = application.open(LA_BUISSE)
    with pytest.raises(InvalidRequest):
        application.reminders.stop(other, application.reminders.of(token).standing[0].number)
    assert len(application.reminders.of(token).standing) == 1


def test_a_letter_that_is_not_taken_is_tried_on_the_next_days_five_times_at_most(
    application: Application, token: str, office: PostOffice, now: list[datetime], caplog: pytest.LogCaptureFixture
) -> None:
    assert token
    office.answer = "450 come back later"
    wait(now, 15)
    tried = []
    for _ in range(8):
        tried.append(application.reminders.send_due().to_try_again)
        assert application.reminders.send_due() == NOTHING
        wait(now, 1)
    assert tried == [1, 1, 1, 1, 1, 0, 0, 0]
    assert ADDRESS not in caplog.text
    office.answer = "250 OK"
    wait(now, 70)
    assert application.reminders.send_due() == Sent(1, 0, 0)


def test_tried_again_it_leaves_once_the_server_takes_it(
    application: Application, token: str, office: PostOffice, now: list[datetime]
) -> None:
    office.answer = "450 come back later"
    wait(now, 15)
    application.reminders.send_due()
    office.answer = "250 OK"
    wait(now, 1)
    assert application.reminders.send_due() == Sent(1, 0, 0)
    assert application.follow_up.plan(link_in(office.letters[0])).actions == application.follow_up.plan(token).actions


def test_an_address_refused_for_ever_stops_the_reminder_and_the_town_is_told(
    application: Application, token: str, office: PostOffice, now: list[datetime], caplog: pytest.LogCaptureFixture
) -> None:
    office.answer = "550 no such user"
    wait(now, 15)
    assert application.reminders.send_due() == NOTHING
    office.answer = "250 OK"
    wait(now, 100)
    assert application.reminders.send_due() == NOTHING
    found = application.reminders.of(token)
    assert (found.standing, found.refused) == ((), True)
    assert ADDRESS not in caplog.text


def test_a_crash_while_a_letter_leaves_loses_it_rather_than_sending_it_twice(
    application: Application, token: str, office: PostOffice, now: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server has the letter, and the process dies before it can tell: nobody may know whether it left."""
    assert token
    wait(now, 15)
    send = mail.send

    def sent_then_dead(*arguments: object) -> None:
        send(*arguments)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(mail, "send", sent_then_dead)
        with pytest.raises(KeyboardInterrupt):
            application.reminders.send_due()
    for _ in range(10):
        wait(now, 1)
        assert application.reminders.send_due() == NOTHING
    assert len(office.letters) == 1


def test_a_server_that_falls_silent_while_it_is_given_a_letter_may_have_it(
    application: Application, token: str, now: list[datetime], office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert token
    wait(now, 15)

    def silent(*_arguments: object) -> None:
        raise MailUnavailable("…", perhaps_taken=True)

    with monkeypatch.context() as patch:
        patch.setattr(mail, "send", silent)
        assert application.reminders.send_due() == NOTHING
    wait(now, 1)
    assert application.reminders.send_due() == NOTHING
    assert office.letters == []


def test_a_mail_server_that_is_down_is_not_asked_for_each_reminder(
    application: Application, token: str, office: PostOffice, now: list[datetime]
) -> None:
    assert token
    for _ in range(5):
        application.reminders.ask(application.open(LA_BUISSE), ADDRESS)
    office.answer = "450 come back later"
    wait(now, 15)
    assert application.reminders.send_due() == Sent(0, 3, 0)
    office.answer = "250 OK"
    assert application.reminders.send_due() == Sent(3, 0, 0)


@pytest.mark.parametrize("address", ["", "mairie", "a@b.fr\nBcc: c@d.fr", "é@b.fr"])
def test_what_is_not_an_address_is_said_kindly(application: Application, address: str) -> None:
    with pytest.raises(InvalidRequest, match=r"mairie@exemple\.fr"):
        application.reminders.ask(application.open(LA_BUISSE), address)


def test_a_file_has_three_reminders_and_an_address_six(application: Application, token: str) -> None:
    for name in ("a", "b"):
        application.reminders.ask(token, f"{name}@exemple.fr")
    with pytest.raises(TooMany, match="déjà beaucoup de rappels"):
        application.reminders.ask(token, "c@exemple.fr")
    for _ in range(5):
        application.reminders.ask(application.open(LA_BUISSE), ADDRESS)
    with pytest.raises(TooMany, match="déjà beaucoup de rappels"):
        application.reminders.ask(application.open(LA_BUISSE), ADDRESS)


def test_a_file_asks_ten_times_an_hour(application: Application, now: list[datetime]) -> None:
    token = application.open(LA_BUISSE)
    for _ in range(10):
        application.reminders.ask(token, ADDRESS)
    with pytest.raises(TooMany, match="dans une heure") as refusal:
        application.reminders.ask(token, ADDRESS)
    assert refusal.value.seconds
    now[0] += timedelta(hours=1)
    assert application.reminders.ask(token, ADDRESS).standing


def test_without_a_mail_server_nothing_is_promised(start: Start) -> None:
    application = start()
    token = application.open(LA_BUISSE)
    assert not application.reminders.of(token).available
    with pytest.raises(MailUnavailable, match="dans votre agenda") as refusal:
        application.reminders.ask(token, ADDRESS)
    assert not refusal.value.configured


def test_asked_for_when_the_steps_are_over_they_start_again_from_that_day_and_the_documents_with_them(
    application: Application, now: list[datetime]
) -> None:
    token = answered(application)
    wait(now, 200)
    found = application.reminders.ask(token, ADDRESS)
    calendar = application.documents.make(token, "echeances", "interne").data.decode()
    assert len(found.standing[0].days) == 3
    for day in found.standing[0].days:
        assert f"DTSTART;VALUE=DATE:{day:%Y%m%d}" in calendar
    wait(now, 3)
    assert application.documents.make(token, "echeances", "interne").data.decode().count(f"{day:%Y%m%d}") >= 1


def test_links_that_are_not_the_towns_ask_for_nothing(start: Start, office: PostOffice) -> None:
    links = every_link(start)
    later = start(mail=office.server(), at=EVENING + timedelta(days=2))
    for link in (links.theme, links.expired, links.revoked, links.forged):
        for use in (
            lambda link=link: later.reminders.of(link),
            lambda link=link: later.reminders.ask(link, ADDRESS),
            lambda link=link: later.reminders.stop(link, 1),
        ):
            with pytest.raises(UnknownLink):
                use()


def test_an_erased_file_is_passed_over(
    application: Application, token: str, office: PostOffice, now: list[datetime], caplog: pytest.LogCaptureFixture
) -> None:
    """Between the list of reminders and the letter, a file may go."""
    assert token
    caplog.set_level(logging.INFO)
    wait(now, 15)
    real = application._storage.find
    application._storage.find = lambda _file: None  # type: ignore[method-assign]
    assert application.reminders.send_due() == NOTHING
    application._storage.find = real  # type: ignore[method-assign]
    assert application.reminders.send_due() == Sent(1, 0, 0)
    assert len(office.letters) == 1


def test_a_dry_run_says_what_would_leave_and_sends_nothing(
    application: Application, token: str, office: PostOffice, now: list[datetime]
) -> None:
    assert token
    assert application.reminders.due() == ()
    wait(now, 15)
    assert [step for _, step in application.reminders.due()] == [1]
    assert office.letters == []


def test_a_step_noted_through_a_letter_is_the_towns(
    application: Application, token: str, office: PostOffice, now: list[datetime]
) -> None:
    wait(now, 15)
    application.reminders.send_due()
    link = link_in(office.letters[0])
    step: SaidStep = said(application.follow_up.plan(link), happened_on="")
    current = application.follow_up.note(link, step).action.current
    assert current is not None
    assert current.side is None
    assert application.follow_up.plan(token).actions[0].current == current
