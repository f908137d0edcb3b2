"""The health of the site, as a monitor reads it."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette

from ansm.application import Application
from ansm.errors import StorageUnavailable
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
