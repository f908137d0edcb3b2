"""An advisor's visit in a browser: from a printed link to the report of a commune, every page under axe on the way."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from ansm.web import routes
from tests.browser.conftest import PATIENCE_MS, Server
from tests.browser.visitor import accessibility_faults

LINK = re.compile(r"https?://\S+#([\w-]{43})")


def command(server: Server, *words: str) -> str:
    """What a command says, run where the server is."""
    ran = subprocess.run(  # noqa: S603 — our own command
        [Path(sys.executable).parent / "ansm", *words],
        cwd=server.folder,
        env={**os.environ, "ANSM_DATABASE_URL": f"sqlite:///{server.folder / 'ansm.sqlite3'}"},
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout


def sound(page: Page) -> None:
    """Nothing for axe to say, and nothing wider than a phone."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
    assert accessibility_faults(page) == [], page.url


def test_an_advisor_signs_in_starts_a_file_notes_plans_finds_it_and_takes_its_report(
    browser: Browser, server: Server
) -> None:
    command(server, "organisation", "add", "Agence du bureau")
    printed = command(
        server, "advisor", "invite", "lea@bureau.exemple.fr", "--organisation", "Agence du bureau", "--print"
    )
    link = LINK.search(printed)
    assert link is not None, printed
    context = browser.new_context(
        locale="fr-FR", color_scheme="dark", viewport={"width": 320, "height": 640}, bypass_csp=True
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()

    page.goto(f"{server.address}{routes.ENTER}#{link[1]}")
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vos dossiers")
    sound(page)

    page.get_by_role("link", name="Commencer un dossier").click()
    page.get_by_label("Commune ou intercommunalité").fill("la buisse")
    page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_role("link", name="La Buisse", exact=True)).to_be_visible()
    sound(page)
    page.get_by_role("link", name="La Buisse", exact=True).click()
    expect(page.get_by_role("heading", level=2, name="La Buisse")).to_be_visible()
    sound(page)
    page.get_by_role("button", name="Ouvrir le dossier").click()
    expect(page.get_by_label("Lien personnel du dossier")).to_have_value(re.compile(r"/diagnostic/#[\w-]{43}$"))
    sound(page)

    page.get_by_role("link", name="J’ai copié le lien").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("La Buisse")
    page.get_by_label("Ce qui est prévu").fill("Présenter le plan au conseil")
    page.get_by_label("Pour le").fill(date(2020, 1, 31).isoformat())
    page.get_by_role("button", name="Enregistrer l’étape").click()
    expect(page.get_by_role("status").first).to_contain_text("La prochaine étape est enregistrée.")
    sound(page)

    page.get_by_role("link", name="Lire et écrire les notes").click()
    page.get_by_label("À propos de").select_option("securite")
    page.get_by_role("textbox", name="Note").fill("Les copies de secours sont au même endroit.")
    page.get_by_role("button", name="Enregistrer la note").click()
    expect(page.get_by_role("article")).to_contain_text("Les copies de secours sont au même endroit.")
    sound(page)

    page.get_by_role("link", name="Tous vos dossiers").click()
    page.get_by_label("Nom ou code").fill("BUISSE")
    page.get_by_text("Filtrer et trier").click()
    page.get_by_text("Étape en retard", exact=True).click()
    page.get_by_role("button", name="Chercher").click()
    expect(page).to_have_url(re.compile(r"cherche=BUISSE.*retard=oui"))
    expect(page.get_by_role("cell", name=re.compile("Présenter le plan"))).to_contain_text("en retard de")
    sound(page)

    box = page.get_by_role("checkbox", name="Cocher La Buisse")
    box.click(force=True)  # where it is drawn: its label has words for screen readers only
    expect(box).to_be_checked()
    with page.expect_download() as started:
        page.get_by_role("button", name="Télécharger les rapports cochés").click()
    assert started.value.suggested_filename.endswith("version-interne.zip")
    page.get_by_role("rowheader").get_by_role("link", name="La Buisse").click()
    with page.expect_download() as alone:
        page.get_by_role("button", name="Télécharger").click()
    assert "_diagnostic_la-buisse_" in alone.value.suggested_filename
    page.get_by_role("link", name="Ne plus suivre ce dossier").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ne plus suivre ce dossier")
    sound(page)
    page.goto(server.address + routes.TAKE_ON)
    sound(page)
    context.close()
