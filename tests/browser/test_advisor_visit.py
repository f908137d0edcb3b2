"""An advisor's visit, from the sign-in link to the report: two files prepared, no network, a disagreement settled."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PATIENCE_MS, Server
from tests.browser.visitor import accessibility_faults, choose, start, tick, wait_until_saved, waiting

ADDRESS = "lea@opsn.exemple.fr"
LINK = re.compile(r"http\S+/conseillers/entrer#\S+")
LIST = "/diagnostic/?appareil=oui"
NO_PREPARED_ANSWER = "() => !Object.keys(localStorage).some((name) => name.startsWith('ansm-envoi-'))"


def ansm(server: Server, *words: str) -> str:
    """What a command says, run by whoever administers that server."""
    done = subprocess.run(  # noqa: S603 — our own command
        [Path(sys.executable).parent / "ansm", *words],
        env={
            **os.environ,
            "ANSM_DATABASE_URL": f"sqlite:///{server.folder / 'ansm.sqlite3'}",
            "ANSM_PUBLIC_URL": server.address,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.fixture
def advisor(browser: Browser, fragile_server: Server) -> Iterator[Page]:
    """The browser of an advisor who has just signed in; axe may enter it."""
    ansm(fragile_server, "organisation", "add", "OPSN des Alpes")
    link = LINK.search(ansm(fragile_server, "advisor", "invite", ADDRESS, "--print"))
    assert link is not None
    context = browser.new_context(
        locale="fr-FR", timezone_id="Europe/Paris", viewport={"width": 1100, "height": 900}, bypass_csp=True
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto(link[0])
    page.get_by_role("button", name="Me connecter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vos dossiers")
    yield page
    context.close()


def follow(page: Page, server: Server, link: str) -> None:
    """Follow the file whose link the town gave."""
    page.goto(f"{server.address}/conseillers/suivre")
    page.get_by_label("Lien personnel du dossier").fill(link)
    page.get_by_text("La mairie m’a donné ce lien").click()
    page.get_by_role("button", name="Suivre ce dossier").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("La Buisse")


def begin(page: Page, server: Server, name: str) -> None:
    """Begin a file before the visit, from the name of a commune."""
    page.goto(f"{server.address}/conseillers/nouveau")
    page.get_by_label("Commune ou intercommunalité").fill(name)
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("link", name=name, exact=True).first.click()
    page.get_by_role("button", name="Ouvrir le dossier").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Le lien à remettre à la mairie")


def prepare(page: Page, server: Server) -> None:
    """Put both files on this device, and wait until they open without network."""
    page.goto(f"{server.address}/conseillers/hors-connexion")
    for name in ("La Buisse", "Noyarey"):
        page.get_by_text(name, exact=False).and_(page.locator("label")).click()
    page.get_by_role("button", name="Préparer sur cet appareil").click()
    expect(page.locator("#appareil-pret")).to_contain_text("s’ouvrent sans connexion")
    expect(page.get_by_role("link", name="La Buisse (comme conseiller)")).to_be_visible()
    expect(page.get_by_role("link", name="Noyarey (comme conseiller)")).to_be_visible()


def open_prepared(page: Page, server: Server, name: str) -> None:
    """Open one of the files of this device from the list of them."""
    page.goto(server.address + LIST)
    page.get_by_role("link", name=f"{name} (comme conseiller)").click()
    expect(page.locator("#cote-conseil")).to_contain_text("Vous répondez comme conseiller")
    expect(page.locator("#PRO-02")).to_be_visible()


def test_from_the_sign_in_link_to_the_report(advisor: Page, context: BrowserContext, fragile_server: Server) -> None:
    """Each step as it happens on a visit; everything given without network is stored, on the right side."""
    server, page = fragile_server, advisor
    town = context.new_page()
    link = start(town, server.address)
    tick(town, "PRO-02", "2-5")

    follow(page, server, link)
    case = page.url.partition("?")[0]
    page.get_by_role("button", name="Ouvrir le questionnaire").click()
    expect(page.locator("#cote-conseil")).to_contain_text("du côté du conseil")
    expect(page.get_by_label("Votre lien personnel")).to_have_count(0)
    tick(page, "PRO-05", "prestataire")

    begin(page, server, "Noyarey")
    prepare(page, server)

    # Without network: the list opens, and both files.
    page.context.set_offline(True)
    open_prepared(page, server, "La Buisse")
    choose(page, "PRO-02", "6-20")
    expect(page.locator("#enregistrement")).to_contain_text("1 réponse en attente d’envoi")
    open_prepared(page, server, "Noyarey")
    choose(page, "PRO-02", "21-49")
    expect(page.locator("#enregistrement")).to_contain_text("1 réponse en attente d’envoi")
    assert waiting(page) == ["PRO-02", "PRO-02"]

    # Back in the office: what was answered on the file that is not open leaves too.
    page.context.set_offline(False)
    page.wait_for_function(NO_PREPARED_ANSWER)
    wait_until_saved(page)

    # The town sees what its advisor proposes, and its own answer still counts.
    expect(town.locator("#PRO-02")).to_contain_text("Votre conseiller propose une autre réponse")
    expect(town.locator("#PRO-02-2-5")).to_be_checked()

    page.goto(f"{case}/reponses")
    expect(page.get_by_text("1 question à départager.")).to_be_visible()
    assert accessibility_faults(page) == []
    page.locator(".sides-choice").get_by_text("6 à 20", exact=False).first.click()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Votre choix est enregistré")).to_be_visible()
    expect(page.get_by_text("1 désaccord déjà tranché.")).to_be_visible()
    expect(town.locator("#PRO-02-6-20")).to_be_checked()
    expect(town.locator("#PRO-02")).not_to_contain_text("Votre conseiller propose")

    page.goto(case)
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")


def test_an_advisor_s_proposal_stays_ticked_for_them_and_the_town_chooses(
    advisor: Page, context: BrowserContext, fragile_server: Server
) -> None:
    """Each sees their own answer; the town keeps its own with both in view, and the advisor is told at once."""
    server, page = fragile_server, advisor
    town = context.new_page()
    link = start(town, server.address)
    tick(town, "PRO-02", "2-5")
    follow(page, server, link)
    page.get_by_role("button", name="Ouvrir le questionnaire").click()
    expect(page.locator("#PRO-02-2-5")).to_be_checked()
    tick(page, "PRO-02", "6-20")
    expect(page.locator("#PRO-02")).to_contain_text("Votre réponse attend à côté de celle de la mairie")
    expect(page.locator("#PRO-02-6-20")).to_be_checked()
    page.reload()
    expect(page.locator("#PRO-02-6-20")).to_be_checked()
    asked = town.get_by_role("group", name="Votre conseiller propose une autre réponse")
    asked.get_by_role("button", name="Garder « 2 à 5").click()
    wait_until_saved(town)
    expect(page.locator("#PRO-02-2-5")).to_be_checked()
    expect(page.locator("#PRO-02")).not_to_contain_text("Votre réponse attend")


def test_files_are_removed_from_a_shared_device_one_by_one_or_all(advisor: Page, fragile_server: Server) -> None:
    """Said before, done at once; the files stay in the desk."""
    server, page = fragile_server, advisor
    begin(page, server, "La Buisse")
    begin(page, server, "Noyarey")
    prepare(page, server)
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="Oublier sur cet appareil : Noyarey").click()
    page.get_by_role("button", name="Oublier quand même").click()
    expect(page.get_by_role("link", name="Noyarey (comme conseiller)")).to_have_count(0)
    page.get_by_role("button", name="Tout retirer de cet appareil").click()
    page.get_by_role("button", name="Tout retirer", exact=True).click()
    expect(page.get_by_role("heading", name="Aucun dossier sur cet appareil")).to_be_focused()
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('ansm-dossier-'))") == []
