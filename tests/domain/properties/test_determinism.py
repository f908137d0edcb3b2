"""The same answers give the same result: whatever the order, the way there, or what is hidden (decision model, §7)."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from ansm.content import SourceTree, load, read_tree
from ansm.domain.answers import Answer, validate_all
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.handbook import Handbook
from ansm.domain.questionnaire import Question
from ansm.domain.territory import Territory
from ansm.exchange import Json, diagnostic_json, dump, read_request
from tests.domain.real import Given, answer_of, as_answers, book, diagnosed, folder, places, profiles, standing

T = TypeVar("T")
questions = st.sampled_from(book().questionnaire.questions)
dice = st.integers(0, 2**32 - 1).map(random.Random)


def text(found: Diagnostic) -> str:
    return dump(diagnostic_json(found, "territoires", "programme"))


@given(places, profiles(), dice)
def test_the_order_of_answers_and_of_ticks_changes_no_byte(place: Territory, given: Given, draw: random.Random) -> None:
    """Ticks are shuffled where their order carries no meaning, and read through the same door as a file."""

    def shuffled(question: str, values: tuple[str, ...]) -> list[str]:
        asked = book().questionnaire.question(question)
        assert asked is not None
        return list(values) if asked.ordered else draw.sample(values, len(values))

    raw = [(question, shuffled(question, values)) for question, values in draw.sample(list(given.items()), len(given))]
    again = {each.question: each.values for each in validate_all(book().questionnaire, raw).items}
    assert text(diagnosed(place, again)) == text(diagnosed(place, given))


@given(places, profiles(), dice)
def test_the_order_in_the_editors_files_changes_only_the_order_of_lists(
    place: Territory, given: Given, draw: random.Random
) -> None:
    """Themes, questions, needs, obligations, services and flags shuffled: every value and the order of needs stay."""
    asked = book().questionnaire
    mixed = Handbook(
        version=book().version,
        published_on=book().published_on,
        rules=shuffle(book().rules, draw),
        questionnaire=replace(
            asked,
            themes=shuffle(asked.themes, draw),
            questions=shuffle(asked.questions, draw),
            contradictions=shuffle(asked.contradictions, draw),
        ),
        needs=shuffle(book().needs, draw),
        flags=shuffle(book().flags, draw),
        obligations=shuffle(book().obligations, draw),
        weighting=book().weighting,
        services=shuffle(book().services, draw),
        orientations=shuffle(book().orientations, draw),
    )
    one, other = diagnosed(place, given, tipping=True), diagnosed(place, given, mixed, tipping=True)
    assert plan(one) == plan(other)
    assert unordered(json.loads(text(one))) == unordered(json.loads(text(other)))


def test_the_order_in_which_files_are_read_changes_nothing() -> None:
    tree = read_tree(folder())
    assert load(SourceTree(tuple(reversed(tree.files)))) == load(tree)


@given(places, profiles(), questions, dice)
def test_an_answer_changed_and_changed_back_leaves_the_same_bytes(
    place: Territory, given: Given, question: Question, draw: random.Random
) -> None:
    first = as_answers(given)
    changed = first.with_answer(Answer(question.id, answer_of(question, draw)))
    back = changed.with_answer(Answer(question.id, first.chosen(question.id)))
    assert back == first
    assert text(diagnosed(place, {each.question: each.values for each in back.items})) == text(diagnosed(place, given))


@given(places, profiles(), dice)
def test_hidden_answers_have_no_effect(place: Territory, given: Given, draw: random.Random) -> None:
    """Erased, or replaced by any other valid answer, the answers to hidden questions change no byte."""
    shown = {question.id for question in standing(place, given).journey.questions}
    erased = {name: values for name, values in given.items() if name in shown}
    replaced = erased | {
        each.id: answer_of(each, draw) for each in book().questionnaire.questions if each.id not in shown
    }
    expected = text(diagnosed(place, given))
    assert text(diagnosed(place, erased)) == expected
    assert text(diagnosed(place, replaced)) == expected


@given(places, profiles())
def test_saved_reloaded_and_recomputed_it_is_identical(place: Territory, given: Given) -> None:
    saved = json.dumps({"territory": place.code, "answers": {name: list(values) for name, values in given.items()}})
    reloaded = validate_all(book().questionnaire, read_request(saved.encode()).answers)
    assert reloaded == as_answers(given)
    again = {each.question: each.values for each in reloaded.items}
    assert text(diagnosed(place, again)) == text(diagnosed(place, given))


def shuffle(items: tuple[T, ...], draw: random.Random) -> tuple[T, ...]:
    return tuple(draw.sample(items, len(items)))


def plan(found: Diagnostic) -> list[tuple[str, object]]:
    """What is ordered by the decision itself: the candidates, and the services of each."""
    return [(each.need.id, each.tenths) for each in found.results if each.tenths is not None] + [
        (each.need, [proposal.service.id for proposal in each.proposals]) for each in found.recommendations
    ]


def unordered(value: Json) -> object:
    """The same JSON with every list as if its order did not matter."""
    if isinstance(value, dict):
        return {key: unordered(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return sorted(json.dumps(unordered(inner), sort_keys=True) for inner in value)
    return value
