"""The questionnaire to print, given to anyone: by its address, once for a browser that keeps it."""

from __future__ import annotations

import pymupdf
import pytest
from starlette.applications import Starlette

from ansm.application import Application
from ansm.errors import ReportUnavailable
from ansm.web import routes
from ansm.web.own_routes import ROUTES
from tests.web.asgi_client import AsgiClient

SHORT = routes.blank("epci", "essentiel")


@pytest.fixture
def client(installation: Application) -> AsgiClient:
    """Our routes, on a running installation."""
    assert installation.today()
    return AsgiClient(Starlette(routes=list(ROUTES)))


def first_page(pdf: bytes) -> str:
    with pymupdf.open(stream=pdf, filetype="pdf") as opened:
        return " ".join(opened[0].get_text().split())


def test_the_address_names_whom_it_is_for_and_how_much_is_asked(client: AsgiClient) -> None:
    response = client.get(SHORT)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/pdf"
    assert "questionnaire-vierge_epci_essentiel.pdf" in response.headers["content-disposition"]
    assert "votre intercommunalité" in first_page(response.content)
    assert "L’essentiel" in first_page(response.content)


def test_without_a_word_it_is_whole_and_for_a_commune(client: AsgiClient) -> None:
    response = client.get(routes.BLANK)
    assert "questionnaire-vierge_commune_complet.pdf" in response.headers["content-disposition"]


def test_a_browser_that_holds_it_is_told_so_and_receives_nothing(client: AsgiClient) -> None:
    mark = client.get(SHORT).headers["etag"]
    again = client.get(SHORT, headers={"if-none-match": f"W/{mark}"})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == mark
    other = client.get(SHORT, headers={"if-none-match": '"autre"'})
    assert other.status_code == 200


def test_it_is_printed_once_whoever_asks(
    client: AsgiClient, installation: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second time, the press is not asked."""
    first = client.get(SHORT)
    monkeypatch.setattr(installation.blank_forms, "_press", pytest.fail)
    assert client.get(SHORT).content == first.content


@pytest.mark.parametrize(
    "query", ["pour=region", "parcours=long", "pour=<script>", "pour=", "parcours=%00", "pour=commune%0d%0aX:1"]
)
def test_an_address_that_names_no_paper_is_refused_in_words(client: AsgiClient, query: str) -> None:
    response = client.get(f"{routes.BLANK}?{query}")
    assert response.status_code == 404
    assert "n’existe pas" in response.text
    assert "<script>" not in response.text


def test_a_press_that_fails_is_told_and_asked_again_the_next_time(
    installation: Application, monkeypatch: pytest.MonkeyPatch, client: AsgiClient
) -> None:
    """Nothing of the failure is kept."""

    def fail(_form: object) -> bytes:
        raise ReportUnavailable("La police manque.")

    with monkeypatch.context() as broken:
        broken.setattr(installation.blank_forms, "_press", fail)
        broken.setattr(installation.blank_forms, "_kept", {})
        response = client.get(SHORT)
        assert response.status_code == 503
        assert "Réessayez" in response.text


def test_only_reading_is_allowed(client: AsgiClient) -> None:
    assert client.request("POST", routes.BLANK).status_code == 405
