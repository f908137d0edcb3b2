"""A town gives its report to someone by a link; whoever receives it downloads that, and opens nothing else."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pymupdf
import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.browser import states
from tests.browser.conftest import Server
from tests.browser.visitor import accessibility_faults, go_to, secret_of, start, tick

FIRST_RENDERING_MS = 60_000
RECEIVED = "Un document vous a été donné"


@pytest.fixture
def town(page: Page, server: Server) -> Page:
    """The page where the town shares, reached from the results of a new diagnostic of La Buisse."""
    start(page, server.address)
    tick(page, "PRO-01", "elu")
    go_to(page, "Sécurité et copies de secours")
    tick(page, "SEC-01", "non")
    page.get_by_role("link", name="Voir mes résultats").first.click()
    page.get_by_role("link", name="Donner le rapport à quelqu’un").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Partager le diagnostic")
    # Each part is asked for apart, and comes when it comes.
    for heading in ("Donner le rapport à quelqu’un", "Qui suit ce diagnostic", "Compter vos besoins"):
        expect(page.get_by_role("heading", level=2, name=heading)).to_be_visible()
    return page


@pytest.fixture
def agent(browser: Browser) -> Iterator[Page]:
    """Someone else's browser."""
    context = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris", viewport={"width": 1100, "height": 800})
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def give(town: Page, *choices: str, label: str = "la préfecture") -> str:
    """Make a link with these choices, and read it."""
    if not town.get_by_label("Pour qui ?").is_visible():
        town.get_by_text("Créer un lien vers un document").click()
    for choice in choices:
        town.locator("label").filter(has_text=choice).click()
    town.get_by_label("Pour qui ?").fill(label)
    town.get_by_role("button", name="Créer le lien").click()
    field = town.get_by_label("Lien à donner")
    expect(field).to_be_focused()
    return field.input_value()


def open_received(agent: Page, link: str) -> None:
    """Open the link, until the document is shown."""
    agent.goto(link)
    expect(agent.get_by_role("button", name="Télécharger")).to_be_visible()


def test_an_agent_downloads_the_report_and_sees_nothing_else(
    town: Page, agent: Page, server: Server, tmp_path: Path
) -> None:
    """From the results of the town to the disk of the agent; the secret is in no address that is asked for."""
    asked: list[str] = []
    agent.on("request", lambda request: asked.append(request.url))
    link = give(town, "Version interne")
    secret = secret_of(link)
    assert link.startswith(f"{server.address}/agents/#")
    open_received(agent, link)
    expect(agent.get_by_role("heading", level=1)).to_have_text(RECEIVED)
    expect(agent.get_by_role("heading", level=2)).to_have_text("La Buisse (Isère)\u00a0: le diagnostic complet")
    expect(agent.get_by_text("Ne le publiez pas", exact=True)).to_be_visible()
    expect(agent.locator("[data-poids]")).to_have_text(re.compile(r"\d+\sKo"))
    assert secret not in agent.url
    with agent.expect_download(timeout=FIRST_RENDERING_MS) as download:
        agent.get_by_role("button", name="Télécharger").click()
    assert download.value.suggested_filename.endswith("version-interne.pdf")
    file = tmp_path / "rapport.pdf"
    download.value.save_as(file)
    with pymupdf.open(file) as document:
        words = " ".join(" ".join(sheet.get_text() for sheet in document).split())
    assert "La Buisse" in words
    assert secret not in words
    assert all(secret not in address for address in asked)

    # The document is all there is: neither the questionnaire, nor the results, nor what is shared.
    for address in ("/diagnostic/", "/diagnostic/resultats/", "/diagnostic/partage/"):
        agent.goto(f"{server.address}{address}#{secret}")
        expect(agent.get_by_text("ne mène à aucun diagnostic").first).to_be_visible()
        expect(agent.get_by_text("La Buisse")).to_have_count(0)

    town.reload()
    expect(town.get_by_text("1\u00a0téléchargement")).to_be_visible()


def test_the_link_of_a_report_and_the_personal_link_share_a_tab_without_mixing(town: Page, server: Server) -> None:
    """An advisor may open both, one after the other."""
    link = give(town)
    open_received(town, link)
    town.goto(f"{server.address}/diagnostic/partage/")
    expect(town.get_by_role("heading", name="Donner le rapport à quelqu’un")).to_be_visible()
    town.goto(f"{server.address}/agents")
    expect(town.get_by_role("button", name="Télécharger")).to_be_visible()


def test_a_publishable_report_may_be_shown_and_says_so(town: Page, agent: Page) -> None:
    open_received(agent, give(town, "La synthèse de deux pages", "Toujours à jour"))
    expect(agent.get_by_text("peut être montrée à tout le monde")).to_be_visible()
    expect(agent.get_by_text("Ne le publiez pas")).to_have_count(0)
    expect(agent.get_by_text("à jour, au")).to_be_visible()


def test_a_link_taken_back_while_it_is_open_gives_nothing_more(town: Page, agent: Page) -> None:
    """Neither the page nor its button, which says why."""
    open_received(agent, give(town))
    town.get_by_role("button", name="Retirer ce lien : la préfecture").click()
    expect(town.get_by_text("Le lien est retiré").first).to_be_visible()
    agent.get_by_role("button", name="Télécharger").click()
    expect(agent.get_by_role("heading", level=1)).to_have_text("Le document n’a pas pu être donné")
    expect(agent.get_by_text("Ce lien a été retiré le")).to_be_visible()
    agent.get_by_role("link", name="Revenir à la page du document").click()
    expect(agent.get_by_role("alert")).to_contain_text("Ce lien a été retiré le")
    expect(agent.get_by_role("button", name="Télécharger")).to_have_count(0)


def test_a_link_that_is_over_says_since_when_and_whom_to_ask(town: Page, agent: Page, server: Server) -> None:
    link = give(town)
    with closing(sqlite3.connect(server.folder / "ansm.sqlite3", isolation_level=None, timeout=10)) as database:
        database.execute("UPDATE report_link SET expires_at = '2026-01-15 23:00:00.000000'")
    agent.goto(link)
    expect(agent.get_by_role("alert")).to_contain_text("jusqu’au 15\u00a0janvier 2026")
    expect(agent.get_by_role("alert")).to_contain_text("demandez un nouveau lien")
    expect(agent.get_by_role("alert")).to_contain_text("La Buisse")
    town.reload()
    expect(town.get_by_text("1\u00a0lien qui n’ouvre plus rien")).to_be_visible()


@pytest.mark.parametrize("end", ["", "#", "#abc", f"#{'A' * 42}", f"#{'A' * 60}"])
def test_a_link_that_was_not_copied_whole_says_how_to_take_it_again(agent: Page, server: Server, end: str) -> None:
    agent.goto(f"{server.address}/agents/{end}")
    expect(agent.get_by_role("alert")).to_contain_text("en entier")
    expect(agent.get_by_role("heading", level=1)).to_have_text(RECEIVED)


def test_what_was_typed_survives_a_refusal_and_is_not_left_without_a_word(town: Page) -> None:
    """Refused, sent twice, and walked away from."""
    town.get_by_label("Pour qui ?").fill("le trésorier\u00a0: " + "x" * 80)
    # A browser that does not know the bounds sends what it has.
    length = town.get_by_label("Pendant combien de jours ?")
    length.evaluate("field => field.removeAttribute('max')")
    length.fill("900")
    town.get_by_role("button", name="Créer le lien").click()
    refusal = town.get_by_role("alert")
    expect(refusal).to_contain_text("de 1 à 365 jours")
    expect(refusal).to_be_focused()
    assert town.get_by_label("Pour qui ?").input_value().startswith("le trésorier")

    asked: list[Dialog] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog)
        dialog.dismiss()

    town.on("dialog", stay)
    town.get_by_role("link", name="Suivi des actions").click()
    expect(town.get_by_role("heading", level=1)).to_have_text("Partager le diagnostic")
    town.wait_for_timeout(200)
    assert [dialog.type for dialog in asked] == ["beforeunload"]

    town.get_by_label("Pendant combien de jours ?").fill("30")
    town.get_by_role("button", name="Créer le lien").dblclick()
    expect(town.get_by_label("Lien à donner")).to_be_visible()
    expect(town.get_by_role("button", name=re.compile("^Retirer ce lien"))).to_have_count(1)


def test_without_the_server_the_form_keeps_what_it_holds(town: Page) -> None:
    town.get_by_label("Pour qui ?").fill("la DDT")
    town.context.set_offline(True)
    town.get_by_role("button", name="Créer le lien").click()
    expect(town.get_by_role("alert")).to_contain_text("ce que vous avez écrit est encore là")
    assert town.get_by_label("Pour qui ?").input_value() == "la DDT"
    town.context.set_offline(False)
    town.get_by_role("button", name="Créer le lien").click()
    expect(town.get_by_label("Lien à donner")).to_be_focused()


def test_coming_back_to_a_page_shows_what_is_so_now(town: Page, server: Server) -> None:
    give(town, label="le conseil")
    town.goto(f"{server.address}/aide/")
    town.go_back()
    expect(town.get_by_role("button", name="Retirer ce lien : le conseil")).to_be_visible()
    town.get_by_role("button", name="Retirer ce lien : le conseil").click()
    expect(town.get_by_text("1\u00a0lien qui n’ouvre plus rien")).to_be_visible()


def test_the_link_is_copied(town: Page) -> None:
    town.context.grant_permissions(["clipboard-read", "clipboard-write"])
    link = give(town)
    town.get_by_role("button", name="Copier le lien").click()
    expect(town.get_by_text("Lien copié")).to_be_visible()
    assert town.evaluate("navigator.clipboard.readText()") == link


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1100, 320])
def test_no_state_of_these_pages_has_a_fault(
    town: Page, browser: Browser, scheme: str, width: int, tmp_path: Path
) -> None:
    """The form, the link that was made, the document that was received, and a link that is no more."""
    link = give(town, "Version interne")
    context = browser.new_context(
        locale="fr-FR",
        color_scheme=scheme,  # type: ignore[arg-type]  # one of the two that Playwright knows
        viewport={"width": width, "height": 900},
        bypass_csp=True,
    )
    page = context.new_page()
    kept = town.evaluate("sessionStorage.getItem('ansm-lien')")
    page.goto(town.url + f"#{kept}")
    expect(page.get_by_role("heading", name="Qui suit ce diagnostic")).to_be_visible()
    give(page, label="le vice-président chargé du numérique")
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(255, 255, 255)") is (scheme == "light"), background
    faultless(page, tmp_path / "partage.png")
    open_received(page, link)
    expect(page.locator("[data-poids]")).not_to_be_empty()
    faultless(page, tmp_path / "agents.png")
    page.goto(link[:-3])
    expect(page.get_by_role("alert")).to_be_visible()
    faultless(page, tmp_path / "incomplet.png")
    context.close()


def faultless(page: Page, picture: Path) -> None:
    """Nothing for axe, nothing cut nor sideways, headings in order, every focus seen."""
    page.screenshot(path=picture, full_page=True)
    assert accessibility_faults(page) == []
    assert states.sideways(page) + states.cut(page) + states.small_targets(page) + states.nested_regions(page) == []
    shown = page.locator("h1, h2, h3, h4").filter(visible=True)
    levels = shown.evaluate_all("all => all.map((one) => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    assert states.unclear_focus(states.walk(page)) == []
