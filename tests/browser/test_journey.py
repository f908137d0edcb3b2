"""La Buisse, from its name to its answers, on one device then another."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Server
from tests.browser.visitor import find, start, tick, ticked


def test_from_a_name_to_saved_answers_and_back_on_another_device(
    page: Page, context: BrowserContext, browser: Browser, server: Server
) -> None:
    """The personal link alone brings back the answers and the exact question."""
    find(page, server.address, "la bui", "La Buisse")
    expect(page.get_by_text("Votre commune", exact=True)).to_be_visible()
    expect(page.get_by_text("Votre intercommunalité", exact=True)).to_be_visible()
    expect(page.get_by_text("C’est l’ANCT qui confirme.")).to_be_visible()
    page.get_by_text("Une élue ou un élu").click()
    page.get_by_role("button", name="Commencer le diagnostic").click()

    expect(page).to_have_url(re.compile(r"/diagnostic/#[\w-]{43}$"))
    expect(page).to_have_title(re.compile("Accompagnement Numérique Sur-Mesure$"))
    expect(page.locator("#PRO-01-elu")).to_be_checked()
    tick(page, "PRO-03", "ecole", "salle")
    page.get_by_role("button", name="Suivant").click()
    expect(page.get_by_role("heading", level=2, name="Connexion et matériel")).to_be_focused()
    tick(page, "CON-01", "nsp")
    link = page.get_by_label("Votre lien personnel").input_value()
    assert link == page.url
    context.close()

    elsewhere = browser.new_context(locale="fr-FR").new_page()
    elsewhere.goto(link)
    expect(elsewhere.locator("#CON-01-nsp")).to_be_checked()
    next_question = elsewhere.locator(".ansm-question:visible").filter(has_not=elsewhere.locator("input:checked")).first
    expect(next_question.locator("input").first).to_be_focused()
    elsewhere.get_by_role("button", name="Votre collectivité").first.click()
    expect(elsewhere.locator("#PRO-01-elu")).to_be_checked()
    assert ticked(elsewhere, "PRO-03") == ["ecole", "salle"]
    elsewhere.context.close()


def test_a_reload_loses_nothing_and_keeps_the_link(page: Page, server: Server) -> None:
    """The secret stays in the address, and comes back when the address has lost it."""
    link = start(page, server.address)
    tick(page, "PRO-01", "conseiller")
    page.reload()
    expect(page.locator("#PRO-01-conseiller")).to_be_checked()
    page.goto(server.address + "/diagnostic/")
    expect(page.locator("#PRO-01-conseiller")).to_be_checked()
    assert page.url == link


def test_answers_change_what_is_asked_and_can_be_changed_back(page: Page, server: Server) -> None:
    """A hidden question keeps its answer, and gives it back when it is shown again."""
    start(page, server.address)
    tick(page, "PRO-01", "elu")
    page.locator("#PRO-01").get_by_role("button", name="Effacer ma réponse").click()
    expect(page.locator("#PRO-01-elu")).not_to_be_checked()
    expect(page.locator("#PRO-01-elu")).to_be_focused()
    page.reload()
    expect(page.locator("#PRO-01-elu")).not_to_be_checked()


def test_exclusive_boxes_and_three_at_most_are_settled_as_they_are_ticked(page: Page, server: Server) -> None:
    """With a sentence each time, and the order of ticking shown and kept."""
    start(page, server.address)
    tick(page, "PRO-03", "ecole", "cantine")
    tick(page, "PRO-03", "aucun")
    assert ticked(page, "PRO-03") == ["aucun"]
    expect(page.locator("#PRO-03-message")).to_contain_text("ne vont pas ensemble")

    page.get_by_role("button", name="Organisation, moyens et priorités").first.click()
    tick(page, "PIL-04", "temps", "securite", "habitants")
    page.locator("#PIL-04-enfance + label").click()
    expect(page.locator("#PIL-04-message")).to_contain_text("3 réponses au plus")
    assert ticked(page, "PIL-04") == ["securite", "habitants", "temps"]
    expect(page.locator("#PIL-04-temps + label")).to_have_attribute("data-rang", "1")
    page.reload()
    expect(page.locator("#PIL-04-temps + label")).to_have_attribute("data-rang", "1")
    expect(page.locator("#PIL-04-habitants + label")).to_have_attribute("data-rang", "3")


def test_the_end_of_the_short_path_offers_results_the_rest_and_what_was_passed_over(page: Page, server: Server) -> None:
    """Three ways on, none compulsory."""
    start(page, server.address)
    page.get_by_role("button", name="Organisation, moyens et priorités").first.click()
    page.get_by_role("button", name="Terminer l’essentiel").click()
    expect(page.get_by_role("heading", level=2, name="questions essentielles")).to_be_focused()
    expect(page.get_by_role("link", name="Voir mes résultats").first).to_be_visible()
    page.locator("section").get_by_role("button", name="Aller plus loin").click()
    expect(page.get_by_text("Aller plus loin : thème 1 sur")).to_be_visible()
    page.get_by_role("button", name="Précédent").click()
    page.get_by_role("button", name="Finir l’essentiel").click()
    expect(page.locator("#PRO-01")).to_be_visible()


def test_a_contradiction_is_asked_again(page: Page, server: Server) -> None:
    """No site, but acts published on the site."""
    start(page, server.address)
    page.get_by_role("button", name="Site internet et information des habitants").first.click()
    tick(page, "SIT-01", "non")
    page.get_by_role("button", name="Gestion interne et actes").first.click()
    tick(page, "GES-01", "site")
    expect(page.get_by_role("alert")).to_contain_text("contredisent")


def test_the_search_tells_namesakes_apart_and_follows_each_keystroke(page: Page, server: Server) -> None:
    """Département, postcode, EPCI and population; the count is announced."""
    page.goto(server.address)
    box = page.get_by_role("combobox")
    box.press_sequentially("saint-julien", delay=10)
    expect(page.get_by_role("option")).to_have_count(8)
    expect(page.get_by_role("status")).to_contain_text("8 résultats")
    details = page.get_by_role("option").all_inner_texts()
    assert len(set(details)) == 8
    box.fill("zzzzzzzz")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(page.get_by_role("status")).to_contain_text("Aucun résultat")


def test_an_unknown_address_has_a_french_page(page: Page, server: Server) -> None:
    """With its status, a title and the way home."""
    response = page.goto(server.address + "/nulle/part")
    assert response is not None
    assert response.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Cette page n’existe pas")
    page.get_by_role("link", name="Revenir à l’accueil").click()
    expect(page.get_by_role("combobox")).to_be_visible()


def test_an_incomplete_personal_link_is_explained(page: Page, server: Server) -> None:
    """No empty page, no technical word."""
    page.goto(server.address + "/diagnostic/#abc")
    expect(page.get_by_text("Nous ne pouvons pas ouvrir ce diagnostic")).to_be_visible()
    expect(page.locator(".ansm-question:visible")).to_have_count(0)
