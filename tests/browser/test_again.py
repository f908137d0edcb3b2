"""A diagnostic done again: each former answer confirmed or changed, by mouse, by keyboard, without a connection.

The former file was answered under a questionnaire of former days; the server then has today's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PATIENCE_MS, Server
from tests.browser.visitor import (
    accessibility_faults,
    choose,
    go_to,
    kept_offline,
    secret_of,
    start,
    stored,
    tick,
    ticked,
    wait_until_saved,
    waiting,
)
from tests.older_content import older_content

STILL_TRUE = "C’est toujours vrai"
DO_IT = "Refaire le diagnostic aujourd’hui"


@pytest.fixture
def renewed(tmp_path: Path) -> Iterator[Server]:
    """A server under the former questionnaire; its next start is under today's."""
    running = Server(tmp_path)
    try:
        running.start({"ANSM_CONTENT": str(older_content(tmp_path))})
        yield running
    finally:
        running.stop()


def former(page: Page, server: Server) -> str:
    """Answer some questions under the former questionnaire, then start the server with today's; give the link."""
    link = start(page, server.address)
    tick(page, "PRO-02", "2-5")
    tick(page, "PRO-05", "prestataire")
    go_to(page, "Connexion et matériel")
    tick(page, "CON-01", "mobile")
    go_to(page, "Sécurité et copies de secours")
    tick(page, "SEC-01", "non")
    go_to(page, "Site internet")
    tick(page, "SIT-01", "oui")
    server.stop()
    server.start()
    return link


def do_again(page: Page, server: Server, link: str) -> str:
    """From the page « Refaire », to the new file; give its link."""
    page.goto(f"{server.address}/diagnostic/refaire/#{secret_of(link)}")
    page.get_by_role("button", name=DO_IT).click()
    expect(page.get_by_role("heading", name="Votre nouveau diagnostic est prêt")).to_be_focused()
    made = page.get_by_label("Lien personnel du nouveau diagnostic").input_value()
    assert made.startswith(f"{server.address}/diagnostic/#")
    page.get_by_role("link", name="Ouvrir le nouveau diagnostic").click()
    expect(page.locator("#PRO-02-alors")).to_be_visible()
    return made


def still_true(page: Page, question: str) -> None:
    """Press the button beside a former answer."""
    page.locator(f"#{question}-alors").get_by_role("button", name=STILL_TRUE).click()


def test_former_answers_are_confirmed_by_mouse_by_keyboard_and_offline_then_compared(
    page: Page, context: BrowserContext, renewed: Server
) -> None:
    link = former(page, renewed)
    made = do_again(page, renewed, link)
    assert secret_of(made) != secret_of(link)
    kept_offline(page)

    # Nothing counts before somebody confirmed it.
    expect(page.locator("#PRO-02-alors")).to_contain_text(re.compile(r"En \w+\s\d{4}, vous aviez répondu"))
    assert ticked(page, "PRO-02") == []
    expect(page.get_by_text("sur cet écran", exact=False).first).to_be_visible()
    progress = page.get_by_role("progressbar", name="Questions auxquelles vous avez répondu")
    expect(progress).to_have_js_property("value", 0)

    # By mouse.
    still_true(page, "PRO-02")
    expect(page.locator("#PRO-02-2-5")).to_be_checked()
    expect(page.locator("#PRO-02-2-5")).to_be_focused()
    expect(page.locator("#PRO-02-message")).to_contain_text("Confirmé")
    expect(progress).to_have_js_property("value", 1)
    wait_until_saved(page)

    # By keyboard.
    page.locator("#PRO-05-alors").get_by_role("button", name=STILL_TRUE).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#PRO-05-prestataire")).to_be_checked()
    wait_until_saved(page)

    # Without a connection, from the copy that the device keeps.
    go_to(page, "Connexion et matériel")
    context.set_offline(True)
    still_true(page, "CON-01")
    expect(page.locator("#CON-01-mobile")).to_be_checked()
    assert waiting(page) == ["CON-01"]
    context.set_offline(False)
    wait_until_saved(page)

    # Changed.
    go_to(page, "Sécurité et copies de secours")
    expect(page.locator("#SEC-01-alors")).to_be_visible()
    tick(page, "SEC-01", "auto")
    expect(page.locator("#SEC-01-alors")).to_have_count(0)

    answers = dict(stored(renewed))
    assert (answers["PRO-02"], answers["CON-01"], answers["SEC-01"]) == (["2-5"], ["mobile"], ["auto"])

    page.get_by_role("link", name="Voir mes résultats").first.click()
    expect(page.get_by_role("heading", name="Ce qui a changé depuis la dernière fois")).to_be_visible()
    part = page.get_by_role("region", name="Ce qui a changé depuis la dernière fois")
    expect(part.get_by_role("heading", name="Ce qui s’est amélioré chez vous")).to_be_visible()
    expect(part.get_by_role("listitem").filter(has_text="Ne pas perdre ses fichiers").first).to_contain_text("diminué")
    elsewhere = part.get_by_role("heading", name="Ce qui vient du questionnaire, des poids ou de la loi")
    expect(elsewhere).to_be_visible()
    expect(part.get_by_role("heading", name="Ce qui n’a pas encore été revu")).to_be_visible()


def test_the_former_link_still_opens_the_former_diagnostic(page: Page, browser: Browser, renewed: Server) -> None:
    link = former(page, renewed)
    do_again(page, renewed, link)
    tick(page, "PRO-02", "6-20")
    elsewhere = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris")
    elsewhere.set_default_timeout(PATIENCE_MS)
    other = elsewhere.new_page()
    other.goto(f"{renewed.address}/diagnostic/?question=PRO-02#{secret_of(link)}")
    expect(other.locator("#PRO-02-2-5")).to_be_checked()
    expect(other.locator("#PRO-02-alors")).to_have_count(0)
    elsewhere.close()


def test_a_whole_screen_is_confirmed_once_its_answers_are_displayed(page: Page, renewed: Server) -> None:
    link = former(page, renewed)
    do_again(page, renewed, link)
    box = page.get_by_role("region", name=re.compile("réponses n’ont pas été revues"))
    expect(box.get_by_role("listitem")).to_have_count(2)
    box.get_by_role("button", name="Confirmer ces 2 réponses").click()
    expect(page.get_by_text(re.compile(r"2\sréponses confirmées"))).to_be_visible()
    expect(page.locator("#suite")).to_be_focused()
    expect(page.locator("#PRO-02-2-5")).to_be_checked()
    expect(page.locator("#PRO-05-prestataire")).to_be_checked()
    expect(box).to_have_count(0)
    wait_until_saved(page)
    page.get_by_role("button", name="Vérifier mes réponses").first.click()
    page.get_by_text("À revoir", exact=True).click()
    expect(page.get_by_text("à revoir, la réponse était").first).to_be_visible()


def test_one_key_confirms_in_the_fast_entry(page: Page, renewed: Server) -> None:
    link = former(page, renewed)
    do_again(page, renewed, link)
    page.goto(f"{renewed.address}/diagnostic/?saisie=court")
    field = page.locator("#saisie")
    expect(field).to_be_focused()
    while page.locator("#saisie-alors").count() == 0:
        here = page.locator("#saisie-question").inner_text()
        page.keyboard.press("Enter")
        expect(page.locator("#saisie-question")).not_to_have_text(here)
    name = page.locator("#saisie-question .ansm-entry__id").inner_text()
    page.keyboard.press("=")
    expect(page.locator("#saisie-dit")).to_contain_text(f"{name}, confirmé")
    wait_until_saved(page)
    assert name in dict(stored(renewed))


@pytest.mark.parametrize("width", [1100, 320])
def test_each_screen_is_accessible_and_fits(browser: Browser, renewed: Server, width: int, tmp_path: Path) -> None:
    context = browser.new_context(
        locale="fr-FR", timezone_id="Europe/Paris", viewport={"width": width, "height": 900}, bypass_csp=True
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    link = former(page, renewed)
    page.goto(f"{renewed.address}/diagnostic/refaire/#{secret_of(link)}")
    expect(page.get_by_role("button", name=DO_IT)).to_be_visible()
    look(page, tmp_path / f"refaire-{width}.png")
    page.get_by_role("button", name=DO_IT).click()
    expect(page.get_by_role("heading", name="Votre nouveau diagnostic est prêt")).to_be_focused()
    look(page, tmp_path / f"nouveau-lien-{width}.png")
    page.get_by_role("link", name="Ouvrir le nouveau diagnostic").click()
    expect(page.locator("#PRO-02-alors")).to_be_visible()
    look(page, tmp_path / f"questions-{width}.png")
    choose(page, "PRO-02", "6-20")
    wait_until_saved(page)
    page.get_by_role("link", name="Voir mes résultats").first.click()
    expect(page.get_by_role("heading", name="Ce qui n’a pas encore été revu")).to_be_visible()
    look(page, tmp_path / f"resultats-{width}.png")
    context.close()


def look(page: Page, picture: Path) -> None:
    """No fault, nothing wider than the screen; the picture is for people."""
    assert accessibility_faults(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.screenshot(path=picture, full_page=True)
