"""Decides how an organisation comes to follow a file: opened before a visit, or given by the town that has it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from ansm.application.access import TOKEN_LENGTH, Doors
from ansm.application.desk import Desk
from ansm.application.following import Followed, Following
from ansm.application.founding import found
from ansm.domain.people import Member, Role
from ansm.errors import Forbidden, InvalidRequest, UnknownLink
from ansm.expertise import Expertise
from ansm.storage import NewFollower, Storage

SECRET = re.compile(rf"(?<![\w-])[\w-]{{{TOKEN_LENGTH}}}(?![\w-])", re.ASCII)
NO_LINK = (
    "Collez le lien personnel du dossier, tel que la mairie vous l’a donné. Il se termine par un signe # suivi de "
    "lettres et de chiffres."
)
NOT_A_LINK = (
    "Ce texte ne contient pas de lien personnel complet. Demandez à la mairie de copier le lien entier\u00a0: il se "
    "termine par un signe # suivi de 43 caractères."
)
ALREADY = (
    "Votre organisation suit déjà un dossier de ce territoire. Ouvrez-le, ou cochez la case qui confirme que vous "
    "voulez en commencer un second."
)
NOT_FOR_YOU = "Votre compte ne suit pas de dossier."


@dataclass(frozen=True, slots=True)
class TakenOn:
    """A file just opened: its public name, and its secret, told only once."""

    uid: str
    token: str


class TakingOn:
    """The use cases by which a file comes into a portfolio."""

    def __init__(
        self,
        storage: Storage,
        doors: Doors,
        following: Following,
        desk: Desk,
        expertise: Expertise,
        clock: Callable[[], datetime],
        timezone: ZoneInfo,
    ) -> None:
        self._storage = storage
        self._doors = doors
        self._following = following
        self._desk = desk
        self._expertise = expertise
        self._clock = clock
        self._timezone = timezone

    def start(self, member: Member, code: str, *, again: bool = False) -> TakenOn:
        """Open a file for a territory and follow it, this person in charge.

        Raises UnknownTerritory, or InvalidRequest when the organisation follows one already, unless `again`.
        """
        _check(member)
        if not again and self._desk.of_organisation(member, code):
            raise InvalidRequest(ALREADY)
        now = self._clock()
        today = now.astimezone(self._timezone).date()
        place = self._expertise.standpoint(code, today)
        follower = NewFollower(member.organisation.number, member.number, now, opened_here=True)
        made = found(self._storage, self._expertise, self._clock, place, today, follower=follower)
        return TakenOn(made.uid, made.token)

    def take(self, member: Member, pasted: str) -> str:
        """Follow the file whose personal link the town gave; gives its public name.

        Raises InvalidRequest, UnknownLink, also as ExpiredLink or LimitedLink: a link « à confier » does not suffice.
        """
        _check(member)
        if not pasted.strip():
            raise InvalidRequest(NO_LINK)
        secrets = SECRET.findall(pasted)
        if not secrets:
            raise InvalidRequest(NOT_A_LINK)
        file = self._doors.whole(secrets[-1]).file
        self._storage.caseload.follow(file, member.organisation.number, member.number, self._clock())
        stored = self._storage.find(file)
        if stored is None:  # erased between two lines
            raise UnknownLink(NOT_A_LINK)
        return stored.uid

    def same(self, member: Member, uid: str, token: str) -> Followed:
        """The followed file, when this is its personal link. Raises UnknownLink."""
        followed = self._following.open(member, uid)
        if self._doors.whole(token).file != followed.access.file:
            raise UnknownLink(NOT_A_LINK)
        return followed


def _check(member: Member) -> None:
    if member.role is Role.ANCT:
        raise Forbidden(NOT_FOR_YOU)
