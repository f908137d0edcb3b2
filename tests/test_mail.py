"""A letter handed over to a real mail server of this machine: in clear, encrypted, with a password, and refused."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
import trustme

from ansm.errors import InvalidRequest, MailUnavailable
from ansm.mail import Letter, send
from ansm.settings import Encryption, MailServer
from tests.post_office import PASSWORD, USER, PostOffice, post_office

LETTER = Letter(
    to="mairie@exemple.fr",
    subject="Accompagnement Numérique Sur-Mesure\u00a0: votre lien personnel (L’Haÿ-les-Roses)",
    body="Bonjour,\n\nVoici le lien\u00a0:\n\nhttps://diagnostic.exemple.fr/diagnostic/#" + "a1_-" * 10 + "abc\n",
    sent_at=datetime(2026, 11, 26, 9, 30, tzinfo=UTC),
)


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """Who signs the certificates of this test, trusted as those of the system are."""
    made = trustme.CA()
    made.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return made


def certified(authority: trustme.CA, name: str = "localhost") -> ssl.SSLContext:
    """What a mail server of that name shows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def text(letter: EmailMessage) -> str:
    """What the person reads, with the ends of line of this machine."""
    return str(letter.get_content()).replace("\r\n", "\n")


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """A mail server in clear that asks for nobody."""
    with post_office() as running:
        yield running


def test_a_letter_arrives_as_it_was_written(office: PostOffice) -> None:
    send(office.server(), LETTER)
    (received,) = office.letters
    assert received["Subject"] == LETTER.subject
    assert received["To"] == "mairie@exemple.fr"
    assert received["From"] == "Accompagnement <ne-pas-repondre@exemple.fr>"
    assert received["Date"].datetime == LETTER.sent_at
    assert text(received) == LETTER.body
    assert (office.recipients, office.senders) == (["mairie@exemple.fr"], ["ne-pas-repondre@exemple.fr"])


def test_a_letter_is_plain_text_from_a_machine_and_names_no_machine(office: PostOffice) -> None:
    send(office.server(), LETTER)
    (received,) = office.letters
    assert received.get_content_type() == "text/plain"
    assert received["Auto-Submitted"] == "auto-generated"
    assert office.greeted_by == ["exemple.fr"]
    assert received["Message-ID"].endswith("@exemple.fr>")
    assert socket.gethostname() not in received.as_string()


@pytest.mark.parametrize("encryption", [Encryption.STARTTLS, Encryption.TLS])
def test_a_letter_travels_encrypted_and_with_a_password(authority: trustme.CA, encryption: Encryption) -> None:
    with post_office(encryption, certified(authority), known_only=True) as office:
        send(office.server(user=USER, password=PASSWORD), LETTER)
    assert (len(office.letters), office.logins) == (1, [USER])


def test_a_password_may_be_asked_in_clear_on_this_machine() -> None:
    with post_office(known_only=True) as office:
        send(office.server(user=USER, password=PASSWORD), LETTER)
    assert (len(office.letters), office.logins) == (1, [USER])


def test_a_wrong_password_sends_nothing_and_is_not_the_fault_of_the_person() -> None:
    with post_office(known_only=True) as office:
        with pytest.raises(MailUnavailable, match="Réessayez dans quelques minutes"):
            send(office.server(user=USER, password=f"{PASSWORD} faux"), LETTER)
        with pytest.raises(MailUnavailable):
            send(office.server(), LETTER)
    assert office.letters == []


def test_a_server_that_offers_no_encryption_gets_no_letter(office: PostOffice) -> None:
    with pytest.raises(MailUnavailable):
        send(replace(office.server(), encryption=Encryption.STARTTLS), LETTER)
    assert office.letters == []


@pytest.mark.parametrize("encryption", [Encryption.STARTTLS, Encryption.TLS])
def test_a_server_whose_certificate_is_not_its_own_gets_no_letter(
    authority: trustme.CA, encryption: Encryption
) -> None:
    with post_office(encryption, certified(authority, "ailleurs.exemple.fr")) as office, pytest.raises(MailUnavailable):
        send(office.server(), LETTER)
    assert office.letters == []


@pytest.mark.parametrize("answer", ["550 no such user", "553 not here"])
def test_a_refused_recipient_is_told_to_check_the_address(office: PostOffice, answer: str) -> None:
    office.answer = answer
    with pytest.raises(InvalidRequest, match=r"refuse cette adresse.*Vérifiez-la") as refusal:
        send(office.server(), LETTER)
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__
    assert office.letters == []


def test_a_recipient_refused_for_now_may_be_tried_again_later(office: PostOffice) -> None:
    office.answer = "450 come back later"
    with pytest.raises(MailUnavailable, match="Réessayez dans quelques minutes") as refusal:
        send(office.server(), LETTER)
    assert refusal.value.__suppress_context__


def test_a_server_that_is_down_is_told_in_a_sentence_with_the_way_round() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        down = MailServer("127.0.0.1", taken.getsockname()[1], Encryption.NONE, "", "", "a@exemple.fr", "A")
        with pytest.raises(MailUnavailable, match="copiez votre lien personnel"):
            send(down, LETTER)


def test_a_server_that_says_nothing_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mute = MailServer("127.0.0.1", silent.getsockname()[1], Encryption.NONE, "", "", "a@exemple.fr", "A")
        with pytest.raises(MailUnavailable):
            send(mute, LETTER, patience=0.2)


@pytest.mark.parametrize(
    "part",
    [
        {"to": "mairie@exemple.fr\r\nBcc: autre@exemple.fr"},
        {"to": "mairie@exemple.fr, autre@exemple.fr"},
        {"subject": "Bonjour\r\nBcc: autre@exemple.fr"},
        {"subject": "Bonjour\nX-Autre: oui"},
    ],
)
def test_no_header_can_hide_in_another(office: PostOffice, part: dict[str, str]) -> None:
    """What comes here was checked before; the letter itself refuses too."""
    with pytest.raises(ValueError, match=r"(?i)header|address|addr_spec|newline|CR"):
        send(office.server(), replace(LETTER, **part))
    assert office.letters == []


def test_a_line_of_the_body_cannot_end_the_letter(office: PostOffice) -> None:
    send(office.server(), replace(LETTER, body="un\n.\nQUIT\n.deux\n"))
    assert [text(each) for each in office.letters] == ["un\n.\nQUIT\n.deux\n"]
