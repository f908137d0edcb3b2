"""The mayor follows the plan, asks to be reminded, and comes back months later by the link of a letter."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ansm.application import Application
from ansm.settings import read_settings
from tests.browser.conftest import PATIENCE_MS, Server
from tests.browser.visitor import accessibility_faults
from tests.post_office import PostOffice, post_office

BAD_ANSWERS = {"SIT-01": "non", "IDN-02": "non", "SEC-01": "non", "TER-02": "non", "GES-05": "non"}
ADDRESS = "secretariat@la-buisse.fr"


@pytest.fixture(scope="module")
def office() -> Iterator[PostOffice]:
    """A mail server of this machine."""
    with post_office() as running:
        yield running


@pytest.fixture(scope="module")
def settings(office: PostOffice) -> dict[str, str]:
    """What makes a site send letters. Links lead to the public address, which a test puts back to the server's own."""
    return {
        "ANSM_SMTP_URL": f"smtp://localhost:{office.port}?tls=non",
        "ANSM_SMTP_FROM": "ne-pas-repondre@exemple.fr",
        "ANSM_PUBLIC_URL": "https://diagnostic.exemple.fr",
    }


@pytest.fixture(scope="module")
def writing_server(settings: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that may send letters."""
    running = Server(tmp_path_factory.mktemp("serveur-qui-ecrit"))
    try:
        running.start(settings)
        yield running
    finally:
        running.stop()


@pytest.fixture
def token(writing_server: Server) -> str:
    """The personal link of a file with a plan, on the server's own database."""
    url = f"sqlite:///{writing_server.folder / 'ansm.sqlite3'}"
    with closing(Application.start(read_settings({"ANSM_DATABASE_URL": url}))) as application:
        token = application.open("38061")
        for question, value in BAD_ANSWERS.items():
            application.answer(token, question, value)
    return token


def remind(server: Server, settings: dict[str, str]) -> str:
    """Run the daily command, as a timer would."""
    environment = {**os.environ, **settings, "ANSM_DATABASE_URL": f"sqlite:///{server.folder / 'ansm.sqlite3'}"}
    command = [str(Path(sys.executable).parent / "ansm"), "remind"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603 - ours
    return done.stdout.replace("\u00a0", " ")


def let_a_fortnight_pass(server: Server) -> None:
    """Nobody can give the program another clock: the reminder is made fifteen days older, by hand, in the database."""
    with closing(sqlite3.connect(server.folder / "ansm.sqlite3", isolation_level=None)) as connection:
        connection.execute("UPDATE reminder SET counted_from = date(counted_from, '-15 days')")
        moved = "strftime('%Y-%m-%d %H:%M:%f', asked_at, '-15 days') || '000'"
        connection.execute(f"UPDATE reminder SET asked_at = {moved}")  # noqa: S608 - written just above


def note(page: Page, rank: int, state: str) -> None:
    """Open the form of an action, say where it stands, and see it said."""
    action = page.locator(".suivi-action").nth(rank)
    action.locator("summary", has_text="Noter où elle en est").click()
    action.get_by_label("Où en est-elle").select_option(label=state)
    action.get_by_label("Qui s’en charge").fill("la secrétaire de mairie")
    action.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".suivi-action").nth(rank).locator(".fr-badge")).to_have_text(state.lower())
    expect(page.locator(".suivi-action").nth(rank).get_by_role("heading")).to_be_focused()


def test_from_two_actions_noted_to_the_letter_and_the_end_of_the_reminders(
    page: Page, writing_server: Server, office: PostOffice, settings: dict[str, str], token: str
) -> None:
    """Two actions are noted, a reminder asked for, its letter comes, its link opens the follow-up only, and stops."""
    page.goto(f"{writing_server.address}/diagnostic/suivi/#{token}")
    expect(page.locator(".suivi-totaux")).to_have_text(re.compile(r"à décider\.$"))
    note(page, 0, "Faite")
    note(page, 1, "En cours")
    expect(page.locator(".suivi-totaux")).to_have_text(re.compile(r"^1.faite, 1.en cours et \d.à décider\.$"))
    page.get_by_label("Adresse électronique").fill(ADDRESS)
    page.get_by_role("button", name="Recevoir ces rappels").click()
    promise = page.locator(".fr-alert", has_text=f"Nous écrirons à {ADDRESS}")
    expect(promise).to_be_focused()
    page.reload()
    expect(page.get_by_text("s•••@la-buisse.fr", exact=False).first).to_be_visible()
    expect(page.get_by_text(ADDRESS)).to_have_count(0)

    assert remind(writing_server, settings) == "0 rappel envoyé.\n"
    let_a_fortnight_pass(writing_server)
    assert remind(writing_server, settings) == "1 rappel envoyé.\n"
    (letter,) = office.letters
    link = re.search(r"https://diagnostic\.exemple\.fr(/diagnostic/suivi/#[\w-]{43})", letter.get_content())
    assert link is not None

    received = page.context.new_page()
    received.goto(writing_server.address + link[1])
    expect(received.locator(".suivi-totaux")).to_contain_text("1\u00a0faite")
    note(received, 2, "Abandonnée")
    received.get_by_role("navigation", name="Votre diagnostic").get_by_role("link", name="Résultats").click()
    expect(received.get_by_text("ouvre seulement le suivi des actions").first).to_be_visible()
    received.goto(writing_server.address + link[1])
    received.get_by_role("button", name="Arrêter ces rappels").click()
    expect(received.get_by_text("votre adresse est effacée")).to_be_visible()
    received.reload()
    expect(received.get_by_text("Ces rappels ont été arrêtés").first).to_be_visible()

    page.reload()
    expect(page.locator(".suivi-totaux")).to_contain_text("1\u00a0abandonnée")
    expect(page.get_by_role("button", name="Arrêter ces rappels")).to_have_count(0)


def test_what_is_refused_is_said_in_the_form_and_what_was_typed_stays(
    page: Page, writing_server: Server, token: str
) -> None:
    """A day in the future."""
    page.goto(f"{writing_server.address}/diagnostic/suivi/#{token}")
    action = page.locator(".suivi-action").first
    action.locator("summary", has_text="Noter où elle en est").click()
    action.get_by_label("Où en est-elle").select_option(label="Faite")
    action.get_by_label("Depuis quel jour").fill("2999-01-01")
    action.get_by_label("Qui s’en charge").fill("le maire")
    action.get_by_role("button", name="Enregistrer").click()
    expect(action.get_by_role("alert")).to_contain_text("n’est pas encore passée")
    expect(action.get_by_label("Qui s’en charge")).to_have_value("le maire")


def test_the_whole_catalogue_is_shown_on_request(page: Page, writing_server: Server, token: str) -> None:
    """The short list grows where it is, with what was typed."""
    page.goto(f"{writing_server.address}/diagnostic/suivi/#{token}")
    action = page.locator(".suivi-action").first
    action.locator("summary", has_text="Noter où elle en est").click()
    action.get_by_label("Qui s’en charge").fill("le maire")
    short = action.locator("option").count()
    action.get_by_role("button", name="Voir tout le catalogue").click()
    expect(action.get_by_role("button", name="Voir tout le catalogue")).to_have_count(0)
    expect(action.get_by_label("Qui s’en charge")).to_have_value("le maire")
    assert action.locator("option").count() > short


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_no_fault_on_a_small_screen(
    browser: Browser, writing_server: Server, token: str, scheme: str
) -> None:
    """320 px wide, with a form open: nothing for axe, nothing sideways."""
    context = browser.new_context(
        locale="fr-FR",
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": 320, "height": 640},
        bypass_csp=True,
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto(f"{writing_server.address}/diagnostic/suivi/#{token}")
    expect(page.get_by_role("button", name="Recevoir ces rappels")).to_be_visible()
    note(page, 0, "En cours")
    page.locator(".suivi-action").first.locator("summary", has_text="Noter où elle en est").click()
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
