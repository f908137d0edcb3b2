"""Where every need stands for these answers: gap, criteria, order and band, without the explanations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ansm.domain.answers import Answers
from ansm.domain.bands import Band, Placed, place
from ansm.domain.handbook import Handbook
from ansm.domain.journey import Journey
from ansm.domain.needs import Assessment, Need, assess
from ansm.domain.obligations import Obligation, ObligationFinding, find
from ansm.domain.priorities import Ranked, Score, Weights, order
from ansm.domain.questionnaire import Effect
from ansm.domain.rounding import half_up_ratio
from ansm.domain.territory import Territory

FULL = 100


@dataclass(frozen=True)
class Standing:
    """The needs of the handbook, assessed, scored and placed. Assessments and scores follow its order."""

    journey: Journey
    findings: tuple[ObligationFinding, ...]
    watched: tuple[Obligation, ...]
    assessments: tuple[Assessment, ...]
    scores: tuple[Score, ...]
    ranked: tuple[Ranked, ...]
    placed: tuple[Placed, ...]
    bands: dict[str, Band]
    capacity: int


def stand(handbook: Handbook, territory: Territory, answers: Answers, on: date) -> Standing:
    """The standing of every need on the day the diagnostic was opened."""
    journey = Journey(handbook.questionnaire, territory, answers)
    findings, watched = find(handbook.obligations, journey, on)
    assessments = tuple(assess(need.id, handbook.feeds.get(need.id, ()), journey) for need in handbook.needs)
    scores = tuple(
        score(handbook, need, assessment, findings, journey)
        for need, assessment in zip(handbook.needs, assessments, strict=True)
    )
    actions = capacity(handbook, journey)
    ranked = order(scores, handbook.dependencies, handbook.weighting.weights)
    placed = place(ranked, actions, handbook.weighting)
    bands = {each.need: band for each, own in zip(assessments, scores, strict=True) if (band := unsure(each, own))}
    bands |= {each.need: each.band for each in placed}
    return Standing(journey, findings, watched, assessments, scores, ranked, placed, bands, actions)


def robust_needs(standing: Standing, handbook: Handbook) -> frozenset[str]:
    """The placed needs that keep their band when any one weight moves by one (model §4, robustness)."""
    kept = {each.need: each.band for each in standing.placed}
    for weights in handbook.weighting.variants():
        bands = _bands(standing, handbook, weights)
        kept = {need: band for need, band in kept.items() if bands.get(need) is band}
    return frozenset(kept)


def _bands(standing: Standing, handbook: Handbook, weights: Weights) -> dict[str, Band]:
    ranked = order(standing.scores, handbook.dependencies, weights)
    return {each.need: each.band for each in place(ranked, standing.capacity, handbook.weighting)}


def unsure(assessment: Assessment, own: Score) -> Band | None:
    """Too little is known: to verify when « je ne sais pas » is the cause, to complete when questions are left."""
    if not assessment.applicable or own.reliable:
        return None
    return Band.TO_VERIFY if assessment.doubt_is_dont_know else Band.TO_COMPLETE


def score(
    handbook: Handbook,
    need: Need,
    assessment: Assessment,
    findings: tuple[ObligationFinding, ...],
    journey: Journey,
) -> Score:
    """The six criteria of a need; `findings` are those of this need at least (model §4)."""
    weighting = handbook.weighting
    gap = assessment.gap or 0
    own = tuple(each for each in findings if each.obligation.need == need.id)
    obligation = max((each.criterion for each in own), default=0)
    candidate = assessment.gap is not None and (
        gap >= weighting.candidate_gap or obligation >= weighting.candidate_obligation
    )
    boosted = any(option in journey.chosen(question) for question, option in _boosts(handbook, Effect.IMPACT, need))
    return Score(
        need=need,
        need_gap=gap,
        obligation=obligation,
        risk=half_up_ratio(need.severity * gap, FULL),
        impact=min(FULL, need.impact + (weighting.impact_bonus if boosted else 0)),
        ease=weighting.ease(need.effort),
        will=_will(handbook, need, journey),
        candidate=candidate,
        # No action rests on silence alone: at least one known answer must show a problem (docs/decisions/0004).
        reliable=assessment.reliable(weighting.reliability)
        and (not candidate or assessment.founded or any(each.founded for each in own)),
    )


def _boosts(handbook: Handbook, effect: Effect, need: Need) -> tuple[tuple[str, str], ...]:
    return handbook.boosts[effect].get(need.id, ())


def _will(handbook: Handbook, need: Need, journey: Journey) -> int:
    """The best rank at which the elected team cited a family this need belongs to."""
    best = 0
    for question, option in _boosts(handbook, Effect.WILL, need):
        chosen = journey.chosen(question)
        if option in chosen and chosen.index(option) < len(handbook.weighting.will_ranks):
            best = max(best, handbook.weighting.will_ranks[chosen.index(option)])
    return best


def capacity(handbook: Handbook, journey: Journey) -> int:
    """How many actions the team has time for."""
    chosen = journey.chosen(handbook.weighting.capacity_question)
    known = dict(handbook.weighting.capacity)
    return known.get(chosen[0], handbook.weighting.capacity_default) if chosen else handbook.weighting.capacity_default
