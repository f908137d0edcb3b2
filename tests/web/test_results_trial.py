"""« Et si… ? » as its questions read: native choices, the real answer beside them, one try at a time."""

from __future__ import annotations

import pytest

from ansm.domain.answers import Answer, Answers
from ansm.domain.journey import Journey
from ansm.domain.questionnaire import Option, Question
from ansm.domain.what_if import what_if
from ansm.web.results.effects import effect
from ansm.web.results.trial import (
    Attempt,
    TrialQuestion,
    questions_about,
    themes_to_try,
    toggled,
    too_many,
    trial_question,
)
from tests.builders import question
from tests.web.golden_results import BUSY, JOURNEYS, diagnosed

BOXES = question(
    "Q1",
    choices=(Option("a", "A"), Option("b", "B"), Option("c", "C"), Option("rien", "Rien", exclusive=True)),
    boxes=True,
    maximum=2,
    ordered=True,
)
CHOICE = question("Q2")


@pytest.mark.parametrize(
    ("asked", "chosen", "value", "expected"),
    [
        (CHOICE, ("1",), "2", ("2",)),
        (CHOICE, ("1",), "1", ("1",)),
        (BOXES, (), "b", ("b",)),
        (BOXES, ("b",), "a", ("b", "a")),
        (BOXES, ("b", "a"), "b", ("a",)),
        (BOXES, ("b", "a"), "rien", ("rien",)),
        (BOXES, ("rien",), "a", ("a",)),
        (BOXES, ("rien",), "rien", ()),
        (BOXES, ("b", "a"), "c", ("b", "a", "c")),
    ],
)
def test_ticking_keeps_the_order_and_what_goes_alone(
    asked: Question, chosen: tuple[str, ...], value: str, expected: tuple[str, ...]
) -> None:
    """As in the questionnaire: a single choice replaces, an exclusive box stays alone."""
    assert toggled(asked, chosen, value) == expected


def test_one_box_too_many_is_refused_in_words() -> None:
    """And only that one."""
    assert too_many(BOXES, ("a", "b")) == ""
    assert too_many(BOXES, ("a", "b", "c")).startswith("2 réponses au plus")
    assert too_many(CHOICE, ("1",)) == ""


def test_the_questions_of_a_need_are_those_that_feed_it_or_test_its_obligations() -> None:
    """Applicable ones only, in the questionnaire's order; a theme gives all of its own; anything else, none."""
    diagnostic = diagnosed(BUSY)
    book, journey = diagnostic.handbook, diagnostic.journey
    wanted = {name for name, _ in book.feeds["rgpd"]} | {"DON-01", "DON-02"}
    asked = questions_about("besoin:rgpd", book, journey)
    assert asked == tuple(each for each in journey.questions if each.id in wanted)
    themed = questions_about("theme:securite", book, journey)
    assert themed == journey.of_theme("securite")
    for other in ("besoin:inconnu", "theme:inconnu", "", "securite", "besoin:", "SEC-01"):
        assert questions_about(other, book, journey) == ()


@pytest.mark.parametrize("journey", JOURNEYS)
def test_every_applicable_question_can_be_tried_through_its_theme(journey: str) -> None:
    """Nothing is out of reach, and no theme is empty."""
    diagnostic = diagnosed(journey)
    reached = [
        each
        for choice in themes_to_try(diagnostic)
        for each in questions_about(choice.value, diagnostic.handbook, diagnostic.journey)
    ]
    assert reached == list(diagnostic.journey.questions)


def walk(**values: tuple[str, ...]) -> Journey:
    diagnostic = diagnosed(BUSY)
    answers = Answers(tuple(Answer(name.replace("_", "-"), given) for name, given in values.items()))
    return Journey(diagnostic.journey.questionnaire, diagnostic.territory, answers)


def read(name: str, journey: Journey, attempt: Attempt | None = None) -> TrialQuestion:
    found = journey.questionnaire.question(name)
    assert found is not None
    return trial_question(found, journey, attempt)


def test_a_question_reads_with_its_real_answer_ticked() -> None:
    """Its words, its hint, what was answered; and controls that are nobody's answers."""
    shown = read("PIL-04", walk(PIL_04=("temps", "securite")))
    assert shown.current.startswith("Votre réponse\u00a0: «\u00a0Gagner du temps")
    assert "dans l’ordre" in shown.hint
    assert {option.value: option.rank for option in shown.options if option.checked} == {
        "temps": "choix n°\u00a01",
        "securite": "choix n°\u00a02",
    }
    assert shown.group == "essai-PIL-04"
    assert all(option.identifier.startswith("essai-PIL-04-") for option in shown.options)
    assert (shown.tried, shown.address) == (False, "")
    assert read("SEC-01", walk()).current == "Vous n’avez pas encore répondu."


def test_a_try_tells_its_effect_and_where_to_keep_it() -> None:
    """The option tried is ticked instead of the real one; the other questions say nothing."""
    diagnostic = diagnosed(BUSY)
    answer = Answer("SEC-01", ("auto",))
    found = what_if(diagnostic.handbook, diagnostic.territory, diagnostic.journey.answers, diagnostic.opened_on, answer)
    shown = read("SEC-01", diagnostic.journey, Attempt(answer, found))
    assert [option.value for option in shown.options if option.checked] == ["auto"]
    assert shown.told == effect(found)
    assert shown.address == "/diagnostic/?question=SEC-01"
    other = read("SEC-02", diagnostic.journey, Attempt(answer, found))
    assert (other.tried, other.told.headline) == (False, "")


def test_the_real_answer_tried_again_and_the_way_back_say_so() -> None:
    """Nothing to keep in either case."""
    diagnostic = diagnosed(BUSY)
    real = Answer("SEC-01", ("non",))
    found = what_if(diagnostic.handbook, diagnostic.territory, diagnostic.journey.answers, diagnostic.opened_on, real)
    again = read("SEC-01", diagnostic.journey, Attempt(real, found))
    assert (again.told.headline, again.address) == ("C’est votre vraie réponse\u00a0: rien ne change.", "")
    back = read("SEC-01", diagnostic.journey, Attempt(real, None))
    assert (back.told.headline, back.address) == ("Vous êtes revenu à vos vraies réponses.", "")
    refused = read("SEC-01", diagnostic.journey, Attempt(real, None, "Trop."))
    assert refused.told.headline == "Trop."
