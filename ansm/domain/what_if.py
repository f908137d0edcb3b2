"""What one other answer would move: places, obligations, flags and questions, without keeping anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ansm.domain.answers import Answer, Answers
from ansm.domain.bands import Band
from ansm.domain.conditions import holds
from ansm.domain.handbook import Flag, Handbook
from ansm.domain.needs import Need
from ansm.domain.obligations import Obligation, ObligationStatus
from ansm.domain.questionnaire import Contradiction, Question
from ansm.domain.standing import Standing, stand
from ansm.domain.territory import Territory


class Rest(StrEnum):
    """Where a need stands when it is in no band."""

    WELL = "well"
    NO_OBJECT = "no_object"


Place = Band | Rest


@dataclass(frozen=True, slots=True)
class Move:
    """A need that would stand elsewhere."""

    need: Need
    before: Place
    after: Place


@dataclass(frozen=True, slots=True)
class LawMove:
    """An obligation whose status would change; None where it does not apply."""

    obligation: Obligation
    before: ObligationStatus | None
    after: ObligationStatus | None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What would differ with `answer` instead of the one given.

    Needs come in the editors' order. `opened` and `closed` are the other questions that would be asked, or no
    longer; `contradictions` are those that this answer would bring.
    """

    answer: Answer
    moves: tuple[Move, ...]
    laws: tuple[LawMove, ...]
    raised: tuple[Flag, ...]
    lifted: tuple[Flag, ...]
    opened: tuple[Question, ...]
    closed: tuple[Question, ...]
    contradictions: tuple[Contradiction, ...]

    @property
    def nothing(self) -> bool:
        """Whether all would stay exactly where it is."""
        return not (
            self.moves or self.laws or self.raised or self.lifted or self.opened or self.closed or self.contradictions
        )


def what_if(handbook: Handbook, territory: Territory, answers: Answers, on: date, answer: Answer) -> WhatIf:
    """The standing of `answers`, that of the same with `answer` instead, and what differs between them."""
    before = stand(handbook, territory, answers, on)
    after = stand(handbook, territory, answers.with_answer(answer), on)
    raised_before, raised_after = _flags(handbook, before), _flags(handbook, after)
    asked_before, asked_after = before.journey.questions, after.journey.questions
    return WhatIf(
        answer=answer,
        moves=_moves(handbook, before, after),
        laws=_laws(handbook, before, after),
        raised=tuple(each for each in raised_after if each not in raised_before),
        lifted=tuple(each for each in raised_before if each not in raised_after),
        opened=tuple(each for each in asked_after if each not in asked_before),
        closed=tuple(each for each in asked_before if each not in asked_after),
        contradictions=tuple(
            each for each in after.journey.contradictions if each not in before.journey.contradictions
        ),
    )


def _moves(handbook: Handbook, before: Standing, after: Standing) -> tuple[Move, ...]:
    here, elsewhere = places(before), places(after)
    return tuple(
        Move(need, here[need.id], elsewhere[need.id])
        for need in handbook.needs
        if here[need.id] is not elsewhere[need.id]
    )


def places(standing: Standing) -> dict[str, Place]:
    """Where each need stands, be it in no band."""
    return {
        each.need: standing.bands.get(each.need, Rest.NO_OBJECT if each.gap is None else Rest.WELL)
        for each in standing.assessments
    }


def _laws(handbook: Handbook, before: Standing, after: Standing) -> tuple[LawMove, ...]:
    statuses = {each.obligation.id: each.status for each in before.findings}
    others = {each.obligation.id: each.status for each in after.findings}
    return tuple(
        LawMove(each, statuses.get(each.id), others.get(each.id))
        for each in handbook.obligations
        if statuses.get(each.id) is not others.get(each.id)
    )


def _flags(handbook: Handbook, standing: Standing) -> tuple[Flag, ...]:
    return tuple(flag for flag in handbook.flags if holds(flag.condition, standing.journey))
