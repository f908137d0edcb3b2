"""A mayor asks for the support, the ANCT answers, the mayor takes it back: on both screens, from end to end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect

from ansm.application import Application
from ansm.domain.people import Role
from ansm.settings import read_settings
from tests.browser.conftest import Server
from tests.browser.visitor import accessibility_faults, secret_of, start

COOKIE = "ansm-session"
PAGE, LIST = "/diagnostic/demande/", "/conseillers/demandes"
WORD = "Nous avons besoin d’aide pour la sauvegarde."
NARROW = {"width": 320, "height": 800}


@contextmanager
def beside(server: Server) -> Iterator[Application]:
    """The installation of that server, as its administrator has it on the command line."""
    running = Application.start(read_settings({"ANSM_DATABASE_URL": f"sqlite:///{server.folder / 'ansm.sqlite3'}"}))
    try:
        yield running
    finally:
        running.close()


def sign_in(page: Page, server: Server, address: str) -> None:
    """Invite someone of the ANCT, and open the session that the link they receive opens."""
    with beside(server) as application:
        body = application.team.organisation_for(None, Role.ANCT)
        secret = application.identity.open_for(application.team.invite(address, body, Role.ANCT))
    page.context.add_cookies([{"name": COOKIE, "value": secret, "url": f"{server.address}/conseillers/"}])
    page.goto(server.address + LIST)
    expect(page.get_by_role("heading", level=1)).to_have_text("Demandes d’accompagnement")


def write(page: Page) -> None:
    """Fill in the form as a town clerk does."""
    page.get_by_label("Fonction de la personne à qui répondre").fill("Secrétariat de mairie")
    page.get_by_label("Adresse électronique").fill("mairie@la-buisse.fr")
    page.get_by_label("Message").fill(WORD)
    page.get_by_role("button", name="Voir ce qui sera envoyé").click()
    expect(page.get_by_role("heading", name="Voici exactement ce qui sera envoyé")).to_be_focused()


def narrow_and_clean(page: Page) -> None:
    """At 320 px nothing is cut, and axe finds nothing."""
    wide = page.viewport_size
    page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert accessibility_faults(page) == []
    assert wide
    page.set_viewport_size(wide)


def test_a_mayor_asks_is_answered_and_takes_it_back(page: Page, server: Server, browser: Browser) -> None:
    """What is read is what the ANCT reads; once withdrawn, its page holds nothing of it."""
    secret = secret_of(start(page, server.address))
    staff = browser.new_context(locale="fr-FR", bypass_csp=True).new_page()
    sign_in(staff, server, "demandes@anct.example")
    expect(staff.get_by_text("La Buisse")).to_have_count(0)

    page.goto(f"{server.address}{PAGE}#{secret}")
    write(page)
    preview = page.locator("[data-piece=demande]")
    expect(preview).to_contain_text(WORD)
    expect(preview).to_contain_text("24 mois après la dernière étape")
    box = page.get_by_role("checkbox")
    expect(box).not_to_be_checked()
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.get_by_role("alert")).to_contain_text("Rien n’est parti")
    page.get_by_text("Je suis d’accord pour que ceci soit transmis").click()
    expect(box).to_be_checked()
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.locator("#dit")).to_contain_text("Votre demande est enregistrée")

    staff.reload()
    staff.get_by_role("link", name="La Buisse").click()
    expect(staff.get_by_role("heading", level=1)).to_have_text("Demande de La Buisse")
    expect(staff.get_by_role("main")).to_contain_text(WORD)
    expect(staff.get_by_role("main")).to_contain_text("mairie@la-buisse.fr")
    narrow_and_clean(staff)
    staff.get_by_label("Nouvel état").select_option("examen")
    staff.get_by_label("Message à la collectivité").fill("Nous vous appelons lundi.")
    staff.get_by_role("button", name="Changer l’état").click()
    expect(staff.get_by_role("status").first).to_contain_text("La collectivité le voit sur sa page")

    page.reload()
    expect(page.get_by_text("en cours d’examen").first).to_be_visible()
    expect(page.get_by_text("Nous vous appelons lundi.")).to_be_visible()
    page.get_by_text("Retirer cette demande").click()
    page.get_by_role("button", name="Oui, retirer ma demande").click()
    expect(page.locator("#dit")).to_contain_text("Votre demande est retirée")

    staff.reload()
    expect(staff.get_by_role("heading", level=1)).to_have_text("Page fermée")
    staff.goto(server.address + LIST)
    expect(staff.get_by_text("1\u00a0demande a été retirée")).to_be_visible()
    expect(staff.get_by_text("La Buisse")).to_have_count(0)
    narrow_and_clean(staff)
    staff.context.close()


def test_the_page_reads_well_on_a_small_screen_and_keeps_what_was_typed(browser: Browser, server: Server) -> None:
    """Form, preview and back: nothing for axe, nothing cut, nothing lost."""
    context = browser.new_context(locale="fr-FR", bypass_csp=True)
    page = context.new_page()
    secret = secret_of(start(page, server.address))
    page.goto(f"{server.address}{PAGE}#{secret}")
    expect(page.get_by_role("heading", name="Écrire la demande")).to_be_visible()
    narrow_and_clean(page)
    write(page)
    narrow_and_clean(page)
    page.get_by_role("button", name="Revenir à la demande").click()
    expect(page.get_by_label("Message")).to_have_value(WORD)
    expect(page.get_by_label("Adresse électronique")).to_have_value("mairie@la-buisse.fr")
    context.close()
