"""Decides how each criterion is explained: its weight, its meaning, how its value is found, an everyday example."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain import say
from ansm.domain.action_words import effort, points
from ansm.domain.handbook import Handbook
from ansm.domain.needs import Need
from ansm.domain.obligations import POINTS_PER_INDEX
from ansm.domain.priorities import Criterion, Score, contributions
from ansm.domain.questionnaire import HIGHEST_INDEX, Effect, Question
from ansm.domain.say import joined, quoted
from ansm.web.calculation.words import reaching
from ansm.web.results.reasons import CRITERIA

FULL = 100
MEANINGS = {
    Criterion.NEED: "Ce qui manque chez vous, d’après vos réponses : c’est l’écart.",
    Criterion.OBLIGATION: "Ce que la loi demande et que vos réponses ne montrent pas encore.",
    Criterion.RISK: "Ce qui peut arriver de grave si rien n’est fait, en proportion de l’écart.",
    Criterion.IMPACT: "Ce que les habitants y gagnent.",
    Criterion.EASE: "Moins l’action demande de temps, plus elle compte.",
    Criterion.WILL: "Ce que l’équipe veut faire avancer.",
}

PLACES = ("premier", "deuxième", "troisième")


@dataclass(frozen=True)
class CriterionView:
    """One criterion. `weight` is said in words; `share` is its part of the whole, in percent, for the drawing."""

    name: str
    weight: str
    share: int
    meaning: str
    value: str
    example: str


@dataclass(frozen=True)
class WorkedLine:
    """One line of the worked example: a value, a weight, and the points it brings."""

    name: str
    value: str
    weight: str
    brings: str


@dataclass(frozen=True)
class Worked:
    """A priority computed in full, on a need of the handbook."""

    situation: str
    lines: tuple[WorkedLine, ...]
    total: str


def criteria(handbook: Handbook) -> tuple[CriterionView, ...]:
    """The criteria, in the order they are printed everywhere."""
    whole = sum(weight for _, weight in handbook.weighting.weights)
    return tuple(
        CriterionView(
            name=CRITERIA[name],
            weight=f"{say.count(weight, 'part', 'parts')} sur {whole}",
            share=FULL * weight // whole,
            meaning=MEANINGS[name],
            value=_value(name, handbook),
            example=_example(name, handbook),
        )
        for name, weight in handbook.weighting.weights
    )


def worked(handbook: Handbook) -> Worked:
    """The gravest need, when everything is left to do and the team did not choose it."""
    need = gravest(handbook)
    obligation = FULL if handbook.laws[need.id] else 0
    score = Score(
        need, FULL, obligation, need.severity, need.impact, handbook.weighting.ease(need.effort), 0, True, True
    )
    weights = handbook.weighting.weights
    return Worked(
        situation=f"{quoted(need.label)}, quand tout reste à faire et que les élus ne l’ont pas choisi.",
        lines=tuple(
            WorkedLine(CRITERIA[each.criterion], str(each.value), str(each.weight), points(each.tenths))
            for each in contributions(score, weights)
        ),
        total=points(score.tenths(weights)),
    )


def gravest(handbook: Handbook) -> Need:
    """The need whose neglect is the most serious; the first one written on a tie."""
    return max(handbook.needs, key=lambda need: need.severity)


def _value(name: Criterion, handbook: Handbook) -> str:
    weighting = handbook.weighting
    match name:
        case Criterion.NEED:
            return f"De 0 (rien à faire) à {FULL} (tout reste à faire)."
        case Criterion.OBLIGATION:
            return (
                f"{POINTS_PER_INDEX} points par degré, d’après la réponse la moins bonne parmi celles qui vérifient "
                "l’obligation. Zéro quand aucune ne s’applique à votre collectivité."
            )
        case Criterion.RISK:
            return "La gravité fixée pour ce besoin, multipliée par l’écart."
        case Criterion.IMPACT:
            return (
                f"Une valeur fixée pour chaque besoin, plus {weighting.impact_bonus} points, sans dépasser {FULL}, si "
                f"la demande qui lui correspond est cochée{_asked(handbook, Effect.IMPACT)}."
            )
        case Criterion.EASE:
            steps = [f"{worth} points {reaching(limit)}" for limit, worth in weighting.ease_steps]
            return f"{', '.join(steps)}. Au-delà, {weighting.ease_otherwise}."
        case Criterion.WILL:
            ranks = [f"{worth} points en {place}" for place, worth in _ranked(weighting.will_ranks)]
            return f"{joined(ranks)}, d’après votre réponse{_asked(handbook, Effect.WILL)}. Sinon, zéro."


def _ranked(worths: tuple[int, ...]) -> list[tuple[str, int]]:
    return [
        (PLACES[place] if place < len(PLACES) else f"rang {place + 1}", worth) for place, worth in enumerate(worths)
    ]


def _asked(handbook: Handbook, effect: Effect) -> str:
    question = next((each for each in handbook.questionnaire.questions if each.effect is effect), None)
    return f" à la question {quoted(question.text)}" if question else ""


def _example(name: Criterion, handbook: Handbook) -> str:
    match name:
        case Criterion.NEED:
            return _gap_example(handbook)
        case Criterion.OBLIGATION:
            return _law_example(handbook)
        case Criterion.RISK:
            low = min(handbook.needs, key=lambda need: need.severity)
            return _pair("gravité", gravest(handbook), gravest(handbook).severity, low, low.severity)
        case Criterion.IMPACT:
            high = max(handbook.needs, key=lambda need: need.impact)
            low = min(handbook.needs, key=lambda need: need.impact)
            return _pair("effet", high, high.impact, low, low.impact)
        case Criterion.EASE:
            short = min(handbook.needs, key=lambda need: need.effort)
            long = max(handbook.needs, key=lambda need: need.effort)
            least, most = effort(short.effort).lower(), effort(long.effort).lower()
            return f"{quoted(short.label)} demande {least} ; {quoted(long.label)}, {most}."
        case Criterion.WILL:
            return _will_example(handbook)


def _pair(what: str, one: Need, value: int, other: Need, value_other: int) -> str:
    """Two needs far apart, so that a number means something."""
    return f"{quoted(one.label)} a pour {what} {value} sur {FULL} ; {quoted(other.label)}, {value_other}."


def _gap_example(handbook: Handbook) -> str:
    for need in sorted(handbook.needs, key=lambda need: -need.severity):
        for identifier, _ in handbook.feeds.get(need.id, ()):
            question = handbook.questionnaire.question(identifier)
            if question is None or question.aggregation or not (found := _extremes(question)):
                continue
            best, worst = found
            return f"{quoted(question.text)} Répondre « {worst} » laisse tout à faire ; « {best} », rien."
    return ""


def _extremes(question: Question) -> tuple[str, str] | None:
    by_index = {option.index: option.label for option in reversed(question.options) if not option.dont_know}
    best, worst = by_index.get(0), by_index.get(HIGHEST_INDEX)
    return (best, worst) if best and worst else None


def _law_example(handbook: Handbook) -> str:
    for obligation in handbook.obligations:
        for identifier in obligation.questions:
            question = handbook.questionnaire.question(identifier)
            if question and obligation.need and (found := _extremes(question)):
                return (
                    f"{quoted(obligation.label)} est demandé par la loi. Répondre « {found[1]} » donne "
                    f"{POINTS_PER_INDEX * HIGHEST_INDEX} points au besoin "
                    f"{quoted(handbook.need(obligation.need).label)}."
                )
    return ""


def _will_example(handbook: Handbook) -> str:
    for question in handbook.questionnaire.questions:
        for option in question.options if question.effect is Effect.WILL else ():
            if option.needs:
                need = handbook.need(option.needs[0])
                return f"Citer « {option.label} » en premier fait monter {quoted(need.label)}."
    return ""
