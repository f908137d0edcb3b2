"""What changed between two diagnostics is attributed exactly: the parts are the whole, and each goes to its cause."""

from __future__ import annotations

import random

from hypothesis import given, settings

from ansm.domain.answers import Answers
from ansm.domain.comparison import compare
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.differences import OF_THE_VERSION, Comparison
from ansm.domain.publication import Edition, publishable, redacted
from ansm.domain.reviewing import Cause
from ansm.domain.taking_over import take_over
from ansm.domain.territory import Territory
from tests.builders import TODAY
from tests.domain.compared import A_YEAR, Change, changes, dice, now, of, then
from tests.domain.real import PLACES, Given, as_answers, book, places, profiles, random_answers

OF_THE_ANSWERS = {Cause.TERRITORY, Cause.KNOWLEDGE}


def causes(found: Comparison) -> set[Cause]:
    """Everything that something is attributed to."""
    needs = {part.cause for need in found.needs for part in need.parts}
    return needs | {part.cause for law in found.laws for part in law.parts}


def where(diagnostic: Diagnostic) -> dict[str, tuple[int | None, int | None]]:
    """The gap and the priority of each need, as the whole diagnostic tells them."""
    return {each.need.id: (each.assessment.gap, each.tenths) for each in diagnostic.results}


def check_exact(found: Comparison, former: Diagnostic, new: Diagnostic) -> None:
    """The parts follow each other from the former diagnostic to the new one, and sum to the whole difference."""
    before, after = where(former), where(new)
    compared = {each.need.id for each in found.needs}
    apart = {each.name for each in found.incomparable}
    assert compared | apart == set(before) | set(after)
    assert not compared & apart
    for each in found.needs:
        assert (each.before.gap, each.before.tenths) == before[each.need.id]
        assert (each.after.gap, each.after.tenths) == after[each.need.id]
        stops = [each.before, *(part.after for part in each.parts)]
        assert [part.before for part in each.parts] == stops[:-1]
        assert stops[-1] == each.after
        assert sum(part.gap for part in each.parts) == (each.after.gap or 0) - (each.before.gap or 0)
        assert sum(part.tenths for part in each.parts) == (each.after.tenths or 0) - (each.before.tenths or 0)


@settings(deadline=None)
@given(places, profiles(), profiles(), changes, dice)
def test_the_parts_are_exactly_the_whole(
    place: Territory, first: Given, second: Given, change: Change, draw: random.Random
) -> None:
    content = change(book(), draw)
    former = then(place, first)
    new = of(place, take_over(content.questionnaire, as_answers(second)).answers, content, TODAY)
    check_exact(compare(former, new), former, new)


@settings(deadline=None)
@given(places, profiles(), changes, dice)
def test_the_same_answers_under_two_contents_differ_by_the_version_alone(
    place: Territory, given_then: Given, change: Change, draw: random.Random
) -> None:
    """Nothing is said to have changed in the territory, nor to be known better, nor to wait for review."""
    content = change(book(), draw)
    former = then(place, given_then)
    new = of(place, take_over(content.questionnaire, as_answers(given_then)).answers, content, TODAY)
    found = compare(former, new)
    assert causes(found) <= OF_THE_VERSION
    assert (found.answers, found.unreviewed) == ((), ())
    check_exact(found, former, new)


@settings(deadline=None)
@given(places, profiles(), profiles())
def test_other_answers_under_one_content_on_one_day_differ_by_the_answers_alone(
    place: Territory, first: Given, second: Given
) -> None:
    """Everything former is answered again: what was known then and is now is the territory's, the rest knowledge."""
    answered = {**first, **second}
    day = TODAY - A_YEAR
    former, new = of(place, as_answers(first), book(), day), of(place, as_answers(answered), book(), day)
    found = compare(former, new)
    assert causes(found) <= OF_THE_ANSWERS
    assert (found.incomparable, found.lost, found.unreviewed) == ((), (), ())
    check_exact(found, former, new)


@settings(deadline=None)
@given(places, dice)
def test_between_two_known_answers_all_of_the_difference_is_the_territorys(
    place: Territory, draw: random.Random
) -> None:
    one, other = (random_answers(draw.randrange(2**32), 0.0, 0.0) for _ in range(2))
    found = compare(now(place, one), now(place, other))
    assert causes(found) <= {Cause.TERRITORY}
    assert {each.cause for each in found.answers} <= {Cause.TERRITORY}


@given(places, profiles())
def test_a_diagnostic_compared_with_itself_has_changed_in_nothing(place: Territory, given_then: Given) -> None:
    found = compare(now(place, given_then), now(place, given_then))
    assert causes(found) == set()
    assert (found.laws, found.incomparable, found.answers, found.unreviewed, found.lost) == ((), (), (), (), ())


@settings(deadline=None)
@given(places, profiles(), dice)
def test_what_nobody_has_reviewed_is_never_said_to_have_changed(
    place: Territory, given_then: Given, draw: random.Random
) -> None:
    """Part of the former answers confirmed as they were, the others not looked at yet."""
    kept = {name: values for name, values in given_then.items() if draw.random() < 0.5}
    day = TODAY - A_YEAR
    found = compare(of(place, as_answers(given_then), book(), day), of(place, as_answers(kept), book(), day))
    assert causes(found) <= {Cause.UNREVIEWED}
    shown = {each.id for each in of(place, as_answers(given_then), book(), day).journey.questions}
    assert {each.id for each in found.unreviewed} == (set(given_then) - set(kept)) & shown


@settings(deadline=None)
@given(places, profiles(), profiles(), changes, dice)
def test_the_publishable_comparison_depends_on_nothing_withheld(
    place: Territory, first: Given, second: Given, change: Change, draw: random.Random
) -> None:
    """Other answers to withheld questions, then or now, change nothing of what is said."""
    content = change(book(), draw)
    withheld = [each for each in book().questionnaire.questions if each.id not in _public()]
    others = random_answers(draw.randrange(2**32), 0.2, 0.2)
    told = []
    for mixed in ({}, {each.id: others[each.id] for each in withheld if each.id in others}):
        former = then(place, first | mixed)
        new = of(place, take_over(content.questionnaire, as_answers(second | mixed)).answers, content, TODAY)
        told.append(compare(former, publishable(new)))
    assert told[0] == told[1]
    assert told[0].edition is Edition.PUBLISHABLE


def _public() -> set[str]:
    return {each.id for each in redacted(book()).questionnaire.questions}


def test_the_standing_at_the_end_of_the_path_is_that_of_the_diagnostic() -> None:
    """The places told are those of the results, not those of a way of computing them."""
    former, new = then(PLACES[2], random_answers(1, 0.1, 0.1)), now(PLACES[2], random_answers(2, 0.1, 0.1))
    found = {each.need.id: each for each in compare(former, new).needs}
    banded = [each for each in new.results if each.band is not None]
    assert len(banded) > 10
    assert all(found[each.need.id].after.place is each.band for each in banded)


def test_a_first_answer_to_a_question_already_asked_is_knowledge() -> None:
    empty = of(PLACES[2], Answers(), book(), TODAY)
    found = compare(empty, now(PLACES[2], random_answers(3, 0.0, 0.0)))
    shown = {each.id for each in empty.journey.questions}
    assert {each.cause for each in found.answers if each.question.id in shown} == {Cause.KNOWLEDGE}
