"""Decides how often something may be done under one name: remembered in memory only, and for no longer than needed."""

from __future__ import annotations

import math
from collections.abc import Hashable
from datetime import datetime, timedelta

# Beyond so many, the oldest is forgotten: names that somebody draws at random must not fill the memory.
MOST_NAMES = 10_000


class Pace:
    """At most so many times in a period under each name. Its callers take turns: it has no lock of its own."""

    def __init__(self, most: int, period: timedelta) -> None:
        self.most = most
        self._period = period
        self._taken: dict[Hashable, list[datetime]] = {}
        self._swept: datetime | None = None

    def wait(self, name: Hashable, now: datetime) -> int:
        """The seconds to wait before the next time, 0 when it may be now."""
        self._sweep(now)
        taken = self._recent(self._taken.get(name, []), now)
        if len(taken) < self.most:
            return 0
        return max(1, math.ceil((taken[-self.most] + self._period - now).total_seconds()))

    def take(self, name: Hashable, now: datetime) -> None:
        """Count one time."""
        if name not in self._taken and len(self._taken) >= MOST_NAMES:
            del self._taken[next(iter(self._taken))]
        self._taken.setdefault(name, []).append(now)

    def give_back(self, name: Hashable, taken: datetime) -> None:
        """Forget the time counted then: nothing came of it."""
        if taken in self._taken.get(name, []):
            self._taken[name].remove(taken)

    def __len__(self) -> int:
        """How many names are remembered."""
        return len(self._taken)

    def _recent(self, moments: list[datetime], now: datetime) -> list[datetime]:
        return [moment for moment in moments if moment + self._period > now]

    def _sweep(self, now: datetime) -> None:
        """Forget every name whose period is over: once a period, since one name must not pay for all at each time."""
        if self._swept is not None and self._swept + self._period > now:
            return
        self._swept = now
        recent = {name: self._recent(moments, now) for name, moments in self._taken.items()}
        self._taken = {name: moments for name, moments in recent.items() if moments}


def in_minutes(seconds: int) -> str:
    """How long to wait, in words: « une minute », « 12 minutes »."""
    minutes = -(-seconds // 60)
    return "une minute" if minutes == 1 else f"{minutes} minutes"
