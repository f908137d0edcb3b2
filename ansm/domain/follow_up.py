"""Decides what becomes of each action: its steps, where it stands, what that makes in all, what was put in place.

Steps are only ever added, and any state may follow any other: people correct themselves, and the history shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.needs import Need
from ansm.domain.say import NBSP, joined, number
from ansm.domain.sides import Side

PLANNED = (Band.FIRST, Band.NEXT, Band.LATER)
OTHER_SERVICE = "autre"  # a service that the catalogue does not have
GONE = "n’est plus dans le plan"
NOTHING_PLANNED = "aucune action pour le moment"


class ActionState(StrEnum):
    """Where an action stands. The values are stored and travel in our forms."""

    TO_DECIDE = "a-decider"
    DECIDED = "decidee"
    UNDER_WAY = "en-cours"
    DONE = "faite"
    ABANDONED = "abandonnee"


WORDS = {
    ActionState.TO_DECIDE: "à décider",
    ActionState.DECIDED: "décidée",
    ActionState.UNDER_WAY: "en cours",
    ActionState.DONE: "faite",
    ActionState.ABANDONED: "abandonnée",
}
SETTLED = frozenset({ActionState.DONE, ActionState.ABANDONED})
_IN_TOTALS = (  # what is reached first, in the order in which it is told
    (ActionState.DONE, "faite", "faites"),
    (ActionState.UNDER_WAY, "en cours", "en cours"),
    (ActionState.DECIDED, "décidée", "décidées"),
    (ActionState.TO_DECIDE, "à décider", "à décider"),
    (ActionState.ABANDONED, "abandonnée", "abandonnées"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """Something noted of an action. `service` is the identifier of one of the catalogue, or OTHER_SERVICE.

    `happened_on` is None when nobody said, `who` says it in a few words, and `side` is whose step it is when it is not
    the town's.
    """

    number: int
    need: str
    state: ActionState
    happened_on: date | None
    who: str
    service: str | None
    side: Side | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Followed:
    """An action with its steps, oldest first. `band` is None once it has left the plan."""

    need: Need
    band: Band | None
    steps: tuple[Step, ...]

    @property
    def current(self) -> Step | None:
        """The step that counts, None when nothing was noted yet."""
        return self.steps[-1] if self.steps else None

    @property
    def state(self) -> ActionState:
        """Where it stands."""
        return self.steps[-1].state if self.steps else ActionState.TO_DECIDE

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do for it."""
        return self.state in SETTLED


def follow(diagnostic: Diagnostic, steps: Iterable[Step]) -> tuple[Followed, ...]:
    """The actions of the plan in its order, then those that left it and of which something was noted.

    A need that this edition of the content does not tell is left out, with its steps.
    """
    noted: dict[str, list[Step]] = {}
    for step in steps:
        noted.setdefault(step.need, []).append(step)
    planned = [result for band in PLANNED for result in diagnostic.in_band(band)]
    here = {result.need.id for result in planned}
    return (
        *(Followed(each.need, each.band, tuple(noted.get(each.need.id, ()))) for each in planned),
        *(
            Followed(need, None, tuple(noted[need.id]))
            for need in diagnostic.handbook.needs
            if need.id in noted and need.id not in here
        ),
    )


def totals(actions: Iterable[Followed]) -> str:
    """« 2 faites, 1 en cours et 3 à décider ».

    An action that left the plan counts once it is done: what it would still take is wanted no longer.
    """
    counted = [each.state for each in actions if each.band is not None or each.state is ActionState.DONE]
    told = [
        f"{number(found)}{NBSP}{one if found < 2 else several}"
        for state, one, several in _IN_TOTALS
        if (found := counted.count(state))
    ]
    return joined(told) or NOTHING_PLANNED


@dataclass(frozen=True, slots=True)
class Deployments:
    """What the last step changes in what was put in place: the services to count, and those counted by mistake."""

    counted: tuple[str, ...]
    taken_back: tuple[str, ...]


def deployments(steps: tuple[Step, ...], day_of: Callable[[datetime], date]) -> Deployments:
    """What the last of all the steps of a file, oldest first, brings to the count of services put in place.

    A service counts once for a file, when an action is done with it. Corrected on the day it was counted, it is taken
    back: that was a slip. Later, it stays counted, since it was in place for a time.
    """
    after, before = _counted(steps, day_of), _counted(steps[:-1], day_of)
    return Deployments(
        tuple(each for each in after if each not in before), tuple(each for each in before if each not in after)
    )


def in_place(steps: tuple[Step, ...]) -> tuple[str, ...]:
    """The services with which actions are done now, in the order in which they came."""
    now = {step.need: step for step in steps}
    kept = {step.service for step in now.values() if step.state is ActionState.DONE}
    return tuple(dict.fromkeys(step.service for step in steps if step.service is not None and step.service in kept))


def _counted(steps: tuple[Step, ...], day_of: Callable[[datetime], date]) -> dict[str, date]:
    """Each service that counts, with the day it was counted on."""
    counted: dict[str, date] = {}
    for rank, step in enumerate(steps, 1):
        today, here = day_of(step.recorded_at), in_place(steps[:rank])
        counted = {name: day for name, day in counted.items() if name in here or day != today}
        for name in here:
            counted.setdefault(name, today)
    return counted
