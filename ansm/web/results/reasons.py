"""Decides how a need's place is justified: answers, six criteria to the point, interval, robustness, tipping answer."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain import action_words, say
from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic, NeedResult
from ansm.domain.handbook import Handbook
from ansm.domain.journey import Reading, State
from ansm.domain.priorities import Criterion
from ansm.domain.questionnaire import Question

CRITERIA = {
    Criterion.NEED: "Le besoin, d’après vos réponses",
    Criterion.OBLIGATION: "L’obligation légale",
    Criterion.RISK: "Le risque en cas d’incident",
    Criterion.IMPACT: "L’effet pour les habitants",
    Criterion.EASE: "La facilité",
    Criterion.WILL: "La volonté des élus",
}
SHOWS = ("tout va bien", "presque tout est fait", "en partie fait", "reste surtout à faire", "tout reste à faire")
ORDERED = (Band.FIRST, Band.NEXT, Band.LATER)
CAUTIOUS = "compté avec prudence, en attendant"
STATES = {
    State.DONT_KNOW: "Je ne sais pas",
    State.SKIPPED: "Pas encore de réponse",
}
SOLID = (
    "Place solide : elle reste la même quand on change un peu l’importance de chaque critère (une douzaine d’essais)."
)
DEBATABLE = (
    "Place à discuter : elle change quand on change un peu l’importance d’un critère. "
    "Parlez-en entre vous avant de décider."
)


@dataclass(frozen=True)
class TraceLine:
    """An answer behind a need, and what it shows."""

    question: str
    answer: str
    shows: str


@dataclass(frozen=True)
class CriterionLine:
    """A criterion: its value (0–100), its weight, and the points it brings, all as texts."""

    label: str
    value: str
    weight: str
    points: str


@dataclass(frozen=True)
class Reasons:
    """All that can be opened under « Pourquoi ». Empty texts are not shown."""

    trace: tuple[TraceLine, ...]
    criteria: tuple[CriterionLine, ...]
    total_weight: str
    total: str
    inherited: str
    interval: str
    robustness: str
    tipping: str


def reasons(result: NeedResult, diagnostic: Diagnostic) -> Reasons:
    """The justification of one need."""
    handbook = diagnostic.handbook
    ordered = result.band in ORDERED
    return Reasons(
        trace=tuple(_line(reading, handbook) for reading in result.assessment.readings),
        criteria=tuple(
            CriterionLine(CRITERIA[each.criterion], str(each.value), str(each.weight), action_words.points(each.tenths))
            for each in result.contributions
        )
        if ordered
        else (),
        total_weight=str(sum(each.weight for each in result.contributions)),
        total=action_words.points(result.own_tenths or 0) if ordered else "",
        inherited=_inherited(result, handbook) if ordered else "",
        interval=_interval(result),
        robustness="" if result.robust is None else SOLID if result.robust else DEBATABLE,
        tipping=_tipping(result, handbook),
    )


def answer_in_words(question: Question, values: tuple[str, ...]) -> str:
    """The labels chosen, in the order they were kept."""
    options = (question.option(value) for value in values)
    return ", ".join(option.label.removeprefix("…").strip() for option in options if option is not None)


def _line(reading: Reading, handbook: Handbook) -> TraceLine:
    question = handbook.questionnaire.question(reading.question)
    text = question.text if question else reading.question
    said = answer_in_words(question, reading.values) if question else ""
    if reading.state is State.CONTRADICTED:
        return TraceLine(text, said or STATES[State.SKIPPED], "en contradiction avec une autre réponse : à revoir")
    if reading.known and reading.index is not None:
        return TraceLine(text, said, SHOWS[reading.index])
    return TraceLine(text, STATES.get(reading.state, said), CAUTIOUS)


def _interval(result: NeedResult) -> str:
    """« entre 58 et 83 selon ce qui reste à vérifier », or that nothing is left to verify."""
    assessment = result.assessment
    if assessment.gap is None or assessment.gap_min is None or assessment.gap_max is None:
        return ""
    if assessment.known == assessment.applicable:
        return (
            f"L’écart, c’est-à-dire ce qui reste à faire, est de {assessment.gap} sur 100 : "
            "toutes les réponses sont connues."
        )
    return (
        f"L’écart, c’est-à-dire ce qui reste à faire, est estimé à {assessment.gap} sur 100 : "
        f"entre {assessment.gap_min} et {assessment.gap_max} selon ce qui reste à vérifier."
    )


def _inherited(result: NeedResult, handbook: Handbook) -> str:
    if result.inherited_from is None or result.tenths is None:
        return ""
    heir = handbook.need(result.inherited_from).label
    return f"Ce besoin prend la priorité de {say.quoted(heir)}, qui en dépend : {action_words.points(result.tenths)}."


def _tipping(result: NeedResult, handbook: Handbook) -> str:
    """« Si vous répondiez « Oui » à « … », ce besoin passerait dans « Ensuite » »."""
    tipping = result.tipping
    question = handbook.questionnaire.question(tipping.question) if tipping else None
    if tipping is None or question is None:
        return ""
    condition = (
        f"Si vous répondiez {say.quoted(answer_in_words(question, tipping.values))} à {say.quoted(question.text)}, "
    )
    return condition + _effect(tipping.band)


def _effect(band: Band | None) -> str:
    if band is None:
        return "ce besoin ne serait plus à traiter."
    return f"ce besoin passerait dans {say.quoted(action_words.BANDS[band])}."
