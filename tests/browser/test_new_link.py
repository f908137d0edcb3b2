"""A town changes its personal link: this browser goes on with the new one, other devices are told and lose nothing."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.conftest import PATIENCE_MS, Server
from tests.browser.test_report_links import faultless
from tests.browser.visitor import choose, kept_offline, secret_of, start, tick, wait_until_saved, waiting

CHANGING = "**/echange/piece/lien-personnel/changer"
HEADING = "Changer votre lien personnel"
CHANGED = "Le lien de ce diagnostic a été changé"


@pytest.fixture
def elsewhere(browser: Browser) -> Iterator[BrowserContext]:
    """Another device."""
    context = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris")
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture
def link(page: Page, server: Server) -> str:
    """The personal link of a new diagnostic of La Buisse, with one answer."""
    made = start(page, server.address)
    tick(page, "PRO-01", "elu")
    return made


def sharing(page: Page, server: Server, end: str = "") -> Page:
    """The page of sharing, once the part that changes the link is there."""
    page.goto(f"{server.address}/diagnostic/partage/{end}")
    expect(page.get_by_role("heading", level=2, name=HEADING)).to_be_visible()
    return page


def prepare(page: Page) -> str:
    """The first step; gives the new link."""
    page.get_by_role("button", name="Préparer un nouveau lien").click()
    expect(page.get_by_role("heading", name="1. Gardez le nouveau lien")).to_be_focused()
    return page.get_by_label("Votre nouveau lien personnel").input_value()


def replace(page: Page) -> None:
    """The second one."""
    page.get_by_text("J’ai gardé le nouveau lien").click()
    page.get_by_role("button", name="Remplacer l’ancien lien").click()


def change(page: Page) -> str:
    """Both; gives the new link."""
    made = prepare(page)
    replace(page)
    expect(page.get_by_role("heading", name="Le lien est changé")).to_be_focused()
    assert page.get_by_label("Votre lien personnel, à partir de maintenant").input_value() == made
    return made


def files_here(page: Page) -> list[str]:
    """The secrets under which this browser keeps files."""
    found: list[str] = page.evaluate(
        "() => Object.entries(localStorage).filter(([name]) => name.startsWith('ansm-dossier-'))"
        ".map(([, copy]) => JSON.parse(copy).link)"
    )
    return found


def given(server: Server, link: str, question: str) -> list[list[str]]:
    """What was ever stored for a question of the file that was opened with this link, in order."""
    name = hashlib.sha256(secret_of(link).encode()).digest()
    with closing(sqlite3.connect(server.folder / "ansm.sqlite3")) as database:
        rows = database.execute(
            'SELECT answer."values" FROM answer JOIN diagnostic ON diagnostic.id = answer.diagnostic_id '
            "WHERE diagnostic.token_hash = ? AND question = ? ORDER BY answer.id",
            (name, question),
        ).fetchall()
    return [json.loads(values) for (values,) in rows]


def test_answers_that_wait_on_another_device_leave_once_the_new_link_is_opened_there(
    page: Page, elsewhere: BrowserContext, link: str, server: Server
) -> None:
    """The mayor's tablet is away without network while the clerk changes the link at the town hall."""
    tablet = elsewhere.new_page()
    tablet.goto(link)
    expect(tablet.locator("#PRO-01-elu")).to_be_checked()
    kept_offline(tablet)
    elsewhere.set_offline(True)
    choose(tablet, "PRO-02", "2-5")
    choose(tablet, "PRO-05", "agent")
    expect(tablet.locator("#enregistrement")).to_have_attribute("data-en-attente", "2")

    fresh = change(sharing(page, server))
    assert secret_of(fresh) != secret_of(link)
    elsewhere.set_offline(False)
    expect(tablet.get_by_role("heading", level=1)).to_have_text(CHANGED)
    expect(tablet.get_by_role("heading", level=2)).to_have_text("2\u00a0réponses données ici attendent d’être envoyées")
    expect(tablet.get_by_text("elles partiront toutes seules")).to_be_visible()
    assert given(server, link, "PRO-02") == []

    # Closed, and opened again: still there, and said again.
    tablet.reload()
    expect(tablet.get_by_role("heading", level=1)).to_have_text(CHANGED)
    expect(tablet.get_by_role("heading", name="2\u00a0réponses données ici attendent")).to_be_visible()
    assert waiting(tablet) == ["PRO-02", "PRO-05"]

    field = tablet.get_by_label("Nouveau lien personnel")
    field.fill(fresh[:-4])
    tablet.get_by_role("button", name="Ouvrir avec ce lien").click()
    expect(field).to_be_focused()
    expect(tablet.get_by_text("Ce n’est pas un lien entier")).to_be_visible()
    field.fill(f"Voici le lien : {fresh}")
    tablet.get_by_role("button", name="Ouvrir avec ce lien").click()
    expect(tablet.locator("#PRO-02-2-5")).to_be_checked()
    wait_until_saved(tablet)
    assert waiting(tablet) == []
    assert files_here(tablet) == [secret_of(fresh)]
    assert (given(server, link, "PRO-02"), given(server, link, "PRO-05")) == ([["2-5"]], [["agent"]])


def test_this_browser_goes_on_with_the_new_link_everywhere(page: Page, link: str, server: Server) -> None:
    """On the page, in the questionnaire, on the home page, and the former link opened again here."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    fresh = change(sharing(page, server))
    for heading in ("Donner le rapport à quelqu’un", "Qui suit ce diagnostic"):
        expect(page.get_by_role("heading", level=2, name=heading)).to_be_visible()
    page.get_by_role("button", name="Enregistrer ce choix").click()
    expect(page.locator("#dit")).to_contain_text("C’est noté")
    assert files_here(page) == [secret_of(fresh)]

    page.get_by_role("link", name="Le garder autrement").click()
    expect(page.get_by_role("heading", name="Gardez ce lien")).to_be_focused()
    assert page.get_by_label("Votre lien personnel").input_value() == fresh
    expect(page.locator("#PRO-01-elu")).to_be_checked()
    tick(page, "PRO-02", "2-5")
    assert given(server, link, "PRO-02") == [["2-5"]]

    page.goto(server.address)
    expect(page.get_by_role("heading", name="Reprendre un diagnostic")).to_be_visible()
    expect(page.get_by_role("link", name="La Buisse")).to_have_count(1)
    page.get_by_role("link", name="La Buisse").click()
    expect(page.locator("#PRO-02-2-5")).to_be_checked()

    # A bookmark, or an old message: this browser knows what took its place.
    for address in (link, link.replace("/diagnostic/", "/diagnostic/partage/")):
        page.goto("about:blank")
        page.goto(address)
        expect(page.get_by_text("Nous ne pouvons pas").or_(page.get_by_text(CHANGED))).to_have_count(0)
        expect(page.locator("#PRO-01-elu, #changer-lien").first).to_be_visible()
        assert page.evaluate("sessionStorage.getItem('ansm-lien')") == secret_of(fresh)
    secrets = (secret_of(link), secret_of(fresh))
    assert all(secret not in address for secret in secrets for address in asked)


def test_another_tab_that_fills_in_the_questionnaire_goes_on_by_itself(
    page: Page, context: BrowserContext, link: str, server: Server
) -> None:
    other = context.new_page()
    fresh = change(sharing(other, server, f"#{secret_of(link)}"))
    expect(page.get_by_label("Votre lien personnel")).to_have_value(fresh)
    tick(page, "PRO-02", "6-20")
    assert given(server, link, "PRO-02") == [["6-20"]]
    assert files_here(page) == [secret_of(fresh)]


@pytest.mark.usefixtures("link")
def test_an_answer_lost_on_the_way_locks_nobody_out(page: Page, server: Server) -> None:
    """The server changed the link, and the page never heard of it: pressed again, it is done."""
    sharing(page, server)
    fresh = prepare(page)
    page.route(CHANGING, done_and_lost)
    replace(page)
    expect(page.get_by_role("alert")).to_contain_text("Le site ne répond pas")
    page.unroute(CHANGING)
    page.get_by_role("button", name="Remplacer l’ancien lien").click()
    expect(page.get_by_role("heading", name="Le lien est changé")).to_be_focused()
    assert files_here(page) == [secret_of(fresh)]


@pytest.mark.parametrize("place", ["/diagnostic/partage/", "/diagnostic/", "/diagnostic/suivi/"])
def test_left_before_the_answer_this_browser_still_finds_its_way(
    page: Page, link: str, server: Server, place: str
) -> None:
    """Closed right after the click: the new link had been kept before it was in use."""
    sharing(page, server)
    fresh = prepare(page)
    page.route(CHANGING, done_and_lost)
    replace(page)
    expect(page.get_by_role("alert")).to_contain_text("Le site ne répond pas")
    page.unroute(CHANGING)
    page.goto(f"{server.address}{place}#{secret_of(link)}")
    expect(page.locator("#PRO-01-elu, #changer-lien, [data-piece=rappels] h2").first).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    page.wait_for_function("secret => sessionStorage.getItem('ansm-lien') === secret", arg=secret_of(fresh))
    assert files_here(page) == [secret_of(fresh)]


def done_and_lost(route: Route) -> None:
    """The server does it, the network loses what it says."""
    route.fetch()
    route.abort()


def test_between_both_steps_nothing_is_lost_by_loading_again_or_by_changing_one_s_mind(
    page: Page, link: str, server: Server
) -> None:
    sharing(page, server)
    fresh = prepare(page)
    page.reload()
    expect(page.get_by_label("Votre nouveau lien personnel")).to_have_value(fresh)
    # Not said kept: the browser itself asks for it.
    page.get_by_role("button", name="Remplacer l’ancien lien").click()
    expect(page.get_by_role("checkbox", name="J’ai gardé le nouveau lien")).to_be_focused()
    page.get_by_role("button", name="Garder le lien actuel").click()
    expect(page.get_by_role("button", name="Préparer un nouveau lien")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Préparer un nouveau lien")).to_be_visible()
    page.goto(link)
    expect(page.get_by_label("Votre lien personnel")).to_have_value(link)


@pytest.mark.usefixtures("link")
def test_pressed_twice_it_changes_once(page: Page, server: Server) -> None:
    sharing(page, server)
    page.get_by_role("button", name="Préparer un nouveau lien").dblclick()
    fresh = page.get_by_label("Votre nouveau lien personnel").input_value()
    page.get_by_text("J’ai gardé le nouveau lien").click()
    page.get_by_role("button", name="Remplacer l’ancien lien").dblclick()
    expect(page.get_by_role("heading", name="Le lien est changé")).to_be_visible()
    page.goto(fresh)
    expect(page.locator("#PRO-01-elu")).to_be_checked()


@pytest.mark.usefixtures("link")
def test_the_way_there_begins_at_the_box_that_keeps_the_link(page: Page) -> None:
    page.get_by_text("Ce lien est en de mauvaises mains").click()
    page.get_by_role("link", name=HEADING).click()
    expect(page.get_by_role("heading", name=HEADING)).to_be_focused()
    for heading in ("Donner le rapport à quelqu’un", "Qui suit ce diagnostic", "Compter vos besoins"):
        expect(page.get_by_role("heading", level=2, name=heading)).to_be_visible()
    expect(page.get_by_role("heading", name=HEADING)).to_be_in_viewport()


@pytest.mark.usefixtures("link")
def test_the_new_link_is_copied_and_printed_alone(page: Page, server: Server) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sharing(page, server)
    fresh = prepare(page)
    page.get_by_role("button", name="Copier le lien").click()
    expect(page.get_by_text("Lien copié")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == fresh
    page.evaluate("() => { window.print = () => {} }")
    page.get_by_role("button", name="Imprimer le lien").click()
    page.emulate_media(media="print")
    expect(page.locator("[data-lien-imprime]")).to_be_visible()
    expect(page.locator("[data-lien-imprime]")).to_contain_text(fresh)
    expect(page.get_by_role("heading", level=1)).to_be_hidden()
    expect(page.get_by_role("button", name="Remplacer l’ancien lien")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1100, 320])
def test_no_state_of_it_has_a_fault(
    browser: Browser, link: str, server: Server, scheme: str, width: int, tmp_path: Path
) -> None:
    """Before, between both steps, after; and the questionnaire where the link was changed elsewhere."""
    here, there = (
        browser.new_context(
            locale="fr-FR",
            color_scheme=scheme,  # type: ignore[arg-type]  # one of the two that Playwright knows
            viewport={"width": width, "height": 900},
            bypass_csp=True,
        )
        for _ in range(2)
    )
    town, device = here.new_page(), there.new_page()
    device.goto(link)
    expect(device.locator("#PRO-01-elu")).to_be_checked()
    kept_offline(device)
    there.set_offline(True)
    choose(device, "PRO-02", "2-5")
    expect(device.locator("#enregistrement")).to_have_attribute("data-en-attente", "1")

    sharing(town, server, f"#{secret_of(link)}")
    faultless(town, tmp_path / "avant.png")
    prepare(town)
    faultless(town, tmp_path / "entre.png")
    replace(town)
    expect(town.get_by_role("heading", name="Le lien est changé")).to_be_focused()
    faultless(town, tmp_path / "apres.png")

    there.set_offline(False)
    expect(device.get_by_role("heading", level=1)).to_have_text(CHANGED)
    device.get_by_text("Voir cette réponse").click()
    device.get_by_label("Nouveau lien personnel").fill("trop court")
    device.get_by_role("button", name="Ouvrir avec ce lien").click()
    expect(device.get_by_text("Ce n’est pas un lien entier")).to_be_visible()
    faultless(device, tmp_path / "ailleurs.png")
    here.close()
    there.close()
