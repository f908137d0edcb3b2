"""What a comparison says: for each need and each obligation, the parts of its change, each with its cause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ansm.domain.eligibility import Verdict
from ansm.domain.incomparable import Incomparable
from ansm.domain.needs import Need
from ansm.domain.obligations import Obligation, ObligationStatus
from ansm.domain.questionnaire import Question
from ansm.domain.reviewing import AnswerChange, Cause
from ansm.domain.taking_over import Misfit
from ansm.domain.what_if import Place
from ansm.domain.withheld import Edition

# What is neither the territory nor what is known of it.
OF_THE_VERSION = frozenset({Cause.QUESTIONNAIRE, Cause.WEIGHTS, Cause.LAW})


class LawPlace(StrEnum):
    """Where an obligation stands: its status, watched while it does not count, absent when it is of no concern."""

    UNMET = ObligationStatus.UNMET.value
    MET = ObligationStatus.MET.value
    TO_CHECK = ObligationStatus.TO_CHECK.value
    WATCHED = "watched"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Point:
    """Where a need stands after one step. `gap` is None when it is « sans objet », `tenths` when it is no action."""

    gap: int | None
    tenths: int | None
    place: Place


@dataclass(frozen=True, slots=True)
class Part:
    """What one cause moved of a need; it starts where the part before it ended."""

    cause: Cause
    before: Point
    after: Point

    @property
    def gap(self) -> int:
        """By how much it moves the gap, a need « sans objet » counting as none."""
        return (self.after.gap or 0) - (self.before.gap or 0)

    @property
    def tenths(self) -> int:
        """By how much it moves the priority, no action counting as none."""
        return (self.after.tenths or 0) - (self.before.tenths or 0)


@dataclass(frozen=True, slots=True)
class NeedChange:
    """A need that both diagnostics look at in a comparable way. Nothing moved when it has no `parts`."""

    need: Need
    before: Point
    after: Point
    parts: tuple[Part, ...]

    def part(self, cause: Cause) -> Part | None:
        """What this cause moved."""
        return next((each for each in self.parts if each.cause is cause), None)


@dataclass(frozen=True, slots=True)
class LawPart:
    """What one cause moved of an obligation."""

    cause: Cause
    before: LawPlace
    after: LawPlace


@dataclass(frozen=True, slots=True)
class LawChange:
    """An obligation that stands elsewhere."""

    obligation: Obligation
    before: LawPlace
    after: LawPlace
    parts: tuple[LawPart, ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """A former answer that does not fit today's questionnaire, by the words of its question."""

    text: str
    why: Misfit


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that can be said of two diagnostics, needs in the editors' order.

    `answers` are those that differ and `unreviewed` the former ones not confirmed yet, which are still counted as true
    until the last step; `lost` are those that fit today's questionnaire no longer.
    """

    former_day: date
    day: date
    needs: tuple[NeedChange, ...]
    laws: tuple[LawChange, ...]
    incomparable: tuple[Incomparable, ...]
    answers: tuple[AnswerChange, ...]
    unreviewed: tuple[Question, ...]
    lost: tuple[Lost, ...]
    former_verdict: Verdict
    verdict: Verdict
    same_content: bool
    edition: Edition

    def moved_by(self, cause: Cause) -> tuple[NeedChange, ...]:
        """The needs that this cause moved."""
        return tuple(each for each in self.needs if each.part(cause) is not None)
