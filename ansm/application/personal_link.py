"""Decides how a town changes its personal link, when the present one is in the wrong hands.

The new secret is given out first, and opens nothing; the present one stops only when a browser that holds both says
so. Whatever is lost on the way, one of them opens the file, and who asked holds it (docs/decisions/0013).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ansm.application.access import TOKEN_LENGTH, Doors, hash_of, new_token
from ansm.application.exchange import Tell
from ansm.application.pace import in_minutes
from ansm.errors import InvalidRequest, ReplacedLink, TooMany
from ansm.storage import Change, Storage

# Long enough for whoever is called away between the two steps: a prepared link opens nothing, and needs the other.
WAITS = timedelta(hours=24)
AN_HOUR, MOST_AN_HOUR = timedelta(hours=1), 6
TOO_OFTEN = (
    "Plusieurs nouveaux liens viennent d’être préparés pour ce diagnostic. Rien n’a changé\u00a0: votre lien actuel "
    "fonctionne toujours. Vous pourrez recommencer dans {minutes}."
)
NOT_KEPT = (
    "Rien n’a changé. Gardez d’abord le nouveau lien (copiez-le ou imprimez-le), cochez «\u00a0J’ai gardé le nouveau "
    "lien\u00a0», puis recommencez."
)
NO_LONGER = (
    "Rien n’a changé\u00a0: ce nouveau lien ne peut plus être mis en service, et votre lien actuel fonctionne "
    "toujours. Rechargez la page, puis préparez un autre lien\u00a0; jetez celui-ci si vous l’aviez noté."
)


@dataclass(frozen=True, slots=True)
class PreparedLink:
    """A link that may take the place of the present one until then. Its secret is told to who prepared it only."""

    token: str
    until: datetime


class PersonalLinks:
    """The use cases of the town; each checks the personal link, and raises UnknownLink, ExpiredLink or LimitedLink."""

    def __init__(self, storage: Storage, doors: Doors, clock: Callable[[], datetime], timezone: ZoneInfo) -> None:
        self._storage = storage
        self._doors = doors
        self._clock = clock
        self._timezone = timezone

    def changed_on(self, token: str) -> date | None:
        """The day of the last change, None when there was none."""
        last = self._storage.personal_links.changed_at(self._doors.whole(token).file)
        return None if last is None else last.astimezone(self._timezone).date()

    def prepare(self, token: str) -> PreparedLink:
        """Make a link that may take the place of the present one, which goes on meanwhile. Raises TooMany."""
        access = self._doors.whole(token)
        now, fresh = self._clock(), new_token()
        first = self._storage.personal_links.prepare(
            access.file, hash_of(fresh), now, now + WAITS, most=MOST_AN_HOUR, since=now - AN_HOUR
        )
        if first is not None:
            seconds = max(1, int((first + AN_HOUR - now).total_seconds()))
            raise TooMany(TOO_OFTEN.format(minutes=in_minutes(seconds)), seconds)
        return PreparedLink(fresh, self._local(now + WAITS))

    def prepared(self, token: str, fresh: str) -> PreparedLink | None:
        """A link that was prepared, for a page that is loaded again; None when it can be put in use no longer."""
        access = self._doors.whole(token)
        until = self._storage.personal_links.waits_until(access.file, hash_of(fresh), self._clock())
        return None if until is None else PreparedLink(fresh, self._local(until))

    def give_up(self, token: str, fresh: str) -> None:
        """Forget a link that was prepared: the present one goes on."""
        self._storage.personal_links.drop(self._doors.whole(token).file, hash_of(fresh), self._clock())

    def change(self, token: str, fresh: str, *, kept: bool, tell: Tell) -> None:
        """Put a prepared link in the place of the present one, for good; asked again, it changes nothing.

        `tell` hears of it, so that pages open with the former one find at once that it opens nothing. Raises
        InvalidRequest when nobody said that the new one is kept, or when it waited too long: nothing is changed then.
        """
        try:
            access = self._doors.whole(token)
        except ReplacedLink:
            # The answer was lost on its way, and whoever asked asks again.
            if not self._took_its_place(token, fresh):
                raise
            return
        if not kept:
            raise InvalidRequest(NOT_KEPT)
        if self._storage.personal_links.put_in_use(access.file, hash_of(fresh), self._clock()) is Change.REFUSED:
            self._doors.whole(token)  # somebody else may have changed the link this very moment
            raise InvalidRequest(NO_LONGER)
        tell(access.file, None)

    def _took_its_place(self, token: str, fresh: str) -> bool:
        if len(fresh) != TOKEN_LENGTH:
            return False
        former = self._storage.link(hash_of(token))
        return former is not None and self._doors.whole(fresh).file == former.file

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self._timezone)
