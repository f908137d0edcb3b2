"""Asking for the support: nothing leaves before it was shown and agreed to, and it is taken back at any time."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ansm.application import Application, Draft, Wanted
from ansm.domain.people import Member, OrganisationKind, Role
from ansm.domain.support import OPEN, RequestState
from ansm.errors import ExpiredLink, Forbidden, InvalidRequest, LimitedLink, TooMany, UnknownLink
from tests.application.examples import EVENING, LA_BUISSE, Start, every_link, unheard
from tests.post_office import post_office

GRENOBLE = "38185"
DRAFT = Draft("Secrétariat de mairie", " mairie@la-buisse.fr ", "04 76 00 00 00", "", "Bonjour,\r\nmerci.", whole=False)


@pytest.fixture
def now() -> list[datetime]:
    """The moment of the installation, which a test moves."""
    return [EVENING]


@pytest.fixture
def application(start: Start, now: list[datetime]) -> Application:
    return start(at=lambda: now[0])


@pytest.fixture
def token(application: Application) -> str:
    """A file of a commune that may ask, with a worry of security."""
    token = application.open(LA_BUISSE)
    for question, value in (("SEC-01", "non"), ("IDN-01", "aucune"), ("PIL-10", "anct")):
        application.answer(token, question, value)
    return token


def staff(application: Application) -> Member:
    """Someone of the ANCT."""
    body = application.team.organisation_for(None, Role.ANCT)
    return application.team.invite("agent@anct.example", body, Role.ANCT)


def ask(application: Application, token: str, draft: Draft = DRAFT) -> int:
    """Look, agree, send; the number of the request."""
    prepared = application.support.prepare(token, draft)
    assert application.support.send(token, draft, prepared.seal, consent=True) is None
    return application.support.situation(token).requests[0].number


def stored(tmp_path: Path) -> list[tuple[object, ...]]:
    """What the database has of requests."""
    with closing(sqlite3.connect(tmp_path / "base.sqlite3")) as connection:
        return connection.execute("SELECT * FROM support_request").fetchall()


def test_what_was_shown_is_what_is_sent_word_for_word(application: Application, token: str) -> None:
    shown = application.support.prepare(token, DRAFT)
    number = ask(application, token)
    request = application.requests.open(staff(application), number)
    assert (request.sent, request.contact) == (shown.sent, shown.contact)
    assert shown.contact.address == "mairie@la-buisse.fr"
    assert shown.sent.message == "Bonjour,\nmerci."
    assert request.state is RequestState.RECEIVED


def test_nothing_is_stored_before_consent(application: Application, token: str, tmp_path: Path) -> None:
    """Writing, looking, and pressing the button without the box ticked leave no trace, not even the address."""
    prepared = application.support.prepare(token, DRAFT)
    with pytest.raises(InvalidRequest, match="cochez d’abord la case"):
        application.support.send(token, DRAFT, prepared.seal, consent=False)
    assert stored(tmp_path) == []
    assert b"mairie@la-buisse.fr" not in (tmp_path / "base.sqlite3").read_bytes()


@pytest.mark.parametrize("whole", [False, True])
def test_the_internal_edition_is_never_sent(application: Application, token: str, whole: bool) -> None:
    """Nothing that the publishable edition withholds: the needs of security have no word in what leaves."""
    sent = application.support.prepare(token, replace(DRAFT, whole=whole)).sent
    diagnostic = application.diagnose(token)
    withheld = diagnostic.handbook.withheld
    assert withheld is not None
    hidden = [need.action for need in diagnostic.handbook.needs if need.id in withheld.needs]
    assert hidden
    text = repr(sent)
    assert not [action for action in hidden if action in text]
    assert "séparément" in text


def test_an_answer_changed_in_between_shows_it_all_again(application: Application, token: str, tmp_path: Path) -> None:
    """What is agreed to is what was read, never what it became."""
    prepared = application.support.prepare(token, replace(DRAFT, whole=True))
    for question in application.file(token).journey.unanswered(essential_only=True):
        worst = max(question.options, key=lambda option: -1 if option.index is None else option.index)
        application.answer(token, question.id, worst.value)
    other = application.support.send(token, replace(DRAFT, whole=True), prepared.seal, consent=True)
    assert other is not None
    assert other.seal != prepared.seal
    assert stored(tmp_path) == []


def test_a_territory_that_is_not_eligible_is_told_so_and_sends_nothing(
    application: Application, tmp_path: Path
) -> None:
    token = application.open(GRENOBLE)
    situation = application.support.situation(token)
    assert not situation.open
    assert situation.orientations
    with pytest.raises(InvalidRequest, match="n’est pas ouverte"):
        application.support.send(token, DRAFT, "", consent=True)
    assert stored(tmp_path) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"function": " "}, "votre fonction"),
        ({"address": "mairie"}, "adresse électronique"),
        ({"telephone": "12"}, "téléphone"),
        ({"message": "a" * 2001}, "2000 caractères"),
        ({"function": "a" * 101}, "100 caractères"),
    ],
)
def test_what_is_missing_is_said(application: Application, token: str, wrong: dict[str, str], said: str) -> None:
    with pytest.raises(InvalidRequest, match=said):
        application.support.prepare(token, replace(DRAFT, **wrong))


def test_one_request_at_a_time_and_a_new_one_after_a_refusal(application: Application, token: str) -> None:
    number, agent = ask(application, token), staff(application)
    with pytest.raises(InvalidRequest, match="déjà en cours"):
        ask(application, token)
    application.requests.change(agent, number, "recue", "refusee", "La commune est déjà suivie.")
    assert ask(application, token) != number


def test_the_state_and_the_message_are_read_by_the_town_as_written(
    application: Application, token: str, now: list[datetime]
) -> None:
    """Who wrote it is told to the ANCT, not to the town's page, and each step counts the months of keeping anew."""
    number, agent = ask(application, token), staff(application)
    before = application.support.situation(token).requests[0].kept_until
    now[0] += timedelta(days=40)
    application.requests.change(agent, number, "recue", "examen", "Nous vous appelons <b>lundi</b>.")
    request = application.support.situation(token).requests[0]
    assert request.state is RequestState.EXAMINED
    assert [step.comment for step in request.steps] == ["Nous vous appelons <b>lundi</b>."]
    assert request.kept_until > before


def test_withdrawn_nothing_of_it_is_left_but_the_day(
    application: Application, token: str, now: list[datetime], tmp_path: Path
) -> None:
    """Neither what was sent, nor the contact, nor what the ANCT answered, not even in the file of the database."""
    number, agent = ask(application, token), staff(application)
    application.requests.change(agent, number, "recue", "examen", "Message à la mairie.")
    now[0] += timedelta(days=3)
    application.support.withdraw(token, number)
    (request,) = application.support.situation(token).requests
    assert (request.state, request.sent, request.contact, request.steps) == (RequestState.WITHDRAWN, None, None, ())
    assert request.asked_at == request.state_at == now[0]
    listed = application.requests.all(agent, Wanted())
    assert (listed.found, listed.total, listed.departments, listed.withdrawn.count) == ((), 0, (), 1)
    with pytest.raises(UnknownLink):
        application.requests.open(agent, number)
    with pytest.raises(UnknownLink):
        application.requests.change(agent, number, "examen", "acceptee", "")
    application.close()
    content = b"".join(path.read_bytes() for path in tmp_path.glob("base.sqlite3*"))
    assert b"mairie@la-buisse.fr" not in content
    assert "Message à la mairie.".encode() not in content


def test_a_request_is_withdrawn_by_its_own_file_only(application: Application, token: str) -> None:
    number, other = ask(application, token), application.open(LA_BUISSE)
    with pytest.raises(InvalidRequest, match="déjà retirée"):
        application.support.withdraw(other, number)
    application.support.withdraw(token, number)
    with pytest.raises(InvalidRequest, match="déjà retirée"):
        application.support.withdraw(token, number)


def test_the_answer_about_who_may_call_back_is_never_a_request(application: Application, token: str) -> None:
    """« L’ANCT peut me recontacter » sends nothing; the page says so."""
    assert application.support.situation(token).recontact == (
        "L’ANCT (Agence nationale de la cohésion des territoires)",
    )
    assert application.requests.all(staff(application), Wanted()).total == 0


def test_only_the_personal_link_opens_the_page(start: Start) -> None:
    links, application = every_link(start), start(at=EVENING + timedelta(days=2))
    for link, error in (
        (links.theme, LimitedLink),
        (links.expired, ExpiredLink),
        (links.revoked, ExpiredLink),
        (links.forged, UnknownLink),
    ):
        with pytest.raises(error):
            application.support.situation(link)
        with pytest.raises(error):
            application.support.prepare(link, DRAFT)
        with pytest.raises(error):
            application.support.send(link, DRAFT, "", consent=True)
        with pytest.raises(error):
            application.support.withdraw(link, 1)


@pytest.mark.parametrize("role", [Role.ADVISOR, Role.MANAGER])
def test_nobody_else_reads_requests(application: Application, token: str, role: Role) -> None:
    number = ask(application, token)
    agency = application.team.add_organisation(OrganisationKind.OPSN, "OPSN de l’Isère", None)
    someone = application.team.invite("lea@exemple.fr", agency, role)
    for use in (
        lambda: application.requests.all(someone, Wanted()),
        lambda: application.requests.open(someone, number),
        lambda: application.requests.change(someone, number, "recue", "examen", ""),
        lambda: application.requests.table(someone, Wanted(), "csv", contacts=True),
    ):
        with pytest.raises(Forbidden):
            use()
    assert application.support.situation(token).requests[0].state is RequestState.RECEIVED


@pytest.mark.parametrize(
    ("before", "after", "comment", "said"),
    [
        ("recue", "retiree", "", "Choisissez l’état"),
        ("recue", "n’importe quoi", "", "Choisissez l’état"),
        ("recue", "recue", "", "Choisissez l’état"),
        ("examen", "acceptee", "", "entre-temps"),
        ("recue", "refusee", "  ", "pourquoi"),
        ("recue", "close", "", "pourquoi"),
        ("recue", "examen", "a" * 2001, "2000 caractères"),
    ],
)
def test_a_state_that_cannot_be_is_refused(
    application: Application, token: str, before: str, after: str, comment: str, said: str
) -> None:
    number = ask(application, token)
    with pytest.raises(InvalidRequest, match=said):
        application.requests.change(staff(application), number, before, after, comment)
    assert application.support.situation(token).requests[0].steps == ()


def test_the_list_is_narrowed_and_taken_away_without_contacts_or_formulas(application: Application, token: str) -> None:
    ask(application, token, replace(DRAFT, function="=1+1", message="@SUM(A1)"))
    agent = staff(application)
    assert application.requests.all(agent, Wanted(department="75")).found == ()
    assert len(application.requests.all(agent, Wanted(state="recue", department="38", name="buis")).found) == 1
    plain = application.requests.table(agent, Wanted(), "csv", contacts=False).data.decode()
    assert "La Buisse" in plain
    assert "mairie@la-buisse.fr" not in plain
    assert ";'@SUM(A1);" in plain
    whole = application.requests.table(agent, Wanted(), "csv", contacts=True).data.decode()
    assert "mairie@la-buisse.fr" in whole
    assert ";'=1+1;" in whole
    for kind in ("ods", "csv"):
        made = [application.requests.table(agent, Wanted(), kind, contacts=True).data for _ in range(2)]
        assert made[0] == made[1]
    with pytest.raises(UnknownLink):
        application.requests.table(agent, Wanted(), "exe", contacts=False)


def test_requests_are_not_sent_by_the_dozen(application: Application, token: str) -> None:
    for _ in range(5):
        application.support.withdraw(token, ask(application, token))
    with pytest.raises(TooMany):
        ask(application, token)


def test_a_letter_says_that_a_request_came_and_nothing_of_it(start: Start) -> None:
    """Only to the address of the settings; whether it leaves or not, the request is kept."""
    with post_office() as office:
        application = start(mail=office.server(), requests_address="demandes@exemple.fr")
        ask(application, application.open(LA_BUISSE))
        (letter,) = office.letters
        assert office.recipients == ["demandes@exemple.fr"]
        text = letter.get_content() + str(letter["Subject"])
        assert "conseillers/demandes" in text
        assert not [word for word in ("Buisse", "38061", "mairie@", "Secrétariat") if word in text]
    ask(application, application.open(LA_BUISSE))
    assert len(office.letters) == 1


def test_a_request_is_not_opened_again_beside_another_of_the_same_town(application: Application, token: str) -> None:
    """A town has one request under way: refused by mistake, the former one stays so once it asked anew."""
    first, agent = ask(application, token), staff(application)
    application.requests.change(agent, first, "recue", "refusee", "Une erreur.")
    application.requests.change(agent, first, "refusee", "examen", "")
    application.requests.change(agent, first, "examen", "refusee", "Finalement non.")
    second = ask(application, token)
    with pytest.raises(InvalidRequest, match="une autre demande"):
        application.requests.change(agent, first, "refusee", "acceptee", "")
    application.requests.change(agent, first, "refusee", "close", "Remplacée.")
    assert [each.number for each in application.support.situation(token).requests if each.state in OPEN] == [second]


def test_an_answer_meant_for_a_request_that_was_erased_reaches_no_other_town(
    application: Application, token: str, now: list[datetime]
) -> None:
    """SQLite gives the number of an erased request again: the page that the ANCT left open is of the former one."""
    agent = staff(application)
    page = application.requests.open(agent, ask(application, token)).seen
    application.keeping.erase(token, understood=True, tell=unheard)
    now[0] += timedelta(minutes=5)
    other = application.open(LA_BUISSE)
    number = ask(application, other)
    with pytest.raises(InvalidRequest, match="entre-temps"):
        application.requests.change(agent, number, page, "refusee", "Pour l’autre commune.")
    assert application.requests.open(agent, number).state is RequestState.RECEIVED
    application.requests.change(agent, number, application.requests.open(agent, number).seen, "examen", "")
