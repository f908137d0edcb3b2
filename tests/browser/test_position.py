"""What a screen reader follows: the name of the page, where the reading position goes, what is announced, and once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import situations, states
from tests.browser.conftest import Server
from tests.browser.visitor import choose, go_to, kept_offline, start, tick
from tests.post_office import PostOffice, post_office

SUFFIX = "Votre diagnostic – Accompagnement Numérique Sur-Mesure"
REFUSED = "550 5.1.1 No such user"


def test_the_title_of_the_page_names_the_screen(page: Page, server: Server) -> None:
    """Theme, pause, last look, the rest of a theme; the position goes to the title of the screen, « back » follows."""
    start(page, server.address)
    expect(page).to_have_title(f"Votre collectivité – {SUFFIX}")
    page.get_by_role("button", name="Suivant").click()
    expect(page).to_have_title(f"Connexion et matériel – {SUFFIX}")
    expect(page.locator("#etape")).to_be_focused()
    for way, name in (("Point d’étape", "Point d’étape"), ("Vérifier mes réponses", "Vérifiez vos réponses")):
        page.get_by_role("navigation", name="Les thèmes").get_by_role("button", name=way).click()
        expect(page).to_have_title(f"{name} – {SUFFIX}")
        expect(page.locator("#etape")).to_be_focused()
    page.go_back()
    expect(page).to_have_title(f"Point d’étape – {SUFFIX}")
    page.get_by_role("main").get_by_role("button", name="Vérifier mes réponses").last.click()
    page.get_by_role("button", name="Précédent").click()
    expect(page).to_have_title(re.compile(f"^.+, aller plus loin – {SUFFIX}$"))
    page.get_by_role("banner").get_by_role("link", name="Aide").click()
    expect(page).to_have_title("Aide – Accompagnement Numérique Sur-Mesure")
    expect(page.get_by_role("heading", level=1, name="Aide")).to_be_focused()


def test_a_disagreement_is_announced_once_with_its_question_and_left_without_losing_the_position(
    page: Page, server: Server
) -> None:
    """It comes while one reads elsewhere; once settled, its buttons are gone and one is on the answer kept."""
    link = start(page, server.address)
    tick(page, "PRO-01", "elu")
    kept_offline(page)
    with situations.another_device(page, link) as clerk:
        page.context.set_offline(True)
        choose(page, "PRO-02", "0-1")
        tick(clerk, "PRO-02", "21-49")
        with states.heard(page) as said:
            page.context.set_offline(False)
            expect(page.get_by_role("group", name="Deux réponses différentes ont été données")).to_be_visible()
    told = [sentence for sentence in said if "Deux réponses différentes" in sentence]
    assert len(told) == 1
    assert "Combien de personnes travaillent" in told[0]
    with states.keeping_focus(page):
        page.get_by_role("button", name="Garder « 0 ou 1 »").focus()
        page.keyboard.press("Enter")
    expect(page.locator("#PRO-02-0-1")).to_be_focused()


def test_the_history_is_read_from_its_title_and_gives_the_position_back(page: Page, server: Server) -> None:
    """Escape and « Reprendre » both come back to the button that opened it; each button says which answer it takes."""
    situations.history(page, server.address)
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading")).to_be_focused()
    expect(dialog.get_by_role("button", name="Reprendre cette réponse « 2 à 5 »")).to_be_visible()
    page.keyboard.press("Escape")
    button = page.locator("#PRO-02").get_by_role("button", name="Historique")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Reprendre").click()
    expect(button).to_be_focused()


def test_another_device_never_takes_the_position_away(page: Page, server: Server) -> None:
    """Its answer makes the button under the position useless, then the whole question."""
    link = start(page, server.address)
    page.locator("#PRO-02").get_by_role("button", name="Passer").focus()
    with situations.another_device(page, link) as clerk:
        with states.heard(page) as said:
            tick(clerk, "PRO-02", "6-20")
            expect(page.locator("#PRO-02-6-20")).to_be_focused()
        assert len(said) == 1
        assert "Combien de personnes travaillent" in said[0]
        go_to(page, "Accueil et démarches des habitants")
        tick(page, "DEM-07", "oui")
        page.locator("#DEM-08 input").first.focus()
        go_to(clerk, "Accueil et démarches des habitants")
        with states.keeping_focus(page):
            tick(clerk, "DEM-07", "non")
            expect(page.locator("#DEM-08")).to_have_count(0)
        assert page.evaluate("document.activeElement.closest('fieldset')?.id ?? ''").startswith("DEM-")


def test_a_line_that_leaves_the_last_look_leads_back_to_the_filter(page: Page, server: Server) -> None:
    """Of the « je ne sais pas », one is answered: folded again, it is in the list no more."""
    start(page, server.address)
    tick(page, "PRO-02", "nsp")
    page.get_by_role("navigation", name="Les thèmes").get_by_role("button", name="Vérifier mes réponses").click()
    page.get_by_text("« Je ne sais pas »", exact=True).click()
    page.get_by_role("button", name="Modifier la question").click()
    tick(page, "PRO-02", "2-5")
    page.get_by_role("button", name="Refermer").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="« Je ne sais pas »")).to_be_focused()


def test_forgetting_a_file_can_be_thought_over_and_is_said(page: Page, server: Server) -> None:
    """« Garder » comes back to the button; « Oublier » to the title, with one sentence."""
    situations.forgetting(page, server.address)
    expect(page.get_by_role("button", name="Garder")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Oublier sur cet appareil : La Buisse")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Oublier quand même").focus()
    with states.heard(page) as said:
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Reprendre un diagnostic")).to_be_focused()
    assert len(said) == 1
    assert "est oublié sur cet appareil" in said[0]


def test_a_link_taken_back_is_said_on_both_sides(page: Page, browser: Browser, server: Server) -> None:
    """Its owner stays at the list of links; the colleague who was answering is at the title, and told why."""
    link = situations.handing_over(page, server.address)
    page.get_by_role("button", name="Copier ce lien").click()
    expect(page.get_by_role("button", name="Copier ce lien")).to_be_focused()
    context = browser.new_context(locale="fr-FR")
    other = context.new_page()
    other.goto(link)
    expect(other.get_by_text(re.compile(r"^Encore [1-9]\squestions, environ"))).to_be_visible()
    other.locator("#SEC-01 input").first.focus()
    page.get_by_role("button", name="Retirer le lien du thème").focus()
    # The colleague's page learns it by itself, at any moment from the key press on: both are listened to from before.
    with states.heard(other) as told, states.heard(page) as said:
        page.keyboard.press("Enter")
        expect(page.locator("#liens-confies")).to_be_focused()
        expect(other.get_by_role("heading", level=1)).to_be_focused()
    assert len(said) == 1
    assert "il n’ouvre plus rien" in said[0]
    assert len([sentence for sentence in told if "Nous ne pouvons pas ouvrir ce diagnostic" in sentence]) == 1
    expect(other).to_have_title(f"Nous ne pouvons pas ouvrir ce diagnostic – {SUFFIX}")
    context.close()


def test_the_body_that_can_act_is_arrived_at_by_its_name(page: Page, server: Server) -> None:
    """From an arrondissement to its commune, on one page: the position goes to the new title, once it is there."""
    page.goto(f"{server.address}/territoire/?code=13201")
    page.get_by_role("button", name="Continuer avec Marseille").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Marseille", exact=True)).to_be_focused()


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """A mail server of this machine."""
    with post_office() as running:
        yield running


@pytest.fixture
def writing(office: PostOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Our server, set to send letters."""
    monkeypatch.setenv("ANSM_SMTP_URL", f"smtp://localhost:{office.port}?tls=non")
    monkeypatch.setenv("ANSM_SMTP_FROM", "ne-pas-repondre@exemple.fr")
    monkeypatch.setenv("ANSM_PUBLIC_URL", "https://diagnostic.exemple.fr/")
    running = Server(tmp_path)
    try:
        running.start()
        yield running
    finally:
        running.stop()


def test_a_wrong_address_is_told_at_its_field(page: Page, writing: Server, office: PostOffice) -> None:
    """Empty, malformed, refused by the mail server: the field is said wrong, described by the reason, and reached."""
    start(page, writing.address)
    page.get_by_text("Envoyer par courriel").click()
    field = page.get_by_role("textbox", name="Adresse électronique")
    assert field.get_attribute("autocomplete") == "email"
    send = page.get_by_role("button", name="Envoyer le lien")
    office.answer = REFUSED
    for given, reason in (
        ("", "mairie@exemple.fr"),
        ("la mairie", "mairie@exemple.fr"),
        ("personne@exemple.fr", "Vérifiez-la"),
    ):
        field.fill(given)
        send.focus()
        page.keyboard.press("Enter")
        expect(field).to_be_focused()
        expect(field).to_have_attribute("aria-invalid", "true")
        described = page.locator(f"#{field.get_attribute('aria-describedby')}")
        expect(described).to_contain_text(re.compile(rf"^Erreur\s: .*{re.escape(reason)}"))
    office.answer = "250 OK"
    field.fill("secretariat@la-buisse.fr")
    send.focus()
    with states.heard(page) as said, states.keeping_focus(page):
        page.keyboard.press("Enter")
        expect(page.get_by_text("Courriel envoyé à secretariat@la-buisse.fr")).to_be_visible()
    assert states.said_twice(said) == []
    expect(send).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "false")
