"""What becomes of each action, from the steps noted: where it stands, what that makes, what was put in place."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from ansm.domain.follow_up import ActionState, Deployments, Step, deployments, follow, in_place, totals
from ansm.domain.publication import publishable
from tests.report import profiles

MORNING = datetime(2026, 12, 3, 9, tzinfo=UTC)
PLAN = profiles.rich()
PLANNED = tuple(each.need.id for each in follow(PLAN, ()))


def step(need: str, state: ActionState, service: str | None = None, day: int = 0, number: int = 1) -> Step:
    return Step(number, need, state, date(2026, 12, 3), "", service, None, MORNING + timedelta(days=day))


def the_day(moment: datetime) -> date:
    return moment.date()


def changes(*steps: Step) -> list[Deployments]:
    """What each step, in turn, changes in the count of services."""
    return [deployments(steps[:rank], the_day) for rank in range(1, len(steps) + 1)]


def test_the_actions_are_those_of_the_plan_in_its_order_each_still_to_decide() -> None:
    actions = follow(PLAN, ())
    ordered = [each.band for each in actions]
    assert ordered == sorted(ordered, key=("first", "next", "later").index)
    assert {each.state for each in actions} == {ActionState.TO_DECIDE}
    assert all(each.current is None for each in actions)


def test_the_last_step_is_where_an_action_stands_and_any_state_may_follow_any_other() -> None:
    for before in ActionState:
        for after in ActionState:
            steps = (step(PLANNED[0], before), step(PLANNED[0], after, number=2))
            action = follow(PLAN, steps)[0]
            assert (action.state, action.steps) == (after, steps)
            assert action.settled is (after in (ActionState.DONE, ActionState.ABANDONED))


def test_an_action_that_left_the_plan_stays_with_what_was_noted_of_it() -> None:
    left = next(each.need.id for each in PLAN.results if each.band is None)
    action = follow(PLAN, (step(left, ActionState.DONE),))[-1]
    assert (action.need.id, action.band, action.state) == (left, None, ActionState.DONE)
    assert left not in PLANNED


def test_a_need_that_the_publishable_edition_does_not_tell_is_left_out_with_its_steps() -> None:
    told = publishable(PLAN)
    assert told.handbook.withheld is not None
    withheld = told.handbook.withheld.needs
    assert withheld
    steps = tuple(step(need, ActionState.DONE) for need in withheld)
    assert all(not each.steps for each in follow(told, steps))
    assert not {each.need.id for each in follow(told, steps)} & set(withheld)


def test_totals_say_in_words_what_is_reached_first() -> None:
    states = (ActionState.DONE, ActionState.DONE, ActionState.UNDER_WAY, ActionState.ABANDONED)
    steps = tuple(step(need, state) for need, state in zip(PLANNED, states, strict=False))
    left = len(PLANNED) - len(states)
    assert totals(follow(PLAN, steps)) == (
        f"2\u00a0faites, 1\u00a0en cours, {left}\u00a0à décider et 1\u00a0abandonnée".replace(", et", " et")
    )
    assert totals(()) == "aucune action pour le moment"


def test_what_left_the_plan_counts_only_once_it_is_done() -> None:
    left = next(each.need.id for each in PLAN.results if each.band is None)
    counted = totals(follow(PLAN, (step(left, ActionState.UNDER_WAY),)))
    assert counted == totals(follow(PLAN, ()))
    assert totals(follow(PLAN, (step(left, ActionState.DONE),))).startswith("1\u00a0faite")


def test_a_service_counts_when_an_action_is_done_with_it_and_not_before() -> None:
    decided, done = step("a", ActionState.DECIDED, "s"), step("a", ActionState.DONE, "s", number=2)
    assert changes(decided, done) == [Deployments((), ()), Deployments(("s",), ())]
    assert in_place((decided, done)) == ("s",)


def test_the_same_service_for_another_action_or_another_step_counts_no_more() -> None:
    told = changes(step("a", ActionState.DONE, "s"), step("b", ActionState.DONE, "s"), step("a", ActionState.DONE, "s"))
    assert told == [Deployments(("s",), ()), Deployments((), ()), Deployments((), ())]


@pytest.mark.parametrize("correction", [step("a", ActionState.UNDER_WAY, "s"), step("a", ActionState.DONE, None)])
def test_corrected_the_same_day_it_is_taken_back(correction: Step) -> None:
    assert changes(step("a", ActionState.DONE, "s"), correction)[1] == Deployments((), ("s",))


def test_another_service_named_the_same_day_takes_its_place() -> None:
    told = changes(step("a", ActionState.DONE, "s"), step("a", ActionState.DONE, "t"))
    assert told[1] == Deployments(("t",), ("s",))


def test_given_up_later_it_stays_counted_and_coming_back_it_counts_no_more() -> None:
    told = changes(
        step("a", ActionState.DONE, "s"),
        step("a", ActionState.ABANDONED, day=40),
        step("a", ActionState.DONE, "s", day=50),
    )
    assert told[1:] == [Deployments((), ()), Deployments((), ())]


def test_a_slip_put_right_twice_in_a_day_counts_one_in_all() -> None:
    told = changes(step("a", ActionState.DONE, "s"), step("a", ActionState.DECIDED), step("a", ActionState.DONE, "s"))
    assert sum(len(each.counted) - len(each.taken_back) for each in told) == 1
