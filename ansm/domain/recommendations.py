"""Which catalogue services to propose for a need, in which order, and which never."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from ansm.domain.territory import Territory


class Openness(StrEnum):
    """Whether a service takes new territories."""

    OPEN = "ouvert"
    CLOSED = "ferme"
    TO_CONFIRM = "a-confirmer"


class Maturity(StrEnum):
    """How far a service has come, from best proven to unknown; the order of the members is the ranking."""

    LASTING = "perenne"
    CONSOLIDATION = "consolidation"
    ACCELERATION = "acceleration"
    CONSTRUCTION = "construction"
    INVESTIGATION = "investigation"
    UNKNOWN = "inconnue"


class Cost(StrEnum):
    """What the service costs, as far as a source says."""

    FREE = "gratuit"
    PAID = "payant"
    VARIABLE = "variable"
    UNKNOWN = "inconnu"


class Status(StrEnum):
    """How a recommended service is presented."""

    OPEN = "open"
    TO_CONFIRM = "to_confirm"


@dataclass(frozen=True, slots=True)
class Link:
    """A service answers a need, and one line says why."""

    need: str
    why: str


@dataclass(frozen=True, slots=True)
class Service:
    """A service of the catalogue, as its sheet stood on `verified_on`. `kinds` lists who may deploy it."""

    id: str
    name: str
    theme: str
    summary: str
    url: str
    owner: str
    kinds: tuple[str, ...]
    active: bool
    openness: Openness
    maturity: Maturity
    requirements: tuple[str, ...]
    needed_first: tuple[str, ...]
    effort: Fraction | None
    cost: Cost
    cost_detail: str
    cost_source: str
    departments: tuple[str, ...]
    form_url: str
    statistics_url: str
    source_code_url: str
    licence: str
    contact: str
    warning: str
    confidence: str
    sources: tuple[str, ...]
    verified_on: date
    aliases: tuple[str, ...]
    links: tuple[Link, ...]

    def why_for(self, need: str) -> str | None:
        """Why it answers that need, None when it does not."""
        return next((link.why for link in self.links if link.need == need), None)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A service proposed for a need. `ask_cost`: a budget was named, and nothing says that the service is free."""

    service: Service
    status: Status
    why: str
    unmet_first: tuple[str, ...]
    ask_cost: bool = False


@dataclass(frozen=True, slots=True)
class Recommendation:
    """For one need: the services in order, and always what can be done without a digital tool.

    `covered` is False when no service of the catalogue can be recommended: the uncovered need is counted.
    """

    need: str
    proposals: tuple[Proposal, ...]
    without_digital: str
    operator: str

    @property
    def covered(self) -> bool:
        """Whether at least one service answers."""
        return bool(self.proposals)


def recommendable(service: Service, kind: str, territory: Territory) -> bool:
    """Never when its own sheet closes it, and only for the audience and places it names (model §5)."""
    return (
        service.active
        and service.openness is not Openness.CLOSED
        and kind in service.kinds
        and (not service.departments or territory.department in service.departments)
    )


def propose(
    need: str,
    services: tuple[Service, ...],
    kind: str,
    territory: Territory,
    unmet: frozenset[str],
    ceiling: int | None = None,
) -> tuple[Proposal, ...]:
    """The services that answer a need, best first (model §5).

    Open to new territories, then maturity, fewest unmet prerequisites, least effort, identifier. The budget
    `ceiling`, in euros, only marks what must be asked first: it never changes the order (domain dossier, §5.2).
    """
    proposals = []
    for service in services:
        why = service.why_for(need)
        if why is None or not recommendable(service, kind, territory):
            continue
        status = Status.OPEN if service.openness is Openness.OPEN else Status.TO_CONFIRM
        unmet_first = tuple(name for name in service.needed_first if name in unmet)
        ask_cost = ceiling is not None and service.cost is not Cost.FREE
        proposals.append(Proposal(service, status, why, unmet_first, ask_cost))
    ranks = {maturity: rank for rank, maturity in enumerate(Maturity)}
    return tuple(
        sorted(
            proposals,
            key=lambda each: (
                each.status is not Status.OPEN,
                ranks[each.service.maturity],
                len(each.unmet_first),
                each.service.effort is None,
                each.service.effort or Fraction(0),
                each.service.id,
            ),
        )
    )
