"""Every page by keyboard, at 320 px, in light and dark, and under axe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import states
from tests.browser.conftest import PATIENCE_MS, Server
from tests.browser.situations import SITUATIONS, Situation
from tests.browser.visitor import LABEL, accessibility_faults, go_to, start, tick


@pytest.fixture(params=["light", "dark"])
def inspected(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page that axe may enter, on a small screen, in both schemes."""
    context = browser.new_context(
        locale="fr-FR", color_scheme=request.param, viewport={"width": 320, "height": 640}, bypass_csp=True
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def test_no_page_has_a_fault_nor_scrolls_sideways(inspected: Page, server: Server) -> None:
    """Home, list open, verdict, questions, unknown link, unknown page."""
    page = inspected
    page.goto(server.address)
    expect(page.get_by_role("combobox")).to_be_visible()
    check(page)
    page.get_by_role("combobox").press_sequentially("la buisse", delay=20)
    expect(page.get_by_role("option").first).to_contain_text("La Buisse Commune")  # the list of the last letter typed
    page.keyboard.press("ArrowDown")
    check(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Commencer le diagnostic")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Commencer le diagnostic").click()
    expect(page.locator("#PRO-01")).to_be_visible()
    tick(page, "PRO-03", "ecole")
    page.locator("#PRO-03").get_by_text("Pourquoi cette question").click()
    check(page)
    go_to(page, "Organisation, moyens et priorités")
    tick(page, "PIL-04", "temps", "securite")
    check(page)
    for address in ("/nulle/part", "/territoire/?code=0", "/diagnostic/#faux"):
        page.goto(server.address + address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        check(page)


@pytest.mark.parametrize("reach", SITUATIONS, ids=lambda reach: reach.__name__)
def test_no_state_of_the_questionnaire_has_a_fault(browser: Browser, server: Server, reach: Situation) -> None:
    """320 px wide, light and dark, forced colours, spaced out: nothing for axe, nothing cut, covered nor lost."""
    context = browser.new_context(locale="fr-FR", viewport={"width": 320, "height": 640}, bypass_csp=True)
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    reach(page, server.address)
    check(page)
    shown = page.locator("h1, h2, h3, h4").filter(visible=True)
    levels = shown.evaluate_all("all => all.map((one) => Number(one.tagName[1]))")
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    assert states.cut(page) + states.small_targets(page) + states.nested_regions(page) == []
    assert states.unclear_focus(states.walk(page)) == []
    page.emulate_media(color_scheme="dark")
    assert accessibility_faults(page) + states.faint_under_the_pointer(page) == []
    assert states.unclear_focus(states.walk(page)) == []
    page.emulate_media(color_scheme="light")
    assert states.lost_in_forced_colours(page) == []
    page.emulate_media(forced_colors="none")
    states.space_text_out(page)
    assert states.sideways(page) + states.cut(page) == []
    context.close()


def check(page: Page) -> None:
    """One title, the landmarks, no sideways scroll, no fault."""
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "fr"
    expect(page).to_have_title(re.compile(r".+ – Accompagnement Numérique Sur-Mesure$"))
    for landmark in ("banner", "main", "contentinfo"):
        assert page.get_by_role(landmark).count() == 1


def test_the_whole_start_is_done_with_the_keyboard_alone(page: Page, server: Server) -> None:
    """Search, choose, start, answer, go on: Tab, arrows, Space and Enter."""
    page.goto(server.address)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("combobox", name=LABEL)).to_be_focused()
    page.keyboard.type("la buisse", delay=20)
    expect(page.get_by_role("option", name="La Buisse")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_contain_text("La Buisse")
    assert page.get_by_role("combobox").get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert page.get_by_role("combobox").get_attribute("aria-expanded") == "false"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="La Buisse")).to_be_focused()
    tab_to(page, "Commencer le diagnostic")
    page.keyboard.press("Enter")
    expect(page.locator("#PRO-01")).to_be_visible()
    page.locator("#PRO-01-elu").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#PRO-01-agent")).to_be_checked()
    expect(page.locator("#enregistrement")).to_contain_text("Enregistré à")
    tab_to(page, "Suivant")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="Connexion et matériel")).to_be_focused()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control of that name has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith(name):
            return
    raise AssertionError(f"{name} is never reached")


def test_each_question_is_a_group_named_by_its_words(page: Page, server: Server) -> None:
    """The fieldset's identifier is the question's, its name the question's text."""
    start(page, server.address)
    group = page.get_by_role("group", name=re.compile("^Qui remplit ce questionnaire"))
    assert group.get_attribute("id") == "PRO-01"
    names = group.locator("input").evaluate_all("all => [...new Set(all.map((one) => one.name))]")
    assert names == ["PRO-01"]
