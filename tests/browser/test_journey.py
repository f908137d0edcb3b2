"""La Buisse, from its name to its answers, on one device then another."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Server
from tests.browser.visitor import find, go_to, start, tick, ticked


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

    # The secret leaves the address bar as soon as the page has it.
    expect(page).to_have_url(re.compile(r"/diagnostic/$"))
    expect(page).to_have_title(re.compile("Accompagnement Numérique Sur-Mesure$"))
    expect(page.locator("#PRO-01-elu")).to_be_checked()
    tick(page, "PRO-03", "ecole", "salle")
    page.get_by_role("button", name="Suivant").click()
    expect(page.get_by_role("heading", level=2, name="Connexion et matériel")).to_be_focused()
    tick(page, "CON-01", "nsp")
    link = page.get_by_label("Votre lien personnel").input_value()
    assert re.search(r"/diagnostic/#[\w-]{43}$", link)
    context.close()

    elsewhere = browser.new_context(locale="fr-FR").new_page()
    elsewhere.goto(link)
    expect(elsewhere.locator("#CON-01-nsp")).to_be_checked()
    next_question = elsewhere.locator(".ansm-question:visible").filter(has_not=elsewhere.locator("input:checked")).first
    expect(next_question.locator("input").first).to_be_focused()
    go_to(elsewhere, "Votre collectivité")
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
    assert page.get_by_label("Votre lien personnel").input_value() == link


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

    go_to(page, "Organisation, moyens et priorités")
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
    go_to(page, "Organisation, moyens et priorités")
    page.get_by_role("button", name="Terminer l’essentiel").click()
    expect(page.get_by_role("heading", level=2, name="questions essentielles")).to_be_focused()
    expect(page.get_by_role("link", name="Voir mes résultats").first).to_be_visible()
    page.get_by_role("main").locator("section").get_by_role("button", name="Aller plus loin").click()
    # The first of them, or the one that could change the first actions when the server has said by then which.
    expect(page.get_by_text(re.compile(r"Aller plus loin\s: thème \d+ sur"))).to_be_visible()
    go_to(page, "Point d’étape")
    page.get_by_role("button", name="Finir l’essentiel").click()
    expect(page.locator("#PRO-01")).to_be_visible()


def test_a_contradiction_is_asked_again(page: Page, server: Server) -> None:
    """No site, but acts published on the site."""
    start(page, server.address)
    go_to(page, "Site internet et information des habitants")
    tick(page, "SIT-01", "non")
    go_to(page, "Gestion interne et actes")
    tick(page, "GES-01", "site")
    notice = page.locator(".fr-alert", has_text="Deux réponses se contredisent")
    notice.get_by_role("button", name="Votre collectivité a-t-elle un site internet").click()
    expect(page.locator("#SIT-01-non")).to_be_focused()
    tick(page, "SIT-01", "oui")
    expect(notice).to_have_count(0)


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
    expect(page.locator(".ansm-question")).to_have_count(0)


def test_the_answers_are_looked_at_once_more_and_changed_in_place(page: Page, server: Server) -> None:
    """A list by theme, each line edited where it stands; only the open ones on demand."""
    start(page, server.address)
    tick(page, "PRO-02", "nsp")
    page.get_by_role("navigation", name="Les thèmes").get_by_role("button", name="Vérifier mes réponses").click()
    expect(page.get_by_role("heading", level=2, name="Vérifiez vos réponses")).to_be_focused()
    page.get_by_text("« Je ne sais pas »", exact=True).click()
    line = page.get_by_role("listitem").filter(has_text="Combien de personnes travaillent")
    expect(line).to_contain_text("Je ne sais pas")
    expect(line).to_contain_text("à vérifier auprès de")
    line.get_by_role("button", name="Modifier la question").click()
    expect(page.locator("#PRO-02 input").first).to_be_focused()
    tick(page, "PRO-02", "2-5")
    page.get_by_role("button", name="Refermer la question").click()
    page.get_by_text("Toutes", exact=True).click()
    expect(page.get_by_role("listitem").filter(has_text="Combien de personnes travaillent")).to_contain_text("2 à 5")


def test_a_question_may_be_passed_and_back_leads_to_the_screen_before(page: Page, server: Server) -> None:
    """« Passer » moves on; the browser's own « back » works inside the questionnaire."""
    start(page, server.address)
    page.locator("#PRO-01").get_by_role("button", name="Passer").click()
    expect(page.locator("#PRO-02 input").first).to_be_focused()
    page.get_by_role("button", name="Suivant").click()
    expect(page.locator("#CON-01")).to_be_visible()
    page.go_back()
    expect(page.locator("#PRO-01")).to_be_visible()


def test_the_home_page_lists_this_device_s_files_and_forgets_one_on_request(page: Page, server: Server) -> None:
    """With a warning before: the link is the only way back."""
    link = start(page, server.address)
    tick(page, "PRO-01", "elu")
    page.goto(server.address)
    section = page.get_by_role("region", name="Reprendre")
    section.get_by_role("link", name="La Buisse").click()
    expect(page.locator("#PRO-01-elu")).to_be_checked()
    page.goto(server.address)
    section.get_by_role("button", name="Oublier sur cet appareil").click()
    expect(section.get_by_role("group", name="Confirmer")).to_contain_text("Avez-vous gardé le lien personnel")
    section.get_by_role("button", name="Oublier quand même").click()
    expect(section.get_by_role("link", name="La Buisse")).to_have_count(0)
    page.goto(link)
    expect(page.locator("#PRO-01-elu")).to_be_checked()


def test_the_link_is_kept_by_copy_code_print_or_mail(page: Page, context: BrowserContext, server: Server) -> None:
    """The code is drawn in the page, printing shows the address alone, mail explains itself when it is not set up."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    link = start(page, server.address)
    page.get_by_role("button", name="Copier le lien").click()
    expect(page.get_by_text("Lien copié.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == link
    page.get_by_text("Ouvrir sur un téléphone").click()
    expect(page.get_by_role("img", name="Code QR de votre lien personnel")).to_be_visible()
    page.get_by_text("Envoyer par courriel").click()
    expect(page.get_by_text("Ce site n’envoie pas de courriels lui-même")).to_be_visible()
    own = page.get_by_role("link", name="préparer le courriel").get_attribute("href") or ""
    assert own.startswith("mailto:?subject=Accompagnement%20Num")
    page.evaluate("() => { window.print = () => { document.body.dataset.printed = 'yes'; }; }")
    page.get_by_role("button", name="Imprimer le lien").click()
    expect(page.locator("body")).to_have_attribute("data-printed", "yes")
    page.emulate_media(media="print")
    expect(page.locator(".ansm-link__print")).to_be_visible()
    expect(page.locator("#questions")).to_be_hidden()
