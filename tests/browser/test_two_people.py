"""Two people on one file: each sees the other's answers at once, and nothing is overwritten in silence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Server
from tests.browser.visitor import choose, go_to, kept_offline, start, stored, tick, ticked, wait_until_saved


@pytest.fixture
def elsewhere(browser: Browser) -> Iterator[BrowserContext]:
    """Another device."""
    context = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris")
    yield context
    context.close()


def opened(context: BrowserContext, link: str) -> Page:
    """The file on that device."""
    page = context.new_page()
    page.goto(link)
    expect(page.locator("#PRO-01")).to_be_visible()
    return page


def test_an_answer_given_on_another_device_appears_at_once_and_says_by_whom(
    page: Page, elsewhere: BrowserContext, server: Server
) -> None:
    """No reload, and a sentence next to the question."""
    link = start(page, server.address)
    clerk = opened(elsewhere, link)
    clerk.get_by_label("Qui répond sur cet appareil").select_option("agent")
    tick(clerk, "PRO-02", "6-20")
    expect(page.locator("#PRO-02-6-20")).to_be_checked()
    expect(page.locator("#PRO-02-message")).to_contain_text("depuis un autre appareil par un agent")


def test_two_tabs_answer_at_once_and_agree(page: Page, context: BrowserContext, server: Server) -> None:
    """Tabs of one browser: the newest answer wins, both show it, all are stored."""
    link = start(page, server.address)
    other = context.new_page()
    other.goto(link)
    expect(other.locator("#PRO-01")).to_be_visible()
    choose(page, "PRO-02", "2-5")
    choose(other, "PRO-05", "agent")
    choose(page, "PRO-01", "elu")
    choose(other, "PRO-01", "conseiller")
    for tab in (page, other):
        expect(tab.locator("#enregistrement")).to_have_attribute("data-en-attente", "0")
        expect(tab.locator("#PRO-02-2-5")).to_be_checked()
        expect(tab.locator("#PRO-05-agent")).to_be_checked()
        expect(tab.locator("#PRO-01-conseiller")).to_be_checked()


def test_a_late_answer_never_replaces_another_person_s_one_unseen(
    page: Page, context: BrowserContext, elsewhere: BrowserContext, server: Server
) -> None:
    """The mayor answers without network, the clerk meanwhile: both answers are shown, somebody chooses, all is kept."""
    link = start(page, server.address)
    kept_offline(page)
    tick(page, "PRO-01", "elu")
    clerk = opened(elsewhere, link)
    expect(clerk.locator("#PRO-01-elu")).to_be_checked()
    context.set_offline(True)
    choose(page, "PRO-02", "0-1")
    tick(clerk, "PRO-02", "21-49")
    context.set_offline(False)
    for device in (page, clerk):
        group = device.locator("#PRO-02").get_by_role("group", name="Deux réponses différentes ont été données")
        expect(group).to_be_visible()
        expect(group.get_by_role("button")).to_have_count(2)
        assert ticked(device, "PRO-02") == ["21-49"]
    page.locator("#PRO-02").get_by_role("button", name="Garder « 0 ou 1 »").click()
    wait_until_saved(page)
    for device in (page, clerk):
        expect(device.locator("#PRO-02-0-1")).to_be_checked()
        expect(device.get_by_text("Deux réponses différentes")).to_have_count(0)
    mine = [answer for answer in stored(server) if answer[0] == "PRO-02"][-3:]
    assert mine == [("PRO-02", ["21-49"]), ("PRO-02", ["0-1"]), ("PRO-02", ["0-1"])]


def test_the_history_of_an_answer_is_read_and_undone(page: Page, server: Server) -> None:
    """Every answer ever given, newest first, with who and when; an older one can be taken again."""
    start(page, server.address)
    tick(page, "PRO-01", "elu")
    tick(page, "PRO-02", "2-5")
    tick(page, "PRO-02", "50+")
    page.locator("#PRO-02").get_by_role("button", name="Historique").click()
    dialog = page.get_by_role("dialog", name="Les réponses données à cette question")
    expect(dialog.get_by_role("listitem")).to_have_count(2)
    expect(dialog.get_by_role("listitem").first).to_contain_text("50 ou plus")
    expect(dialog.get_by_role("listitem").last).to_contain_text("par une personne élue")
    dialog.get_by_role("button", name="Reprendre cette réponse").click()
    expect(dialog).to_have_count(0)
    expect(page.locator("#PRO-02-2-5")).to_be_checked()
    wait_until_saved(page)
    page.reload()
    expect(page.locator("#PRO-02-2-5")).to_be_checked()


def test_a_theme_handed_to_a_colleague_opens_alone_says_who_answered_and_can_be_taken_back(
    page: Page, elsewhere: BrowserContext, server: Server
) -> None:
    """From the personal link: a theme, for whom, how long; then the colleague's own page."""
    start(page, server.address)
    tick(page, "PRO-01", "elu")
    page.get_by_text("Confier un thème à un collègue").click()
    page.get_by_label("Thème", exact=True).select_option("securite")
    page.get_by_label("À qui").select_option("technicien")
    page.get_by_role("button", name="Créer le lien").click()
    link = page.get_by_label("Lien du thème « Sécurité et copies de secours »").input_value()

    colleague = elsewhere.new_page()
    colleague.goto(link)
    expect(colleague.get_by_role("heading", level=2, name="Sécurité et copies de secours")).to_be_visible()
    expect(colleague.get_by_text("On vous confie ce thème")).to_be_visible()
    own = colleague.locator("fieldset.ansm-question").count()
    expect(colleague.get_by_text(f"Encore {own} questions")).to_be_visible()  # of this theme alone
    assert colleague.locator("fieldset.ansm-question:not([id^='SEC-'])").count() == 0
    expect(colleague.get_by_label("Votre lien personnel")).to_have_count(0)
    expect(colleague.get_by_role("link", name="Voir mes résultats")).to_have_count(0)
    tick(colleague, "SEC-01", "auto")
    colleague.get_by_role("button", name="Terminer").click()
    expect(colleague.get_by_text("Vos réponses sont transmises")).to_be_visible()

    go_to(page, "Sécurité et copies de secours")
    expect(page.locator("#SEC-01-auto")).to_be_checked()
    page.locator("#SEC-01").get_by_role("button", name="Historique").click()
    line = page.get_by_role("dialog").get_by_role("listitem").first
    expect(line).to_contain_text("par un technicien ou prestataire (thème confié)")
    page.get_by_role("dialog").get_by_role("button", name="Fermer").click()

    page.get_by_role("button", name="Retirer le lien du thème Sécurité et copies de secours").click()
    expect(page.get_by_text("il n’ouvre plus rien")).to_be_visible()
    colleague.reload()
    expect(colleague.get_by_text("Nous ne pouvons pas ouvrir ce diagnostic")).to_be_visible()
    expect(colleague.locator("fieldset.ansm-question")).to_have_count(0)
