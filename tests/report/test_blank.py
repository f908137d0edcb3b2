"""The blank questionnaire: every question that may be asked, in the order of the screen, with its codes."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from itertools import product

import page
import pymupdf
import pytest

from ansm.domain.codes import keys_of
from ansm.domain.condition_words import NEVER, settled
from ansm.domain.journey import Journey
from ansm.domain.questionnaire import Question
from ansm.report import Audience, BlankForm, FormPath, blank, render
from ansm.report.blank import PAPERS, TYPE_IN
from ansm.report.blank_form import BlankQuestion
from ansm.report.fonts import printable_characters
from ansm.report.html import HERE, to_html
from ansm.report.typography import typeset
from ansm.web.wizard_model import wizard_model
from tests.domain.real import PLACES, as_answers, book, random_answers
from tests.report.structure import faults

FORMS = tuple(product(Audience, FormPath))
MOST_PAGES = {FormPath.SHORT: 9, FormPath.WHOLE: 20}
SCREENS = HERE.parent.parent / "assets" / "wizard"


def form(audience: Audience, path: FormPath) -> BlankForm:
    return blank(book(), audience, path)


@cache
def printed(audience: Audience, path: FormPath) -> bytes:
    return render(form(audience, path))


def questions(audience: Audience, path: FormPath) -> tuple[BlankQuestion, ...]:
    """Those printed, in the order of the paper."""
    return tuple(question for theme in form(audience, path).themes for question in theme.questions)


def sheets(audience: Audience, path: FormPath) -> list[str]:
    """The text of each page, on one line, with ordinary spaces."""
    with pymupdf.open(stream=printed(audience, path), filetype="pdf") as opened:
        return [" ".join(sheet.get_text().split()) for sheet in opened]


def flat(text: str) -> str:
    return " ".join(typeset(text).split())


@pytest.mark.parametrize(("audience", "path"), FORMS)
def test_the_paper_asks_in_the_order_of_the_screen(audience: Audience, path: FormPath) -> None:
    """The order in which the fast entry screen asks, so that a paper is typed from its first page to its last."""
    order = [each["id"] for each in json.loads(wizard_model(book()))["questions"]]
    found = [question.id for question in questions(audience, path)]
    assert found == [name for name in order if name in set(found)]


@pytest.mark.parametrize("seed", range(30))
def test_every_question_that_a_reader_may_be_asked_is_printed(seed: int) -> None:
    """Whatever was answered, nothing is asked that the paper of that kind of territory does not hold."""
    place = PLACES[seed % len(PLACES)]
    walk = Journey(book().questionnaire, place, as_answers(random_answers(seed, unknown=0.1, skipped=0.1)))
    audience = Audience(str(walk.fact("nature")))
    assert {each.id for each in walk.questions} <= {each.id for each in questions(audience, FormPath.WHOLE)}
    short = {each.id for each in questions(audience, FormPath.SHORT)}
    assert {each.id for each in walk.questions if each.essential} <= short


@pytest.mark.parametrize(("audience", "path"), FORMS)
def test_no_question_is_printed_that_its_reader_can_never_meet(audience: Audience, path: FormPath) -> None:
    for found in questions(audience, path):
        assert settled(written(found).condition, {"nature": audience.value}) != NEVER
        assert written(found).essential or path is FormPath.WHOLE


@pytest.mark.parametrize(("audience", "path"), FORMS)
def test_a_condition_names_only_questions_of_the_same_paper(audience: Audience, path: FormPath) -> None:
    """A condition on a question left out could not be read."""
    found = questions(audience, path)
    names = {question.id for question in found}
    for question in found:
        assert set(re.findall(r"\b[A-Z]{3}-\d\d\b", question.condition)) <= names


@pytest.mark.parametrize(("audience", "path"), FORMS)
def test_the_codes_printed_are_those_the_screen_takes(audience: Audience, path: FormPath) -> None:
    """One by one, for each option of each question."""
    model = {each["id"]: each for each in json.loads(wizard_model(book()))["questions"]}
    for question in questions(audience, path):
        on_screen = model[question.id]
        typed = dict(zip(on_screen["keys"], [option["v"] for option in on_screen["options"]], strict=True))
        meant = {option.label: option.value for option in written(question).options}
        assert {option.code: meant[option.label] for option in question.options} == typed
        assert "".join(option.code for option in question.options) == keys_of(written(question))


def written(question: BlankQuestion) -> Question:
    """The question as the editors wrote it."""
    found = book().questionnaire.question(question.id)
    assert found is not None
    return found


@pytest.mark.parametrize(("audience", "path"), FORMS)
def test_it_is_accessible_light_and_not_too_long(audience: Audience, path: FormPath) -> None:
    for profile in ("ua1", "3a"):
        assert [str(each) for each in page.validate_pdf_bytes(printed(audience, path), profile=profile).failures] == []
    assert faults(printed(audience, path)) == []
    assert len(printed(audience, path)) < 250_000
    assert len(sheets(audience, path)) <= MOST_PAGES[path]


@pytest.mark.parametrize(("audience", "path"), FORMS)
def test_each_question_is_whole_on_one_page(audience: Audience, path: FormPath) -> None:
    """From its identifier to whom to ask, its boxes in between with their codes, in reading order."""
    pages = sheets(audience, path)
    for question in questions(audience, path):
        boxes = [
            flat(option.label) if option.code == option.label else f"{option.code} {flat(option.label)}"
            for option in question.options
        ]
        parts = [question.id, flat(question.text), flat(question.condition), flat(question.hint), *boxes]
        whole = " ".join(part for part in [*parts, f"Pourquoi : {flat(question.why)}", flat(question.who)] if part)
        assert sum(whole in sheet for sheet in pages) == 1, whole


@pytest.mark.parametrize(("audience", "path"), FORMS)
def test_every_letter_of_it_can_be_drawn(audience: Audience, path: FormPath) -> None:
    missing = {letter for letter in to_html(form(audience, path)) if ord(letter) not in printable_characters()}
    assert missing <= {"\n"}


def test_identical_content_gives_identical_bytes() -> None:
    """Nothing of the day is in it."""
    assert render(form(Audience.EPCI, FormPath.SHORT)) == printed(Audience.EPCI, FormPath.SHORT)


def test_each_form_has_its_own_name_and_says_whose_it_is() -> None:
    names = {form(*each).file_name for each in FORMS}
    assert len(names) == len(FORMS)
    assert all(name.startswith("Accompagnement-Numerique-Sur-Mesure_") for name in names)
    first, last = sheets(Audience.EPCI, FormPath.SHORT)[0], sheets(Audience.EPCI, FormPath.SHORT)[-1]
    assert "Le numérique dans votre intercommunalité" in first
    assert book().version in last


def test_what_is_answered_and_how_is_said_by_kind_of_question() -> None:
    found = {question.id: question for question in questions(Audience.COMMUNE, FormPath.WHOLE)}
    assert found["SEC-01"].hint.endswith("Une seule réponse.")
    assert "Une seule réponse" not in found["PRO-03"].hint
    assert found["PIL-04"].ranked
    assert found["PIL-04"].hint.endswith("écrivez 1 dans la case de la première, puis 2, puis 3.")
    assert found["IDN-03"].condition.startswith("Seulement si vous avez répondu")
    assert "(2\u00a0minutes)" in found["PRO-02"].who


def test_a_question_over_boxes_without_help_still_says_how_many() -> None:
    """The editors’ help usually does."""

    def bare(question: Question) -> Question:
        return replace(question, help="") if question.multiple else question

    changed = tuple(bare(question) for question in book().questionnaire.questions)
    moved = replace(book(), questionnaire=replace(book().questionnaire, questions=changed))
    themes = blank(moved, Audience.COMMUNE, FormPath.WHOLE).themes
    found = {question.id: question.hint for theme in themes for question in theme.questions}
    assert found["PRO-03"] == "Plusieurs réponses possibles."
    assert found["DEM-03"] == "Trois réponses au plus."


def test_the_way_to_type_it_in_speaks_with_the_words_of_the_screen() -> None:
    assert TYPE_IN in (SCREENS / "Paper.jsx").read_text(encoding="utf-8")
    aside = (SCREENS / "FastEntryAside.jsx").read_text(encoding="utf-8")
    assert all(f'"{name}"' in aside for name in PAPERS.values())


def test_hostile_text_in_the_content_is_printed_as_text() -> None:
    """An editor's slip must not become markup."""
    first, *rest = book().questionnaire.questions
    hostile = replace(first, text="<script>alert(1)</script> {{ 7 * 7 }} <img src=http://exemple.invalid/x>")
    moved = replace(book(), questionnaire=replace(book().questionnaire, questions=(hostile, *rest)))
    html = to_html(blank(moved, Audience.COMMUNE, FormPath.SHORT))
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "{{ 7 * 7 }}" in html
