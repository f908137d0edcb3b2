"""The whole decision: territory, answers and handbook in; needs, priorities, recommendations and reasons out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ansm.domain.answers import Answers
from ansm.domain.bands import Band
from ansm.domain.eligibility import Eligibility
from ansm.domain.explanation import why
from ansm.domain.flags import RaisedFlag, raised
from ansm.domain.handbook import Handbook
from ansm.domain.journey import Journey, State
from ansm.domain.needs import Assessment, Need
from ansm.domain.obligations import Obligation, ObligationFinding
from ansm.domain.orientation import Orientation, ResultSituation, orient
from ansm.domain.priorities import Contribution, contributions
from ansm.domain.questionnaire import Contradiction, Question
from ansm.domain.recommendations import Recommendation, propose
from ansm.domain.standing import Standing, robust_needs, stand
from ansm.domain.territory import Territory
from ansm.domain.theme_results import ThemeResult, theme_results
from ansm.domain.tipping import Tipping, tipping_answers
from ansm.domain.voices import NO_VOICE, Voices
from ansm.domain.withheld import Edition


@dataclass(frozen=True, slots=True)
class NeedResult:
    """All that is said of one need. Priorities are in tenths of a point (None when not a candidate).

    `own_tenths` is what the six contributions sum to; `tenths` differs only when inherited.
    """

    need: Need
    assessment: Assessment
    contributions: tuple[Contribution, ...]
    own_tenths: int | None
    tenths: int | None
    inherited_from: str | None
    band: Band | None
    equivalent: bool
    robust: bool | None
    why: str
    tipping: Tipping | None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """The result, in final order.

    `to_verify` are answered « je ne sais pas », `to_complete` not answered yet. `ceiling` is the yearly budget
    the answers allow, in euros; None when they name none, or no limit. `voices` tell whose word the answers are.
    """

    territory: Territory
    eligibility: Eligibility
    route: Eligibility | None
    opened_on: date
    journey: Journey
    capacity: int
    ceiling: int | None
    results: tuple[NeedResult, ...]
    flags: tuple[RaisedFlag, ...]
    recommendations: tuple[Recommendation, ...]
    to_verify: tuple[Question, ...]
    to_complete: tuple[Question, ...]
    strengths: tuple[Need, ...]
    obligations: tuple[ObligationFinding, ...]
    watched: tuple[Obligation, ...]
    orientation: tuple[Orientation, ...]
    contradictions: tuple[Contradiction, ...]
    themes: tuple[ThemeResult, ...]
    handbook: Handbook
    voices: Voices = NO_VOICE

    @property
    def edition(self) -> Edition:
        """Who may read it: the publishable one was established without what is withheld."""
        return self.handbook.edition

    def in_band(self, band: Band) -> tuple[NeedResult, ...]:
        """The results of one band, in order."""
        return tuple(result for result in self.results if result.band is band)

    def recommendation(self, need: str) -> Recommendation | None:
        """What is proposed for a need of the first bands."""
        return next((each for each in self.recommendations if each.need == need), None)


def establish(
    territory: Territory,
    answers: Answers,
    handbook: Handbook,
    eligibility: Eligibility,
    route: Eligibility | None,
    opened_on: date,
    *,
    with_tipping: bool = True,
    voices: Voices = NO_VOICE,
) -> Diagnostic:
    """The diagnostic of these answers; the same input always gives the same value.

    `eligibility` and `route` are the frozen verdicts of the territory and of its EPCI: they choose the
    orientations and never move a priority; `voices` only choose words. `with_tipping` leaves out the costliest part.
    """
    standing = stand(handbook, territory, answers, opened_on)
    journey = standing.journey
    tipping = tipping_answers(standing, handbook, opened_on) if with_tipping else {}
    results = _results(standing, handbook, tipping, voices)
    ceiling = handbook.weighting.ceiling(journey.chosen(handbook.weighting.budget_question))
    recommendations = _recommendations(results, handbook, journey, ceiling)
    situation = ResultSituation(journey, eligibility, route, any(not each.covered for each in recommendations))
    return Diagnostic(
        territory=territory,
        eligibility=eligibility,
        route=route,
        opened_on=opened_on,
        journey=journey,
        capacity=standing.capacity,
        ceiling=ceiling,
        results=results,
        flags=raised(handbook, standing),
        recommendations=recommendations,
        to_verify=_scored_in(journey, (State.DONT_KNOW, State.CONTRADICTED)),
        to_complete=_scored_in(journey, (State.SKIPPED,)),
        strengths=tuple(_strengths(results)),
        obligations=standing.findings,
        watched=standing.watched,
        orientation=orient(handbook.orientations, situation),
        contradictions=journey.contradictions,
        themes=theme_results(handbook, standing.assessments),
        handbook=handbook,
        voices=voices,
    )


def _results(
    standing: Standing, handbook: Handbook, tipping: dict[str, Tipping], voices: Voices
) -> tuple[NeedResult, ...]:
    """Candidates in their order, then the other needs in the editors' order."""
    assessments = {each.need: each for each in standing.assessments}
    equivalent = {each.need for each in standing.placed if each.equivalent}
    placed = {each.need for each in standing.placed}
    robust = robust_needs(standing, handbook)
    ranked = {each.score.need.id: each for each in standing.ranked}
    ordered = [each.score for each in standing.ranked] + [score for score in standing.scores if not score.candidate]
    results = []
    for score in ordered:
        need = score.need
        position = ranked.get(need.id)
        band = standing.bands.get(need.id)
        shares = contributions(score, handbook.weighting.weights)
        heir = handbook.need(position.inherited_from) if position and position.inherited_from else None
        results.append(
            NeedResult(
                need=need,
                assessment=assessments[need.id],
                contributions=shares,
                own_tenths=position.own_tenths if position else None,
                tenths=position.tenths if position else None,
                inherited_from=heir.id if heir else None,
                band=band,
                equivalent=need.id in equivalent,
                robust=need.id in robust if need.id in placed else None,
                why=why(
                    need, assessments[need.id], shares, band, heir, standing.findings, handbook.questionnaire, voices
                ),
                tipping=tipping.get(need.id),
            )
        )
    return tuple(results)


def _recommendations(
    results: tuple[NeedResult, ...], handbook: Handbook, journey: Journey, ceiling: int | None
) -> tuple[Recommendation, ...]:
    unmet = frozenset(result.need.id for result in results if result.tenths is not None)
    kind = str(journey.fact("nature"))
    return tuple(
        Recommendation(
            need=result.need.id,
            proposals=propose(result.need.id, handbook.services, kind, journey.territory, unmet, ceiling),
            without_digital=result.need.without_digital,
            operator=result.need.operator,
        )
        for result in results
        if result.band in (Band.FIRST, Band.NEXT)
    )


def _scored_in(journey: Journey, states: tuple[State, ...]) -> tuple[Question, ...]:
    found = []
    for question in journey.questions:
        reading = journey.reading(question.id)
        if question.scored and reading is not None and reading.state in states:
            found.append(question)
    return tuple(found)


def _strengths(results: tuple[NeedResult, ...]) -> list[Need]:
    """What goes well: enough is known, and it is not a need."""
    return [
        result.need
        for result in results
        if result.tenths is None and result.band is None and result.assessment.gap is not None
    ]
