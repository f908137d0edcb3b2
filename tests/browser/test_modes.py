"""The pages in each way of browsing: forced colours, reduced motion, larger text, a narrow screen, the dark scheme."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ansm.application import Application
from ansm.settings import read_settings
from tests.browser import mayor, states
from tests.browser.conftest import Server
from tests.browser.visitor import start

BUSY = Path(__file__).parent.parent / "golden" / "journeys" / "la-buisse-seuil-exact.json"


@pytest.fixture(scope="module")
def token(server: Server) -> str:
    """The secret of a file whose results have everything."""
    installation = Application.start(
        read_settings({"ANSM_DATABASE_URL": f"sqlite:///{server.folder / 'ansm.sqlite3'}"})
    )
    request = json.loads(BUSY.read_text(encoding="utf-8"))["request"]
    secret = installation.open(request["territory"], request.get("role"))
    for question, answer in request["answers"].items():
        installation.answer(secret, question, answer)
    installation.close()
    return secret


def home(page: Page, address: str, _: str) -> None:
    """The home page."""
    page.goto(address)
    expect(page.get_by_role("combobox")).to_be_visible()


def home_searching(page: Page, address: str, token: str) -> None:
    """The home page, its list open."""
    home(page, address, token)
    page.get_by_role("combobox").press_sequentially("saint-julien", delay=10)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")


def verdict(page: Page, address: str, _: str) -> None:
    """A verdict, its details open."""
    page.goto(f"{address}/territoire/?code=38061")
    expect(page.get_by_role("button", name="Commencer le diagnostic")).to_be_visible()
    unfold(page)


def questions(page: Page, address: str, token: str) -> None:
    """The questionnaire, where it was left."""
    page.goto(f"{address}/diagnostic/#{token}")
    expect(mayor.control(page, mayor.PREVIOUS).or_(mayor.control(page, mayor.NEXT)).first).to_be_visible()


def results(page: Page, address: str, token: str) -> None:
    """Results as they open."""
    page.goto(f"{address}/diagnostic/resultats/#{token}")
    expect(page.get_by_role("button", name="Télécharger le diagnostic (PDF)").first).to_be_visible()


def results_unfolded(page: Page, address: str, token: str) -> None:
    """Results, every detail open."""
    results(page, address, token)
    unfold(page)
    # What is only fetched once it is unfolded.
    expect(page.locator("main input[type=file]")).to_be_attached()


def unfold(page: Page) -> None:
    """Open every native details."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")


Show = Callable[[Page, str, str], None]
PAGES = (home, home_searching, verdict, questions, results, results_unfolded)
every_page = pytest.mark.parametrize("show", PAGES, ids=lambda show: show.__name__)


def focus(page: Page) -> list[str]:
    """What is wrong along the way of the Tab key."""
    return states.unclear_focus(states.walk(page))


@every_page
def test_targets_are_large_enough_and_the_focus_shows(browser: Browser, server: Server, token: str, show: Show) -> None:
    """And no announcement sits inside another."""
    with states.opened(browser) as page:
        show(page, server.address, token)
        assert states.small_targets(page) + states.nested_regions(page) + focus(page) == []


@every_page
def test_the_focus_shows_in_the_dark(browser: Browser, server: Server, token: str, show: Show) -> None:
    """An outline that contrasts with what is behind it."""
    with states.opened(browser, states.DARK) as page:
        show(page, server.address, token)
        assert focus(page) == []


@every_page
@pytest.mark.parametrize("state", [states.PLAIN, states.DARK], ids=lambda state: state.name)
def test_words_keep_their_contrast_under_the_pointer(
    browser: Browser, server: Server, token: str, show: Show, state: states.State
) -> None:
    """Pointed at, then pressed."""
    with states.opened(browser, state) as page:
        show(page, server.address, token)
        assert states.faint_under_the_pointer(page) == []


@every_page
def test_nothing_is_cut_on_a_narrow_screen(browser: Browser, server: Server, token: str, show: Show) -> None:
    """At 320 px, which is also a screen of 1280 px zoomed four times: focus in sight, text spaced out or not."""
    with states.opened(browser, states.NARROW) as page:
        show(page, server.address, token)
        assert states.sideways(page) + states.cut(page) + states.small_targets(page) + focus(page) == []
        states.space_text_out(page)
        assert states.sideways(page) + states.cut(page) == []


@every_page
def test_nothing_is_cut_when_the_text_is_twice_as_large(
    browser: Browser, server: Server, token: str, show: Show
) -> None:
    """By the browser's own preference; no covered focus either."""
    with states.opened(browser, states.LARGE_TEXT) as page:
        show(page, server.address, token)
        assert states.sideways(page) + states.cut(page) + focus(page) == []


@every_page
def test_the_text_grows_and_may_be_spaced_out(browser: Browser, server: Server, token: str, show: Show) -> None:
    """No size in px; and room for the spacing a reader may need."""
    with states.opened(browser) as page:
        show(page, server.address, token)
        assert states.text_that_does_not_grow(page) == []
        states.space_text_out(page)
        assert states.sideways(page) + states.cut(page) == []


@every_page
def test_nothing_moves_when_less_motion_is_asked(browser: Browser, server: Server, token: str, show: Show) -> None:
    """Neither by itself nor while the focus goes through the page."""
    with states.opened(browser, states.STILL) as page:
        show(page, server.address, token)
        page.keyboard.press("Tab")
        assert states.moving(page) == []


@every_page
def test_forced_colours_keep_shapes_drawings_and_focus(
    browser: Browser, server: Server, token: str, show: Show
) -> None:
    """A button still looks like one, a chart still shows its bars."""
    with states.opened(browser, states.FORCED_COLOURS) as page:
        show(page, server.address, token)
        assert states.lost_in_forced_colours(page) == []
        assert focus(page) == []


def test_the_search_says_each_thing_once_and_keeps_the_focus(browser: Browser, server: Server) -> None:
    """The count after a pause in the typing, then the absence of results; the choice leads to the new title."""
    with states.opened(browser) as page:
        home(page, server.address, "")
        page.get_by_role("combobox").focus()
        with states.heard(page) as said:
            page.keyboard.type("la buiss", delay=20)
            expect(page.get_by_role("option").first).to_be_visible()
        assert len(said) == 1
        assert "résultat" in said[0]
        with states.heard(page) as said:
            page.get_by_role("combobox").fill("zzzzzzzz")
            expect(page.get_by_role("option")).to_have_count(0)
        assert len(said) == 1
        page.get_by_role("combobox").fill("la buisse")
        expect(page.get_by_role("option").first).to_contain_text("La Buisse")
        with states.keeping_focus(page):
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Enter")
            expect(page.get_by_role("heading", level=1, name="La Buisse")).to_be_focused()


def test_an_answer_is_said_saved_once_and_keeps_the_focus(browser: Browser, server: Server) -> None:
    """One sentence an answer; then the next screen takes the focus with it."""
    with states.opened(browser) as page:
        start(page, server.address)
        question = mayor.first_unanswered(page)
        with states.heard(page) as said, states.keeping_focus(page):
            mayor.give_first_answer(page, question)
            mayor.expect_saved(page)
        assert len([sentence for sentence in said if mayor.SAVED in sentence]) == 1
        assert states.said_twice(said) == []
        with states.keeping_focus(page):
            mayor.control(page, mayor.NEXT).click()
