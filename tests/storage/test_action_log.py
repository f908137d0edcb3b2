"""Steps of actions: only ever added, once each, in the order in which they are acknowledged, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ansm.domain.follow_up import ActionState
from ansm.domain.sides import Side
from ansm.errors import UnknownLink
from ansm.storage import NewStep, Storage
from tests.storage.examples import TOKEN, new_file

NOTED = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
DONE = NewStep("site", ActionState.DONE, date(2026, 12, 2), "la secrétaire de mairie", "autre", None, NOTED, 0)


def test_a_step_comes_back_as_it_was_given(opened: Storage) -> None:
    noted = opened.actions.add(TOKEN, DONE)
    (kept,) = opened.actions.steps(TOKEN)
    assert noted.steps == (kept,)
    assert (noted.new, noted.meanwhile) == (True, False)
    assert (kept.need, kept.state, kept.happened_on, kept.who) == (
        "site",
        ActionState.DONE,
        date(2026, 12, 2),
        "la secrétaire de mairie",
    )
    assert (kept.service, kept.side, kept.recorded_at) == ("autre", None, NOTED)


def test_sent_again_it_is_kept_once_even_when_others_came_after(opened: Storage) -> None:
    opened.actions.add(TOKEN, DONE)
    assert not opened.actions.add(TOKEN, DONE).new
    opened.actions.add(TOKEN, replace(DONE, state=ActionState.ABANDONED, base=1))
    assert not opened.actions.add(TOKEN, DONE).new
    assert len(opened.actions.steps(TOKEN)) == 2


def test_going_back_to_a_former_state_is_a_step_like_any_other(opened: Storage) -> None:
    first = opened.actions.add(TOKEN, DONE).steps[-1]
    second = opened.actions.add(TOKEN, replace(DONE, state=ActionState.UNDER_WAY, base=first.number)).steps[-1]
    assert opened.actions.add(TOKEN, replace(DONE, base=second.number)).new
    assert [each.state for each in opened.actions.steps(TOKEN)] == [
        ActionState.DONE,
        ActionState.UNDER_WAY,
        ActionState.DONE,
    ]


def test_what_somebody_else_noted_meanwhile_is_told_and_both_are_kept(opened: Storage) -> None:
    opened.actions.add(TOKEN, DONE)
    noted = opened.actions.add(TOKEN, replace(DONE, state=ActionState.ABANDONED, side=Side.ADVISOR))
    assert (noted.new, noted.meanwhile, len(noted.steps)) == (True, True, 2)


def test_each_file_has_its_own(opened: Storage) -> None:
    other = new_file("another")
    opened.create(other)
    opened.actions.add(TOKEN, DONE)
    assert opened.actions.steps(other.token_hash) == ()


def test_a_file_that_is_not_there_has_none(opened: Storage) -> None:
    with pytest.raises(UnknownLink):
        opened.actions.steps(b"x" * 32)
    with pytest.raises(UnknownLink):
        opened.actions.add(b"x" * 32, DONE)
