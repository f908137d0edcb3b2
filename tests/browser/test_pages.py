"""Every page of the list, on a small screen, in both schemes, under axe; and what only a browser can show of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from ansm.web import page_list, routes
from ansm.web.page_list import PAGES
from tests.browser import states
from tests.browser.conftest import PATIENCE_MS, Server
from tests.browser.visitor import accessibility_faults, kept_offline, start

READ = [page for page in PAGES if not page.personal]
POST_NOTHING = """(address) => {
  const form = Object.assign(document.createElement("form"), { method: "post", action: address });
  document.body.append(form);
  HTMLFormElement.prototype.submit.call(form);
}"""
HEAVIEST = 60_000  # bytes, compressed: the calculation page twice, once to read and once in its script


@pytest.fixture(params=["light", "dark"])
def small(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page that axe may enter, 320 px wide."""
    context = browser.new_context(
        locale="fr-FR", color_scheme=request.param, viewport={"width": 320, "height": 640}, bypass_csp=True
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def test_no_page_of_the_list_has_a_fault_folded_or_not(small: Page, server: Server) -> None:
    """Title, landmarks, headings in order, no sideways scroll, nothing for axe to say."""
    said: list[str] = []
    small.on("pageerror", lambda error: said.append(str(error)))
    for entry in READ:
        small.goto(server.address + entry.address)
        expect(small).to_have_title(re.compile(r".+ – Accompagnement Numérique Sur-Mesure$"))
        check(small, entry.address)
        small.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        check(small, entry.address)
    assert said == []


def check(page: Page, address: str) -> None:
    """What holds of every page."""
    for landmark in ("banner", "main", "contentinfo"):
        assert page.get_by_role(landmark).count() == 1, address
    assert page.locator("html").get_attribute("lang") == "fr"
    levels = [
        int(name[1]) for name in page.locator("h1, h2, h3, h4").evaluate_all("all => all.map((one) => one.tagName)")
    ]
    assert levels[0] == 1, address
    assert levels.count(1) == 1, address
    assert all(after <= before + 1 for before, after in pairwise(levels)), (address, levels)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
    assert accessibility_faults(page) == [], address


@pytest.mark.parametrize("without", ["the network", "a document", "a draft"])
def test_a_page_written_outside_the_interface_is_a_page_too(small: Page, server: Server, without: str) -> None:
    """Without network, or where a file is refused: a title, one way past the header, the way home, nothing for axe."""
    start(small, server.address)
    if without == "the network":
        kept_offline(small)
        small.context.set_offline(True)
        small.goto(server.address + routes.CALCULATION)
        heading, title = "Cette page demande la connexion", "Hors connexion"
    else:
        small.evaluate(POST_NOTHING, routes.REPORT if without == "a document" else routes.BRIEF)
        heading = title = f"Le {'document' if without == 'a document' else 'fichier'} n’a pas pu être préparé"
    expect(small.get_by_role("heading", level=1)).to_have_text(heading)
    expect(small).to_have_title(f"{title} – Accompagnement Numérique Sur-Mesure")
    assert accessibility_faults(small) == []
    assert small.locator("html").get_attribute("lang") == "fr"
    assert small.evaluate("document.documentElement.scrollWidth") <= 320
    assert small.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith("system-ui")
    small.keyboard.press("Tab")
    expect(small.get_by_role("link", name="Aller au contenu")).to_be_focused()
    small.keyboard.press("Enter")
    expect(small.locator("main")).to_be_focused()
    assert small.get_by_role("banner").get_by_role("link").get_attribute("href") == routes.HOME


def test_text_twice_as_large_still_fits(page: Page, server: Server) -> None:
    """At 200 %, on a laptop's screen, nothing scrolls sideways."""
    for entry in READ:
        page.goto(server.address + entry.address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280, entry.address


def test_text_may_be_spaced_out_on_a_small_screen(small: Page, server: Server) -> None:
    """Folded or not, tables included."""
    for entry in READ:
        small.goto(server.address + entry.address)
        small.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        states.space_text_out(small)
        assert states.sideways(small) + states.cut(small) == [], entry.address


def test_the_address_of_a_need_opens_it_and_shows_its_title(page: Page, server: Server) -> None:
    """What « pourquoi » links to: nothing is folded over what one came to read."""
    page.goto(server.address + routes.need_explained("sauvegarde"))
    place = page.locator("#besoin-sauvegarde")
    expect(place).to_be_in_viewport()
    assert page.locator("details[open]").count() == 1
    expect(page.locator("details[open] > summary")).to_be_in_viewport()


def test_the_results_lead_to_the_need_they_justify(page: Page, server: Server) -> None:
    """« Comprendre le calcul de ce besoin » arrives on that need, unfolded."""
    start(page, server.address)
    page.goto(server.address + routes.RESULTS)
    link = page.get_by_role("link", name="Comprendre le calcul de ce besoin", include_hidden=True).first
    expect(link).to_be_attached()
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(page_list.CALCULATION.name)
    assert page.locator("details[open]").count() == 1
    expect(page.locator("details[open] > summary")).to_be_in_viewport()


def test_a_link_to_a_place_of_another_page_arrives_there(page: Page, server: Server) -> None:
    """From the help page to how data are erased."""
    page.goto(server.address + routes.HELP)
    page.get_by_text("Je suis sur un ordinateur partagé").click()
    page.get_by_role("link", name="comment effacer").click()
    expect(page.get_by_role("heading", name="Comment emporter ou effacer")).to_be_in_viewport()


def test_help_and_the_site_map_are_one_step_away_with_the_keyboard(page: Page, server: Server) -> None:
    """Skip links first, then the header; the footer by its own skip link."""
    page.goto(server.address + routes.LEGAL)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au pied de page")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#pied-de-page")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("contentinfo").get_by_role("link", name="Plan du site")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=page_list.SITE_MAP.name)).to_be_focused()


def test_every_link_of_the_site_map_opens_its_page(page: Page, server: Server) -> None:
    """By the link itself, as a visitor would."""
    for entry in READ:
        page.goto(server.address + routes.SITE_MAP)
        page.get_by_role("main").get_by_role("link", name=entry.name, exact=True).last.click()
        expect(page).to_have_url(server.address + entry.address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_an_address_without_its_last_slash_leads_to_the_page(page: Page, server: Server) -> None:
    """As people type it, and as outside checks ask for it."""
    for entry in READ:
        answer = page.request.get(server.address + entry.address.rstrip("/"))
        assert answer.ok, entry.address
        assert "<h1" in answer.text()


def test_the_calculation_page_stays_light(page: Page, server: Server) -> None:
    """What it reads and the script that says it again, compressed, as they travel."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(server.address + routes.CALCULATION)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    own = [each for each in answers if "comprendre-le-calcul" in each.url]
    assert len(own) == 2
    assert sum(int(each.headers["content-length"]) for each in own) <= HEAVIEST
