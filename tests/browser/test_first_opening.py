"""A first opening over a slow line: nothing is asked twice, nothing is fetched that can wait, a cut loses nothing."""

from __future__ import annotations

import re

import pymupdf
import pytest
from playwright.sync_api import Browser, Page, Route, WebSocket, expect

from tests.browser.conftest import Server
from tests.browser.visitor import choose, kept_offline, start, stored, tick, wait_until_saved

OPENING = "**/echange/dossier"
A_SCRIPT = re.compile(r"/assets/.*\.js$")


@pytest.fixture
def link(browser: Browser, server: Server) -> str:
    """The personal link of a file, made on another device."""
    context = browser.new_context(locale="fr-FR")
    made = start(context.new_page(), server.address)
    context.close()
    return made


def test_the_file_is_asked_for_once_while_the_scripts_are_on_their_way(page: Page, link: str) -> None:
    """None of them has come when it is; the next opening shows the copy of the device first."""
    asked: list[str] = []
    held: list[Route] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route(A_SCRIPT, lambda route: held.append(route))
    with page.expect_response(OPENING) as told:
        page.goto(link, wait_until="commit")
    assert told.value.ok
    for route in held:
        route.continue_()
    page.unroute(A_SCRIPT)
    expect(page.locator("#PRO-01")).to_be_visible()
    assert len([url for url in asked if url.endswith("/echange/dossier")]) == 1
    page.reload()
    expect(page.locator("#PRO-01")).to_be_visible()


def test_a_request_that_began_early_and_was_cut_is_made_again(page: Page, link: str) -> None:
    """The page says what it waits for, then opens."""
    page.route(OPENING, lambda route: route.abort(), times=1)
    page.goto(link)
    expect(page.get_by_text("Il faut une connexion pour ouvrir ce diagnostic")).to_be_visible()
    expect(page.locator("#PRO-01")).to_be_visible()


def test_a_network_cut_as_soon_as_the_file_is_open_loses_nothing(page: Page, link: str, server: Server) -> None:
    """The pages are not on the device yet: they come once the network is back."""
    page.goto(link)
    expect(page.locator("#PRO-01")).to_be_visible()
    page.context.set_offline(True)
    choose(page, "PRO-01", "elu")
    expect(page.locator("#enregistrement")).to_contain_text("1 réponse en attente")
    page.wait_for_timeout(2500)  # past the moment when the pages would have been fetched
    page.context.set_offline(False)
    wait_until_saved(page)
    assert ("PRO-01", ["elu"]) in stored(server)
    kept_offline(page)


def test_the_questionnaire_opens_no_event_socket_until_something_must_be_told(page: Page, link: str) -> None:
    """It has no State: a fault of a script opens one, and so does the home page reached from there."""
    opened: list[str] = []
    page.on("websocket", lambda socket: opened.append(socket.url))
    page.goto(link)
    tick(page, "PRO-01", "elu")
    kept_offline(page)
    assert opened == []
    with page.expect_websocket(_events):
        page.evaluate("() => setTimeout(() => { throw new Error('un défaut de script, pour essai'); })")
    page.reload()
    expect(page.locator("#PRO-01-elu")).to_be_checked()
    with page.expect_websocket(_events):
        page.get_by_role("banner").get_by_role("link", name="Accompagnement Numérique Sur-Mesure").click()
    expect(page.get_by_role("combobox")).to_be_visible()


def test_the_last_look_is_whole_for_who_prints_searches_or_walks_through_it(page: Page, link: str) -> None:
    """Its lines out of sight are laid out late: none of them may be missing."""
    page.goto(link)
    page.get_by_role("navigation", name="Les thèmes").get_by_role("button", name="Vérifier mes réponses").click()
    lines = page.locator(".ansm-check")
    last = page.locator(".ansm-check__question").last
    expect(page.get_by_role("heading", level=3).last).to_be_attached()
    expect(lines.nth(40)).to_be_attached()
    said = last.text_content() or ""
    assert page.evaluate("(text) => window.find(text)", said[:40])
    expect(last).to_be_in_viewport()
    assert lines.count() == page.get_by_role("button", name=re.compile("^(Répondre|Modifier) ")).count()
    with pymupdf.open(stream=page.pdf()) as document:
        printed = " ".join(" ".join(sheet.get_text().split()) for sheet in document)
    assert " ".join(said.split())[:40] in printed


def _events(socket: WebSocket) -> bool:
    return "/_event" in socket.url
