"""Shapes territories and diagnostics as JSON, byte-identical for identical input. The keys are a contract."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ansm.domain.diagnostic import Diagnostic, NeedResult
from ansm.domain.eligibility import Eligibility
from ansm.domain.journey import Reading
from ansm.domain.priorities import Criterion
from ansm.domain.publication import Edition
from ansm.domain.questionnaire import Questionnaire
from ansm.domain.territory import Population, Territory, TerritoryRef
from ansm.domain.voices import GivenBy, Voiced
from ansm.territories import Hit

Json = None | bool | int | float | str | Sequence["Json"] | dict[str, "Json"]


def dump(value: Json) -> str:
    """The text of a JSON value: readable, accents kept, ended by a newline."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def hit_json(hit: Hit) -> dict[str, Json]:
    """One line of a territory search."""
    return {
        "code": hit.code,
        "name": hit.name,
        "kind": hit.kind.value,
        "department": hit.department,
        "postcodes": list(hit.postcodes),
        "population": hit.population,
        "epci": hit.epci_name,
        "via": hit.via,
    }


def territory_json(territory: Territory, eligibility: Eligibility, route: Eligibility | None) -> dict[str, Json]:
    """A territory with its figures and both verdicts."""
    return {
        **_identity(territory),
        "populations": [_population(figure) for figure in territory.populations],
        "eligibility": eligibility_json(eligibility),
        "routes": eligibility_json(route) if route else None,
    }


def eligibility_json(eligibility: Eligibility) -> dict[str, Json]:
    """A verdict with its reasons, its figure and its rule."""
    rule = eligibility.rule
    return {
        "verdict": eligibility.verdict.value,
        "reasons": [reason.value for reason in eligibility.reasons],
        "figure": _population(eligibility.figure) if eligibility.figure else None,
        "rule": {
            "programme": rule.programme,
            "kind": rule.kind.value,
            "threshold": rule.threshold,
            "operator": rule.operator,
            "population": rule.notion.value,
            "valid_from": rule.valid_from.isoformat(),
            "valid_to": rule.valid_to.isoformat() if rule.valid_to else None,
            "source": rule.source,
            "status": rule.status,
        }
        if rule
        else None,
        "select_instead": _ref(eligibility.select_instead),
    }


def diagnostic_json(diagnostic: Diagnostic, territories_version: str, application_version: str) -> dict[str, Json]:
    """The whole result, needs in final order."""
    return {
        "territory": _identity(diagnostic.territory),
        "opened_on": diagnostic.opened_on.isoformat(),
        "eligibility": eligibility_json(diagnostic.eligibility),
        "routes": eligibility_json(diagnostic.route) if diagnostic.route else None,
        "needs": [_need(result, diagnostic) for result in diagnostic.results],
        "flags": [{"id": flag.id, "label": flag.label} for flag in diagnostic.flags],
        "recommendations": [
            {
                "need": each.need,
                "services": [
                    {"id": proposal.service.id, "status": proposal.status.value, "ask_cost": proposal.ask_cost}
                    for proposal in each.proposals
                ],
                "without_digital": each.without_digital,
                "operator": each.operator,
            }
            for each in diagnostic.recommendations
        ],
        "to_verify": [{"question": question.id, "who": question.ask_whom} for question in diagnostic.to_verify],
        "to_complete": [question.id for question in diagnostic.to_complete],
        "contradictions": [each.id for each in diagnostic.contradictions],
        "strengths": [need.id for need in diagnostic.strengths],
        "obligations": [{"id": each.obligation.id, "status": each.status.value} for each in diagnostic.obligations],
        "watched": [obligation.id for obligation in diagnostic.watched],
        "orientation": [each.id for each in diagnostic.orientation],
        "versions": {
            "content": diagnostic.handbook.version,
            "territories": territories_version,
            "application": application_version,
        },
        **_sides(diagnostic),
    }


def _identity(territory: Territory) -> dict[str, Json]:
    return {
        "code": territory.code,
        "name": territory.name,
        "kind": territory.kind.value,
        "department": territory.department,
        "postcodes": list(territory.postcodes),
        "epci": _ref(territory.epci),
    }


def _ref(ref: TerritoryRef | None) -> Json:
    return {"code": ref.code, "name": ref.name} if ref else None


def _population(figure: Population) -> dict[str, Json]:
    return {
        "notion": figure.notion.value,
        "census_year": figure.census_year,
        "in_force_from": figure.in_force_from.isoformat(),
        "value": figure.value,
        "source": figure.source,
    }


def _need(result: NeedResult, diagnostic: Diagnostic) -> dict[str, Json]:
    assessment = result.assessment
    values = {each.criterion: each.value for each in result.contributions}
    return {
        "id": result.need.id,
        "label": result.need.label,
        "theme": result.need.theme,
        "gap": assessment.gap,
        "gap_min": assessment.gap_min,
        "gap_max": assessment.gap_max,
        "reliability": assessment.reliability,
        "criteria": {criterion.value: values[criterion] for criterion in Criterion},
        "contributions": [
            {"criterion": each.criterion.value, "weight": each.weight, "points": _points(each.tenths)}
            for each in result.contributions
        ],
        "priority": _points(result.tenths),
        "own_priority": _points(result.own_tenths),
        "inherited_from": result.inherited_from,
        "band": result.band.value if result.band else None,
        "equivalent": result.equivalent,
        "robust": result.robust,
        "why": result.why,
        "trace": [_reading(reading, diagnostic.handbook.questionnaire) for reading in assessment.readings],
        "tipping": {
            "question": result.tipping.question,
            "answer": _values(result.tipping.question, result.tipping.values, diagnostic.handbook.questionnaire),
            "band": result.tipping.band.value if result.tipping.band else None,
        }
        if result.tipping
        else None,
    }


def _sides(diagnostic: Diagnostic) -> dict[str, Json]:
    """Whose word the answers are; nothing where no advisor has a part. Answers belong to the internal edition alone."""
    journey, tally = diagnostic.journey, diagnostic.voices.tally(diagnostic.journey)
    if not (tally.advisor or tally.both or tally.unsettled):
        return {}
    told: dict[str, Json] = {"town": tally.town, "advisor": tally.advisor, "both": tally.both}
    told |= {"unsettled": tally.unsettled}
    if diagnostic.edition is Edition.PUBLISHABLE:
        return {"sides": told}
    found = [each for question in journey.questions if (each := diagnostic.voices.of(question.id))]
    questionnaire = diagnostic.handbook.questionnaire
    given = [_given(each, questionnaire) for each in found if each.values and each.given_by is not GivenBy.TOWN]
    unsettled = [_unsettled(each, questionnaire) for each in found if each.others]
    return {"sides": told | {"answers": given, "to_settle": unsettled}}


def _given(voiced: Voiced, questionnaire: Questionnaire) -> Json:
    return {
        "question": voiced.question,
        "given_by": voiced.given_by.value,
        "instead_of": _values(voiced.question, voiced.instead_of, questionnaire),
    }


def _unsettled(voiced: Voiced, questionnaire: Questionnaire) -> Json:
    """The answer that counts meanwhile, then those that wait."""
    said = [(voiced.values, voiced.given_by.value)]
    said += [(each.values, (GivenBy.TOWN if each.side is None else GivenBy.ADVISOR).value) for each in voiced.others]
    return {
        "question": voiced.question,
        "answers": [
            {"answer": _values(voiced.question, values, questionnaire), "given_by": whose if values else None}
            for values, whose in said
        ],
    }


def _points(tenths: int | None) -> float | None:
    """Tenths of a point as JSON's number with one decimal: exact in decimal, the nearest binary float on reading."""
    return tenths / 10 if tenths is not None else None


def _reading(reading: Reading, questionnaire: Questionnaire) -> dict[str, Json]:
    return {
        "question": reading.question,
        "answer": _values(reading.question, reading.values, questionnaire),
        "index": reading.index,
        "state": reading.state.value,
    }


def _values(identifier: str, values: tuple[str, ...], questionnaire: Questionnaire) -> Json:
    """As they are written in a request: a list for boxes, a text otherwise, null when skipped."""
    question = questionnaire.question(identifier)
    if question is not None and question.multiple:
        return list(values) if values else None
    return values[0] if values else None
