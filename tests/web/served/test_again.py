"""The page from which a diagnostic is done again: what it would take over, then a new link, shown once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette

from ansm.application import Application
from ansm.web import routes
from ansm.web.own_routes import ROUTES
from ansm.web.protection import Protection
from tests.web.asgi_client import AsgiClient
from tests.web.exchange_client import Browser, message

LA_BUISSE = "38061"
FORGED = "A" * 43
NEW_LINK = re.compile(r'value="[^"]*/diagnostic/#([\w-]{43})"')


@pytest.fixture
def browser(installation: Application, tmp_path: Path) -> Browser:
    """A browser on our routes, behind our protection."""
    assert installation.today()
    return Browser(Protection(Starlette(routes=list(ROUTES)), tmp_path))


@pytest.fixture
def token(installation: Application, browser: Browser) -> str:
    """The personal link of a file with two answers."""
    made = installation.open(LA_BUISSE, "elu")
    browser.answer(made, message("device1-1", "SEC-01", "non"))
    return made


def test_the_page_itself_says_nothing_of_any_file(browser: Browser) -> None:
    page = AsgiClient(browser.app).get(routes.AGAIN)
    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    assert 'data-piece="refaire"' in page.text


def test_the_holder_reads_what_would_be_taken_over(browser: Browser, token: str) -> None:
    told = browser.post("piece/refaire", lien=token).json()["html"]
    assert "La Buisse, diagnostic du" in told
    assert "2\u00a0réponses d’alors vous seront montrées" in told
    assert "a moins de trois mois" in told, "a young file is rather gone on with"
    assert "Refaire le diagnostic aujourd’hui" in told


def test_a_file_without_answers_is_rather_filled_in(browser: Browser, installation: Application) -> None:
    told = browser.post("piece/refaire", lien=installation.open(LA_BUISSE)).json()["html"]
    assert "n’a pas encore de réponse" in told


def test_doing_it_again_shows_the_new_link_and_says_so(browser: Browser, installation: Application, token: str) -> None:
    told = browser.post("piece/refaire/commencer", lien=token).json()
    found = NEW_LINK.search(told["html"])
    assert found is not None
    assert "lien personnel" in told["dit"]
    new = installation.file(found[1])
    assert (new.answers.items, new.suggested) == ((), installation.file(token).answers)


def test_the_questionnaire_is_told_the_former_answers_and_their_day(
    browser: Browser, installation: Application, token: str
) -> None:
    found = NEW_LINK.search(browser.post("piece/refaire/commencer", lien=token).json()["html"])
    assert found is not None
    told = browser.post("dossier", lien=found[1]).json()
    assert told["reponses"] == []
    assert told["avant"] == {
        "le": installation.file(token).opened_on.isoformat(),
        "reponses": {"PRO-01": ["elu"], "SEC-01": ["non"]},
    }
    theme = browser.post("confier", lien=found[1], theme="securite", a="agent", jours=14).json()["lien"]
    assert browser.post("dossier", lien=theme).json()["avant"]["reponses"] == {"SEC-01": ["non"]}
    assert "avant" not in browser.post("dossier", lien=token).json()


@pytest.mark.parametrize("name", ["refaire", "refaire/commencer"])
def test_another_link_learns_and_makes_nothing(
    browser: Browser, installation: Application, token: str, name: str
) -> None:
    theme = installation.handovers.hand_over(token, "securite", "agent", 14).token
    for link in (theme, FORGED, ""):
        refused = browser.post(f"piece/{name}", lien=link)
        assert refused.status_code == 404
        assert "La Buisse" not in refused.text
