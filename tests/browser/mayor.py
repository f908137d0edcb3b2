"""A mayor who answers whatever the screen asks: knows the browser contract and the words on the buttons, no more.

The contract: a group whose `id` is its question's, controls whose `name` is that same identifier, a save state with
`role="status"`, a personal link that ends with its secret. Nothing else of the page's make is relied upon.
"""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

START = "Commencer le diagnostic"
NEXT = "Suivant"
PREVIOUS = "Précédent"
RESULTS = "Voir mes résultats"
DOCUMENT = "Télécharger le diagnostic (PDF)"
SAVED = "Enregistré à"
MOST_SCREENS = 60  # more than any file has

UNANSWERED = """() => {
  const seen = (one) => one.checkVisibility();
  return [...document.querySelectorAll("main [id]")].filter((group) => {
    const controls = [...group.querySelectorAll("input")].filter((one) => one.name === group.id);
    return controls.length && seen(group) && !controls.some((one) => one.checked);
  }).map((group) => group.id);
}"""
TICKED = """() => Object.fromEntries(
  [...document.querySelectorAll("main input:checked")]
    .filter((one) => one.closest(`[id="${one.name}"]`)?.checkVisibility()).map((one) => [one.name, one.value]))"""
SHOWN = """() => [...document.querySelectorAll("main input")].filter((one) => one.closest(`[id="${one.name}"]`)
  ?.checkVisibility()).map((one) => one.name).join()"""
PERSONAL_LINK = """() => {
  const said = [location.href, ...[...document.querySelectorAll("input, textarea")].map((one) => one.value),
    ...[...document.links].map((one) => one.href)];
  return said.find((one) => /\\/diagnostic\\/#[\\w-]{43}$/.test(one)) ?? "";
}"""


def control(page: Page, name: str) -> Locator:
    """The visible button or link of that name: what looks like a button may be either."""
    either = page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name))
    return either.filter(visible=True).first


def unanswered(page: Page) -> list[str]:
    """The questions on the screen that have no answer yet, in order."""
    found: list[str] = page.evaluate(UNANSWERED)
    return found


def first_unanswered(page: Page) -> str:
    """The first question of the screen that has no answer, once the screen is there."""
    page.wait_for_function(f"() => ({UNANSWERED})().length > 0")
    return unanswered(page)[0]


def give_first_answer(page: Page, question: str) -> str:
    """Press the words of the first option, see it ticked, and tell its value."""
    control = page.locator(f'input[name="{question}"]').first
    label = control.evaluate_handle("(one) => one.labels[0]").as_element()
    assert label is not None, f"{question} has an option without a label"
    label.click()
    expect(control).to_be_checked()
    return control.get_attribute("value") or ""


def answer_screen(page: Page) -> dict[str, str]:
    """Give the first answer to each question of this screen, those that come up meanwhile included."""
    first_unanswered(page)
    given: dict[str, str] = {}
    while left := [one for one in unanswered(page) if one not in given]:
        given[left[0]] = give_first_answer(page, left[0])
        expect_saved(page)
    return given


def expect_saved(page: Page) -> None:
    """Wait until a status says « Enregistré à », and none says that something waits."""
    page.wait_for_function(
        """(saved) => {
          const said = [...document.querySelectorAll("[role=status]")].filter((one) => one.checkVisibility())
            .map((one) => one.textContent).join(" ");
          return said.includes(saved) && !/en attente|hors connexion/i.test(said);
        }""",
        arg=SAVED,
    )


def answer(page: Page, at_least: int) -> dict[str, str]:
    """Answer screen after screen until that many questions have been; stay on the last one."""
    given = answer_screen(page)
    while len(given) < at_least:
        control(page, NEXT).click()
        given |= answer_screen(page)
    return given


def ticked(page: Page) -> dict[str, str]:
    """The options ticked on the screen, one a question."""
    found: dict[str, str] = page.evaluate(TICKED)
    return found


def look_back(page: Page) -> dict[str, str]:
    """What is ticked on this screen and on all those before it."""
    expect(control(page, PREVIOUS)).to_be_visible()
    seen = ticked(page)
    while control(page, PREVIOUS).is_visible():
        before = page.evaluate(SHOWN)
        control(page, PREVIOUS).click()
        page.wait_for_function(f"(before) => ({SHOWN})() !== before", arg=before)
        seen |= ticked(page)
    return seen


def personal_link(page: Page) -> str:
    """The link as the page gives it: in the address, in a field or in a link."""
    page.wait_for_function(f"() => ({PERSONAL_LINK})()")
    found: str = page.evaluate(PERSONAL_LINK)
    return found


def read_results(page: Page) -> None:
    """Go to the results by whatever screens lie before them."""
    document = page.get_by_role("button", name=DOCUMENT).first
    for _ in range(MOST_SCREENS):
        onward = control(page, RESULTS)
        expect(document.or_(onward).or_(control(page, NEXT)).first).to_be_visible()
        if document.is_visible():
            return
        (onward if onward.is_visible() else control(page, NEXT)).click()
        page.wait_for_timeout(200)
    raise AssertionError(f"« {RESULTS} » is never reached from {page.url.partition('#')[0]}")


def words(text: str) -> str:
    """The text with all its spaces made ordinary and single, and no soft hyphen."""
    return re.sub(r"\s+", " ", text).replace("\u00ad", "").strip()
