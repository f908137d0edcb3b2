"""The page of a file's data: empty for whoever comes by, whole for the holder of the link, closed to all others."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from starlette.applications import Starlette

from ansm.application import Application
from ansm.errors import UnknownLink
from ansm.web import routes
from ansm.web.own_routes import ROUTES
from ansm.web.protection import Protection
from tests.web.asgi_client import AsgiClient
from tests.web.exchange_client import Browser

LA_BUISSE = "38061"
FORGED = "A" * 43
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def site(installation: Application, tmp_path: Path) -> Protection:
    """Our routes behind our protection."""
    assert installation.today()
    return Protection(Starlette(routes=list(ROUTES)), tmp_path)


@pytest.fixture
def browser(site: Protection) -> Browser:
    """A browser that posts JSON."""
    return Browser(site)


@pytest.fixture
def token(installation: Application) -> str:
    """The personal link of a new file."""
    return installation.open(LA_BUISSE, "elu")


def test_the_page_itself_says_nothing_of_any_file(site: Protection) -> None:
    page = AsgiClient(site).get(routes.OWN_DATA)
    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    assert 'data-piece="donnees"' in page.text
    assert page.headers["cache-control"] == "no-store"
    assert 'content="noindex"' in page.text


def test_the_holder_reads_what_is_stored_and_until_when(browser: Browser, token: str) -> None:
    told = browser.post("piece/donnees", lien=token).json()["html"]
    assert "La Buisse" in told
    assert "1\u00a0réponse" in told
    assert "gardé 12 mois après la dernière activité" in told


@pytest.mark.parametrize("name", ["donnees", "donnees/effacer"])
def test_another_link_reads_and_erases_nothing(
    browser: Browser, installation: Application, token: str, name: str
) -> None:
    theme = installation.handovers.hand_over(token, "securite", "agent", 14).token
    for link, status in ((theme, 404), (FORGED, 404), ("", 404)):
        refused = browser.post(f"piece/{name}", lien=link, compris="oui")
        assert refused.status_code == status
        assert "La Buisse" not in refused.text
    assert installation.file(token).territory.code == LA_BUISSE


def test_erasing_asks_first_and_says_when_it_is_done(browser: Browser, installation: Application, token: str) -> None:
    refused = browser.post("piece/donnees/effacer", lien=token)
    assert refused.status_code == 400
    assert "Rien n’a été effacé" in refused.json()["message"]
    done = browser.post("piece/donnees/effacer", lien=token, compris="oui").json()
    assert done["dit"] == "Le dossier est effacé."
    assert "data-oublier" in done["html"]
    with pytest.raises(UnknownLink):
        installation.file(token)


def test_the_archive_is_a_download_for_the_holder_alone(site: Protection, token: str) -> None:
    client = AsgiClient(site)
    given = client.request("POST", routes.OWN_DATA_EXPORT, headers=FORM, content=f"lien={token}".encode())
    assert given.headers["content-disposition"].endswith(".zip")
    assert given.headers["cache-control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(given.content)) as archive:
        assert len(archive.namelist()) == 3
    refused = client.request("POST", routes.OWN_DATA_EXPORT, headers=FORM, content=f"lien={FORGED}".encode())
    assert refused.status_code == 404
    assert "Ce lien ne mène à aucun diagnostic" in refused.text
