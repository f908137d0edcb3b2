"""Decides what is told of each need: its questions degree by degree, its values and their source, what answers it."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain import say
from ansm.domain.action_words import effort
from ansm.domain.handbook import Handbook
from ansm.domain.needs import Need
from ansm.domain.questionnaire import HIGHEST_INDEX, Aggregation, AggregationMode, Effect, Question
from ansm.domain.recommendations import Openness, Service
from ansm.domain.say import joined, sentence
from ansm.web.calculation import words

AGGREGATIONS = {
    AggregationMode.MAX: "La moins bonne case cochée compte.",
    AggregationMode.MIN_PLUS_ONE_IF_SINGLE: ("La meilleure case cochée compte ; seule, elle compte un degré de plus."),
    AggregationMode.FOUR_MINUS_COUNT: "C’est le nombre de cases cochées qui compte.",
    AggregationMode.TABLE: "C’est le nombre de cases cochées qui compte, parmi",
}
STATES = (
    "Services ouverts à de nouvelles collectivités",
    "Services dont l’accueil est à confirmer",
    "Services fermés, jamais proposés",
)


@dataclass(frozen=True)
class Degree:
    """The answers that show the same thing."""

    shows: str
    answers: str


@dataclass(frozen=True)
class QuestionSheet:
    """A question that feeds a need. Empty texts are not shown."""

    text: str
    weight: str
    degrees: tuple[Degree, ...]
    note: str


@dataclass(frozen=True)
class ServiceGroup:
    """Names of services in the same state."""

    title: str
    names: str


@dataclass(frozen=True)
class NeedSheet:
    """Everything about one need."""

    id: str
    label: str
    values: str
    source: str
    questions: tuple[QuestionSheet, ...]
    boosts: tuple[str, ...]
    before: tuple[str, ...]
    obligations: tuple[str, ...]
    services: tuple[ServiceGroup, ...]
    without_digital: str


@dataclass(frozen=True)
class ThemeSheets:
    """The needs of one theme."""

    label: str
    needs: tuple[NeedSheet, ...]


def sheets(handbook: Handbook) -> tuple[ThemeSheets, ...]:
    """Every need, by theme, in the editors' order."""
    found = (
        ThemeSheets(theme.label, tuple(_sheet(need, handbook) for need in handbook.needs if need.theme == theme.id))
        for theme in handbook.questionnaire.themes
    )
    return tuple(group for group in found if group.needs)


def _sheet(need: Need, handbook: Handbook) -> NeedSheet:
    return NeedSheet(
        id=need.id,
        label=need.label,
        values=(
            f"Effet pour les habitants : {need.impact} sur 100. Gravité : {need.severity} sur 100. "
            f"Temps demandé : {effort(need.effort).lower()}."
        ),
        source=f"{sentence(need.status)} Source : {need.source}. Vérifié le {say.day(need.verified_on)}.",
        questions=tuple(_questions(need, handbook)),
        boosts=tuple(_boosts(need, handbook)),
        before=tuple(handbook.need(name).label for name in need.prerequisites),
        obligations=tuple(each.label for each in handbook.laws[need.id]),
        services=tuple(_services(need, handbook.services)),
        without_digital=sentence(need.without_digital),
    )


def _questions(need: Need, handbook: Handbook) -> list[QuestionSheet]:
    found = ((handbook.questionnaire.question(name), times) for name, times in handbook.feeds.get(need.id, ()))
    return [
        QuestionSheet(question.text, words.weight(times), _degrees(question), _note(question))
        for question, times in found
        if question is not None
    ]


def _degrees(question: Question) -> tuple[Degree, ...]:
    match question.aggregation:
        case Aggregation(mode=AggregationMode.TABLE, table=table):
            return _counted(table)
        case Aggregation(mode=AggregationMode.FOUR_MINUS_COUNT):
            return _counted(tuple(range(HIGHEST_INDEX, -1, -1)))
    known = [option for option in question.options if not option.dont_know]
    indexes = sorted({option.index for option in known}, key=lambda index: (index is None, index or 0))
    return tuple(
        Degree(words.degree(index), ", ".join(say.quoted(each.label) for each in known if each.index == index))
        for index in indexes
    )


def _counted(table: tuple[int, ...]) -> tuple[Degree, ...]:
    """What each number of ticked boxes shows, from the best."""
    last = len(table) - 1
    said = [f"{say.count(ticked, 'case', 'cases')}{' ou plus' if ticked == last else ''}" for ticked in range(last + 1)]
    return tuple(Degree(words.degree(index), name) for index, name in sorted(zip(table, said, strict=True)))


def _aggregated(question: Question) -> str:
    if question.aggregation is None:
        return ""
    counted = [say.quoted(each.label) for each in question.options if each.value in question.aggregation.counted]
    return (
        f"{AGGREGATIONS[question.aggregation.mode]} {joined(counted)}."
        if counted
        else AGGREGATIONS[question.aggregation.mode]
    )


def _note(question: Question) -> str:
    aggregated = _aggregated(question)
    varies = any(option.index_cases for option in question.options)
    cases = "Certaines réponses se lisent autrement selon vos autres réponses ou votre collectivité." if varies else ""
    return " ".join(part for part in (aggregated, cases, f"{words.dont_know(question)}.") if part)


def _boosts(need: Need, handbook: Handbook) -> list[str]:
    said = {Effect.WILL: "S’il est choisi par les élus", Effect.IMPACT: "S’il est cité à l’accueil"}
    found = []
    for effect, introduction in said.items():
        labels = []
        for name, value in handbook.boosts[effect].get(need.id, ()):
            question = handbook.questionnaire.question(name)
            option = question.option(value) if question else None
            labels += [say.quoted(option.label)] if option else []
        if labels:
            found.append(f"{introduction} : {', '.join(labels)}.")
    return found


def _services(need: Need, services: tuple[Service, ...]) -> list[ServiceGroup]:
    answering = [service for service in services if service.why_for(need.id) is not None]
    closed = [each for each in answering if not each.active or each.openness is Openness.CLOSED]
    others = [each for each in answering if each not in closed]
    states = (
        [each for each in others if each.openness is Openness.OPEN],
        [each for each in others if each.openness is not Openness.OPEN],
        closed,
    )
    return [
        ServiceGroup(title, ", ".join(each.name for each in found))
        for title, found in zip(STATES, states, strict=True)
        if found
    ]
