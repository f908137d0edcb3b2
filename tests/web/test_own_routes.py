"""The health of the site, and the PDF whose secret travels in the body only."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from starlette.applications import Starlette

from ansm.application import Application, Report
from ansm.errors import ReportUnavailable, StorageUnavailable
from ansm.web.own_routes import ROUTES
from tests.web.asgi_client import AsgiClient


@pytest.fixture
def client(installation: Application) -> AsgiClient:
    """Our routes, on a running installation."""
    assert installation.today()
    return AsgiClient(Starlette(routes=list(ROUTES)))


def test_health_says_ok_when_answers_can_be_saved(client: AsgiClient) -> None:
    """What a monitor reads."""
    response = client.get("/sante")
    assert (response.status_code, response.json()) == (200, {"etat": "ok"})


def test_health_says_503_and_why_when_they_cannot(
    client: AsgiClient, installation: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database is what fails here; the sentence is the storage's own."""

    def fail() -> None:
        raise StorageUnavailable("La base de données est verrouillée.")

    monkeypatch.setattr(installation, "check", fail)
    response = client.get("/sante")
    assert response.status_code == 503
    assert response.json()["message"] == "La base de données est verrouillée."


@pytest.mark.parametrize(
    "body", [b"", b"lien=", b"lien=" + b"A" * 43, b"lien=%00", b"autre=1", b"\xff\xfe", b"lien=a&" * 200, b"lien=<b>"]
)
def test_a_forged_link_gives_no_document(client: AsgiClient, body: bytes) -> None:
    """A French page with the way back, and nothing of what was sent."""
    response = client.request("POST", "/rapport", content=body)
    assert response.status_code == 404
    assert "lien" in response.text
    assert 'href="/"' in response.text
    assert "<b>" not in response.text


def test_the_secret_is_not_taken_from_the_address(client: AsgiClient, installation: Application) -> None:
    """It would stay in logs and histories."""
    token = installation.open("38061")
    assert client.get(f"/rapport?lien={token}").status_code == 405
    assert client.request("POST", f"/rapport?lien={token}").status_code == 404


def test_the_document_is_given_under_its_name(
    client: AsgiClient, installation: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a file to keep, never cached on the way."""
    name = "diagnostic-numérique-La-Buisse.pdf"
    monkeypatch.setattr(installation, "report", lambda _token: Report(name, b"%PDF-1.7"))
    response = client.request("POST", "/rapport", content=b"lien=" + b"A" * 43)
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-disposition"] == f"attachment; filename*=UTF-8''{quote(name)}"
    assert response.headers["cache-control"] == "no-store"
    assert response.content == b"%PDF-1.7"


def test_a_document_that_cannot_be_made_is_said_in_a_sentence(
    client: AsgiClient, installation: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Answers are safe, and the page says so."""

    def fail(_token: str) -> Report:
        raise ReportUnavailable("La mise en page est indisponible.")

    monkeypatch.setattr(installation, "report", fail)
    response = client.request("POST", "/rapport", content=b"lien=" + b"A" * 43)
    assert response.status_code == 503
    assert "La mise en page est indisponible." in response.text
    assert "Vos réponses sont enregistrées" in response.text
