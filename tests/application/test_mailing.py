"""The personal link by e-mail: what the letter says, to whom, how often, and that nothing of it stays."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ansm.application import Application
from ansm.errors import InvalidRequest, MailUnavailable, TooMany, UnknownLink
from tests.application.examples import EVENING, FORGED, LA_BUISSE, Start
from tests.post_office import PostOffice, post_office

PAGE = "/diagnostic/"
ADDRESS = "secretariat@la-buisse.fr"


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
    """The personal link of a new file."""
    return application.open(LA_BUISSE)


def test_the_letter_holds_the_link_and_says_what_it_is_and_what_not_to_do(
    application: Application, token: str, office: PostOffice
) -> None:
    application.mailing.send_link(token, f" {ADDRESS} ", PAGE)
    (letter,) = office.letters
    text = letter.get_content()
    assert letter["Subject"] == "Accompagnement Numérique Sur-Mesure\u00a0: votre lien personnel (La Buisse)"
    assert f"\r\nhttps://diagnostic.exemple.fr/diagnostic/#{token}\r\n" in text
    for words in (
        "sans compte ni mot de passe",
        "peut lire le diagnostic et changer les réponses. Ne le publiez pas",
        "personne ne peut le retrouver",
        "n’a pas été conservée",
    ):
        assert words in text
    assert office.recipients == [ADDRESS]


def test_the_letter_is_signed_by_whoever_runs_the_site(start: Start, office: PostOffice) -> None:
    signed = start(mail=office.server(), operator="Syndicat numérique", operator_contact="04 76")
    signed.mailing.send_link(signed.open(LA_BUISSE), ADDRESS, PAGE)
    assert office.letters[0].get_content().rstrip().endswith("Syndicat numérique – 04 76")


def test_french_names_are_set_with_french_apostrophes(application: Application, office: PostOffice) -> None:
    """Insee writes « L'Haÿ-les-Roses »."""
    application.mailing.send_link(application.open("94038"), ADDRESS, PAGE)
    assert "(L’Haÿ-les-Roses)" in office.letters[0]["Subject"]


def test_without_a_mail_server_the_sentence_tells_another_way(start: Start) -> None:
    application = start()
    assert not application.mailing.available
    with pytest.raises(MailUnavailable, match="Copiez votre lien personnel") as refusal:
        application.mailing.send_link(application.open(LA_BUISSE), ADDRESS, PAGE)
    assert not refusal.value.configured


@pytest.mark.parametrize("address", ["", "mairie", "mairie@exemple", "a@b.fr\nBcc: c@d.fr", "a@b.fr, c@d.fr", "é@b.fr"])
def test_what_is_not_an_address_is_said_kindly_and_is_not_counted(
    application: Application, token: str, office: PostOffice, address: str
) -> None:
    for _ in range(10):
        with pytest.raises(InvalidRequest, match=r"ressemble à mairie@exemple\.fr"):
            application.mailing.send_link(token, address, PAGE)
    assert office.letters == []


def test_five_letters_an_hour_leave_for_one_file(
    application: Application, token: str, office: PostOffice, now: list[datetime]
) -> None:
    for number in range(5):
        application.mailing.send_link(token, f"mairie{number}@exemple.fr", PAGE)
    now[0] += timedelta(minutes=20)
    with pytest.raises(TooMany, match="recommencer dans 40 minutes") as refusal:
        application.mailing.send_link(token, ADDRESS, PAGE)
    assert refusal.value.seconds == 40 * 60
    application.mailing.send_link(application.open(LA_BUISSE), ADDRESS, PAGE)
    now[0] += timedelta(minutes=40)
    application.mailing.send_link(token, ADDRESS, PAGE)
    assert len(office.letters) == 7


def test_five_letters_an_hour_leave_for_one_address_however_it_is_written(
    application: Application, office: PostOffice
) -> None:
    """Nobody may have someone else's box filled by opening many files."""
    for _ in range(5):
        application.mailing.send_link(application.open(LA_BUISSE), ADDRESS, PAGE)
    with pytest.raises(TooMany):
        application.mailing.send_link(application.open(LA_BUISSE), ADDRESS.upper(), PAGE)
    assert len(office.letters) == 5


def test_words_after_a_plus_sign_make_no_other_mailbox(application: Application, office: PostOffice) -> None:
    """Most mail servers drop them: five letters reach one person, whatever is written there."""
    for number in range(5):
        application.mailing.send_link(application.open(LA_BUISSE), f"secretariat+{number}@la-buisse.fr", PAGE)
    for address in ("secretariat+autre@la-buisse.fr", ADDRESS):
        with pytest.raises(TooMany):
            application.mailing.send_link(application.open(LA_BUISSE), address, PAGE)
    assert office.recipients[0] == "secretariat+0@la-buisse.fr"
    assert len(office.letters) == 5


def test_two_hundred_letters_an_hour_leave_the_whole_site(
    application: Application, office: PostOffice, now: list[datetime]
) -> None:
    tokens = [application.open(LA_BUISSE) for _ in range(41)]
    for number in range(200):
        application.mailing.send_link(tokens[number // 5], f"mairie{number}@exemple.fr", PAGE)
    with pytest.raises(TooMany, match="Copiez votre lien personnel, ou réessayez dans 60 minutes"):
        application.mailing.send_link(tokens[40], ADDRESS, PAGE)
    now[0] += timedelta(hours=1)
    application.mailing.send_link(tokens[40], ADDRESS, PAGE)
    assert len(office.letters) == 201


def test_a_letter_that_could_not_leave_is_not_counted_one_for_a_refused_address_is(
    application: Application, token: str, office: PostOffice
) -> None:
    office.answer = "450 later"
    for _ in range(6):
        with pytest.raises(MailUnavailable):
            application.mailing.send_link(token, ADDRESS, PAGE)
    office.answer = "550 never"
    for _ in range(5):
        with pytest.raises(InvalidRequest):
            application.mailing.send_link(token, ADDRESS, PAGE)
    with pytest.raises(TooMany):
        application.mailing.send_link(token, ADDRESS, PAGE)


def test_a_forged_link_sends_nothing_and_is_not_counted(application: Application, office: PostOffice) -> None:
    with pytest.raises(UnknownLink):
        application.mailing.send_link(FORGED, ADDRESS, PAGE)
    assert office.letters == []


def test_the_address_is_neither_stored_nor_logged(
    application: Application, token: str, office: PostOffice, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="ansm"):
        application.mailing.send_link(token, ADDRESS, PAGE)
        office.answer = "550 no such user"
        with pytest.raises(InvalidRequest) as refusal:
            application.mailing.send_link(token, ADDRESS, PAGE)
    assert ADDRESS not in caplog.text
    assert ADDRESS not in str(refusal.value)
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert ADDRESS.encode() not in kept
    assert ADDRESS not in repr(vars(application.mailing))
