"""Decides how a theme is entrusted to someone else: by a link that opens it alone, for a time, and can be revoked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from ansm.application.access import Doors, hash_of, new_token
from ansm.domain.questionnaire import Respondent
from ansm.errors import InvalidRequest, TooMany
from ansm.storage import NewHandover, Storage, UsedHandover

DEFAULT_DAYS, MOST_DAYS = 14, 60
MOST_OPEN = 30


class HandoverState(StrEnum):
    """Whether a link « à confier » still opens its theme, and if not, why."""

    OPEN = "ouvert"
    EXPIRED = "expire"
    REVOKED = "retire"


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link just made: its secret is told only once. It works until the end of its last day."""

    token: str
    number: int
    last_day: date


@dataclass(frozen=True, slots=True)
class Handover:
    """A link « à confier » in the list of those of a file. `questions` were answered through it."""

    number: int
    theme: str
    respondent: Respondent
    made_on: date
    last_day: date
    state: HandoverState
    questions: int


class Handovers:
    """The links « à confier » of a file; each use case checks the personal link itself."""

    def __init__(self, storage: Storage, doors: Doors, clock: Callable[[], datetime], timezone: ZoneInfo) -> None:
        self._storage = storage
        self._doors = doors
        self._clock = clock
        self._timezone = timezone

    def hand_over(self, token: str, theme: str, respondent: str, days: int) -> NewLink:
        """Make a link for someone to answer that theme, during so many days after today.

        Raises UnknownLink, ExpiredLink or LimitedLink; InvalidRequest for an unknown theme or respondent or a
        number of days out of bounds; TooMany when the file has too many open links.
        """
        access = self._doors.whole(token)
        if theme not in {each.id for each in access.handbook.questionnaire.themes}:
            raise InvalidRequest("Ce thème n’existe pas dans ce questionnaire. Rechargez la page et recommencez.")
        if respondent not in set(Respondent):
            raise InvalidRequest("Dites à qui vous confiez ce thème\u00a0: choisissez dans la liste proposée.")
        if not 1 <= days <= MOST_DAYS:
            raise InvalidRequest(f"Choisissez une durée de 1 à {MOST_DAYS} jours.")
        now = self._clock()
        secret = new_token()
        last_day = now.astimezone(self._timezone).date() + timedelta(days=days)
        record = NewHandover(hash_of(secret), theme, Respondent(respondent), now, self._end_of(last_day))
        number = self._storage.hand_over(access.file, record, MOST_OPEN)
        if number is None:
            raise TooMany(f"{MOST_OPEN} liens sont déjà ouverts pour ce diagnostic. Retirez-en un, puis recommencez.")
        return NewLink(secret, number, last_day)

    def all(self, token: str) -> tuple[Handover, ...]:
        """Every link made for the file, newest first. Raises UnknownLink, ExpiredLink or LimitedLink."""
        access = self._doors.whole(token)
        now = self._clock()
        return tuple(self._line(each, now) for each in self._storage.handovers(access.file))

    def revoke(self, token: str, number: int, tell: Callable[[bytes, str | None], None]) -> None:
        """Close a link for good; whoever has it open is told at once, through `tell`.

        Raises UnknownLink, ExpiredLink or LimitedLink; InvalidRequest when the file has no such link.
        """
        access = self._doors.whole(token)
        if not self._storage.revoke(access.file, number, self._clock()):
            raise InvalidRequest("Ce lien à confier n’existe pas. Rechargez la page pour voir ceux qui sont ouverts.")
        tell(access.file, None)

    def last_day(self, expires_at: datetime) -> date:
        """The last day on which a link that expires at that moment works."""
        return (expires_at.astimezone(self._timezone) - timedelta(microseconds=1)).date()

    def _end_of(self, day: date) -> datetime:
        return datetime.combine(day + timedelta(days=1), datetime.min.time(), self._timezone)

    def _line(self, used: UsedHandover, now: datetime) -> Handover:
        link = used.handover
        state = HandoverState.OPEN if link.open_at(now) else HandoverState.EXPIRED
        return Handover(
            number=link.number,
            theme=link.theme,
            respondent=link.respondent,
            made_on=link.created_at.astimezone(self._timezone).date(),
            last_day=self.last_day(link.expires_at),
            state=state if link.revoked_at is None else HandoverState.REVOKED,
            questions=used.questions,
        )
