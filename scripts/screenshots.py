"""Takes the screenshots of docs/screenshots from a running site: `python scripts/screenshots.py http://127.0.0.1:8000`.

It walks the main path as a mayor would, on La Buisse, and draws the first page of the PDF as an image.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import pymupdf
from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"
WIDTHS = (320, 768, 1280)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
ANSWERS = {
    "PRO-01": ["elu"],
    "PRO-02": ["2-5"],
    "PRO-03": ["ecole", "salle", "technique"],
    "CON-01": ["cuivre"],
    "IDN-01": ["public"],
    "IDN-02": ["non"],
    "SEC-01": ["manuel"],
    "SEC-06": ["nsp"],
    "SEC-07": ["non"],
    "DON-01": ["oui"],
    "PIL-04": ["securite", "temps"],
}


def answer(page: Page) -> None:
    """Give the answers above, and the first one everywhere else, screen by screen, to the end of the short path."""
    while page.locator("#suite").count():
        for _ in range(2):  # an answer may bring another question
            for group in page.locator(".ansm-question").all():
                if not group.locator("input:checked").count():
                    first = group.locator("input").first.get_attribute("value") or ""
                    for value in ANSWERS.get(group.get_attribute("id") or "", [first]):
                        group.locator(f'input[value="{value}"] + label').click()
        heading = page.locator("#etape").inner_text()
        page.locator("#suite").click()
        page.wait_for_function("(before) => document.querySelector('#etape').innerText !== before", arg=heading)


def saved(page: Page) -> None:
    """Wait until nothing waits."""
    page.locator('#enregistrement[data-en-attente="0"]').wait_for()


def picture(page: Page, name: str) -> None:
    """The page at each width, as one sees it on arrival."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(400)
        page.screenshot(path=FOLDER / f"{name}-{width}.png")
    page.set_viewport_size({"width": 1280, "height": 900})


def without_network(page: Page) -> None:
    """The same questionnaire while the network is cut."""
    page.get_by_text("sans connexion sur cet appareil").wait_for()
    page.context.set_offline(True)
    go_to(page, "Sécurité et copies de secours")
    for question in ("SEC-01", "SEC-06", "SEC-07"):
        page.locator(f"[id='{question}-{ANSWERS[question][0]}'] + label").click()
    page.locator("#SEC-07").scroll_into_view_if_needed()
    picture(page, "hors-connexion")
    page.context.set_offline(False)
    saved(page)
    go_to(page, "Votre collectivité")


def go_to(page: Page, name: str) -> None:
    """Another screen, by the list of themes."""
    page.get_by_role("navigation", name="Les thèmes").get_by_role("button", name=name).first.click()
    page.evaluate("scrollTo(0, 0)")


def read(page: Page, address: str, name: str) -> None:
    """A page that only has something to read."""
    page.goto(address, wait_until="networkidle")
    picture(page, name)


def main(address: str) -> None:
    """Walk from the home page to the PDF."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="fr-FR", timezone_id="Europe/Paris")
        page.goto(address, wait_until="networkidle")
        page.get_by_role("combobox").press_sequentially("la bui", delay=50)
        page.get_by_role("option").first.wait_for()
        picture(page, "accueil")
        page.get_by_role("option").first.click()
        page.get_by_role("button", name="Commencer").wait_for()
        picture(page, "verdict")
        page.get_by_role("button", name="Commencer").click()
        page.locator("#PRO-01").wait_for()
        page.locator("#PRO-01-elu + label").click()
        saved(page)
        picture(page, "question")
        without_network(page)
        answer(page)
        saved(page)
        picture(page, "point-d-etape")
        go_to(page, "Vérifier mes réponses")
        picture(page, "verifier")
        page.get_by_role("link", name="Voir mes résultats").first.click()
        page.get_by_role("heading", name="En une minute").wait_for()
        picture(page, "resultats")
        with page.expect_download() as download:
            page.get_by_role("button", name="PDF").first.click()
        pdf = Path(folder) / "diagnostic.pdf"
        download.value.save_as(pdf)
        read(page, f"{address}/comprendre-le-calcul/", "comprendre-le-calcul")
        read(page, f"{address}/partenaires/", "partenaires")
        read(page, f"{address}/aide/", "aide")
        browser.close()
        with pymupdf.open(pdf) as document:
            document[0].get_pixmap(dpi=60).save(FOLDER / "document-page-1.png")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
