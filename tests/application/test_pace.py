"""How often something may be done under one name."""

from __future__ import annotations

from datetime import timedelta

from ansm.application.pace import MOST_NAMES, Pace
from tests.application.examples import EVENING

MINUTE = timedelta(minutes=1)


def test_so_many_times_in_a_period_then_one_waits_for_the_first_to_be_over() -> None:
    pace = Pace(2, timedelta(hours=1))
    for moment in (EVENING, EVENING + 10 * MINUTE):
        assert pace.wait("a", moment) == 0
        pace.take("a", moment)
    assert pace.wait("a", EVENING + 20 * MINUTE) == 40 * 60
    assert pace.wait("a", EVENING + 60 * MINUTE) == 0


def test_each_name_has_its_own_count() -> None:
    pace = Pace(1, timedelta(hours=1))
    pace.take("a", EVENING)
    assert pace.wait("a", EVENING) > 0
    assert pace.wait("b", EVENING) == 0


def test_a_time_given_back_is_not_counted_and_giving_back_twice_changes_nothing() -> None:
    pace = Pace(1, timedelta(hours=1))
    pace.take("a", EVENING)
    for _ in range(2):
        pace.give_back("a", EVENING)
    assert pace.wait("a", EVENING) == 0


def test_names_are_forgotten_once_their_period_is_over() -> None:
    """Nothing grows with the number of files ever seen; they are looked through once a period."""
    pace = Pace(1, timedelta(hours=1))
    assert pace.wait("first", EVENING) == 0
    for number in range(1_000):
        pace.take(number, EVENING)
    assert pace.wait("another", EVENING + timedelta(hours=2)) == 0
    assert len(pace) == 0


def test_names_made_up_by_the_thousand_do_not_fill_the_memory() -> None:
    """Whoever draws them at random pushes out the oldest, and no more are remembered."""
    pace = Pace(1, timedelta(hours=1))
    for number in range(MOST_NAMES + 50):
        pace.take(number, EVENING)
    assert len(pace) == MOST_NAMES
    assert pace.wait(MOST_NAMES + 49, EVENING) > 0
    assert pace.wait(0, EVENING) == 0


def test_a_name_already_remembered_pushes_nobody_out() -> None:
    pace = Pace(2, timedelta(hours=1))
    for number in range(MOST_NAMES):
        pace.take(number, EVENING)
    pace.take(MOST_NAMES - 1, EVENING)
    assert len(pace) == MOST_NAMES
    assert pace.wait(MOST_NAMES - 1, EVENING) > 0
