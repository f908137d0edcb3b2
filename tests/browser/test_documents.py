"""The documents of the results page, as a town clerk takes them: at once, after a wait, or in spite of the network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Download, Locator, Page, Request, Route, expect

from ansm.application import OFFERS, Application, Offer
from ansm.settings import read_settings
from tests.browser.conftest import PATIENCE_MS, Server
from tests.browser.visitor import accessibility_faults

GOLDEN = Path(__file__).parent.parent / "golden" / "journeys" / "la-buisse-seuil-exact.json"
MAIN = "Télécharger le diagnostic (PDF)"
PRINTING_MS = 60_000
ASKED = "**/echange/document"
PREPARED = "**/echange/preparer"
WAITING = "Le document se prépare. Il sera téléchargé dès qu’il sera prêt."
STARTED = "Le téléchargement commence."


@pytest.fixture(scope="module")
def installation(server: Server) -> Iterator[Application]:
    """The use cases on the server's own database."""
    running = Application.start(read_settings({"ANSM_DATABASE_URL": f"sqlite:///{server.folder / 'ansm.sqlite3'}"}))
    yield running
    running.close()


@pytest.fixture
def link(server: Server, installation: Application) -> str:
    """The results of a file of La Buisse, filled in, that nobody has looked at."""
    request = json.loads(GOLDEN.read_text(encoding="utf-8"))["request"]
    token = installation.open(request["territory"], request["role"])
    for question, answer in request["answers"].items():
        installation.answer(token, question, answer)
    return f"{server.address}/diagnostic/resultats/#{token}"


@pytest.fixture
def results(page: Page, link: str) -> Page:
    """Its results, with nothing printed ahead: these tests decide themselves what is ready."""
    page.route(PREPARED, lambda route: route.fulfill(json={"prets": []}))
    return shown(page, link)


@pytest.fixture
def inspected(browser: Browser, link: str) -> Iterator[Page]:
    """The same on a small screen that axe may enter."""
    context = browser.new_context(locale="fr-FR", viewport={"width": 320, "height": 640}, bypass_csp=True)
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.route(PREPARED, lambda route: route.fulfill(json={"prets": []}))
    yield shown(page, link)
    context.close()


def shown(page: Page, link: str) -> Page:
    """Open the results and wait for them."""
    page.goto(link)
    expect(page.get_by_role("heading", level=2, name="Les documents à emporter")).to_be_visible()
    page.wait_for_function("() => Boolean(window.ansm?.fetched)")
    return page


def form(page: Page, kind: str, edition: str) -> Locator:
    """What asks for that document, in the part that lists them all."""
    return page.locator(f"section:has(#document) form[data-fichier='{kind}/{edition}']")


def bytes_of(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


class Held:
    """Questions to the server that wait until a test lets them go."""

    def __init__(self, page: Page) -> None:
        self._routes: list[Route] = []
        page.route(ASKED, lambda route: self._routes.append(route))  # Playwright marks its handlers

    def let_go(self) -> None:
        """Send them now."""
        for route in self._routes:
            route.continue_()
        self._routes.clear()


def test_what_is_ready_says_its_size_and_comes_at_once(page: Page, link: str) -> None:
    """Printed while the page is read: the click asks whether it is, and for the file."""
    shown(page, link)
    form(page, "rapport", "interne").get_by_role("button").focus()  # a hand comes near: no need to wait
    size = page.locator("[data-taille='rapport/interne']")
    expect(size).to_contain_text("ko", timeout=PRINTING_MS)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(page.url.partition("/diagnostic")[0])))
    with page.expect_download() as download:
        page.get_by_role("button", name=MAIN).click()
    assert asked == ["/echange/document", "/documents"]
    name = download.value.suggested_filename
    assert name.startswith("Accompagnement-Numerique-Sur-Mesure_diagnostic_la-buisse_")
    assert name.endswith("_version-interne.pdf")
    data = bytes_of(download.value)
    assert data.startswith(b"%PDF-")
    expect(size).to_contain_text(f"{round(len(data) / 1000)}")
    expect(page.locator(".res-aside").get_by_text(STARTED)).to_be_visible()


@pytest.mark.parametrize("offer", OFFERS, ids=lambda each: f"{each.kind}-{each.edition}")
def test_each_document_is_downloaded_under_its_own_name(results: Page, offer: Offer) -> None:
    asked = form(results, offer.kind, offer.edition)
    with results.expect_download(timeout=PRINTING_MS) as download:
        asked.get_by_role("button").click()
    name = download.value.suggested_filename
    assert f"_{offer.called}_la-buisse_" in name
    assert name.endswith(f"_version-{offer.edition}.{offer.format.suffix}")
    assert len(bytes_of(download.value)) > 500
    expect(asked.get_by_text(STARTED)).to_be_visible()


def test_what_is_not_ready_is_waited_for_in_words_and_a_second_press_changes_nothing(results: Page) -> None:
    """One place that speaks, one bar that moves, one download."""
    held, given = Held(results), []
    results.on("request", lambda request: given.append(request) if request.url.endswith("/documents") else None)
    asked = form(results, "synthese", "interne")
    button = asked.get_by_role("button")
    button.dblclick()
    expect(asked.get_by_role("status")).to_have_text(WAITING)
    expect(asked.get_by_role("progressbar", name="Préparation du document")).to_be_visible()
    expect(button).to_have_attribute("aria-disabled", "true")
    button.press("Enter")
    with results.expect_download(timeout=PRINTING_MS):
        held.let_go()
    expect(asked.get_by_role("status")).to_have_text(STARTED)
    expect(asked.get_by_role("progressbar")).to_be_hidden()
    expect(button).to_have_attribute("aria-disabled", "false")
    expect(button).to_be_focused()
    assert len(given) == 1


def test_when_the_server_says_to_wait_more_the_page_asks_again(results: Page) -> None:
    answers = iter([{"etat": "attente"}, {"etat": "attente"}])

    def answer(route: Route) -> None:
        told = next(answers, None)
        if told:
            route.fulfill(json=told)
        else:
            route.continue_()

    results.route(ASKED, answer)
    with results.expect_download(timeout=PRINTING_MS):
        form(results, "synthese", "publiable").get_by_role("button").click()


@pytest.mark.parametrize("away", ["network", "proxy"])
def test_when_the_server_is_away_a_sentence_says_so_and_trying_again_works(results: Page, away: str) -> None:
    """Cut off, or stopped behind a proxy: nothing is lost, not even the page."""

    def fail(route: Route) -> None:
        if away == "proxy":
            route.fulfill(status=502, content_type="text/html", body="<html>Bad gateway</html>")
        else:
            route.abort()

    address = results.url
    results.route(ASKED, fail)
    asked = form(results, "rapport", "publiable")
    asked.get_by_role("button").click()
    expect(asked.get_by_role("alert")).to_contain_text("Le site ne répond pas.", timeout=PRINTING_MS)
    expect(asked.get_by_role("alert")).to_contain_text("vos réponses sont enregistrées")
    again = asked.get_by_role("button", name="Réessayer")
    expect(again).to_be_focused()
    results.unroute(ASKED)
    results.wait_for_timeout(1600)  # a second press within that time is a double click
    with results.expect_download(timeout=PRINTING_MS):
        again.click()
    expect(asked.get_by_role("alert")).to_be_empty()
    expect(asked.get_by_role("button", name="Télécharger")).to_be_visible()
    assert results.url == address
    expect(results.get_by_role("heading", level=2, name="En une minute")).to_be_attached()


def test_what_the_server_refuses_is_said_in_its_own_words(results: Page) -> None:
    sentence = "Beaucoup de PDF sont demandés en ce moment. Réessayez dans une minute."
    results.route(ASKED, lambda route: route.fulfill(status=503, json={"message": sentence, "code": "document"}))
    asked = form(results, "rapport", "interne")
    asked.get_by_role("button").click()
    expect(asked.get_by_role("alert")).to_have_text(sentence)


def test_two_pages_of_the_same_file_each_get_the_same_document(
    results: Page, context: BrowserContext, link: str
) -> None:
    other = shown(context.new_page(), link)
    found = []
    for page in (results, other):
        with page.expect_download(timeout=PRINTING_MS) as download:
            page.get_by_role("button", name=MAIN).click()
        found.append(bytes_of(download.value))
    assert found[0] == found[1]


def test_the_keyboard_alone_reaches_the_documents_and_takes_one(results: Page) -> None:
    """From the link at the top to the list, then to its second button."""
    results.get_by_role("link", name="Voir tous les documents").focus()
    results.keyboard.press("Enter")
    expect(results.get_by_role("heading", level=2, name="Les documents à emporter")).to_be_focused()
    results.keyboard.press("Tab")
    results.keyboard.press("Tab")
    button = form(results, "synthese", "interne").get_by_role("button")
    expect(button).to_be_focused()
    with results.expect_download(timeout=PRINTING_MS) as download:
        results.keyboard.press("Enter")
    assert "_synthese_" in download.value.suggested_filename
    expect(button).to_be_focused()


def test_a_page_that_was_open_through_an_update_still_gets_its_report(results: Page) -> None:
    """Without its script, or with the form of before: a native form, which the browser downloads by itself."""
    results.evaluate("() => { delete window.ansm.fetched; }")
    with results.expect_download(timeout=PRINTING_MS) as download:
        results.get_by_role("button", name=MAIN).click()
    assert download.value.suggested_filename.endswith("_version-interne.pdf")
    assert bytes_of(download.value).startswith(b"%PDF-")


def test_nothing_is_printed_ahead_for_a_page_that_nobody_sees(page: Page, link: str) -> None:
    """A page opened behind others prints nothing until it comes to the front, or a hand comes near."""
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if request.url.endswith("/echange/preparer") else None)
    page.clock.install()
    page.add_init_script("Object.defineProperty(document, 'hidden', { get: () => window.behind !== false })")
    shown(page, link)
    page.clock.run_for(20_000)
    assert asked == []
    page.evaluate("() => { window.behind = false; document.dispatchEvent(new Event('visibilitychange')); }")
    with page.expect_request(PREPARED):
        page.clock.run_for(5_000)


def test_every_state_of_the_documents_has_no_accessibility_fault(inspected: Page) -> None:
    """At rest, waiting, refused, and downloaded, at 320 pixels, each without a sideways scroll."""
    held = Held(inspected)
    asked = form(inspected, "plan-ods", "publiable")
    assert accessibility_faults(inspected) == []
    asked.get_by_role("button").click()
    expect(asked.get_by_role("progressbar")).to_be_visible()
    assert accessibility_faults(inspected) == []
    with inspected.expect_download(timeout=PRINTING_MS):
        held.let_go()
    refused = form(inspected, "echeances", "interne")
    inspected.unroute(ASKED)
    inspected.route(ASKED, lambda route: route.abort())
    refused.get_by_role("button").click()
    expect(refused.get_by_role("alert")).not_to_be_empty()
    assert accessibility_faults(inspected) == []
    assert inspected.evaluate("document.documentElement.scrollWidth") <= 320
