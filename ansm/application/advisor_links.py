"""Decides how an advisor opens the questionnaire of a file they follow: by a link of their own, for a time.

The link says whose answers they are, and lets the questionnaire work without network. It is checked at each use: it
opens nothing as soon as its person or their organisation follows the file no longer (`ansm/storage/advisor_links.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ansm.application.access import hash_of, new_token
from ansm.application.following import Following
from ansm.domain.people import Member
from ansm.errors import InvalidRequest, TooMany
from ansm.storage import Storage

DAYS, MOST_DAYS = 14, 30
MOST_AT_ONCE = 20
MOST_OPEN = 200  # links of one person to one file


@dataclass(frozen=True, slots=True)
class AdvisorLink:
    """A link just made: its secret is told only once. It works until the end of its last day."""

    token: str
    last_day: date


class AdvisorLinks:
    """The links of advisors; each use case checks that the person follows the file."""

    def __init__(
        self, storage: Storage, following: Following, clock: Callable[[], datetime], timezone: ZoneInfo
    ) -> None:
        self._storage = storage
        self._following = following
        self._clock = clock
        self._timezone = timezone

    def make(self, member: Member, uid: str, days: int = DAYS) -> AdvisorLink:
        """Make a link to the file of that public name, during so many days after today.

        Raises UnknownLink when this person does not follow it, InvalidRequest for a number of days out of bounds, or
        TooMany.
        """
        followed = self._following.open(member, uid)
        if not 1 <= days <= MOST_DAYS:
            raise InvalidRequest(f"Choisissez une durée de 1 à {MOST_DAYS} jours.")
        now, secret = self._clock(), new_token()
        last_day = now.astimezone(self._timezone).date() + timedelta(days=days)
        end = datetime.combine(last_day + timedelta(days=1), datetime.min.time(), self._timezone)
        if not self._storage.advisor_links.add(followed.number, member.number, hash_of(secret), now, end, MOST_OPEN):
            raise TooMany(
                f"Ce dossier a déjà été ouvert {MOST_OPEN} fois ces derniers jours. Reprenez-le depuis l’appareil où "
                "il est resté ouvert, ou fermez vos liens depuis la page «\u00a0Hors connexion\u00a0»."
            )
        return AdvisorLink(secret, last_day)

    def make_several(self, member: Member, uids: Sequence[str]) -> tuple[AdvisorLink, ...]:
        """A link to each of these files, in their order; none when one of them is not followed.

        Raises what `make` does.
        """
        for uid in uids:
            self._following.open(member, uid)
        return tuple(self.make(member, uid) for uid in uids)

    def close_all(self, member: Member) -> int:
        """Close every link of this person, whichever device holds it; gives how many still opened something."""
        return self._storage.advisor_links.revoke(member.number, self._clock())
