"""Which flags are raised: those of the editors whose condition holds, then the obligations that are not met."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain.conditions import holds
from ansm.domain.handbook import Handbook
from ansm.domain.obligations import ObligationStatus
from ansm.domain.standing import Standing


@dataclass(frozen=True, slots=True)
class RaisedFlag:
    """A flag of the editors, or an obligation that is not met."""

    id: str
    label: str
    explanation: str
    need: str | None


def raised(handbook: Handbook, standing: Standing) -> tuple[RaisedFlag, ...]:
    """Those of these answers, in the order of the handbook."""
    told = [
        RaisedFlag(flag.id, flag.label, flag.explanation, flag.need)
        for flag in handbook.flags
        if holds(flag.condition, standing.journey)
    ]
    unmet = [
        RaisedFlag(
            f"obligation:{each.obligation.id}", each.obligation.label, each.obligation.rule, each.obligation.need
        )
        for each in standing.findings
        if each.status is ObligationStatus.UNMET
    ]
    return (*told, *unmet)
