"""Nothing is said of a result that the result does not hold: trace, contributions and tipping answers (model, §6)."""

from __future__ import annotations

import json
import random
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from ansm.domain.answers import Answer, validate
from ansm.domain.bands import Band
from ansm.domain.questionnaire import Question
from ansm.domain.revision import Revision
from ansm.domain.standing import Standing, stand
from ansm.domain.territory import Territory
from ansm.exchange import diagnostic_json, dump
from tests.builders import TODAY
from tests.domain.real import Given, answer_of, book, diagnosed, places, profiles, standing

dice = st.integers(0, 2**32 - 1).map(random.Random)


@given(places, profiles())
def test_the_trace_sums_to_the_score_exactly(place: Territory, given: Given) -> None:
    """As printed: contributions add up to the priority, indices and weights to the gap, known to the reliability."""
    told = json.loads(dump(diagnostic_json(diagnosed(place, given), "t", "a")), parse_float=Decimal)
    for need in told["needs"]:
        if need["priority"] is not None:
            assert sum(each["points"] for each in need["contributions"]) == need["own_priority"]
            assert need["priority"] == need["own_priority"] or need["inherited_from"] is not None
            exact = Fraction(
                sum(each["weight"] * need["criteria"][each["criterion"]] for each in need["contributions"]), 25
            )
            assert abs(exact - Fraction(need["own_priority"])) <= Fraction(1, 20)
        if need["gap"] is None:
            assert need["trace"] == []
            continue
        weights = dict(book().feeds[need["id"]])
        total = sum(weights[each["question"]] for each in need["trace"])
        summed = sum(weights[each["question"]] * each["index"] for each in need["trace"])
        assert abs(Fraction(100 * summed, 4 * total) - need["gap"]) <= Fraction(1, 2)
        known = sum(each["state"] == "answered" for each in need["trace"])
        assert abs(Fraction(100 * known, len(need["trace"])) - need["reliability"]) <= Fraction(1, 2)


@given(places, profiles(), st.sampled_from(book().questionnaire.questions), dice)
def test_what_another_answer_would_change_is_what_it_does_change(
    place: Territory, given: Given, question: Question, draw: random.Random
) -> None:
    """The quick revision gives the bands of a whole new diagnosis, and so does the journey behind it."""
    before = standing(place, given)
    answer = Answer(question.id, answer_of(question, draw))
    changed = before.journey.changed(answer)
    after = standing(place, given | {question.id: answer.values})
    assert changed.questions == after.journey.questions
    assert changed.contradictions == after.journey.contradictions
    assert [changed.reading(each.id) for each in changed.questions] == [
        after.journey.reading(each.id) for each in after.journey.questions
    ]
    assert Revision(before, book(), TODAY).bands(question.id, changed) == after.bands


@settings(max_examples=8)
@given(places, profiles())
def test_flipping_the_quoted_answer_has_exactly_the_announced_effect(place: Territory, given: Given) -> None:
    found = diagnosed(place, given, tipping=True)
    for each in found.results:
        if each.tipping is None:
            continue
        assert each.band is not None
        asked = book().questionnaire.question(each.tipping.question)
        assert asked is not None
        assert validate(asked, list(each.tipping.values)).values == each.tipping.values
        assert each.tipping.values != given.get(asked.id)
        after = standing(place, given | {each.tipping.question: each.tipping.values})
        assert after.bands.get(each.need.id) is each.tipping.band
        assert each.tipping.band is not each.band


@settings(max_examples=4)
@given(places, profiles())
def test_no_smaller_single_change_would_do(place: Territory, given: Given) -> None:
    """Every other option of every single-choice question that feeds a need, tried one by one."""
    found = diagnosed(place, given, tipping=True)
    quoted = {each.need.id: each.tipping for each in found.results}
    before = standing(place, given)
    for question in before.journey.questions:
        if question.multiple:
            continue
        for option in question.options:
            if option.dont_know or (option.value,) == before.journey.chosen(question.id):
                continue
            after = stand(
                book(), place, before.journey.answers.with_answer(Answer(question.id, (option.value,))), TODAY
            )
            if any(each not in before.journey.contradictions or question.id in each.questions
                   for each in after.journey.contradictions):  # fmt: skip
                continue
            for feed in question.feeds:
                if moved(feed.need, before, after):
                    tipping = quoted[feed.need]
                    assert tipping is not None
                    assert step(before, tipping.question, tipping.values) <= step(before, question.id, (option.value,))


def moved(need: str, before: Standing, after: Standing) -> bool:
    """Whether a need in a band is in another one, or in none."""
    band: Band | None = before.bands.get(need)
    return band is not None and after.bands.get(need) is not band


def step(before: Standing, question: str, values: tuple[str, ...]) -> int:
    """By how much an index moves; more than any other when it enters or leaves the score."""
    asked, reading = book().questionnaire.question(question), before.journey.reading(question)
    assert asked is not None
    new = before.journey.index_of(asked, values)
    return 5 if new is None or reading is None or reading.index is None else abs(new - reading.index)
