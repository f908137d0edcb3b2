"""Which rules of law concern this territory, and what its answers say of each. Never legal advice."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ansm.domain.conditions import Condition, holds
from ansm.domain.journey import Journey, Reading
from ansm.domain.territory import Overseas

OPERATORS: dict[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
# « C'est en cours » and the like (2) are neither met nor unmet: only an answer that plainly says no accuses.
UNMET_FROM = 3
MET_UP_TO = 1
POINTS_PER_INDEX = 25


class Confidence(StrEnum):
    """How well the editors could check a rule; only the first two are shown as obligations."""

    HIGH = "haute"
    MEDIUM = "moyenne"
    LOW = "basse"


class ObligationStatus(StrEnum):
    """What the answers say of an obligation that applies."""

    UNMET = "unmet"
    MET = "met"
    TO_CHECK = "to_check"


@dataclass(frozen=True, slots=True)
class Obligation:
    """A rule of law with its audience, its threshold (population municipale) and its source."""

    id: str
    label: str
    rule: str
    reference: str
    kinds: tuple[str, ...]
    overseas: tuple[Overseas, ...]
    threshold: int | None
    operator: str
    condition: Condition
    need: str | None
    questions: tuple[str, ...]
    in_force_from: date
    source: str
    verified_on: date
    confidence: Confidence
    note: str = ""


@dataclass(frozen=True, slots=True)
class ObligationFinding:
    """An obligation that applies, with its status and the readings that tell it."""

    obligation: Obligation
    status: ObligationStatus
    readings: tuple[Reading, ...]

    @property
    def founded(self) -> bool:
        """Whether a known answer, not an unknown one, speaks against the obligation."""
        return any(reading.known and reading.index for reading in self.readings)

    @property
    def criterion(self) -> int:
        """25 × the worst index among its questions, unknown ones at their cautious index (model §4)."""
        return POINTS_PER_INDEX * max((reading.index or 0 for reading in self.readings), default=0)


def concerns(obligation: Obligation, journey: Journey) -> bool:
    """Whether the rule is addressed to this territory, from its nature, place, size and answers."""
    territory = journey.territory
    if not territory.governed or territory.overseas not in obligation.overseas:
        return False
    if journey.fact("nature") not in obligation.kinds:
        return False
    if obligation.threshold is not None:
        inhabitants = territory.inhabitants
        if inhabitants is None or not OPERATORS[obligation.operator](inhabitants, obligation.threshold):
            return False
    return holds(obligation.condition, journey)


def find(
    obligations: tuple[Obligation, ...], journey: Journey, on: date
) -> tuple[tuple[ObligationFinding, ...], tuple[Obligation, ...]]:
    """The obligations in force with their findings, then those only « à surveiller ».

    A rule of low confidence, or not in force yet, is watched and weighs nothing.
    """
    findings = []
    watched = []
    for obligation in obligations:
        if not concerns(obligation, journey):
            continue
        if obligation.confidence is Confidence.LOW or obligation.in_force_from > on:
            watched.append(obligation)
            continue
        readings = tuple(
            reading
            for question in obligation.questions
            if (reading := journey.reading(question)) is not None and reading.index is not None
        )
        findings.append(ObligationFinding(obligation, _status(readings), readings))
    return tuple(findings), tuple(watched)


def _status(readings: tuple[Reading, ...]) -> ObligationStatus:
    if any(reading.known and (reading.index or 0) >= UNMET_FROM for reading in readings):
        return ObligationStatus.UNMET
    if readings and all(reading.known and (reading.index or 0) <= MET_UP_TO for reading in readings):
        return ObligationStatus.MET
    return ObligationStatus.TO_CHECK
