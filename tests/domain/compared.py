"""Second versions of the real content, as an editor could write them, for the tests that compare two diagnostics."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from ansm.domain.answers import Answers
from ansm.domain.diagnostic import Diagnostic, establish
from ansm.domain.eligibility import decide
from ansm.domain.handbook import Handbook
from ansm.domain.questionnaire import Question
from ansm.domain.territory import Territory
from tests.builders import TODAY
from tests.domain.real import as_answers, book

Change = Callable[[Handbook, random.Random], Handbook]
A_YEAR = timedelta(days=365)


def of(place: Territory, answers: Answers, handbook: Handbook, day: date) -> Diagnostic:
    """The diagnostic of these answers on that day."""
    return establish(place, answers, handbook, decide(place, handbook.rules, day), None, day, with_tipping=False)


def then(place: Territory, given: Mapping[str, tuple[str, ...]], handbook: Handbook | None = None) -> Diagnostic:
    """A diagnostic of a year ago."""
    return of(place, as_answers(given), handbook or book(), TODAY - A_YEAR)


def now(place: Territory, given: Mapping[str, tuple[str, ...]], handbook: Handbook | None = None) -> Diagnostic:
    """A diagnostic of today."""
    return of(place, as_answers(given), handbook or book(), TODAY)


def with_questions(handbook: Handbook, questions: tuple[Question, ...]) -> Handbook:
    """The same content, that asks these."""
    return replace(handbook, questionnaire=replace(handbook.questionnaire, questions=questions))


def without_a_question(handbook: Handbook, draw: random.Random) -> Handbook:
    gone = draw.choice(handbook.questionnaire.questions).id
    return with_questions(handbook, tuple(each for each in handbook.questionnaire.questions if each.id != gone))


def without_an_option(handbook: Handbook, draw: random.Random) -> Handbook:
    changed = draw.choice([each for each in handbook.questionnaire.questions if len(each.options) > 2])
    option = draw.choice([each for each in changed.options if not each.dont_know])
    left = replace(changed, options=tuple(each for each in changed.options if each is not option))
    return with_questions(
        handbook, tuple(left if each is changed else each for each in handbook.questionnaire.questions)
    )


def with_another_weight(handbook: Handbook, draw: random.Random) -> Handbook:
    weighting = handbook.weighting
    moved = draw.choice(weighting.weights)[0]
    weights = tuple((name, weight + (3 if name is moved else 0)) for name, weight in weighting.weights)
    return replace(handbook, weighting=replace(weighting, weights=weights))


def with_a_need_more(handbook: Handbook, draw: random.Random) -> Handbook:
    model = draw.choice(handbook.needs)
    return replace(handbook, needs=(*handbook.needs, replace(model, id="besoin-nouveau", prerequisites=())))


def with_a_law_of_last_month(handbook: Handbook, draw: random.Random) -> Handbook:
    law = draw.choice(handbook.obligations)
    dated = replace(law, in_force_from=TODAY - timedelta(days=30))
    return replace(handbook, obligations=tuple(dated if each is law else each for each in handbook.obligations))


def versioned(change: Change) -> Change:
    """The same, under a version of its own: one version names one content."""
    return lambda handbook, draw: replace(change(handbook, draw), version="2099.1-second")


CHANGES = (without_a_question, without_an_option, with_another_weight, with_a_need_more, with_a_law_of_last_month)
changes = st.sampled_from([versioned(each) for each in CHANGES])
dice = st.integers(0, 2**32 - 1).map(random.Random)
