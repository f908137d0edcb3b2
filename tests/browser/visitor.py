"""What a visitor does, in words; and what tests look at."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Server

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LABEL = "Votre commune ou votre intercommunalité"


def find(page: Page, address: str, text: str, name: str) -> None:
    """Open the home page, type, and choose a territory by its name."""
    page.goto(address)
    box = page.get_by_role("combobox", name=LABEL)
    box.press_sequentially(text, delay=20)
    page.get_by_role("option", name=name).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def start(page: Page, address: str) -> str:
    """Find La Buisse, start its diagnostic, and give its personal link."""
    find(page, address, "la buisse", "La Buisse")
    page.get_by_role("button", name="Commencer le diagnostic").click()
    expect(page.locator("#PRO-01")).to_be_visible()
    return page.get_by_label("Votre lien personnel").input_value()


def secret_of(link: str) -> str:
    """The part of a personal link that opens the file."""
    return link.partition("#")[2]


def tick(page: Page, question: str, *values: str) -> None:
    """Tick these options, in this order, and wait until each is said saved."""
    for value in values:
        choose(page, question, value)
    wait_until_saved(page)


def choose(page: Page, question: str, value: str) -> None:
    """Tick this option, and wait for nothing."""
    page.locator(f"[id='{question}-{value}'] + label").click()


def wait_until_saved(page: Page) -> None:
    """Wait until the page says that nothing waits any more."""
    state = page.locator("#enregistrement")
    expect(state).to_have_attribute("data-en-attente", "0")
    expect(state).to_contain_text("Enregistré à")


def go_to(page: Page, theme: str) -> None:
    """Jump to a theme by the list of themes: its first screen of that name."""
    page.get_by_role("navigation", name="Les thèmes").get_by_role("button", name=theme).first.click()
    expect(page.locator("#etape")).to_be_focused()


def waiting(page: Page) -> list[str]:
    """The questions whose answers this browser still keeps for the server."""
    found: list[str] = page.evaluate(
        "() => Object.entries(localStorage).filter(([name]) => name.startsWith('ansm-envoi-'))"
        ".map(([, message]) => JSON.parse(message).q)"
    )
    return sorted(found)


def ticked(page: Page, question: str) -> list[str]:
    """The values ticked on the screen."""
    return page.locator(f"#{question} input:checked").evaluate_all("all => all.map((one) => one.value)")


def stored(server: Server) -> list[tuple[str, list[str]]]:
    """Every answer ever stored, in order: a message stored twice would be there twice."""
    with closing(sqlite3.connect(server.folder / "ansm.sqlite3")) as database:
        rows = database.execute('SELECT question, "values" FROM answer ORDER BY id').fetchall()
    return [(question, json.loads(values)) for question, values in rows]


def kept_offline(page: Page) -> None:
    """Wait until the page says that it works without a connection."""
    expect(page.get_by_text("fonctionne aussi sans connexion")).to_be_visible()


def accessibility_faults(page: Page) -> list[str]:
    """What axe finds wrong, one line each. The page's own policy forbids evaluation: the context must bypass it."""
    page.evaluate(AXE)
    found = page.evaluate("(tags) => axe.run(document, { runOnly: tags })", RULES)
    return [
        f"{violation['id']}: {violation['help']} {[node['target'] for node in violation['nodes']]}"
        for violation in found["violations"]
    ]
