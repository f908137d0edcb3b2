"""Decides how often one visitor may search: often enough for fast typing, not enough to empty the machine."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from ansm.application.pace import Pace
from ansm.errors import TooMany
from ansm.territories import Hit, Territories

MOST, PERIOD = 120, timedelta(minutes=1)  # two a second without a pause: nobody types a name for a minute
TOO_OFTEN = "Vous avez fait beaucoup de recherches en une minute. Réessayez dans {seconds}\u00a0secondes."


class Searching:
    """The search, for one visitor. Visitors are told apart by what their page is called, in memory only."""

    def __init__(self, territories: Territories, clock: Callable[[], datetime]) -> None:
        self._territories = territories
        self._clock = clock
        self._pace = Pace(MOST, PERIOD)
        self._lock = threading.Lock()

    def search(self, text: str, limit: int, visitor: str) -> tuple[Hit, ...]:
        """The communes and EPCI that what was typed may mean, best first. Raises TooMany."""
        now = self._clock()
        with self._lock:
            seconds = self._pace.wait(visitor, now)
            if seconds:
                raise TooMany(TOO_OFTEN.format(seconds=seconds), seconds)
            self._pace.take(visitor, now)
        return self._territories.search(text, limit)
