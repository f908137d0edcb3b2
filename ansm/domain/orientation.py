"""Where to turn besides the catalogue: which forms of support fit this verdict, these answers and this result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ansm.domain.conditions import Condition, holds
from ansm.domain.eligibility import Eligibility
from ansm.domain.journey import Journey

NO_EPCI = "AUCUN"


@dataclass(frozen=True, slots=True)
class WebLink:
    """A public address a reader may follow."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Orientation:
    """A form of support with the condition under which it is shown; the editors' order is the order shown."""

    id: str
    title: str
    text: str
    condition: Condition
    links: tuple[WebLink, ...]
    source: str
    verified_on: date


@dataclass(frozen=True, slots=True)
class ResultSituation:
    """A journey together with the facts that only the result knows."""

    journey: Journey
    eligibility: Eligibility
    route: Eligibility | None
    uncovered: bool

    def chosen(self, question: str) -> tuple[str, ...]:
        """As the journey says."""
        return self.journey.chosen(question)

    def known_index(self, question: str) -> int | None:
        """As the journey says."""
        return self.journey.known_index(question)

    def fact(self, name: str) -> str | int | None:
        """The result's own facts, then those of the territory."""
        match name:
            case "verdict":
                return self.eligibility.verdict.value
            case "verdict-epci":
                return self.route.verdict.value if self.route else NO_EPCI
            case "besoin-non-couvert":
                return "oui" if self.uncovered else "non"
            case _:
                return self.journey.fact(name)


def orient(orientations: tuple[Orientation, ...], situation: ResultSituation) -> tuple[Orientation, ...]:
    """The orientations that fit, in the editors' order."""
    return tuple(each for each in orientations if holds(each.condition, situation))
