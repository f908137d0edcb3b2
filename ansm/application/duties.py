"""Decides what is done once a day without anybody asking, and that one process does it for all of them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ansm.errors import StorageUnavailable
from ansm.storage import Storage

logger = logging.getLogger(__name__)
# A server that has just started has better to do, and one that restarts again and again does nothing twice.
AFTER_START = timedelta(minutes=3)
BETWEEN_LOOKS = timedelta(hours=1)
FAREWELL = 5.0  # seconds given to what is under way when the server stops


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to do once a day. `name` is stored: it never changes."""

    name: str
    run: Callable[[], object]


class Duties:
    """What the processes of one installation do once a day, beside requests and never in their way.

    `wait` sleeps so many seconds and tells whether the server stops; a test gives its own.
    """

    def __init__(
        self,
        storage: Storage,
        today: Callable[[], date],
        duties: tuple[Duty, ...],
        wait: Callable[[float], bool] | None = None,
    ) -> None:
        self._storage = storage
        self._today = today
        self._duties = duties
        self._stopping = threading.Event()
        self._wait = wait or self._stopping.wait
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to look, a few minutes from now and then every hour, until `stop`."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._look, name="duties", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Begin nothing more. What is under way has a few seconds to end; the rest is for tomorrow."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(FAREWELL)

    def run_due(self) -> tuple[str, ...]:
        """Do what no process has done today, and tell the names. One that fails is told to the operator, and no other.

        The day is taken first: a duty that fails, or a process that dies, leaves the rest to the next day.
        """
        done = []
        for duty in self._duties:
            if self._stopping.is_set():
                break
            try:
                if self._storage.duties.take(duty.name, self._today()):
                    duty.run()
                    done.append(duty.name)
            except Exception as error:  # whatever it is, the others must be done
                # By its name only: a text may hold what somebody wrote.
                kind = type(error).__name__
                level = logging.WARNING if isinstance(error, StorageUnavailable) else logging.ERROR
                logger.log(level, "the daily duty « %s » failed: %s", duty.name, kind)
        return tuple(done)

    def _look(self) -> None:
        seconds = AFTER_START.total_seconds()
        while not self._wait(seconds):
            self.run_due()
            seconds = BETWEEN_LOOKS.total_seconds()
