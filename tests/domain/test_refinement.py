"""Which theme to refine first, on small questionnaires and on the real one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given

from ansm.domain.answers import Answer
from ansm.domain.bands import Band
from ansm.domain.handbook import Handbook
from ansm.domain.refinement import Refinement, themes_to_refine
from ansm.domain.standing import Standing, stand
from ansm.domain.territory import Territory
from ansm.domain.tipping import alternatives, contradicts
from tests.builders import TODAY, answers, commune, need, options, question
from tests.domain.real import Given, all_unknown, as_answers, book, extreme, places, profiles, standing
from tests.policy_builders import handbook

SLOWEST = 0.050  # seconds


def refined(found: Standing, content: Handbook | None = None) -> tuple[Refinement, ...]:
    return themes_to_refine(found, content or book(), TODAY)


def first(found: Standing) -> set[str]:
    return {name for name, band in found.bands.items() if band is Band.FIRST}


def decisive_by_hand(found: Standing, place: Territory, given: Given) -> dict[str, int]:
    """The same count, establishing the whole standing again for each answer to each question left."""
    counted: dict[str, int] = {}
    for asked in found.journey.unanswered():
        for values in alternatives(asked, ()):
            again = stand(book(), place, as_answers(given).with_answer(Answer(asked.id, values)), TODAY)
            if not contradicts(again.journey, found.journey, asked) and first(again) != first(found):
                counted[asked.theme] = counted.get(asked.theme, 0) + 1
                break
    return counted


def test_a_theme_whose_answers_could_change_what_to_do_first_comes_before_the_others() -> None:
    content = handbook(
        question("A1", theme="calme"),
        question("D1", "d", theme="moyen"),
        question("B1", "b", theme="vif"),
        question("C1", "c", theme="vif"),
        needs=[need("b"), need("c"), need("d")],
    )
    found = themes_to_refine(stand(content, commune(), answers(), TODAY), content, TODAY)
    assert found == (Refinement("vif", 2, 2), Refinement("moyen", 1, 1), Refinement("calme", 1, 0))


def test_a_theme_without_questions_left_is_not_told() -> None:
    content = handbook(question("B1", "b", theme="t"), needs=[need("b")])
    assert themes_to_refine(stand(content, commune(), answers(B1="nsp"), TODAY), content, TODAY) == ()


def test_an_answer_that_changes_nothing_first_is_not_decisive() -> None:
    mild = question("B1", "b", theme="t", choices=options({"0": 0}))
    content = handbook(mild, needs=[need("b")])
    found = themes_to_refine(stand(content, commune(), answers(), TODAY), content, TODAY)
    assert found == (Refinement("t", 1, 0),)


@given(place=places, given=profiles())
def test_the_themes_are_those_with_questions_left_decisive_ones_first_then_in_the_editors_order(
    place: Territory, given: Given
) -> None:
    found = standing(place, given)
    told = refined(found)
    left = [asked.theme for asked in found.journey.unanswered()]
    assert {each.theme: each.left for each in told} == {theme: left.count(theme) for theme in left}
    editors = [theme.id for theme in book().questionnaire.themes]
    assert list(told) == sorted(told, key=lambda each: (-each.decisive, editors.index(each.theme)))
    assert all(0 <= each.decisive <= each.left for each in told)


@pytest.mark.parametrize("given", [{}, {"SEC-01": ("non",), "PRO-02": ("2-5",)}, extreme(worst=True)])
def test_decisive_answers_are_those_that_a_whole_new_standing_would_show(given: Given) -> None:
    """From nothing answered to half of the worst answers: the quick way gives what the long one does."""
    half = {name: values for rank, (name, values) in enumerate(given.items()) if rank % 2 == 0 or len(given) < 5}
    found = standing(commune(), half)
    told = {each.theme: each.decisive for each in refined(found) if each.decisive}
    assert told == decisive_by_hand(found, commune(), half)


@pytest.mark.parametrize("given", [{}, all_unknown()])
def test_it_is_told_at_once(given: Given) -> None:
    """An empty file has the most to look at."""
    found = standing(commune(), given)
    refined(found)

    def once() -> float:
        start = time.process_time()
        refined(found)
        return time.process_time() - start

    assert min(once() for _ in range(5)) < SLOWEST
