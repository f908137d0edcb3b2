"""The whole journey of a mayor in Firefox, from the name of the commune to its document and back by the link."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from ansm.application import Application
from ansm.domain.bands import Band
from ansm.settings import read_settings
from tests.browser import mayor
from tests.browser.conftest import PATIENCE_MS, Server
from tests.browser.firefox import fresh_profile, launched
from tests.browser.visitor import find

SOME = 12
FIRST_RENDERING_MS = 60_000


@pytest.fixture
def firefox(playwright: Playwright, tmp_path: Path) -> Iterator[Browser]:
    """The system's Firefox."""
    with launched(playwright, tmp_path) as browser:
        yield browser


@pytest.fixture
def installation(server: Server) -> Iterator[Application]:
    """The use cases on the server's own database."""
    running = Application.start(read_settings({"ANSM_DATABASE_URL": f"sqlite:///{server.folder / 'ansm.sqlite3'}"}))
    yield running
    running.close()


def test_a_mayor_goes_from_a_name_to_a_document_and_comes_back(
    firefox: Browser, server: Server, installation: Application, tmp_path: Path
) -> None:
    """Search, verdict, answers saved, one with the network cut, results, document; the link alone brings them back."""
    page = fresh_profile(firefox).new_page()
    complaints = errors_of(page)
    find(page, server.address, "la buisse", "La Buisse")
    expect(page.get_by_text("Votre commune", exact=True)).to_be_visible()
    mayor.control(page, mayor.START).click()
    given = mayor.answer(page, at_least=SOME)
    link = mayor.personal_link(page)
    token = link.partition("#")[2]

    mayor.control(page, mayor.NEXT).click()
    question = mayor.first_unanswered(page)
    cut(page, off=True)
    given[question] = mayor.give_first_answer(page, question)
    assert not stored(installation, token, question)
    cut(page, off=False)
    wait_until_stored(page, installation, token, question)
    mayor.expect_saved(page)

    mayor.read_results(page)
    first = installation.diagnose(token).in_band(Band.FIRST)[0].need.action
    expect(page.locator("main")).to_contain_text(first)
    with page.expect_download(timeout=FIRST_RENDERING_MS) as download:
        page.get_by_role("button", name=mayor.DOCUMENT).first.click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    with pymupdf.open(file) as document:
        printed = mayor.words(" ".join(sheet.get_text() for sheet in document))
    assert "La Buisse" in printed
    assert mayor.words(first) in printed
    assert complaints == []
    page.context.close()

    elsewhere = fresh_profile(firefox).new_page()
    elsewhere.goto(link)
    back = mayor.look_back(elsewhere)
    assert given.items() <= back.items()


def errors_of(page: Page) -> list[str]:
    """The list to which the page's errors will be added; Firefox counts a cut connection among them, we do not."""
    errors: list[str] = []
    page.on("pageerror", lambda error: None if "connection" in str(error) else errors.append(str(error)))
    return errors


def cut(page: Page, *, off: bool) -> None:
    """Cut the network, or bring it back; make sure that it is so."""
    page.context.set_offline(off)
    answered = page.evaluate("fetch('/sante').then(() => true, () => false)")
    assert answered is not off


def stored(installation: Application, token: str, question: str) -> bool:
    """Whether the server has this answer."""
    return bool(installation.file(token).answers.chosen(question))


def wait_until_stored(page: Page, installation: Application, token: str, question: str) -> None:
    """Wait until the server has it: what the page says is not proof enough here."""
    end = time.monotonic() + PATIENCE_MS / 1000
    while not stored(installation, token, question):
        assert time.monotonic() < end, f"{question} never reaches the server"
        page.wait_for_timeout(200)
