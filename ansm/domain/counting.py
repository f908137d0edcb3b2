"""Decides what the product counts of itself, and on which day: nothing finer than what is published is ever kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.durations import bucket
from ansm.domain.recommendations import Status


class Counted(StrEnum):
    """What is counted. The values are stored, and named in docs/journal.md."""

    OPENED = "ouvert"
    FINISHED = "termine"
    DURATION = "duree"
    NEED = "besoin"
    SERVICE = "service"
    DEPLOYED = "deploye"
    NO_LONGER_DEPLOYED = "deploye-retire"
    SATISFACTION = "satisfaction"
    DOWNLOAD = "telechargement"


# The only ones that know a département: nothing else can be crossed with a place.
BY_DEPARTMENT = frozenset({Counted.OPENED, Counted.FINISHED})


@dataclass(frozen=True, slots=True, order=True)
class Tick:
    """One more of something, on a day. Ordered: those added together are added in this order."""

    day: date
    kind: str
    subject: str
    department: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many times something happened on a day."""

    tick: Tick
    count: int


def ticks(kind: Counted, subject: str, department: str, today: date) -> tuple[Tick, ...]:
    """What one happening adds. Only a national count without subject carries its day: the others, that of their month.

    A day on which one file was finished would otherwise tie its needs to its département.
    """
    month = today.replace(day=1)
    if kind not in BY_DEPARTMENT:
        return (Tick(month, kind, subject, ""),)
    placed = (Tick(month, kind, "", department),) if department else ()
    return (*placed, Tick(today, kind, "", ""))


def ticks_of_end(diagnostic: Diagnostic, minutes: float, today: date) -> tuple[Tick, ...]:
    """What a diagnostic adds once, when it is finished so many minutes after it was opened.

    The needs to act on first, and the services open to new territories that answer a need of the first two bands.
    """
    services = {
        proposal.service.id
        for recommendation in diagnostic.recommendations
        for proposal in recommendation.proposals
        if proposal.status is Status.OPEN
    }
    needs = (result.need.id for result in diagnostic.in_band(Band.FIRST))
    return (
        *ticks(Counted.FINISHED, "", diagnostic.territory.department, today),
        *ticks(Counted.DURATION, bucket(minutes), "", today),
        *_each(Counted.NEED, needs, today),
        *_each(Counted.SERVICE, sorted(services), today),
    )


def _each(kind: Counted, subjects: Iterable[str], today: date) -> tuple[Tick, ...]:
    return tuple(tick for subject in subjects for tick in ticks(kind, subject, "", today))
