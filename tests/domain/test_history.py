"""Two histories of one question become one: nothing lost, nothing twice, a disagreement left to a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansm.domain.history import HistoryRow, copy_name, current, merged, name_of, settled, waiting
from ansm.domain.sides import Side
from ansm.errors import InvalidRequest

TEN = datetime(2026, 11, 22, 10, tzinfo=UTC)
History = tuple[HistoryRow, ...]


def row(name: str, value: str, minute: int, replaces: str | None = None, *, aside: bool = False) -> HistoryRow:
    values = (value,) if value else ()
    return HistoryRow(name, "SEC-01", values, None, TEN + timedelta(minutes=minute), replaces, set_aside=aside)


def told(history: History) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """What counts, and what waits for a choice."""
    kept = current(history)
    return (() if kept is None else kept.values), [each.values for each in waiting(history)]


START = (row("a-1", "non", 0),)
HERE = (*START, row("a-2", "oui", 5, "a-1"))
THERE = (*START, row("b-1", "manuel", 9, "a-1"))


def test_a_history_that_goes_further_is_followed() -> None:
    assert merged(START, HERE) == HERE
    assert merged(HERE, START) == HERE
    assert merged((), HERE) == HERE


def test_two_answers_given_apart_wait_for_a_choice_and_the_first_given_counts_meanwhile() -> None:
    assert told(merged(HERE, THERE)) == (("oui",), [("manuel",)])
    assert told(merged(THERE, HERE)) == (("oui",), [("manuel",)])


def test_a_choice_made_on_either_side_is_the_choice_of_both() -> None:
    both = merged(HERE, THERE)
    chosen = (*both, row("a-3", "manuel", 20, "a-2"))
    assert told(merged(THERE, chosen)) == (("manuel",), [])
    assert told(merged(both, chosen)) == (("manuel",), [])


def test_a_choice_does_not_hide_an_answer_that_whoever_chose_had_not_seen() -> None:
    chosen = (*merged(HERE, THERE), row("a-3", "manuel", 20, "a-2"))
    elsewhere = (*THERE, row("b-2", "nsp", 15, "b-1"))
    assert told(merged(chosen, elsewhere)) == (("nsp",), [("manuel",)])
    assert told(merged(elsewhere, chosen)) == (("nsp",), [("manuel",)])


def test_the_same_answer_given_apart_is_no_disagreement() -> None:
    same = (*START, row("b-1", "oui", 9, "a-1"))
    assert told(merged(HERE, same)) == (("oui",), [])
    assert len(merged(HERE, same)) == 3


def test_an_answer_set_aside_that_says_what_stands_agrees_with_it_wherever_it_is_merged() -> None:
    """A device that answers again what it had answered, without having seen the other, is set aside with it."""
    disputed = (*START, row("c-1", "oui", 1, aside=True), row("a-2", "non", 2, aside=True))
    once = merged(START, disputed)
    assert told(once) == told(merged(disputed, once)) == (("non",), [("oui",)])
    assert merged(once, disputed) == once


def test_an_answer_erased_on_one_side_and_given_on_the_other_is_a_disagreement() -> None:
    erased = (*START, row("b-1", "", 9, "a-1"))
    assert told(merged(HERE, erased)) == (("oui",), [()])


def test_an_answer_that_waited_before_still_waits_and_the_last_word_of_a_device_alone() -> None:
    disputed = (*START, row("c-1", "oui", 1, aside=True), row("c-2", "manuel", 2, "c-1", aside=True))
    assert told(merged(disputed, (*START, row("b-1", "nsp", 9, "a-1")))) == (("nsp",), [("manuel",)])


def test_what_a_document_tells_says_nothing_new_when_the_answer_was_changed_since() -> None:
    copied = (row(copy_name("f", "SEC-01", ("non",)), "non", -60),)
    assert told(merged(copied, HERE)) == (("oui",), [])
    assert told(merged(HERE, copied)) == (("oui",), [])
    assert told(merged(copied, START)) == (("non",), [])


def test_of_two_answers_given_apart_the_town_s_counts_before_its_advisor_s_whichever_came_first() -> None:
    proposed = (*START, replace(row("visit-1", "manuel", 2, "a-1"), side=Side.ADVISOR))
    assert told(merged(HERE, proposed)) == told(merged(proposed, HERE)) == (("oui",), [("manuel",)])


def test_what_an_advisor_took_back_waits_nowhere() -> None:
    proposed = (*START, replace(row("visit-1", "oui", 2, aside=True), side=Side.ADVISOR))
    back = (*proposed, replace(row("visit-2", "", 3, "visit-1", aside=True), side=Side.ADVISOR))
    assert told(merged(proposed, back)) == told(merged(back, proposed)) == (("non",), [])
    assert merged(back, proposed) == back


def test_one_name_for_two_answers_is_refused() -> None:
    with pytest.raises(InvalidRequest, match="modifié à la main"):
        merged(HERE, (row("a-1", "oui", 0),))


def test_histories_that_each_say_the_other_came_first_lose_nothing() -> None:
    one, other = row("a-1", "non", 0), row("b-1", "oui", 1)
    for ours, theirs in (((one, other), (other, one)), ((other, one), (one, other))):
        assert {each.name for each in merged(ours, theirs)} == {"a-1", "b-1"}
        assert told(merged(ours, theirs)) == (("non",), [])


def test_rows_that_say_the_same_have_names_of_their_own_that_never_change() -> None:
    same = replace(row("", "non", 0), role="elu")
    names = [name_of(same, rank) for rank in (0, 1, 0)]
    assert names[0] == names[2] != names[1]
    assert name_of(replace(same, role="agent"), 0) != names[0]
    assert names[0] == "ansm:" + names[0][5:]
    assert len(names[0]) == 37


# --- three installations that answer and exchange as they like

answered = st.tuples(st.just("answer"), st.integers(0, 2), st.sampled_from(["oui", "non", "manuel", ""]))
unseen = st.tuples(st.just("late answer"), st.integers(0, 2), st.sampled_from(["oui", "non", "manuel", ""]))
advised = st.tuples(st.just("advice"), st.integers(0, 2), st.sampled_from(["oui", "non", "manuel", ""]))
exchanged = st.tuples(st.just("exchange"), st.integers(0, 2), st.integers(0, 2))
lives = st.lists(st.one_of(answered, unseen, advised, exchanged), max_size=14)
Life = list[tuple[str, int, str | int]]


def lived(life: Life) -> list[History]:
    """The histories of three installations that started with the same answer, after all that."""
    histories = [START, START, START]
    for minute, (what, where, other) in enumerate(life, 2):
        if isinstance(other, int):
            histories[where] = merged(histories[where], histories[other])
            continue
        kept = current(histories[where])
        assert kept is not None
        # Of another device, which has not seen what stands, or of an advisor who says otherwise than the town.
        advice = what == "advice"
        aside = what == "late answer" or (advice and kept.side is None and kept.values != ((other,) if other else ()))
        former = None if aside else kept.name
        given_row = row(f"{'abc'[where]}-{minute}", other, minute, former, aside=aside)
        histories[where] = (*histories[where], replace(given_row, side=Side.ADVISOR if advice else None))
    return histories


def state(history: History) -> tuple[object, ...]:
    """All that must be the same on both sides in the end."""
    return told(history)[0], frozenset(told(history)[1]), frozenset(each.name for each in history), settled(history)


@given(lives)
def test_what_was_merged_is_not_merged_again(life: Life) -> None:
    for ours in lived(life):
        for theirs in lived(life):
            once = merged(ours, theirs)
            assert merged(once, theirs) == once
            assert merged(once, ours) == once
            assert merged(once, once) == once


@given(lives)
def test_whoever_merges_first_both_end_up_alike(life: Life) -> None:
    here, there, _ = lived(life)
    after_there = merged(there, here)
    assert state(merged(here, after_there)) == state(after_there) == state(merged(here, there))


@given(lives)
def test_nothing_is_lost_and_what_stood_stands_waits_or_was_seen(life: Life) -> None:
    here, there, _ = lived(life)
    both = merged(here, there)
    assert {each.name for each in both} == {each.name for each in (*here, *there)}
    assert [each.name for each in both].count("a-1") == 1
    for ours, theirs in ((here, there), (there, here)):
        kept = current(ours)
        assert kept is not None
        now, others = told(both)
        if kept.side is Side.ADVISOR and not kept.values:
            continue  # taken back
        assert kept.values == now or kept.values in others or kept.name in settled(theirs)


@given(lives)
def test_an_answer_is_told_after_the_one_it_replaces(life: Life) -> None:
    for history in lived(life):
        names = [each.name for each in history]
        assert all(each.replaces is None or each.replaces in names[: names.index(each.name)] for each in history)
