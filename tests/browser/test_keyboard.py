"""From the home page to the document with the keyboard alone: the mouse is never touched, the focus never lost."""

from __future__ import annotations

from pathlib import Path

import pymupdf
from playwright.sync_api import Page, expect

from tests.browser import mayor, states
from tests.browser.conftest import Server
from tests.browser.visitor import LABEL

SOME = 8
MOST_PRESSES = 250
FIRST_RENDERING_MS = 60_000
FOCUSED = "() => (document.activeElement.ariaLabel || document.activeElement.textContent).trim()"
FOCUSED_QUESTION = """() => {
  const one = document.activeElement;
  return one.matches("input") && one.closest(`[id="${one.name}"]`) ? one.name : "";
}"""


def test_from_the_home_page_to_the_document_without_a_mouse(page: Page, server: Server, tmp_path: Path) -> None:
    """Search, choose, start, answer with Space, go on with Enter, read the results, download."""
    page.goto(server.address)
    choose_the_commune(page)
    press_on(page, mayor.START)

    given: set[str] = set()
    mayor.first_unanswered(page)
    while True:
        given |= answer_screen(page)
        if len(given) >= SOME:
            break
        with states.keeping_focus(page):
            press_on(page, mayor.NEXT)

    reach_results(page)
    with page.expect_download(timeout=FIRST_RENDERING_MS) as download:
        press_on(page, mayor.DOCUMENT)
    file = tmp_path / "diagnostic.pdf"
    download.value.save_as(file)
    with pymupdf.open(file) as document:
        assert "La Buisse" in mayor.words(document[0].get_text())


def choose_the_commune(page: Page) -> None:
    """Past the header by the skip link, then the combobox as ARIA wants it: arrows, Escape, Enter."""
    expect(page.get_by_role("combobox", name=LABEL)).to_be_visible()
    press_on(page, "Aller au contenu")
    expect(page.locator("main")).to_be_focused()
    tab_until(page, "() => document.activeElement.role === 'combobox'")
    page.keyboard.type("la buisse", delay=20)
    expect(page.get_by_role("option", name="La Buisse").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_contain_text("La Buisse")
    with states.keeping_focus(page):
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1, name="La Buisse")).to_be_focused()


def answer_screen(page: Page) -> set[str]:
    """Answer each question of the screen by Tab and Space, wherever it stands."""
    given: set[str] = set()
    mayor.first_unanswered(page)
    while left := [one for one in mayor.unanswered(page) if one not in given]:
        tab_until(page, f"() => {left!r}.includes(({FOCUSED_QUESTION})())")
        question: str = page.evaluate(FOCUSED_QUESTION)
        page.keyboard.press("Space")
        expect(page.locator(f'input[name="{question}"]:focus')).to_be_checked()
        mayor.expect_saved(page)
        given.add(question)
    return given


def reach_results(page: Page) -> None:
    """Press the way to the results, or to what comes before them, until the document is offered."""
    document = page.get_by_role("button", name=mayor.DOCUMENT).first
    for _ in range(mayor.MOST_SCREENS):
        onward = mayor.control(page, mayor.RESULTS)
        expect(document.or_(onward).or_(mayor.control(page, mayor.NEXT)).first).to_be_visible()
        if document.is_visible():
            return
        press_on(page, mayor.RESULTS if onward.is_visible() else mayor.NEXT)
        page.wait_for_timeout(200)
    raise AssertionError("the results are never reached")


def press_on(page: Page, name: str) -> None:
    """Go by Tab to the control of that name, and press Enter."""
    tab_until(page, f"() => ({FOCUSED})().startsWith({name!r})")
    page.keyboard.press("Enter")


def tab_until(page: Page, condition: str) -> None:
    """Press Tab until the focus is where it is wanted."""
    for _ in range(MOST_PRESSES):
        page.keyboard.press("Tab")
        if page.evaluate(condition):
            return
    raise AssertionError(f"never reached by Tab: {condition}")
