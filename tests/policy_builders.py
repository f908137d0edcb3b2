"""What editors decide besides questions and needs (law, weights, services, orientations), as small test values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from ansm.domain.conditions import ALWAYS, Condition
from ansm.domain.handbook import Flag, Handbook
from ansm.domain.needs import Need
from ansm.domain.obligations import Confidence, Obligation
from ansm.domain.orientation import Orientation
from ansm.domain.priorities import Weighting
from ansm.domain.questionnaire import Contradiction, Question
from ansm.domain.recommendations import Cost, Link, Maturity, Openness, Service
from ansm.domain.territory import Overseas
from tests.builders import TODAY, WEIGHTS, questionnaire, rule


def obligation(
    identifier: str = "regle",
    *questions: str,
    need: str | None = None,
    kinds: tuple[str, ...] = ("commune", "epci"),
    overseas: tuple[Overseas, ...] = (Overseas.NO, Overseas.DROM),
    threshold: int | None = None,
    operator: str = "<",
    condition: Condition = ALWAYS,
    since: date = date(2020, 1, 1),
    confidence: Confidence = Confidence.HIGH,
) -> Obligation:
    return Obligation(
        id=identifier,
        label=f"Obligation {identifier}",
        rule="La règle.",
        reference="CGCT",
        kinds=kinds,
        overseas=overseas,
        threshold=threshold,
        operator=operator,
        condition=condition,
        need=need,
        questions=questions,
        in_force_from=since,
        source="Légifrance",
        verified_on=TODAY,
        confidence=confidence,
    )


def weighting(**changed: object) -> Weighting:
    """The starting values of the decision model."""
    values: dict[str, object] = {
        "weights": WEIGHTS,
        "candidate_gap": 25,
        "candidate_obligation": 50,
        "reliability": 50,
        "impact_bonus": 25,
        "ease_steps": ((Fraction(1, 2), 100), (Fraction(2), 75), (Fraction(5), 50), (Fraction(15), 25)),
        "ease_otherwise": 0,
        "will_ranks": (100, 75, 50),
        "capacity_question": "PIL-05",
        "capacity": (("rien", 2), ("heures", 3), ("demi", 5), ("jour", 8)),
        "capacity_default": 3,
        "capacity_maximum": 8,
        "band_gap": 3,
        "band_window": 1,
        "budget_question": "PIL-06",
        "budget_ceilings": (),
        "status": "valeur de départ, à valider",
        "source": "exemple",
        "verified_on": TODAY,
    }
    return Weighting(**(values | changed))  # type: ignore[arg-type] # the keys are the fields, the values theirs


def service(
    identifier: str,
    *needs: str,
    kinds: tuple[str, ...] = ("commune", "epci"),
    active: bool = True,
    openness: Openness = Openness.OPEN,
    maturity: Maturity = Maturity.LASTING,
    needed_first: tuple[str, ...] = (),
    effort: str | None = None,
    departments: tuple[str, ...] = (),
    cost: Cost = Cost.FREE,
) -> Service:
    return Service(
        id=identifier,
        name=identifier.title(),
        theme="theme",
        summary="Un service.",
        url="https://exemple.fr/",
        owner="Un porteur",
        kinds=kinds,
        active=active,
        openness=openness,
        maturity=maturity,
        requirements=(),
        needed_first=needed_first,
        effort=Fraction(effort) if effort is not None else None,
        cost=cost,
        cost_detail="",
        cost_source="",
        departments=departments,
        form_url="",
        statistics_url="",
        source_code_url="",
        licence="",
        contact="",
        warning="",
        confidence="haute",
        sources=("exemple",),
        verified_on=TODAY,
        aliases=(),
        links=tuple(Link(need, f"Répond à {need}.") for need in needs),
    )


def orientation(identifier: str, condition: Condition = ALWAYS) -> Orientation:
    return Orientation(identifier, identifier.title(), "Vers qui se tourner.", condition, (), "exemple", TODAY)


def flag(identifier: str, need: str, condition: Condition) -> Flag:
    return Flag(identifier, f"Attention : {identifier}", "Pourquoi.", need, condition)


def handbook(
    *questions: Question,
    needs: Iterable[Need] = (),
    obligations: Iterable[Obligation] = (),
    services: Iterable[Service] = (),
    flags: Iterable[Flag] = (),
    orientations: Iterable[Orientation] = (),
    contradictions: Iterable[Contradiction] = (),
    weights: Weighting | None = None,
) -> Handbook:
    return Handbook(
        version="essai",
        published_on=TODAY,
        rules=(rule(),),
        questionnaire=questionnaire(*questions, contradictions=contradictions),
        needs=tuple(needs),
        flags=tuple(flags),
        obligations=tuple(obligations),
        weighting=weights or weighting(),
        services=tuple(services),
        orientations=tuple(orientations),
    )
