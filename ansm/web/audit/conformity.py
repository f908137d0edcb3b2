"""Decides what an audit allows to claim: a rate and one of three states, never more than what was tested."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ansm.web.audit.criteria import Audit, Result

PARTIAL_FROM = 50  # percent of the criteria, by the decree of 24 July 2019


class State(StrEnum):
    """The three states that a declaration may announce."""

    TOTAL = "totalement conforme"
    PARTIAL = "partiellement conforme"
    NONE = "non conforme"


@dataclass(frozen=True, slots=True)
class Conformity:
    """The state, and the counts behind it. `applicable` counts the criteria that nobody tested yet."""

    state: State
    rate: int
    met: int
    unmet: int
    untested: int
    not_applicable: int

    @property
    def applicable(self) -> int:
        """What the rate is over."""
        return self.met + self.unmet + self.untested

    @property
    def complete(self) -> bool:
        """Whether every criterion was looked at."""
        return not self.untested


def conformity(audit: Audit) -> Conformity:
    """Criteria met over criteria that apply, rounded down.

    A criterion that nobody tested counts as one that applies and is not met: an unfinished audit can only
    claim less than the finished one.
    """
    counts = {result: len(audit.with_result(result)) for result in Result}
    met, untested = counts[Result.MET], counts[Result.NOT_TESTED]
    applicable = met + counts[Result.UNMET] + untested
    rate = 100 * met // applicable if applicable else 0
    return Conformity(
        _state(rate, met == applicable), rate, met, counts[Result.UNMET], untested, counts[Result.NOT_APPLICABLE]
    )


def _state(rate: int, whole: bool) -> State:
    if rate < PARTIAL_FROM:
        return State.NONE
    return State.TOTAL if whole else State.PARTIAL
