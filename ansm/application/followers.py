"""Decides what a town is told of the organisations that follow its file, and that it may stop them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ansm.application.access import Doors
from ansm.errors import InvalidRequest
from ansm.storage import Storage

NO_LONGER = "Cette organisation ne suit plus ce diagnostic. Rechargez la page pour voir celles qui le suivent."


@dataclass(frozen=True, slots=True)
class Follower:
    """An organisation that follows the file."""

    number: int
    name: str
    since: date


class Followers:
    """The use cases of the town; each checks the personal link, and raises UnknownLink, ExpiredLink or LimitedLink."""

    def __init__(self, storage: Storage, doors: Doors, clock: Callable[[], datetime], timezone: ZoneInfo) -> None:
        self._storage = storage.caseload
        self._doors = doors
        self._clock = clock
        self._timezone = timezone

    def all(self, token: str) -> tuple[Follower, ...]:
        """Those that follow the file now."""
        found = self._storage.followers(self._doors.whole(token).file)
        return tuple(
            Follower(each.number, each.organisation.name, each.since.astimezone(self._timezone).date())
            for each in found
        )

    def stop(self, token: str, number: int) -> str:
        """Stop one at once, with the links it made; give its name. Raises InvalidRequest when it follows no longer."""
        access = self._doors.whole(token)
        followers = self._storage.followers(access.file)
        name = next((each.organisation.name for each in followers if each.number == number), None)
        if name is None or not self._storage.stop(access.file, number, self._clock()):
            raise InvalidRequest(NO_LONGER)
        return name
