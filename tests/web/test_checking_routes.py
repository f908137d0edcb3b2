"""The page that checks documents asks by a code and a checksum: what it is told, and what it cannot ask."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from starlette.applications import Starlette

from ansm.application import Application, Checked, Verdict
from ansm.domain.publication import Edition
from ansm.storage import IssuedDocument
from ansm.web import page_list
from ansm.web.checking_routes import written
from ansm.web.own_routes import ROUTES
from ansm.web.pages.verify import verify
from ansm.web.protection import Protection
from tests.web.exchange_client import Browser
from tests.web.reading_pages import headings, words

CODE = "7K3M-QX2P-9D4T"


@pytest.fixture
def browser(installation: Application, tmp_path: Path) -> Browser:
    """A browser on our routes, behind our protection."""
    assert installation.today()
    return Browser(Protection(Starlette(routes=list(ROUTES)), tmp_path))


def issued(sha256: bytes, kind: str = "rapport", edition: Edition = Edition.PUBLISHABLE) -> IssuedDocument:
    moment = datetime(2026, 11, 26, 9, tzinfo=UTC)
    return IssuedDocument(CODE, edition, kind, "38061", "La Buisse", date(2026, 11, 26), sha256, moment)


def test_a_document_printed_by_two_versions_of_the_program_is_told_once() -> None:
    """In words: what it is, for whom, which version, of which day. Nothing tells who asked for it."""
    told = written(Checked(Verdict.ISSUED, CODE, (issued(bytes(32)), issued(b"\x01" * 32))))
    assert told == {
        "etat": "emis",
        "code": CODE,
        "documents": [
            {
                "le": "2026-11-26",
                "territoire": "La Buisse",
                "edition": "version publiable",
                "nature": "Le diagnostic à publier",
            }
        ],
    }


def test_a_kind_of_document_that_is_made_no_more_keeps_a_name() -> None:
    told = written(Checked(Verdict.ISSUED, CODE, (issued(bytes(32), "affiche"),)))
    assert isinstance(told, dict)
    assert "'nature': 'Un document'" in str(told["documents"])


def test_an_unknown_code_is_an_answer_and_what_is_none_is_refused_in_words(browser: Browser) -> None:
    assert browser.post("verifier", code=CODE.lower()).json() == {"etat": "inconnu", "code": CODE, "documents": []}
    assert browser.post("verifier", code=CODE, empreinte="0" * 64).json()["etat"] == "inconnu"
    refused = browser.post("verifier", code="bonjour")
    assert refused.status_code == 400
    assert "douze lettres ou chiffres" in refused.json()["message"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"code": None},
        {"code": 7},
        {"code": "x" * 65},
        {"code": CODE, "empreinte": "0" * 63},
        {"code": CODE, "empreinte": "G" * 64},
        {"code": CODE, "empreinte": ["0" * 64]},
        {"code": CODE, "empreinte": "0" * 65},
    ],
)
def test_what_the_page_never_sends_is_refused(browser: Browser, body: dict[str, object]) -> None:
    assert browser.post("verifier", **body).status_code == 400


def test_the_page_says_what_the_answer_proves(installation: Application) -> None:
    """And what it does not; it is on the site map and in the help."""
    assert installation.today()
    page = verify()
    assert headings(page)[0] == (1, "Ce document est-il d’origine ?")
    assert "pas que les réponses données étaient justes" in words(page)
    assert page_list.VERIFY in page_list.PAGES
