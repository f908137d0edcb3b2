"""Asking for a link that signs in: what leaves, when it is refused, and that nothing tells who has an account."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest

from ansm.application import Application, EntryPages, entering
from ansm.application.entering import AN_ADDRESS, LINK_LASTS, WRONG_LINKS
from ansm.domain.people import Member, OrganisationKind, Role
from ansm.errors import InvalidRequest, MailUnavailable, SignedOut, TooMany
from ansm.settings import Encryption, MailServer
from tests.application.examples import FORGED, Start
from tests.application.test_identity import LEA, Clock
from tests.asynchronous import run
from tests.post_office import PostOffice, post_office
from tests.web.exchange_client import until

PAGES = EntryPages("/conseillers/entrer", "/conseillers/connexion")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as running:
        yield running


@pytest.fixture
def site(start: Start, clock: Clock, office: PostOffice) -> Application:
    return start(at=clock, mail=office.server())


@pytest.fixture
def lea(site: Application) -> Member:
    agency = site.team.add_organisation(OrganisationKind.OPSN, "OPSN de l’Isère", None)
    return site.team.invite(LEA, agency, Role.ADVISOR)


def invited(site: Application, address: str) -> Member:
    """Someone who may sign in."""
    return site.team.invite_into(None, address, Role.ADVISOR, "")


def delivered(site: Application, office: PostOffice) -> list[str]:
    """Whom letters reached, once every one of them has left."""
    site.entering.close()
    return office.recipients


def test_the_letter_holds_a_link_that_signs_in(site: Application, lea: Member, office: PostOffice) -> None:
    site.entering.ask("  LEA@Exemple.fr ", PAGES)
    assert delivered(site, office) == [LEA]
    body = office.letters[0].get_content()
    link = next(line for line in body.splitlines() if "#" in line)
    assert link.startswith("https://diagnostic.exemple.fr/conseillers/entrer#")
    assert "https://diagnostic.exemple.fr/conseillers/connexion" in body
    assert site.identity.session(site.entering.enter(link.rpartition("#")[2])).member == lea


def test_an_address_without_an_account_gets_the_same_answer_and_no_letter(
    site: Application, lea: Member, office: PostOffice
) -> None:
    """Nor does that of someone shut out."""
    site.team.shut_out(lea)
    for address in ("inconnu@exemple.fr", LEA):
        site.entering.ask(address, PAGES)
    assert delivered(site, office) == []


def test_asking_again_and_again_is_refused_the_same_way_with_and_without_an_account(
    site: Application, lea: Member, clock: Clock
) -> None:
    told = []
    for address in (lea.address, "inconnu@exemple.fr"):
        for _ in range(AN_ADDRESS):
            site.entering.ask(address, PAGES)
        with pytest.raises(TooMany, match="20 minutes") as refused:
            site.entering.ask(address.upper(), PAGES)
        told.append((str(refused.value), refused.value.seconds))
    assert told[0] == told[1]
    clock.later(minutes=20)
    site.entering.ask(lea.address, PAGES)


def test_whoever_is_refused_has_a_link_that_is_still_good(site: Application, lea: Member, clock: Clock) -> None:
    """Somebody who asks for links in another's place, all day long, does not keep them out."""
    for _ in range(AN_ADDRESS):
        site.entering.ask(lea.address, PAGES)
    with pytest.raises(TooMany) as refused:
        site.entering.ask(lea.address, PAGES)
    clock.later(seconds=refused.value.seconds or 0)
    assert timedelta(seconds=refused.value.seconds or 0) <= LINK_LASTS
    site.entering.ask(lea.address, PAGES)


def test_addresses_made_up_one_after_the_other_keep_nobody_out(
    monkeypatch: pytest.MonkeyPatch, start: Start, office: PostOffice
) -> None:
    """What nobody receives does not count for everyone."""
    monkeypatch.setattr(entering, "EVERYONE", 3)
    site = start(mail=office.server())
    invited(site, LEA)
    for number in range(20):
        site.entering.ask(f"personne{number}@exemple.fr", PAGES)
    site.entering.ask(LEA, PAGES)
    assert delivered(site, office) == [LEA]


def test_letters_to_everyone_together_have_a_limit_too(
    monkeypatch: pytest.MonkeyPatch, start: Start, office: PostOffice
) -> None:
    monkeypatch.setattr(entering, "EVERYONE", 2)
    site = start(mail=office.server())
    for number in range(2):
        address = f"lea{number}@exemple.fr"
        invited(site, address)
        site.entering.ask(address, PAGES)
    run(until(lambda: len(office.letters) == 2))
    with pytest.raises(TooMany, match="Beaucoup de liens"):
        site.entering.ask("inconnu@exemple.fr", PAGES)


def test_a_letter_that_is_slow_to_leave_tells_nobody_that_its_address_is_known(
    monkeypatch: pytest.MonkeyPatch, start: Start
) -> None:
    """The others are looked for meanwhile, as they would be behind an address that nobody has."""
    monkeypatch.setattr(entering, "MOST_WAITING", 1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        site = start(mail=MailServer("127.0.0.1", port, Encryption.NONE, "", "", "site@exemple.fr", ""))
        invited(site, LEA)
        site.entering.ask(LEA, PAGES)
        call, _ = silent.accept()
        site.entering.ask("inconnu@exemple.fr", PAGES)
        call.close()
    site.entering.close()


@pytest.mark.parametrize(
    "address", ["", "lea", "lea@exemple", "lea@exemple.fr\nBcc: x@exemple.fr", "é@exemple.fr", "a" * 10_000]
)
def test_what_is_no_address_is_told(site: Application, address: str) -> None:
    with pytest.raises(InvalidRequest, match="ne semble pas complète"):
        site.entering.ask(address, PAGES)


def test_without_a_mail_server_whom_to_ask_is_told(start: Start) -> None:
    with pytest.raises(MailUnavailable, match="ansm advisor invite"):
        start().entering.ask(LEA, PAGES)


def test_a_letter_that_cannot_leave_is_logged_without_its_address(
    site: Application, lea: Member, office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    office.answer = "550 inconnu de nos services"
    with caplog.at_level(logging.ERROR):
        site.entering.ask(lea.address, PAGES)
        site.entering.close()
    assert "could not be sent" in caplog.text
    assert "exemple.fr" not in caplog.text


def test_wrong_links_end_by_being_refused_and_good_ones_never(site: Application, lea: Member, clock: Clock) -> None:
    """Nobody is kept out by somebody else's attempts."""
    for _ in range(WRONG_LINKS):
        with pytest.raises(SignedOut):
            site.entering.enter(FORGED)
    with pytest.raises(TooMany, match="10 minutes"):
        site.entering.enter(FORGED)
    good = site.entering.link(lea, "").removeprefix("#")
    assert site.identity.session(site.entering.enter(good)).member == lea
    clock.later(minutes=10)
    with pytest.raises(SignedOut):
        site.entering.enter(FORGED)


def test_an_invitation_names_who_invites(site: Application, lea: Member, office: PostOffice) -> None:
    site.entering.invite(lea, PAGES)
    assert "OPSN de l’Isère vous ouvre l’espace des conseillers" in office.letters[0].get_content()
