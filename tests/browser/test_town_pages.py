"""The pages that the server writes for a town and for everyone, in each way of browsing, and what they say in use."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from ansm.domain.say import NBSP
from tests.browser import states
from tests.browser.conftest import Server
from tests.browser.test_keyboard import tab_until
from tests.browser.town import PAGES, WAITING, Show, Town, settle, statistics
from tests.browser.visitor import accessibility_faults, secret_of, start

FOLLOW_UP = "/diagnostic/suivi/"
every_page = pytest.mark.parametrize("show", PAGES, ids=lambda show: show.__name__)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A server with something on each page."""
    running = Server(tmp_path_factory.mktemp("pages-de-la-mairie"))
    try:
        running.start()
        yield settle(running)
    finally:
        running.stop()


def focus(page: Page) -> list[str]:
    """What is wrong along the way of the Tab key."""
    return states.unclear_focus(states.walk(page))


@every_page
def test_nothing_is_cut_on_a_narrow_screen(browser: Browser, town: Town, show: Show) -> None:
    """At 320 px: nothing sideways, targets large enough, focus in sight, the text spaced out or not."""
    with states.opened(browser, states.NARROW) as page:
        show(page, town)
        assert states.sideways(page) + states.cut(page) + states.small_targets(page) + focus(page) == []
        states.space_text_out(page)
        assert states.sideways(page) + states.cut(page) == []


@every_page
def test_nothing_is_cut_when_the_text_is_twice_as_large(browser: Browser, town: Town, show: Show) -> None:
    """By the browser's own preference; no covered focus either."""
    with states.opened(browser, states.LARGE_TEXT) as page:
        show(page, town)
        assert states.sideways(page) + states.cut(page) + focus(page) == []


@every_page
def test_forced_colours_keep_shapes_and_focus_and_nothing_moves(browser: Browser, town: Town, show: Show) -> None:
    """A button still looks like one; the map keeps the borders of its départements."""
    still = states.State("forced and still", {"forced_colors": "active", "reduced_motion": "reduce"})
    with states.opened(browser, still) as page:
        show(page, town)
        assert states.moving(page) == []
        assert states.lost_in_forced_colours(page) == []
        assert focus(page) == []


@every_page
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_titles_are_in_order(browser: Browser, town: Town, show: Show, scheme: str) -> None:
    """Light and dark; one first title, no level skipped; words that grow with the reader's own size, the map apart."""
    seen = states.State(scheme, {"color_scheme": scheme, "bypass_csp": True, "viewport": {"width": 768, "height": 900}})
    with states.opened(browser, seen) as page:
        show(page, town)
        assert accessibility_faults(page) == []
        assert states.nested_regions(page) + states.faint_under_the_pointer(page) + focus(page) == []
        shown = page.locator("h1, h2, h3, h4").filter(visible=True)
        levels = shown.evaluate_all("all => all.map((one) => Number(one.tagName[1]))")
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels)), levels
        page.evaluate("document.querySelectorAll('main svg').forEach((one) => one.remove())")
        assert states.text_that_does_not_grow(page) == []


def test_a_long_plan_shows_what_comes_first_and_folds_what_nobody_began(page: Page, town: Town) -> None:
    """The totals count the folded actions too; all of them are printed."""
    town.open(page, FOLLOW_UP, town.token)
    expect(page.get_by_text("La Buisse, diagnostic du")).to_be_visible()
    expect(page.locator(".suivi-totaux")).to_contain_text("à décider")
    actions = page.locator(".suivi-action")
    shown, every = actions.filter(visible=True).count(), actions.count()
    assert every > shown > 0
    bands = page.locator(".suivi-bande > summary")
    assert sum(int(text.split()[1]) for text in bands.all_inner_texts()) == every - shown
    page.emulate_media(media="print")
    assert actions.filter(visible=True).count() == every


def test_an_action_of_a_folded_band_is_noted_by_keyboard_and_said_where_the_reader_is(
    browser: Browser, town: Town
) -> None:
    """Unfold, note, and the focus is on the action; announced once, written below it; nothing unfolded folds again."""
    with states.opened(browser) as page:
        town.open(page, FOLLOW_UP, town.token)
        bands = page.locator(".suivi-bande").count()
        for _ in range(bands):
            tab_until(page, "() => document.activeElement.matches('.suivi-bande:not([open]) > summary')")
            page.keyboard.press("Enter")
        expect(page.locator(".suivi-bande[open]")).to_have_count(bands)
        last = page.locator(".suivi-action").last
        name = last.get_by_role("heading").inner_text()
        tab_until(page, f"() => document.activeElement.textContent === {f'Noter où elle en est{NBSP}: {name}'!r}")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(last.get_by_label("Où en est-elle")).to_be_focused()
        page.keyboard.type("Décidée")
        with states.heard(page) as said, states.keeping_focus(page):
            page.keyboard.press("Tab")
            tab_until(page, "() => document.activeElement.textContent.startsWith('Enregistrer')")
            page.keyboard.press("Enter")
            heading = page.get_by_role("heading", name=name)
            expect(heading).to_be_focused()
            expect(heading.locator("+ .served-done")).to_contain_text("décidée")
        assert [sentence for sentence in said if "Noté" in sentence] == said
        assert len(said) == 1
        expect(page.locator(".suivi-bande[open]")).to_have_count(bands - 1)  # the last band is begun, and shown
        expect(page.locator(".suivi-bande:not([open])")).to_have_count(0)


def test_the_whole_catalogue_is_said_and_reached_at_once(browser: Browser, town: Town) -> None:
    """The focus is on the list that has grown."""
    with states.opened(browser) as page:
        town.open(page, FOLLOW_UP, town.token)
        action = page.locator(".suivi-action").first
        action.locator("summary", has_text="Noter où elle en est").click()
        with states.heard(page) as said:
            action.get_by_role("button", name="Voir tout le catalogue").click()
            expect(action.get_by_label("Service mis en place")).to_be_focused()
        assert said == ["La liste des services contient maintenant tout le catalogue."]


def test_a_page_opened_without_the_network_says_so_and_opens_once_it_is_back(page: Page, town: Town) -> None:
    """Nothing was typed: nothing is said of it."""
    town.open(page, "/diagnostic/donnees/", town.token)
    page.route("**/echange/piece/*", lambda route: route.abort())
    page.goto(f"{town.server.address}{FOLLOW_UP}")
    expect(page.get_by_text(WAITING)).to_have_count(0)
    expect(page.get_by_role("alert").first).to_have_text(
        "Le site ne répond pas. Vérifiez votre connexion, puis réessayez."
    )
    page.unroute("**/echange/piece/*")
    page.get_by_role("button", name="Réessayer").first.click()
    expect(page.locator(".suivi-totaux")).to_be_visible()


def test_a_request_is_withdrawn_in_two_steps(page: Page, town: Town) -> None:
    """What erases for good is never one press away."""
    town.open(page, "/diagnostic/demande/", town.token)
    expect(page.get_by_text("La Buisse, diagnostic du")).to_be_visible()
    button = page.get_by_role("button", name="Oui, retirer ma demande")
    expect(button).to_be_hidden()
    page.get_by_text("Retirer cette demande").click()
    expect(button).to_be_visible()


def test_a_link_taken_back_is_said_where_the_reader_is(browser: Browser, town: Town) -> None:
    """Announced once, and written under the title that has the focus."""
    with states.opened(browser) as page:
        town.open(page, "/diagnostic/partage/", town.token)
        expect(page.get_by_text("La Buisse, diagnostic du")).to_be_visible()
        page.get_by_text("Créer un lien vers un document").click()
        page.get_by_label("Pour qui ?").fill("le trésorier")
        page.get_by_role("button", name="Créer le lien").click()
        expect(page.get_by_label("Lien à donner")).to_be_focused()
        with states.heard(page) as said, states.keeping_focus(page):
            page.get_by_role("button", name="Retirer ce lien : Le trésorier").click()
            heading = page.get_by_role("heading", name="Donner le rapport à quelqu’un")
            expect(heading).to_be_focused()
            expect(heading.locator("+ .served-done")).to_have_text("Le lien est retiré\u00a0: il n’ouvre plus rien.")
        assert said == ["Le lien est retiré : il n’ouvre plus rien."]


def test_the_map_is_named_by_its_caption_and_says_where_its_numbers_are(page: Page, town: Town) -> None:
    """Whoever does not see it reads the table."""
    statistics(page, town)
    figure = page.get_by_role("figure", name="Diagnostics ouverts, par département")
    expect(figure.get_by_role("img")).to_have_accessible_name(
        "Carte des diagnostics ouverts par département. Ses nombres sont dans le tableau "
        "«\u00a0Diagnostics par département\u00a0»."
    )
    expect(page.get_by_role("table", name="Diagnostics par département")).to_be_visible()
    expect(page.get_by_role("table", name="Autres services recommandés, et mis en place")).to_be_visible()


def test_the_plan_of_a_town_that_answered_nothing_says_what_to_do(page: Page, town: Town) -> None:
    """And the reminders wait below."""
    secret = secret_of(start(page, town.server.address))
    town.open(page, FOLLOW_UP, secret)
    expect(page.get_by_text("Répondez d’abord au questionnaire")).to_be_visible()
    expect(page.get_by_role("heading", level=2)).to_have_text(["Rappels"])
