"""What every page of signed-in people does by itself, whatever the page."""

from __future__ import annotations

import logging

import pytest
from starlette.applications import Starlette
from starlette.responses import Response

from ansm.application import Application
from ansm.domain.people import OrganisationKind, Role
from ansm.web.served.desk import EVERYONE, Visit, done, shown
from tests.web.served.people import Browser, member, organisation, signed_in


def failing(_visit: Visit) -> Response:
    raise KeyError("lea@exemple.fr, qui a écrit ceci")


@pytest.fixture
def browser(installation: Application) -> Browser:
    """Léa, on a site of two pages that fail."""
    agency = organisation(installation, OrganisationKind.OPSN, "OPSN de l’Isère")
    lea = signed_in(installation, member(installation, agency, Role.ADVISOR, "lea@exemple.fr"))
    pages = [shown("/conseillers/essai", EVERYONE, failing), done("/conseillers/essai", EVERYONE, failing)]
    return Browser(Starlette(routes=pages), lea.cookies, lea.form_token)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_fault_that_nobody_foresaw_is_told_in_a_sentence_and_logged_without_anybody(
    browser: Browser, caplog: pytest.LogCaptureFixture, method: str
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = browser.get("/conseillers/essai") if method == "GET" else browser.post("/conseillers/essai")
    assert (answer.status_code, answer.headers["cache-control"]) == (500, "no-store")
    assert "Une erreur imprévue est survenue" in answer.text
    assert "KeyError at" in caplog.text
    assert "lea@exemple.fr" not in caplog.text
