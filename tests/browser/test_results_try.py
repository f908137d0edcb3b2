"""« Et si… ? » and the draft, as a visitor uses them: by keyboard, nothing saved, nothing lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ansm.application import Application
from tests.browser.conftest import Server
from tests.browser.test_results import BUSY, installation, open_golden, read_results, tab_to
from tests.browser.visitor import ticked

__all__ = ["installation"]  # the fixture, shared with the other tests of this page

NOTHING = "Rien ne changerait"


@pytest.fixture
def token(installation: Application) -> str:
    """A file with everything answered: no copy of the files, nobody to call."""
    return open_golden(installation, BUSY)[0]


def told(page: Page) -> str:
    """What the one status that speaks says."""
    status = page.locator(".res-effect:not(:empty)")
    expect(status).to_have_count(1)
    return re.sub(r"\s+", " ", status.inner_text())


def test_another_answer_is_tried_under_an_action_by_keyboard_alone(
    page: Page, server: Server, installation: Application, token: str
) -> None:
    """Open, move to another option, read what moves, come back: the focus is never lost, the file never changes."""
    before = installation.file(token).answers
    read_results(page, server, token)
    button = page.get_by_role("button", name="Et si nous répondions autrement").first
    tab_to(page, "Et si nous répondions autrement")
    expect(button).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    group = page.get_by_role("group", name=re.compile("^Vos fichiers importants sont-ils copiés"))
    expect(group.get_by_role("radio", name="Non", exact=True)).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_text("Vos premières actions changeraient.")).to_be_visible()
    assert "quitterait « À faire d’abord »" in told(page)
    assert "Le point d’attention « Pas de copie de secours utilisable » disparaîtrait." in told(page)
    assert page.evaluate("document.activeElement.checked") is True
    tab_to(page, "Revenir à mes vraies réponses")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Vous êtes revenu à vos vraies réponses.")).to_be_visible()
    expect(group.get_by_role("radio", name="Non", exact=True)).to_be_checked()
    expect(page.get_by_role("button", name="Revenir à mes vraies réponses")).to_be_focused()
    assert installation.file(token).answers == before


def test_keeping_an_answer_goes_to_its_question_where_nothing_was_saved(page: Page, server: Server, token: str) -> None:
    """The ordinary path saves it; coming back, the try is forgotten."""
    read_results(page, server, token)
    page.get_by_role("button", name="Et si nous répondions autrement").first.click()
    page.locator("#essai-SEC-01-auto + label").click()
    page.get_by_role("link", name="Garder cette réponse").click()
    expect(page.locator("#SEC-01")).to_be_visible()
    assert token not in page.url
    assert ticked(page, "SEC-01") == ["non"]
    page.go_back()
    expect(page.get_by_role("heading", level=2, name="En une minute")).to_be_visible()
    expect(page.get_by_role("button", name="Et si nous répondions autrement").first).to_have_attribute(
        "aria-expanded", "false"
    )


def test_any_question_can_be_tried_by_its_theme(page: Page, server: Server, token: str) -> None:
    """An order of ticking, one box too many, an answer that changes nothing."""
    read_results(page, server, token)
    page.get_by_label("Thème de la question").select_option(label="Organisation, moyens et priorités")
    page.locator("summary", has_text="Quelles sont les priorités de l’équipe").click()
    page.locator("#essai-PIL-04-temps + label").click()
    expect(page.locator("#essai-PIL-04-temps + label")).to_contain_text("choix n°\u00a03")
    page.locator("#essai-PIL-04-enfance + label").click()
    expect(page.get_by_text("3 réponses au plus : décochez-en une pour en choisir une autre.")).to_be_visible()
    expect(page.locator("#essai-PIL-04-enfance")).not_to_be_checked()
    page.locator("#essai-PIL-04-aucune + label").click()
    expect(page.locator("#essai-PIL-04-temps")).not_to_be_checked()
    page.locator("summary", has_text="Qui peut vous recontacter").click()
    page.locator("#essai-PIL-10-anct + label").click()
    expect(page.get_by_text(NOTHING)).to_be_visible()
    expect(page.locator("#essai-PIL-04-securite")).to_be_checked()


def test_a_draft_corrected_on_the_page_is_taken_as_a_file(
    page: Page, server: Server, token: str, tmp_path: Path
) -> None:
    """What was written stays on the page until then; the file holds it, and nothing of the secret."""
    read_results(page, server, token)
    sent: list[str] = []
    page.locator("summary", has_text="Voir et corriger le brouillon").click()
    page.on("request", lambda request: sent.append(request.method))
    draft = page.get_by_label("Brouillon de la fiche produit")
    draft.fill("Notre brouillon, relu ensemble.\n" + draft.input_value())
    assert sent == []
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger en fichier texte").click()
    file = tmp_path / "fiche.txt"
    download.value.save_as(file)
    assert download.value.suggested_filename == "Accompagnement-Numerique-Sur-Mesure_fiche-produit_38061.txt"
    text = file.read_text(encoding="utf-8")
    assert text.startswith("Notre brouillon, relu ensemble.")
    assert "Premiers résultats attendus en six mois" in text
    assert token not in text
    expect(draft).to_have_value(re.compile("^Notre brouillon, relu ensemble"))
    assert token not in page.url


def test_the_page_says_that_it_needs_the_connection_when_the_server_stays_silent(
    page: Page, server: Server, token: str
) -> None:
    """Instead of preparing results for ever; nothing of it shows before the first seconds."""
    page.route_web_socket(re.compile("_event"), lambda _socket: None)  # open, and never answered
    page.goto(f"{server.address}/diagnostic/resultats/#{token}")
    heading = page.get_by_role("heading", level=2, name="Vos résultats demandent la connexion")
    expect(heading).to_be_hidden()
    expect(heading).to_be_visible()
    expect(page.get_by_role("button", name="Réessayer")).to_be_visible()
    expect(page.get_by_text("Préparation de vos résultats")).to_be_hidden()
