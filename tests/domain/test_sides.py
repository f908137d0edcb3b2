"""The town and its advisor on one question: what counts, what waits, whatever the order in which answers arrive."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansm.domain.sides import Given, InPlay, Ruling, Side, Word, ruling, waits

ADVISOR = Side.ADVISOR


@dataclass(frozen=True)
class Row:
    """An answer as it is kept: a row is never removed nor changed."""

    number: int
    values: tuple[str, ...]
    side: Side | None
    device: str
    aside: bool
    takes_place_of: int | None = None


Table = tuple[Row, ...]


def open_rows(rows: Table) -> Table:
    """Those that wait for a choice."""
    last = max((row.number for row in rows if not row.aside), default=0)
    replaced = {row.takes_place_of for row in rows}
    return tuple(
        row
        for row in rows
        if row.number > last and row.number not in replaced and waits(row.values, row.side, set_aside=row.aside)
    )


def add(rows: Table, device: str, said: Given) -> Table:
    """The rows with one more answer, and those that go on waiting after it."""
    kept = [row for row in rows if not row.aside]
    of_town = [row for row in kept if row.side is None]

    def word(row: Row) -> Word:
        return Word(row.number, row.values, row.side, row.device == device)

    waiting = open_rows(rows)
    there = InPlay(
        word(kept[-1]) if kept else None, word(of_town[-1]) if of_town else None, tuple(word(row) for row in waiting)
    )
    decided = ruling(there, said)
    former = max((row.number for row in waiting if row.device == device), default=None)
    new = Row(len(rows) + 1, said.values, said.side, device, decided.set_aside, former if decided.set_aside else None)
    rows = (*rows, new)
    for row in (row for row in rows if row.number in decided.go_on):
        rows = (*rows, replace(row, number=len(rows) + 1, aside=True, takes_place_of=row.number))
    return rows


def counts(rows: Table) -> tuple[str, ...]:
    return next((row.values for row in reversed(rows) if not row.aside), ())


def to_choose(rows: Table) -> set[tuple[tuple[str, ...], Side | None]]:
    """What waits and says otherwise than what counts."""
    return {(row.values, row.side) for row in open_rows(rows) if row.values != counts(rows)}


def town(*values: str, base: int | None = 0) -> Given:
    return Given(values, None, base)


def advisor(*values: str, base: int | None = 0, chosen: bool = False) -> Given:
    return Given(values, ADVISOR, base, chosen)


def life(*told: tuple[str, Given]) -> Table:
    rows: Table = ()
    for device, said in told:
        rows = add(rows, device, said)
    return rows


def test_what_an_advisor_answers_waits_beside_what_the_town_said_even_seen() -> None:
    rows = life(("mayor", town("oui")), ("visit", advisor("non", base=1)))
    assert (counts(rows), to_choose(rows)) == (("oui",), {(("non",), ADVISOR)})


def test_the_town_answers_at_once_and_what_its_advisor_had_said_unseen_waits() -> None:
    rows = life(("visit", advisor("non")), ("mayor", town("oui")))
    assert (counts(rows), to_choose(rows)) == (("oui",), {(("non",), ADVISOR)})


def test_the_town_that_answers_with_both_in_view_has_chosen() -> None:
    rows = life(("visit", advisor("non")), ("mayor", town("oui", base=1)))
    assert (counts(rows), to_choose(rows)) == (("oui",), set())


def test_an_advisor_answers_freely_what_the_town_left_blank() -> None:
    rows = life(("visit", advisor("non")), ("visit", advisor("oui", base=1)))
    assert (counts(rows), to_choose(rows)) == (("oui",), set())
    erased = life(("mayor", town("oui")), ("mayor", town(base=1)), ("visit", advisor("non", base=2)))
    assert (counts(erased), to_choose(erased)) == (("non",), set())


def test_agreeing_with_the_town_gives_no_hold_on_what_it_said() -> None:
    rows = life(("mayor", town("oui")), ("visit", advisor("oui", base=1)), ("visit", advisor("non", base=2)))
    assert (counts(rows), to_choose(rows)) == (("oui",), {(("non",), ADVISOR)})


def test_a_choice_made_with_both_in_view_settles_it_and_one_made_blindly_does_not() -> None:
    disputed = (("mayor", town("oui")), ("visit", advisor("non", base=1)))
    chosen = life(*disputed, ("visit", advisor("non", base=2, chosen=True)))
    assert (counts(chosen), to_choose(chosen)) == (("non",), set())
    blind = life(*disputed, ("mayor", town("auto", base=2)), ("visit", advisor("non", base=2, chosen=True)))
    assert (counts(blind), to_choose(blind)) == (("auto",), {(("non",), ADVISOR)})


def test_what_an_advisor_erases_is_taken_back() -> None:
    rows = life(("mayor", town("oui")), ("visit", advisor("non", base=1)), ("visit", advisor(base=2)))
    assert (counts(rows), to_choose(rows)) == (("oui",), set())


def test_an_advisor_takes_no_choice_away_from_two_people_of_the_town() -> None:
    rows = life(("mayor", town("oui")), ("clerk", town("non")), ("visit", advisor("oui", base=2)))
    assert counts(rows) == ("oui",)
    assert (("non",), None) in to_choose(rows)


def test_two_people_of_the_town_disagree_as_before_whatever_their_advisor_says() -> None:
    rows = life(("mayor", town("oui")), ("visit", advisor("auto", base=1)), ("clerk", town("non")))
    assert (counts(rows), to_choose(rows)) == (("oui",), {(("auto",), ADVISOR), (("non",), None)})


@pytest.mark.parametrize("base", [None, 0])
def test_alone_on_a_question_anyone_is_right(base: int | None) -> None:
    for said in (town("oui", base=base), advisor("oui", base=base)):
        assert ruling(InPlay(None, None, ()), said) == Ruling(set_aside=False)


# --- lives of a question: each device has seen everything, or nothing but what it said itself

VALUES = ("oui", "non", "auto")
of_town = st.tuples(st.sampled_from(["mayor", "clerk"]), st.sampled_from(VALUES), st.booleans())
of_advisor = st.tuples(st.sampled_from(["visit", "office"]), st.sampled_from(("", *VALUES)), st.booleans())
Said = tuple[str, str, bool]


def lived(told: list[Said]) -> Table:
    rows: Table = ()
    for device, value, seen in told:
        side = ADVISOR if device in ("visit", "office") else None
        own = max((row.number for row in rows if row.device == device), default=0)
        values = (value,) if value else ()
        rows = add(rows, device, Given(values, side, len(rows) if seen else own))
    return rows


@given(st.lists(st.one_of(of_town, of_advisor), max_size=10))
def test_no_answer_is_lost_and_rows_are_only_added(told: list[Said]) -> None:
    rows = lived(told)
    given_rows = [row for row in rows if row.takes_place_of is None or row.aside]
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert len(given_rows) >= len(told)
    for device, value, _ in told:
        assert any(row.device == device and row.values == ((value,) if value else ()) for row in rows)


@given(st.lists(st.one_of(of_town, of_advisor), max_size=10))
def test_an_advisor_alone_never_changes_what_the_town_said(told: list[Said]) -> None:
    alone = lived([each for each in told if each[0] in ("mayor", "clerk")])
    if alone:
        assert counts(lived(told)) == counts(alone)


unheard_town = st.dictionaries(st.sampled_from(["mayor", "clerk", "deputy"]), st.sampled_from(VALUES), min_size=1)
unheard_advisors = st.dictionaries(st.sampled_from(["visit", "office", "phone"]), st.sampled_from(VALUES))


@given(unheard_town, unheard_advisors, st.data())
def test_the_order_in_which_they_arrive_changes_neither_what_counts_nor_what_waits(
    said: dict[str, str], proposed: dict[str, str], data: st.DataObject
) -> None:
    """Each has answered without having heard of the others, who come through before or after."""
    in_order = [(device, town(value)) for device, value in said.items()]
    mixed = list(in_order)
    for device, value in proposed.items():
        mixed.insert(data.draw(st.integers(0, len(mixed))), (device, advisor(value)))
    one = life(*in_order, *((device, advisor(value)) for device, value in proposed.items()))
    other = life(*mixed)
    assert (counts(one), to_choose(one)) == (counts(other), to_choose(other))
