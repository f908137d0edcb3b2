"""What one other answer would move: places, obligations, flags, questions, and nothing kept."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from ansm.domain.answers import Answer
from ansm.domain.bands import Band
from ansm.domain.conditions import All, ChoiceAmong
from ansm.domain.handbook import Handbook
from ansm.domain.obligations import ObligationStatus
from ansm.domain.questionnaire import Contradiction, Question
from ansm.domain.territory import Territory
from ansm.domain.what_if import Rest, WhatIf, what_if
from tests.builders import TODAY, answers, commune, need, options, question
from tests.domain.real import Given, answer_of, as_answers, book, diagnosed, places, profiles
from tests.policy_builders import flag, handbook, obligation

dice = st.integers(0, 2**32 - 1).map(random.Random)


def tried(book: Handbook, name: str, *values: str, **given: str) -> WhatIf:
    return what_if(book, commune(), answers(**given), TODAY, Answer(name, values))


def moves(found: WhatIf) -> list[tuple[str, object, object]]:
    return [(each.need.id, each.before, each.after) for each in found.moves]


def test_the_same_answer_moves_nothing() -> None:
    found = tried(handbook(question("Q1", "b"), needs=[need("b")]), "Q1", "4", Q1="4")
    assert found.nothing
    assert found.answer == Answer("Q1", ("4",))


def test_a_need_may_leave_its_band_because_all_goes_well_or_because_it_no_longer_concerns() -> None:
    book = handbook(question("Q1", "b"), needs=[need("b")])
    assert moves(tried(book, "Q1", "0", Q1="4")) == [("b", Band.FIRST, Rest.WELL)]
    assert moves(tried(book, "Q1", "so", Q1="4")) == [("b", Band.FIRST, Rest.NO_OBJECT)]


def test_an_unknown_or_erased_answer_makes_a_need_wait() -> None:
    book = handbook(question("Q1", "b"), needs=[need("b")])
    assert moves(tried(book, "Q1", "nsp", Q1="4")) == [("b", Band.FIRST, Band.TO_VERIFY)]
    assert moves(tried(book, "Q1", Q1="4")) == [("b", Band.FIRST, Band.TO_COMPLETE)]


def test_the_time_available_moves_needs_that_it_does_not_feed() -> None:
    asked = [question("PIL-05", choices=options({"rien": None, "jour": None}))]
    asked += [question(f"Q{rank}", f"b{rank}", choices=options({"0": 0, "4": 4})) for rank in range(4)]
    needs = [need(f"b{rank}", impact=25 * rank) for rank in range(4)]
    given = {f"Q{rank}": "4" for rank in range(4)}
    found = tried(handbook(*asked, needs=needs), "PIL-05", "rien", PIL_05="jour", **given)
    assert found.moves
    assert {each.before for each in found.moves} == {Band.FIRST}


def test_an_obligation_becomes_settled_or_stops_applying() -> None:
    law = obligation("loi", "Q1", condition=ChoiceAmong("Q2", ("oui",)))
    yes_no = options({"oui": None, "non": None})
    book = handbook(question("Q1"), question("Q2", choices=yes_no), obligations=[law])
    (settled,) = tried(book, "Q1", "0", Q1="4", Q2="oui").laws
    assert (settled.before, settled.after) == (ObligationStatus.UNMET, ObligationStatus.MET)
    (gone,) = tried(book, "Q2", "non", Q1="4", Q2="oui").laws
    assert (gone.before, gone.after) == (ObligationStatus.UNMET, None)


def test_flags_rise_and_fall() -> None:
    book = handbook(question("Q1"), needs=[need("b")], flags=[flag("f", "b", ChoiceAmong("Q1", ("4",)))])
    assert [each.id for each in tried(book, "Q1", "4", Q1="0").raised] == ["f"]
    assert [each.id for each in tried(book, "Q1", "0", Q1="4").lifted] == ["f"]


def test_questions_open_and_close() -> None:
    book = handbook(question("Q1"), question("Q2", condition=ChoiceAmong("Q1", ("4",))))
    assert [each.id for each in tried(book, "Q1", "4", Q1="0").opened] == ["Q2"]
    assert [each.id for each in tried(book, "Q1", "0", Q1="4").closed] == ["Q2"]


def test_only_the_contradictions_that_the_answer_brings_are_told() -> None:
    clash = Contradiction("c", ("Q1", "Q2"), All((ChoiceAmong("Q1", ("4",)), ChoiceAmong("Q2", ("4",)))), "Laquelle ?")
    book = handbook(question("Q1"), question("Q2"), contradictions=[clash])
    assert tried(book, "Q1", "4", Q1="0", Q2="4").contradictions == (clash,)
    assert tried(book, "Q1", "4", Q1="4", Q2="4").contradictions == ()


@settings(max_examples=15)
@given(places, profiles(), st.sampled_from(book().questionnaire.questions), dice)
def test_what_is_told_is_what_a_whole_new_diagnostic_says(
    place: Territory, given_answers: Given, asked: Question, draw: random.Random
) -> None:
    """On the real content: the needs that move, the flags and the obligations are those of both diagnostics."""
    values = answer_of(asked, draw)
    found = what_if(book(), place, as_answers(given_answers), TODAY, Answer(asked.id, values))
    before, after = diagnosed(place, given_answers), diagnosed(place, given_answers | {asked.id: values})
    bands = {each.need.id: each.band for each in before.results}
    later = {each.need.id: each.band for each in after.results}
    told = {each.need.id for each in found.moves}
    assert {name for name in bands if bands[name] is not later[name]} <= told
    assert {each.need.id: None if isinstance(each.after, Rest) else each.after for each in found.moves} == {
        name: later[name] for name in told
    }
    statuses = {each.obligation.id: each.status for each in before.obligations}
    others = {each.obligation.id: each.status for each in after.obligations}
    assert {each.obligation.id: each.after for each in found.laws} == {
        name: others.get(name) for name in statuses | others if statuses.get(name) is not others.get(name)
    }
    flags = [{each.id for each in one.flags if not each.id.startswith("obligation:")} for one in (before, after)]
    assert ({each.id for each in found.lifted}, {each.id for each in found.raised}) == (
        flags[0] - flags[1],
        flags[1] - flags[0],
    )
    assert found.nothing or values != as_answers(given_answers).chosen(asked.id)
