"""A paper questionnaire typed in with the keyboard alone: the same answers as with the mouse, and nobody gets lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import states
from tests.browser.conftest import Server
from tests.browser.paper import FIELD, NEXT, asked, filled_in, keys, open_entry, press
from tests.browser.visitor import choose, go_to, kept_offline, start, stored, tick, ticked, wait_until_saved, waiting
from tests.domain.real import Given, book

QUESTION, SAID = "#saisie-question", "#saisie-dit"


def standing(server: Server, since: int) -> Given:
    """What the answers stored from that row on come to."""
    return {question: tuple(values) for question, values in stored(server)[since:] if values}


def test_a_whole_paper_typed_gives_what_the_mouse_gives(page: Page, server: Server) -> None:
    """The essential questions, each by its printed code; then the same answers, ticked one by one in another file."""
    paper = filled_in()
    before = len(stored(server))
    open_entry(page, server.address)
    press(page, *keys(paper))
    expect(page.locator(QUESTION)).to_contain_text("Fin du questionnaire")
    expect(page.locator(FIELD)).to_be_focused()
    wait_until_saved(page)
    typed, between = standing(server, before), len(stored(server))

    page.evaluate("sessionStorage.clear()")
    start(page, server.address)
    for theme in book().questionnaire.themes:
        own = [(question, values) for question, values in asked(paper) if question.theme == theme.id]
        if own:
            go_to(page, theme.label)
        for question, values in own:
            for value in values:
                choose(page, question.id, value)
    wait_until_saved(page)
    assert typed == standing(server, between) == paper


def test_a_paper_is_typed_without_network_and_leaves_when_it_comes_back(page: Page, server: Server) -> None:
    paper = filled_in(8)
    before = len(stored(server))
    open_entry(page, server.address)
    kept_offline(page)
    page.context.set_offline(True)
    press(page, *keys(paper))
    expect(page.locator(QUESTION)).to_contain_text("Fin du questionnaire")
    assert waiting(page) == sorted(paper)
    page.context.set_offline(False)
    wait_until_saved(page)
    assert standing(server, before) == paper


def test_one_key_answers_says_so_once_and_goes_on(page: Page, server: Server) -> None:
    """The focus stays in the field, whose label names the next question."""
    open_entry(page, server.address)
    with states.heard(page) as said, states.keeping_focus(page):
        press(page, "2")
        expect(page.get_by_label("Code de la réponse à PRO-02")).to_be_focused()
    told = [sentence for sentence in said if "PRO-01" in sentence]
    assert len(told) == 1
    assert "PRO-01, noté" in told[0]
    assert "PRO-02" in told[0]
    assert states.said_twice(said) == []


def test_a_french_keyboard_answers_without_the_shift_key(page: Page, server: Server) -> None:
    """« é » stands on the key of the 2; and where only signs arrive, they are read too."""
    open_entry(page, server.address)
    page.locator(FIELD).dispatch_event("keydown", {"key": "é", "code": "Digit2"})
    expect(page.locator(SAID)).to_contain_text("PRO-01, noté")
    expect(page.locator(QUESTION)).to_contain_text("PRO-02")
    page.keyboard.insert_text("à")
    expect(page.locator(SAID)).to_contain_text("PRO-02, noté\u00a0: Je ne sais pas")


def test_boxes_are_ticked_by_keys_and_an_exclusive_answer_says_what_it_replaced(page: Page, server: Server) -> None:
    open_entry(page, server.address)
    press(page, "/", *"pro3", NEXT, "1", "3", "1")
    expect(page.locator(FIELD)).to_have_value("3")
    press(page, "9")
    expect(page.locator(SAID)).to_contain_text("ne vont pas ensemble")
    expect(page.locator(FIELD)).to_have_value("9")
    press(page, NEXT)
    expect(page.locator(QUESTION)).to_contain_text("PRO-05")


def test_an_ordered_choice_is_kept_in_the_order_typed_and_its_limit_is_told(page: Page, server: Server) -> None:
    open_entry(page, server.address)
    press(page, "/", *"PIL-04", NEXT, "4", "1", "7", "2")
    expect(page.locator(SAID)).to_contain_text("3 réponses au plus")
    expect(page.locator(FIELD)).to_have_value("4 1 7")
    wait_until_saved(page)
    assert stored(server)[-1] == ("PIL-04", ["temps", "securite", "technique"])


def test_a_key_that_is_none_of_the_answers_changes_nothing_and_says_which_are(page: Page, server: Server) -> None:
    open_entry(page, server.address)
    press(page, "7")
    expect(page.locator(SAID)).to_contain_text("La touche 7 ne répond pas à PRO-01")
    expect(page.locator(QUESTION)).to_contain_text("PRO-01")
    assert waiting(page) == []


def test_one_goes_back_erases_skips_and_finds_the_last_answers(page: Page, server: Server) -> None:
    """Backspace, Delete, Space, the arrows, and the list of what was just typed."""
    open_entry(page, server.address)
    press(page, "1", "2", "Backspace")
    expect(page.locator(QUESTION)).to_contain_text("PRO-02")
    expect(page.locator(FIELD)).to_have_value("2")
    press(page, "Delete")
    expect(page.locator(SAID)).to_contain_text("réponse effacée")
    press(page, "Space")
    expect(page.locator(SAID)).to_contain_text("PRO-02 laissée sans réponse")
    press(page, "ArrowUp", "ArrowUp")
    expect(page.locator(QUESTION)).to_contain_text("PRO-01")
    press(page, "3", "2")
    with states.keeping_focus(page):
        page.get_by_role("button", name="Revoir PRO-01").click()
    expect(page.locator(FIELD)).to_be_focused()
    expect(page.locator(FIELD)).to_have_value("3")


def test_a_question_that_is_not_asked_is_told_and_appears_with_its_answer(page: Page, server: Server) -> None:
    """SIT-04 comes up once there is a site; meanwhile its name leads nowhere, in words."""
    open_entry(page, server.address)
    press(page, "/", *"sit-04", NEXT)
    expect(page.locator("#saisie-aller-dit")).to_contain_text("SIT-04 n’est pas posée")
    expect(page.locator("#saisie-aller")).to_be_focused()
    press(page, "Escape")
    expect(page.locator(FIELD)).to_be_focused()
    press(page, "/", *"sit 1", NEXT, "1")
    expect(page.locator(QUESTION)).to_contain_text("SIT-04")


def test_answers_that_contradict_each_other_are_told_with_the_way_to_them(page: Page, server: Server) -> None:
    open_entry(page, server.address)
    press(page, "/", *"sit1", NEXT, "2", "/", *"ges1", NEXT, "1")
    expect(page.get_by_text("Deux réponses se contredisent")).to_be_visible()
    page.get_by_role("button", name="Votre collectivité a-t-elle un site").click()
    expect(page.locator(FIELD)).to_be_focused()
    press(page, "1")
    expect(page.get_by_text("Deux réponses se contredisent")).to_have_count(0)


def test_escape_leads_to_the_same_question_of_the_questionnaire_and_back_to_the_entry(
    page: Page, server: Server
) -> None:
    open_entry(page, server.address)
    press(page, "2", "3", "Escape")
    expect(page.locator("#PRO-03 input").first).to_be_focused()
    assert ticked(page, "PRO-02") == ["6-20"]
    page.go_back()
    expect(page.locator(FIELD)).to_be_focused()
    expect(page.locator(QUESTION)).to_contain_text("PRO-03")
    page.reload()
    expect(page.locator(FIELD)).to_be_focused()


def test_the_whole_paper_is_reached_by_its_address(page: Page, server: Server) -> None:
    """And the short one by the choice above, the reading position staying on it."""
    start(page, server.address)
    tick(page, "PRO-01", "agent")
    page.goto(f"{server.address}/diagnostic/?saisie=complet")
    expect(page.get_by_role("radio", name="Le questionnaire complet")).to_be_checked()
    expect(page).to_have_title(re.compile("^Saisie rapide – "))
    press(page, "/", *"con2", NEXT, "1")
    expect(page.locator(QUESTION)).to_contain_text("CON-03")
    with states.keeping_focus(page):
        page.get_by_text("L’essentiel", exact=True).click()
    expect(page.locator(QUESTION)).to_contain_text("PRO-02")


def test_every_key_is_also_a_button(page: Page, server: Server) -> None:
    """With a finger: answers, steps, the end, and the way out."""
    open_entry(page, server.address)
    page.get_by_role("button", name="Un agent (secrétariat").click()
    expect(page.locator(QUESTION)).to_contain_text("PRO-02")
    expect(page.locator(FIELD)).to_be_focused()
    page.get_by_role("button", name="Passer").click()
    page.get_by_role("button", name="Question d’avant").click()
    expect(page.locator(QUESTION)).to_contain_text("PRO-02")
    page.get_by_role("button", name="Quitter la saisie rapide").click()
    expect(page.locator("#PRO-02 input").first).to_be_focused()


@pytest.mark.parametrize("place", ["papier-court", "saisie-aller"])
def test_letters_and_digits_do_nothing_outside_the_answer_field(page: Page, server: Server, place: str) -> None:
    """WCAG 2.1.4: who speaks to the computer, or types elsewhere, answers nothing by accident."""
    open_entry(page, server.address)
    page.locator(f"#{place}").focus()
    press(page, "1", "2", "a")
    expect(page.locator(QUESTION)).to_contain_text("PRO-01")
    assert waiting(page) == []


def test_the_questionnaire_to_print_is_that_of_the_territory(page: Page, server: Server) -> None:
    start(page, server.address)
    with page.expect_download() as download:
        page.get_by_role("link", name="Questionnaire à imprimer").click()
    assert download.value.suggested_filename.endswith("questionnaire-vierge_commune_complet.pdf")
    expect(page.locator("#PRO-01")).to_be_visible()
