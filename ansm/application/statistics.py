"""Decides when something is counted: away from whoever it happens to, never at their expense."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ansm.application.access import Doors
from ansm.application.files import File, diagnostic_of
from ansm.domain.counting import Counted, Tick, ticks, ticks_of_end
from ansm.domain.public_figures import Figures, published
from ansm.domain.satisfaction import VALUES
from ansm.errors import AnsmError, InvalidRequest
from ansm.storage import Storage

logger = logging.getLogger(__name__)
MOST_WAITING = 1000
SETTLED = timedelta(minutes=15)  # the longest that a count may take to be written, and clocks to agree
NOT_A_CHOICE = "Cette réponse n’est pas proposée. Rechargez la page, puis choisissez de nouveau."


class Statistics:
    """The product's own journal. What is counted waits its turn in a thread of its own; nothing is raised."""

    def __init__(self, storage: Storage, doors: Doors, clock: Callable[[], datetime], timezone: ZoneInfo) -> None:
        self._tallies = storage.tallies
        self._doors = doors
        self._clock = clock
        self._timezone = timezone
        self._thread = ThreadPoolExecutor(1, "statistics")
        self._room = threading.BoundedSemaphore(MOST_WAITING)
        self._lock = threading.Lock()
        self._figures: tuple[date, Figures] | None = None

    def count(self, kind: str, subject: str = "", department: str = "") -> None:
        """Add one to the journal of today. A count that cannot be made is dropped; this never raises, never waits."""
        if kind not in set(Counted):
            logger.warning("nothing is counted under « %s »", kind)
            return
        counted, today = Counted(kind), self._today()
        self._later(kind, lambda: self._tallies.add(ticks(counted, subject, department, today)))

    def results_read(self, file: File) -> None:
        """Its results are read: with every essential question answered, it is finished, and counted once.

        Nothing happens through a link « à confier », which tells no public name.
        """
        if file.finished or not file.uid or file.journey.unanswered(essential_only=True):
            return
        now, today = self._clock(), self._today()

        def finish() -> None:
            def ended(opened: datetime) -> tuple[Tick, ...]:
                return ticks_of_end(diagnostic_of(file, with_tipping=False), (now - opened).total_seconds() / 60, today)

            self._tallies.finish(file.uid, now, ended)

        self._later(Counted.FINISHED, finish)

    def satisfied(self, token: str, value: str) -> bool:
        """Count how useful it was said to be, once for each file; False when it was said already.

        Raises InvalidRequest, UnknownLink, also as ExpiredLink or LimitedLink, or StorageUnavailable.
        """
        if value not in VALUES:
            raise InvalidRequest(NOT_A_CHOICE)
        access = self._doors.whole(token)
        return self._tallies.satisfy(access.file, ticks(Counted.SATISFACTION, value, "", self._today()))

    def figures(self) -> Figures:
        """What is published today, decided once a day. Raises StorageUnavailable.

        The day begins a little late: what is counted in the last second of a month is written after it, and a month
        that was published never changes.
        """
        today = self._day(self._clock() - SETTLED)
        with self._lock:
            if self._figures is None or self._figures[0] != today:
                self._figures = today, published(self._tallies.all(), today)
            return self._figures[1]

    def settle(self) -> None:
        """Wait until all that was counted so far is in the journal."""
        self._thread.submit(int).result()

    def close(self) -> None:
        """Count what waits, then nothing more."""
        self._thread.shutdown()

    # --- inside

    def _today(self) -> date:
        return self._day(self._clock())

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self._timezone).date()

    def _later(self, kind: str, write: Callable[[], object]) -> None:
        if not self._room.acquire(blocking=False):
            logger.warning("too much to count at once: one « %s » is dropped", kind)
            return
        try:
            self._thread.submit(self._written, kind, write)
        except RuntimeError:  # the installation is closing
            self._room.release()

    def _written(self, kind: str, write: Callable[[], object]) -> None:
        try:
            write()
        except AnsmError as error:
            logger.warning("one « %s » is not counted: %s", kind, type(error).__name__)
        except Exception:
            logger.exception("one « %s » is not counted", kind)
        finally:
            self._room.release()
