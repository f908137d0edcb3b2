"""Decides how the actions of a plan are followed: who may read them, what may be noted, what was put in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from ansm.application.access import Access, Doors
from ansm.application.files import File, diagnostic_of
from ansm.application.following import Following
from ansm.domain.counting import Counted
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.follow_up import OTHER_SERVICE, ActionState, Followed, deployments, follow, in_place
from ansm.domain.people import Member
from ansm.domain.recommendations import Service
from ansm.domain.sides import Side
from ansm.domain.territory import Territory
from ansm.errors import InvalidRequest
from ansm.storage import NewStep, Storage

LONGEST_WHO = 80
MOST_STEPS = 1_000  # of a file: more is no follow-up any more
EARLIEST = date(2000, 1, 1)
# A clock may be late, or the person beyond the date line.
AHEAD = timedelta(days=1)
UNKNOWN_STATE = "Dites où en est l’action\u00a0: à décider, décidée, en cours, faite ou abandonnée."
UNKNOWN_ACTION = "Cette action n’est pas dans votre plan. Rechargez la page, puis recommencez."
NOT_A_DAY = "Cette date ne se lit pas. Écrivez le jour, le mois et l’année, comme 31/01/2027, ou laissez-la vide."
IN_THE_FUTURE = "Cette date n’est pas encore passée. Notez le jour où c’est arrivé, ou laissez la date vide."
TOO_EARLY = "Cette date est trop ancienne. Vérifiez l’année\u00a0: elle commence au plus tôt en 2000."
WHO_TOO_LONG = (
    f"«\u00a0Qui\u00a0» tient en {LONGEST_WHO} caractères\u00a0: une fonction suffit, comme «\u00a0la secrétaire de "
    "mairie\u00a0»."
)
UNKNOWN_SERVICE = (
    "Ce service n’est pas dans le catalogue. Choisissez-en un dans la liste, ou «\u00a0un autre service\u00a0»."
)
TOO_MANY = "Ce suivi a atteint sa taille la plus grande\u00a0: plus rien ne peut y être noté. Refaites le diagnostic."
Count = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class SaidStep:
    """What somebody says of an action, as it was sent: nothing of it is checked yet. `base` is the last step seen."""

    need: str
    state: str
    happened_on: str
    who: str
    service: str
    base: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The actions of a file, where each stands. `put_in_place` are the services with which one is done now."""

    territory: Territory
    opened_on: date
    today: date
    diagnostic: Diagnostic
    actions: tuple[Followed, ...]
    put_in_place: tuple[str, ...]

    def services(self, need: str) -> tuple[tuple[Service, ...], tuple[Service, ...], tuple[Service, ...]]:
        """What may have been put in place for an action: the services proposed, the others for this need, the rest."""
        found = self.diagnostic.recommendation(need)
        proposed = tuple(each.service for each in found.proposals) if found else ()
        others = [each for each in self.diagnostic.handbook.services if each not in proposed]
        others.sort(key=lambda each: each.name.casefold())
        linked = tuple(each for each in others if each.why_for(need) is not None)
        return proposed, linked, tuple(each for each in others if each.why_for(need) is None)


@dataclass(frozen=True, slots=True)
class NotedStep:
    """What became of a step, and the plan as it stands. `meanwhile`: somebody else had noted something in between."""

    plan: Plan
    action: Followed
    new: bool
    meanwhile: bool


class FollowUp:
    """The use cases of the follow-up; each opens its file itself."""

    def __init__(
        self,
        storage: Storage,
        doors: Doors,
        following: Following,
        clock: Callable[[], datetime],
        timezone: ZoneInfo,
        read: Callable[[Access], File],
        count: Count,
    ) -> None:
        self._storage = storage
        self._doors = doors
        self._following = following
        self._clock = clock
        self._timezone = timezone
        self._read = read
        self._count = count

    def plan(self, token: str) -> Plan:
        """The plan of the file, by its personal link or by that of a reminder.

        Raises UnknownLink, ExpiredLink or LimitedLink.
        """
        return self._plan(self._doors.follow_up(token).access)

    def note(self, token: str, said: SaidStep) -> NotedStep:
        """Note a step; sent again it is kept once. Raises the same, or InvalidRequest: nothing is kept then."""
        return self._note(self._doors.follow_up(token).access, said, None)

    def plan_at_desk(self, member: Member, uid: str) -> Plan:
        """The plan of a file for who follows it. Raises UnknownLink."""
        return self._plan(self._following.open(member, uid).access)

    def note_at_desk(self, member: Member, uid: str, said: SaidStep) -> NotedStep:
        """Note a step on the advisor's side. Raises UnknownLink or InvalidRequest."""
        return self._note(self._following.open(member, uid).access, said, Side.ADVISOR)

    def _plan(self, access: Access) -> Plan:
        file = self._read(access)
        steps = tuple(
            replace(each, recorded_at=each.recorded_at.astimezone(self._timezone))
            for each in self._storage.actions.steps(access.file)
        )
        diagnostic = diagnostic_of(file, with_tipping=False)
        actions = follow(diagnostic, steps)
        return Plan(file.territory, file.opened_on, self._today(), diagnostic, actions, in_place(steps))

    def _note(self, access: Access, said: SaidStep, side: Side | None) -> NotedStep:
        before = self._plan(access)
        if not any(each.need.id == said.need for each in before.actions):
            raise InvalidRequest(UNKNOWN_ACTION)
        if sum(len(each.steps) for each in before.actions) >= MOST_STEPS:
            raise InvalidRequest(TOO_MANY)
        noted = self._storage.actions.add(access.file, self._checked(said, side, access))
        if noted.new:
            brought = deployments(noted.steps, self._day)
            for kind, services in (
                (Counted.DEPLOYED, brought.counted),
                (Counted.NO_LONGER_DEPLOYED, brought.taken_back),
            ):
                for service in services:
                    self._count(kind, service)
        after = self._plan(access)
        return NotedStep(
            after, next(each for each in after.actions if each.need.id == said.need), noted.new, noted.meanwhile
        )

    def _checked(self, said: SaidStep, side: Side | None, access: Access) -> NewStep:
        try:
            state = ActionState(said.state)
        except ValueError:
            raise InvalidRequest(UNKNOWN_STATE) from None
        # What is still to decide has no day, nobody in charge and nothing in place.
        decided = state is not ActionState.TO_DECIDE
        return NewStep(
            need=said.need,
            state=state,
            happened_on=self._happened(said.happened_on) if decided else None,
            who=_who(said.who) if decided else "",
            service=_service(said.service, access) if decided else None,
            side=side,
            recorded_at=self._clock().astimezone(UTC),
            base=said.base,
        )

    def _happened(self, text: str) -> date | None:
        if not text.strip():
            return None
        try:
            day = date.fromisoformat(text.strip())
        except ValueError:
            raise InvalidRequest(NOT_A_DAY) from None
        if day > self._today() + AHEAD:
            raise InvalidRequest(IN_THE_FUTURE)
        if day < EARLIEST:
            raise InvalidRequest(TOO_EARLY)
        return day

    def _today(self) -> date:
        return self._day(self._clock())

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self._timezone).date()


def _who(text: str) -> str:
    who = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    if len(who) > LONGEST_WHO:
        raise InvalidRequest(WHO_TOO_LONG)
    return who


def _service(name: str, access: Access) -> str | None:
    if name in ("", OTHER_SERVICE):
        return name or None
    if all(each.id != name for each in access.handbook.services):
        raise InvalidRequest(UNKNOWN_SERVICE)
    return name
