"""The real content, and how Hypothesis draws territories and answers on it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from ansm.content import load, read_tree, shipped_folder
from ansm.domain.answers import Answer, Answers
from ansm.domain.conditions import ALWAYS
from ansm.domain.diagnostic import Diagnostic, establish
from ansm.domain.eligibility import decide
from ansm.domain.handbook import Handbook
from ansm.domain.journey import Journey
from ansm.domain.questionnaire import DONT_KNOW, Question, Questionnaire
from ansm.domain.standing import Standing, stand
from ansm.domain.territory import Kind, Overseas, Territory
from tests.builders import TODAY, commune, epci

Given = dict[str, tuple[str, ...]]


@cache
def folder() -> Path:
    """Where the editors' files are."""
    return shipped_folder()


@cache
def book() -> Handbook:
    """The shipped content."""
    return load(read_tree(folder()))


SIZES = (None, 1, 800, 3_499, 3_500, 3_501, 9_999, 12_000, 60_000)
PLACES = tuple(
    [commune(size) for size in SIZES]
    + [epci(size) for size in SIZES]
    + [commune(900, overseas=Overseas.DROM), commune(900, overseas=Overseas.COM)]
    + [replace(epci(9_000), legal_form=form) for form in ("CA", "CU", "METRO")]
)


def answer_of(question: Question, draw: random.Random) -> tuple[str, ...]:
    """A valid known answer: one option, or boxes that go together, in an order of ticking."""
    open_to = [option for option in question.options if not option.dont_know]
    first = draw.choice(open_to)
    if not question.multiple or first.exclusive:
        return (first.value,)
    together = [option.value for option in open_to if not option.exclusive]
    ticked = draw.sample(together, draw.randint(1, min(len(together), question.maximum or len(together))))
    return tuple(ticked) if question.ordered else tuple(value for value in together if value in ticked)


def random_answers(seed: int, unknown: float, skipped: float) -> Given:
    """A whole questionnaire answered at random, with shares of « je ne sais pas » and of skipped questions."""
    draw = random.Random(seed)  # noqa: S311 # examples for tests, not secrets
    found: Given = {}
    for question in book().questionnaire.questions:
        fate = draw.random()
        if fate < skipped:
            continue
        has_dont_know = any(option.dont_know for option in question.options)
        if fate < skipped + unknown and has_dont_know:
            found[question.id] = (DONT_KNOW,)
        else:
            found[question.id] = answer_of(question, draw)
    return found


def extreme(*, worst: bool) -> Given:
    """Every scored question at its best or worst, every other at its widest: all services ticked, first option."""
    found: Given = {}
    for question in book().questionnaire.questions:
        if question.scored:
            found[question.id] = (max if worst else min)(rated(question), key=lambda pair: pair[0])[1]
        else:
            together = tuple(each.value for each in question.options if not each.dont_know and not each.exclusive)
            found[question.id] = together[: question.maximum] if question.multiple else together[:1]
    return found


def rated(question: Question) -> list[tuple[int, tuple[str, ...]]]:
    """The index of each option alone, and of all boxes together: among them, the best and the worst answers."""
    known = [option for option in question.options if not option.dont_know]
    ways: list[tuple[str, ...]] = [(option.value,) for option in known]
    if question.multiple:
        ways.append(tuple(option.value for option in known if not option.exclusive)[: question.maximum])
    return [(index, values) for values in ways if (index := rate(question, values)) is not None]


def rate(question: Question, values: tuple[str, ...]) -> int | None:
    """The index these values have for a commune, whatever hides or contradicts the question."""
    alone = Questionnaire((), (replace(question, condition=ALWAYS),))
    reading = Journey(alone, commune(), Answers((Answer(question.id, values),))).reading(question.id)
    return reading.index if reading else None


def all_unknown() -> Given:
    """« Je ne sais pas » wherever it can be said."""
    return {
        question.id: (DONT_KNOW,)
        for question in book().questionnaire.questions
        if any(option.dont_know for option in question.options)
    }


def as_answers(given: Mapping[str, tuple[str, ...]]) -> Answers:
    """The same, as the domain holds it."""
    return Answers(tuple(Answer(question, values) for question, values in given.items()))


def standing(place: Territory, given: Mapping[str, tuple[str, ...]], handbook: Handbook | None = None) -> Standing:
    """The standing of these answers today."""
    return stand(handbook or book(), place, as_answers(given), TODAY)


def diagnosed(
    place: Territory, given: Mapping[str, tuple[str, ...]], handbook: Handbook | None = None, *, tipping: bool = False
) -> Diagnostic:
    """The whole diagnostic of these answers today."""
    content = handbook or book()
    verdict = decide(place, content.rules, TODAY)
    return establish(place, as_answers(given), content, verdict, None, TODAY, with_tipping=tipping)


def facts(place: Territory) -> dict[str, object]:
    """What the oracle is told of a place."""
    return {
        "nature": "epci" if place.kind is Kind.EPCI else "commune",
        "population": place.inhabitants,
        "outre-mer": place.overseas.value,
        "forme": place.legal_form,
    }


places = st.sampled_from(PLACES)
shares = st.sampled_from([0.0, 0.15, 0.5])


@st.composite
def profiles(draw: st.DrawFn) -> Given:
    """Answers to the real questionnaire, from empty to complete, with unknown and skipped ones."""
    return random_answers(draw(st.integers(0, 2**32 - 1)), draw(shares), draw(shares))
