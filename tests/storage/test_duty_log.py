"""What is done once a day is done by one process, on both databases."""

from __future__ import annotations

import threading
from datetime import date

from ansm.storage import Storage

TODAY, TOMORROW = date(2026, 12, 3), date(2026, 12, 4)


def test_a_duty_is_taken_once_a_day(storage: Storage) -> None:
    assert storage.duties.take("rappels", TODAY)
    assert not storage.duties.take("rappels", TODAY)
    assert storage.duties.take("purge", TODAY)
    assert storage.duties.take("rappels", TOMORROW)


def test_a_clock_that_goes_back_takes_nothing_twice(storage: Storage) -> None:
    storage.duties.take("rappels", TOMORROW)
    assert not storage.duties.take("rappels", TODAY)
    assert not storage.duties.take("rappels", TOMORROW)


def test_a_clock_that_was_years_ahead_for_a_while_does_not_end_the_duties(storage: Storage) -> None:
    """A machine that starts without knowing the time would otherwise stop reminders and purges for good."""
    storage.duties.take("rappels", date(2099, 1, 1))
    assert storage.duties.take("rappels", TODAY)
    assert not storage.duties.take("rappels", TODAY)
    assert storage.duties.take("rappels", TOMORROW)


def test_of_processes_that_ask_together_one_takes_it(storage: Storage, url: str) -> None:
    """For the first time ever, then on the next day."""
    assert storage.duties.take("autre", TODAY)
    for day in (TODAY, TOMORROW):
        taken: list[bool] = []
        barrier = threading.Barrier(3)

        def take(day: date, barrier: threading.Barrier, taken: list[bool]) -> None:
            process = Storage.open(url)
            barrier.wait()
            taken.append(process.duties.take("rappels", day))
            process.close()

        threads = [threading.Thread(target=take, args=(day, barrier, taken)) for _ in range(3)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert sorted(taken) == [False, False, True]
