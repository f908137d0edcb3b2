"""When a reminder writes: once for each step to come, tried again on other days when the letter was not taken."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ansm.domain.milestones import first_day, milestones, months_later
from ansm.domain.reminders import MOST_TRIES, TOO_LATE, Sending, Turn, to_come, turn

OPENED = date(2026, 11, 22)
FORTNIGHT, QUARTER, HALF = date(2026, 12, 7), date(2027, 2, 22), date(2027, 5, 22)
NOTHING = Turn(None, over=False)
A_DAY = timedelta(days=1)


def sent(step: int, on: date, attempts: int = 1, *, failed: bool = False) -> Sending:
    return Sending(step, attempts, failed, on)


def test_the_steps_are_fifteen_days_three_and_six_months_after() -> None:
    assert milestones(OPENED) == (FORTNIGHT, QUARTER, HALF)
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)


def test_they_are_counted_from_the_diagnostic_while_one_is_to_come_then_from_today() -> None:
    assert first_day(OPENED, HALF - A_DAY) == OPENED
    assert first_day(OPENED, HALF) == HALF


def test_a_letter_leaves_on_each_day_and_never_before() -> None:
    assert turn(OPENED, OPENED, (), FORTNIGHT - A_DAY) == NOTHING
    assert turn(OPENED, OPENED, (), FORTNIGHT) == Turn(1, over=False)
    assert turn(OPENED, OPENED, (sent(1, FORTNIGHT),), QUARTER) == Turn(2, over=False)
    assert turn(OPENED, OPENED, (sent(1, FORTNIGHT), sent(2, QUARTER)), HALF) == Turn(3, over=False)


def test_a_letter_that_was_taken_never_leaves_again() -> None:
    for days in range(20):
        assert turn(OPENED, OPENED, (sent(1, FORTNIGHT),), FORTNIGHT + days * A_DAY) == NOTHING


def test_a_letter_that_was_not_taken_is_tried_on_other_days_five_times_at_most() -> None:
    failed = sent(1, FORTNIGHT, failed=True)
    assert turn(OPENED, OPENED, (failed,), FORTNIGHT) == NOTHING
    assert turn(OPENED, OPENED, (failed,), FORTNIGHT + A_DAY) == Turn(1, over=False)
    given_up = sent(1, FORTNIGHT + 4 * A_DAY, MOST_TRIES, failed=True)
    assert turn(OPENED, OPENED, (given_up,), FORTNIGHT + 5 * A_DAY) == NOTHING
    assert turn(OPENED, OPENED, (given_up,), QUARTER) == Turn(2, over=False)


@pytest.mark.parametrize("last", [sent(3, HALF), sent(3, HALF, MOST_TRIES, failed=True)])
def test_it_is_over_once_the_last_letter_is_taken_or_given_up(last: Sending) -> None:
    assert turn(OPENED, OPENED, (last,), HALF + A_DAY) == Turn(None, over=True)


def test_steps_that_are_past_when_it_is_asked_for_are_not_written_about() -> None:
    asked = FORTNIGHT + A_DAY
    assert to_come(OPENED, asked) == ((2, QUARTER), (3, HALF))
    assert turn(OPENED, asked, (), asked) == NOTHING
    assert turn(OPENED, asked, (), QUARTER) == Turn(2, over=False)


def test_asked_for_on_the_very_day_of_a_step_that_step_is_past() -> None:
    assert turn(OPENED, FORTNIGHT, (), FORTNIGHT) == NOTHING


def test_after_a_long_breakdown_only_the_latest_step_is_written_about() -> None:
    assert turn(OPENED, OPENED, (), QUARTER + A_DAY) == Turn(2, over=False)


def test_what_is_too_late_is_not_sent_any_more() -> None:
    assert turn(OPENED, OPENED, (), FORTNIGHT + TOO_LATE + A_DAY) == NOTHING
    assert turn(OPENED, OPENED, (), HALF + TOO_LATE + A_DAY) == Turn(None, over=True)
