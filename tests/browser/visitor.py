"""What a visitor does, in words; and what tests look at."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

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
    return page.url


def tick(page: Page, question: str, *values: str) -> None:
    """Tick these options, in this order, and wait until each is said saved."""
    for value in values:
        page.locator(f"#{question}-{value} + label").click()
    wait_until_saved(page)


def wait_until_saved(page: Page) -> None:
    """Wait until the page says that nothing waits any more."""
    expect(page.locator("#attente")).to_be_hidden()
    expect(page.locator("#enregistrement")).to_contain_text("Enregistré à")
    page.wait_for_function("() => !Object.keys(localStorage).some((name) => name.startsWith('ansm-envoi-'))")


def choose(page: Page, question: str, value: str) -> None:
    """Tick this option, and wait for nothing."""
    page.locator(f"#{question}-{value} + label").click()


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


def accessibility_faults(page: Page) -> list[str]:
    """What axe finds wrong, one line each. The page's own policy forbids evaluation: the context must bypass it."""
    page.evaluate(AXE)
    found = page.evaluate("(tags) => axe.run(document, { runOnly: tags })", RULES)
    return [
        f"{violation['id']}: {violation['help']} {[node['target'] for node in violation['nodes']]}"
        for violation in found["violations"]
    ]
