"""A questionnaire filled in on paper, and the hands that type it: the keys are those printed beside the boxes."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from ansm.domain.answers import Answer, Answers
from ansm.domain.codes import keys_of
from ansm.domain.journey import Journey
from ansm.domain.questionnaire import Question
from tests.browser.visitor import start
from tests.builders import commune
from tests.domain.real import Given, book, random_answers

TYPE_IN = "Saisir un questionnaire rempli sur papier"
FIELD = "#saisie"
NEXT = "Enter"


def open_entry(page: Page, address: str) -> str:
    """Start a diagnostic, go to the fast entry by its button, and give the personal link."""
    link = start(page, address)
    page.get_by_role("button", name=TYPE_IN).click()
    expect(page.locator(FIELD)).to_be_focused()
    return link


def filled_in(seed: int = 3) -> Given:
    """The short paper as somebody filled it in: some « je ne sais pas », some questions left empty."""
    given = random_answers(seed, unknown=0.15, skipped=0.1)
    return {question.id: given[question.id] for question, _ in asked(given) if question.id in given}


def asked(given: Given) -> Iterator[tuple[Question, tuple[str, ...]]]:
    """The questions of the short paper that are asked to La Buisse as these answers come, with each its answer."""
    typed: list[Answer] = []
    for question in book().questionnaire.questions:
        if not question.essential:
            continue
        walk = Journey(book().questionnaire, commune(3_500), Answers(tuple(typed)))
        if not walk.applies(question.id):
            continue
        values = given.get(question.id, ())
        yield question, values
        if values:
            typed.append(Answer(question.id, values))


def keys(given: Given) -> tuple[str, ...]:
    """What is pressed, key after key, to type this paper from its first question to its last."""
    pressed: list[str] = []
    for question, values in asked(given):
        codes = dict(zip((option.value for option in question.options), keys_of(question), strict=True))
        pressed += [codes[value] for value in values]
        if question.multiple or not values:
            pressed.append(NEXT)
    return tuple(pressed)


def press(page: Page, *pressed: str) -> None:
    """One after the other, wherever the focus is."""
    for key in pressed:
        page.keyboard.press(key)
