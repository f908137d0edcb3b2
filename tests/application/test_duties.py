"""What is done once a day: by one process, beside requests, and one that fails keeps none of the others from it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

import pytest

from ansm.application import Application
from ansm.application.duties import AFTER_START, BETWEEN_LOOKS, Duties, Duty
from ansm.errors import StorageUnavailable
from tests.application.examples import Start

TODAY = date(2026, 12, 3)


@pytest.fixture
def application(start: Start) -> Application:
    """An installation."""
    return start()


def duties(application: Application, *all_of_them: Duty, today: Callable[[], date] = lambda: TODAY) -> Duties:
    return Duties(application._storage, today, all_of_them)


def test_each_is_done_once_a_day_whatever_process_asks(application: Application, start: Start) -> None:
    done: list[str] = []
    one = duties(application, Duty("a", lambda: done.append("a")), Duty("b", lambda: done.append("b")))
    other = duties(start(), Duty("a", lambda: done.append("a")))
    assert one.run_due() == ("a", "b")
    assert (one.run_due(), other.run_due()) == ((), ())
    assert done == ["a", "b"]


def test_the_next_day_it_is_done_again(application: Application) -> None:
    days = [TODAY]
    done: list[date] = []
    found = duties(application, Duty("a", lambda: done.append(days[0])), today=lambda: days[0])
    found.run_due()
    days[0] = date(2026, 12, 4)
    found.run_due()
    assert done == [TODAY, date(2026, 12, 4)]


@pytest.mark.parametrize("error", [ValueError("Mme Dupont"), StorageUnavailable("secretariat@exemple.fr")])
def test_one_that_fails_is_told_without_people_and_does_not_stop_the_others(
    application: Application, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    def fail() -> None:
        raise error

    done: list[str] = []
    assert duties(application, Duty("a", fail), Duty("b", lambda: done.append("b"))).run_due() == ("b",)
    assert done == ["b"]
    assert f"« a » failed: {type(error).__name__}" in caplog.text
    assert str(error) not in caplog.text


def test_it_looks_a_few_minutes_after_the_start_then_every_hour_and_stops_with_the_server(
    application: Application,
) -> None:
    slept: list[float] = []
    done = threading.Event()

    def wait(seconds: float) -> bool:
        slept.append(seconds)
        return len(slept) > 2

    found = Duties(application._storage, lambda: TODAY, (Duty("a", done.set),), wait)
    found.start()
    assert done.wait(10)
    found.stop()
    assert slept == [AFTER_START.total_seconds(), BETWEEN_LOOKS.total_seconds(), BETWEEN_LOOKS.total_seconds()]


def test_stopped_it_begins_nothing_more(application: Application) -> None:
    done: list[str] = []
    found = duties(application, Duty("a", lambda: done.append("a")))
    found.start()
    found.stop()
    assert found.run_due() == ()
    assert done == []


def test_the_installation_sends_its_reminders(application: Application) -> None:
    assert application.duties.run_due()[:1] == ("rappels",)
