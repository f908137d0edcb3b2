"""Decides how a diagnostic is done again: a new file of today, in which each former answer waits to be confirmed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ansm.application.access import Access, Doors
from ansm.application.files import File, Library, former_diagnostic
from ansm.application.fitting import LeftOut, left_out
from ansm.application.following import Following
from ansm.application.founding import found
from ansm.domain.answers import Answers
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.origin import Origin
from ansm.domain.people import Member
from ansm.domain.taking_over import take_over
from ansm.errors import UnknownTerritory
from ansm.expertise import Expertise, Standpoint
from ansm.storage import NewFollower, Storage

YOUNG = timedelta(days=90)
NO_TERRITORY = (
    "Ce site ne connaît plus «\u00a0{name}\u00a0» (code {code})\u00a0: le diagnostic n’a pas été refait, et celui-ci "
    "n’a pas changé. Si la commune ou l’intercommunalité a changé de nom, commencez un nouveau diagnostic en la "
    "cherchant."
)


@dataclass(frozen=True, slots=True)
class Prospect:
    """What doing a diagnostic again would take over. `young` tells that it is better to go on with it.

    `proposed` answers will be shown to be confirmed or changed, `left_out` will not.
    """

    territory_name: str
    opened_on: date
    proposed: int
    left_out: tuple[LeftOut, ...]
    young: bool


@dataclass(frozen=True, slots=True)
class Redone:
    """The new file: its secret, told only once, its public name, and what it starts from."""

    token: str
    uid: str
    former: Prospect


class Again:
    """The use cases of a diagnostic done again; each checks the link itself. The former file is never changed."""

    def __init__(
        self,
        storage: Storage,
        doors: Doors,
        following: Following,
        library: Library,
        read: Callable[[Access], File],
        expertise: Expertise,
        clock: Callable[[], datetime],
        timezone: ZoneInfo,
    ) -> None:
        self._storage = storage
        self._doors = doors
        self._following = following
        self._library = library
        self._read = read
        self._expertise = expertise
        self._clock = clock
        self._timezone = timezone

    def look(self, token: str) -> Prospect:
        """What would be taken over; nothing is stored. Raises UnknownLink, ExpiredLink or LimitedLink."""
        return self._prospect(self._read(self._doors.whole(token)))

    def start(self, token: str) -> Redone:
        """Make the new file of a town that holds the personal link of the former one.

        Whoever follows the former file does not follow the new one: the town agrees to that anew.
        Raises UnknownLink, ExpiredLink, LimitedLink, or UnknownTerritory.
        """
        return self._start(self._doors.whole(token))

    def former(self, file: File) -> Diagnostic | None:
        """The diagnostic that this file was started from; None when there is none, or when its content is not here."""
        return former_diagnostic(file, self._library)

    # --- by an advisor

    def look_followed(self, member: Member, uid: str) -> Prospect:
        """The same, of a file that the organisation of this person follows. Raises UnknownLink."""
        return self._prospect(self._read(self._following.open(member, uid).access))

    def start_followed(self, member: Member, uid: str) -> Redone:
        """Make the new file, which the organisation follows as it follows the former one, with the same people.

        Only that organisation: the town agrees anew to the others. Raises UnknownLink or UnknownTerritory.
        """
        followed = self._following.open(member, uid)
        stored = self._storage.caseload.followed(uid, member.organisation.number)
        known = stored.accompaniment.advisors if stored is not None else frozenset()
        # Who manages the organisation may do it for those in charge.
        return self._start(
            followed.access,
            NewFollower(member.organisation.number, member.number, self._clock(), known, opened_here=True),
        )

    # --- inside

    def _start(self, access: Access, follower: NewFollower | None = None) -> Redone:
        former = self._read(access)
        place = self._place(former)
        origin = Origin(former.opened_on, former.handbook.version, former.answers, former.territory)
        made = found(
            self._storage, self._expertise, self._clock, place, self._today(), origin=origin, follower=follower
        )
        return Redone(made.token, made.uid, self._prospect(former))

    def _prospect(self, former: File) -> Prospect:
        taken = take_over(self._expertise.handbook.questionnaire, former.answers)
        return Prospect(
            territory_name=former.territory.name,
            opened_on=former.opened_on,
            proposed=len(taken.answers.items),
            left_out=left_out(taken.unfit),
            young=self._today() - former.opened_on < YOUNG,
        )

    def _place(self, former: File) -> Standpoint:
        code, name = former.territory.code, former.territory.name
        try:
            return self._expertise.standpoint(code, self._today())
        except UnknownTerritory:
            raise UnknownTerritory(NO_TERRITORY.format(name=name, code=code)) from None

    def _today(self) -> date:
        return self._clock().astimezone(self._timezone).date()


def of_the_link(origin: Origin | None, access: Access) -> Origin | None:
    """Of a former diagnostic, the answers to the questions that this link answers."""
    if origin is None:
        return None
    own = tuple(each for each in origin.answers.items if access.may_answer(each.question))
    return replace(origin, answers=Answers(own), territory=None)
