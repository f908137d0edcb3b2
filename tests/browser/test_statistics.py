"""The statistics as anyone reads them, and the one optional question that feeds them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from ansm.application import Application
from ansm.domain.counting import Counted, ticks
from ansm.domain.satisfaction import QUESTION
from ansm.settings import read_settings
from ansm.storage import Storage
from tests.browser.conftest import PATIENCE_MS, Server
from tests.browser.visitor import accessibility_faults

LAST_MONTH = datetime.now(UTC).date().replace(day=1) - timedelta(days=1)
COUNTED = (
    (Counted.OPENED, "", ("38", "26", "971", "75"), 60),
    (Counted.FINISHED, "", ("38", "26"), 12),
    (Counted.DURATION, "30-60-min", ("",), 9),
    (Counted.NEED, "sauvegarde", ("",), 9),
    (Counted.SATISFACTION, "4", ("",), 7),
)


@pytest.fixture(scope="module")
def counting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that has counted for a month."""
    running = Server(tmp_path_factory.mktemp("statistiques"))
    with closing(Storage.open(f"sqlite:///{running.folder / 'ansm.sqlite3'}")) as storage:
        for kind, subject, places, count in COUNTED:
            for place in places:
                storage.tallies.add(ticks(kind, subject, place, LAST_MONTH) * count)
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1100])
def test_the_figures_are_read_by_anyone_without_a_script(
    browser: Browser, counting: Server, width: int, scheme: str
) -> None:
    """Nothing cut, nothing for axe; the map says its numbers, and the table says them in words."""
    context = browser.new_context(
        locale="fr-FR", color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(f"{counting.address}/statistiques")
    expect(page.get_by_role("img", name="Carte des diagnostics ouverts par département")).to_be_visible()
    table = page.get_by_role("table", name="Diagnostics par département")
    expect(table.get_by_role("row", name="Isère (38)")).to_contain_text("60")
    expect(table.get_by_role("row", name="Paris (75)")).to_contain_text("moins de 5")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    filled = [
        page.locator(f".figures-map path.figures-level-{level}").first.evaluate("one => getComputedStyle(one).fill")
        for level in (0, 4)
    ]
    assert filled[0] != filled[1] != "rgb(0, 0, 0)"
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
    assert accessibility_faults(page) == []
    assert refused == []
    context.close()


def test_the_bottom_of_every_page_leads_to_what_the_server_writes(page: Page, counting: Server) -> None:
    """Where the framework's router would have looked for a page of its own."""
    for name, heading in (("Statistiques", "Statistiques du diagnostic"), ("Espace des conseillers", None)):
        page.goto(f"{counting.address}/aide/")
        link = page.get_by_role("contentinfo").get_by_role("link", name=name)
        link.click()
        expect(page).not_to_have_title("Aide – Accompagnement Numérique Sur-Mesure")
        expect(page.get_by_role("heading", level=1)).not_to_contain_text("introuvable")
        if heading:
            expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def test_the_open_data_are_downloaded_from_the_page(page: Page, counting: Server) -> None:
    page.goto(f"{counting.address}/statistiques")
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger ces chiffres (CSV)").click()
    assert download.value.suggested_filename == "statistiques-ansm.csv"


def test_an_opinion_is_given_by_keyboard_and_counted_once(page: Page, counting: Server) -> None:
    """The words that take the place of the question have the focus, and a second opinion says that it is not added."""
    url = f"sqlite:///{counting.folder / 'ansm.sqlite3'}"
    with closing(Application.start(read_settings({"ANSM_DATABASE_URL": url}))) as running:
        token = running.open("38061")
    for thanks in ("Merci\u00a0: votre avis est compté.", "il n’est compté qu’une fois"):
        page.goto("about:blank")
        page.goto(f"{counting.address}/diagnostic/resultats/#{token}")
        question = page.get_by_role("group", name=QUESTION)
        expect(question).to_be_visible()
        question.get_by_role("radio", name="Plutôt utile").focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        said = page.locator("[data-avis-dit]")
        expect(said).to_contain_text(thanks)
        expect(said).to_be_focused()
        expect(question).to_be_hidden()
    with closing(Storage.open(url)) as storage:
        given = [each.count for each in storage.tallies.all() if each.tick.subject == "3"]
    assert given == [1]
