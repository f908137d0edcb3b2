"""What changed between two diagnostics of one territory, and what each change comes from.

One walks from the former diagnostic to the new one by steps, each of which changes one thing only, and computes the
standing anew after each: the questionnaire, the weights, the law, the place, then the answers. What a step moves is
attributed to it; the steps follow each other, so that together they say exactly the whole difference (decision 11).

The order is part of the definition. What the editors changed comes first, on the former answers, so that the same
answers under two contents differ by the content alone; the answers come last, under one content, so that what is said
of the territory never depends on what the editors changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from ansm.domain.answers import Answers
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.differences import (
    Comparison,
    LawChange,
    LawPart,
    LawPlace,
    Lost,
    NeedChange,
    Part,
    Point,
)
from ansm.domain.handbook import Handbook
from ansm.domain.incomparable import incomparable
from ansm.domain.publication import Edition, publishable, publishable_before
from ansm.domain.reviewing import Cause, Review, review
from ansm.domain.standing import Standing, stand
from ansm.domain.taking_over import Unfit
from ansm.domain.territory import Territory
from ansm.domain.what_if import places


def compare(former: Diagnostic, new: Diagnostic) -> Comparison:
    """What differs between the former diagnostic of a territory and the new one.

    When either is publishable, both are, so that nothing withheld decides of anything that is said.
    Raises ValueError for two territories.
    """
    if former.territory.code != new.territory.code:
        raise ValueError("diagnostics of two territories are not compared")
    if Edition.PUBLISHABLE in (former.edition, new.edition):
        new = publishable(new)
        former = publishable_before(former, new.handbook)
    found = review(former.journey, new.journey)
    path = tuple(_path(former, new, found))
    apart = incomparable(former.handbook, new.handbook)
    names = {each.name for each in apart}
    return Comparison(
        former_day=former.opened_on,
        day=new.opened_on,
        needs=tuple(each for each in _needs(new, path) if each.need.id not in names),
        laws=tuple(_laws(former, new, path)),
        incomparable=apart,
        answers=found.changed,
        unreviewed=found.unreviewed(path[-2].standing.journey),
        lost=tuple(_lost(each, former) for each in found.unfit),
        former_verdict=former.eligibility.verdict,
        verdict=new.eligibility.verdict,
        same_content=former.handbook == new.handbook,
        edition=new.edition,
    )


@dataclass(frozen=True)
class _Step:
    """What stands once a cause has had its effect; None for the former diagnostic itself."""

    cause: Cause | None
    standing: Standing


@dataclass(frozen=True)
class _Situation:
    """All that a standing is computed from."""

    handbook: Handbook
    territory: Territory
    answers: Answers
    day: date

    def standing(self) -> Standing:
        return stand(self.handbook, self.territory, self.answers, self.day)


def _path(former: Diagnostic, new: Diagnostic, found: Review) -> Iterator[_Step]:
    """From the former diagnostic to the new one; a step that changes nothing costs nothing."""
    book, last = former.handbook, new.handbook
    asked = replace(book, questionnaire=last.questionnaire)
    weighed = replace(asked, needs=last.needs, weighting=last.weighting)
    place, there = former.territory, new.territory
    then, now = former.opened_on, new.opened_on
    situations: tuple[tuple[Cause | None, _Situation], ...] = (
        (None, _Situation(book, place, former.journey.answers, then)),
        (Cause.QUESTIONNAIRE, _Situation(asked, place, found.asked_anew, then)),
        (Cause.WEIGHTS, _Situation(weighed, place, found.asked_anew, then)),
        (Cause.LAW, _Situation(last, place, found.asked_anew, now)),
        (Cause.PLACE, _Situation(last, there, found.asked_there, now)),
        (Cause.TERRITORY, _Situation(last, there, found.changed_there, now)),
        (Cause.KNOWLEDGE, _Situation(last, there, found.known_better, now)),
        (Cause.UNREVIEWED, _Situation(last, there, new.journey.answers, now)),
    )
    before: tuple[_Situation, Standing] | None = None
    for cause, situation in situations:
        standing = before[1] if before is not None and before[0] == situation else situation.standing()
        before = situation, standing
        yield _Step(cause, standing)


def _needs(new: Diagnostic, path: tuple[_Step, ...]) -> Iterator[NeedChange]:
    """What became of each need that every step knows."""
    stages = [(step.cause, _points(step.standing)) for step in path]
    for need in new.handbook.needs:
        if any(need.id not in points for _, points in stages):
            continue
        chain = [(cause, points[need.id]) for cause, points in stages]
        parts = tuple(
            Part(cause, before, after)
            for (_, before), (cause, after) in pairwise(chain)
            if cause is not None and before != after
        )
        yield NeedChange(need, chain[0][1], chain[-1][1], parts)


def _points(standing: Standing) -> dict[str, Point]:
    tenths = {each.score.need.id: each.tenths for each in standing.ranked}
    found = places(standing)
    return {each.need: Point(each.gap, tenths.get(each.need), found[each.need]) for each in standing.assessments}


def _laws(former: Diagnostic, new: Diagnostic, path: tuple[_Step, ...]) -> Iterator[LawChange]:
    """Every obligation that one of the contents knows, in the order of the new one."""
    known = {each.id: each for each in (*new.handbook.obligations, *former.handbook.obligations)[::-1]}
    order = dict.fromkeys(each.id for each in (*new.handbook.obligations, *former.handbook.obligations))
    for name in order:
        points = [(step.cause, _law_place(step.standing, name)) for step in path]
        parts = tuple(
            LawPart(cause, before, after)
            for (_, before), (cause, after) in pairwise(points)
            if cause is not None and before is not after
        )
        if parts:
            yield LawChange(known[name], points[0][1], points[-1][1], parts)


def _lost(unfit: Unfit, former: Diagnostic) -> Lost:
    asked = unfit.question or former.handbook.questionnaire.question(unfit.answer.question)
    return Lost(asked.text if asked is not None else f"Question {unfit.answer.question}", unfit.why)


def _law_place(standing: Standing, law: str) -> LawPlace:
    for finding in standing.findings:
        if finding.obligation.id == law:
            return LawPlace(finding.status.value)
    return LawPlace.WATCHED if any(each.id == law for each in standing.watched) else LawPlace.ABSENT
