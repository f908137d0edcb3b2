"""The personal link by e-mail, asked from the page: what the page is told, whatever the mail server does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette

from ansm.application import Application
from ansm.web import site
from ansm.web.exchange_routes import ROUTES
from tests.post_office import PostOffice, post_office
from tests.web.exchange_client import JSON, Browser

ADDRESS = "secretariat@la-buisse.fr"


@pytest.fixture(scope="module")
def office() -> Iterator[PostOffice]:
    """A mail server of this machine."""
    with post_office() as running:
        yield running


@pytest.fixture(scope="module")
def installation(office: PostOffice, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """The application that handlers reach, set to send letters."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANSM_DATABASE_URL", f"sqlite:///{tmp_path_factory.mktemp('base') / 'ansm.sqlite3'}")
        patch.setenv("ANSM_SMTP_URL", f"smtp://localhost:{office.port}?tls=non")
        patch.setenv("ANSM_SMTP_FROM", "ne-pas-repondre@exemple.fr")
        patch.setenv("ANSM_PUBLIC_URL", "https://diagnostic.exemple.fr/")
        site.application.cache_clear()
        running = site.application()
        yield running
        running.close()
        site.application.cache_clear()


@pytest.fixture
def browser(installation: Application, office: PostOffice) -> Browser:
    """A browser on our routes, and a mail server in a good mood with nothing received yet."""
    assert installation.mailing.available
    office.answer = "250 OK"
    office.letters.clear()
    return Browser(Starlette(routes=list(ROUTES)))


@pytest.fixture
def token(installation: Application) -> str:
    """The personal link of a new file."""
    return installation.open("38061")


def test_the_page_knows_that_the_link_can_be_sent_and_a_theme_does_not(
    browser: Browser, token: str, installation: Application
) -> None:
    theme = installation.handovers.hand_over(token, "securite", "agent", 14).token
    assert browser.post("dossier", lien=token).json()["courriel"] is True
    assert browser.post("dossier", lien=theme).json()["courriel"] is False
    assert browser.post("courriel", lien=theme, adresse=ADDRESS).status_code == 404


def test_the_link_is_sent_under_the_public_address_whatever_the_request_says_of_its_host(
    browser: Browser, token: str, office: PostOffice
) -> None:
    content = f'{{"lien": "{token}", "adresse": "{ADDRESS}"}}'.encode()
    response = browser.raw("courriel", content, JSON | {"host": "ailleurs.example"})
    assert (response.status_code, response.json()) == (200, {})
    text = office.letters[0].get_content()
    assert f"https://diagnostic.exemple.fr/diagnostic/#{token}" in text
    assert "ailleurs" not in text


@pytest.mark.parametrize("address", ["mairie", "a@b.fr\r\nBcc: c@d.fr", "\ud800@b.fr", "a" * 512])
def test_what_is_not_an_address_is_told_kindly(browser: Browser, token: str, office: PostOffice, address: str) -> None:
    response = browser.post("courriel", lien=token, adresse=address)
    assert (response.status_code, response.json()["code"]) == (400, "demande")
    assert "mairie@exemple.fr" in response.json()["message"]
    assert office.letters == []


def test_a_refused_address_is_told_as_such(browser: Browser, token: str, office: PostOffice) -> None:
    office.answer = "550 no such user"
    response = browser.post("courriel", lien=token, adresse="inconnu@la-buisse.fr")
    assert (response.status_code, response.json()["code"]) == (400, "demande")
    assert "refuse cette adresse" in response.json()["message"]


def test_a_mail_server_that_fails_is_told_to_the_page_and_logged_without_the_address(
    browser: Browser, token: str, office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    office.answer = "450 come back later"
    response = browser.post("courriel", lien=token, adresse=ADDRESS)
    assert (response.status_code, response.json()["code"]) == (503, "courriel")
    assert "copiez votre lien" in response.json()["message"]
    assert "could not be sent by e-mail" in caplog.text
    assert ADDRESS not in caplog.text
    assert token not in caplog.text


def test_too_many_letters_are_told_to_wait(browser: Browser, token: str, office: PostOffice) -> None:
    statuses = [
        browser.post("courriel", lien=token, adresse=f"mairie{number}@exemple.fr").status_code for number in range(5)
    ]
    assert statuses == [200] * 5
    response = browser.post("courriel", lien=token, adresse=ADDRESS)
    assert (response.status_code, response.json()["code"]) == (429, "attente")
    assert 0 < int(response.headers["retry-after"]) <= 3600
    assert "recommencer dans" in response.json()["message"]
    assert len(office.letters) == 5
