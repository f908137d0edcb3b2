"""Which questions apply to this territory, what each answer weighs, and what is left: from the answers alone."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from ansm.domain.answers import Answer, Answers
from ansm.domain.conditions import holds
from ansm.domain.questionnaire import (
    DONT_KNOW,
    HIGHEST_INDEX,
    AggregationMode,
    Contradiction,
    Option,
    Question,
    Questionnaire,
)
from ansm.domain.territory import Kind, Territory


class State(StrEnum):
    """The states of an applicable question, never mixed (decision model, §2)."""

    KNOWN = "answered"
    DONT_KNOW = "dont_know"
    SKIPPED = "skipped"
    CONTRADICTED = "contradicted"
    NO_OBJECT = "no_object"


@dataclass(frozen=True, slots=True)
class Reading:
    """How one applicable question is read: its central index and the interval it leaves open.

    `index` is None for NO_OBJECT, which weighs nothing. For a known answer low = index = high.
    """

    question: str
    values: tuple[str, ...]
    state: State
    index: int | None
    low: int
    high: int

    @property
    def known(self) -> bool:
        """Whether the answer is exact."""
        return self.state is State.KNOWN


class Journey:
    """The walk through the questionnaire for one territory and one set of answers.

    It is the Situation that conditions look at. A hidden question keeps its answer, which weighs nothing.
    """

    def __init__(self, questionnaire: Questionnaire, territory: Territory, answers: Answers) -> None:
        self.questionnaire = questionnaire
        self.territory = territory
        self.answers = answers
        self._visible: dict[str, tuple[str, ...]] = {}
        self._readings: dict[str, Reading] = {}
        self._walk(questionnaire.in_dependency_order)

    def _walk(self, questions: Iterable[Question]) -> None:
        """Show or hide these questions, then look for contradictions."""
        self._contradicted: frozenset[str] = frozenset()
        for question in questions:
            if holds(question.condition, self):
                self._visible[question.id] = self.answers.chosen(question.id)
            else:
                self._visible.pop(question.id, None)
        self.contradictions: tuple[Contradiction, ...] = tuple(
            each for each in self.questionnaire.contradictions if holds(each.condition, self)
        )
        if self.contradictions:
            self._contradicted = frozenset(name for each in self.contradictions for name in each.questions)
            self._readings.clear()

    def changed(self, answer: Answer) -> Journey:
        """The journey with one answer replaced; only what that answer may reach is looked at again."""
        reached = self.questionnaire.reach.get(answer.question, frozenset())
        other = copy(self)
        other.__dict__.pop("questions", None)
        other.answers = self.answers.with_answer(answer)
        other._visible = self._visible.copy()
        # Readings under a contradiction are not those that decide what is shown: then they are all read again.
        kept = {} if self.contradictions else self._readings
        other._readings = {name: reading for name, reading in kept.items() if name not in reached}
        other._walk(question for question in self.questionnaire.in_dependency_order if question.id in reached)
        return other

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions shown, in the editors' order."""
        return tuple(question for question in self.questionnaire.questions if question.id in self._visible)

    # --- the situation conditions look at

    def chosen(self, question: str) -> tuple[str, ...]:
        """The visible values of a question."""
        return self._visible.get(question, ())

    def known_index(self, question: str) -> int | None:
        """The index of a visible, known answer."""
        reading = self.reading(question)
        return reading.index if reading and reading.known else None

    def fact(self, name: str) -> str | int | None:
        """The facts of the territory that conditions may name."""
        match name:
            case "nature":
                return "epci" if self.territory.kind is Kind.EPCI else "commune"
            case "population":
                return self.territory.inhabitants
            case "outre-mer":
                return self.territory.overseas.value
            case "forme":
                return self.territory.legal_form
            case _:
                return None

    # --- reading answers

    def applies(self, question: str) -> bool:
        """Whether the question is shown to this territory now."""
        return question in self._visible

    def reading(self, identifier: str) -> Reading | None:
        """How the question is read, None when it does not apply."""
        if identifier not in self._visible:
            return None
        if identifier not in self._readings:
            question = self.questionnaire.question(identifier)
            if question is None:
                return None
            self._readings[identifier] = self._read(question)
        return self._readings[identifier]

    def _read(self, question: Question) -> Reading:
        values = self._visible[question.id]
        cautious = question.cautious_index
        if question.id in self._contradicted:
            return Reading(question.id, values, State.CONTRADICTED, cautious, 0, HIGHEST_INDEX)
        if not values:
            return Reading(question.id, values, State.SKIPPED, cautious, 0, HIGHEST_INDEX)
        if DONT_KNOW in values:
            return Reading(question.id, values, State.DONT_KNOW, cautious, 0, HIGHEST_INDEX)
        index = self.index_of(question, values)
        if index is None:
            return Reading(question.id, values, State.NO_OBJECT, None, 0, 0)
        return Reading(question.id, values, State.KNOWN, index, index, index)

    def index_of(self, question: Question, values: tuple[str, ...]) -> int | None:
        """The index these values have or would have here, None when out of score."""
        options = tuple(option for option in question.options if option.value in values)
        indices = [index for index in map(self._option_index, options) if index is not None]
        if not indices:
            return None
        if question.aggregation is None:
            return max(indices)
        match question.aggregation.mode:
            case AggregationMode.MAX:
                return max(indices)
            case AggregationMode.MIN_PLUS_ONE_IF_SINGLE:
                return min(HIGHEST_INDEX, min(indices) + (1 if len(options) == 1 else 0))
            case AggregationMode.FOUR_MINUS_COUNT:
                ticked = sum(1 for option in options if not option.exclusive)
                return HIGHEST_INDEX - min(HIGHEST_INDEX, ticked)
            case AggregationMode.TABLE:
                ticked = sum(1 for option in options if option.value in question.aggregation.counted)
                return question.aggregation.table[ticked]

    def _option_index(self, option: Option) -> int | None:
        for case in option.index_cases:
            if holds(case.condition, self):
                return case.index
        return option.index

    # --- progress

    def of_theme(self, theme: str, *, essential_only: bool = False) -> tuple[Question, ...]:
        """The applicable questions of a theme, in order."""
        return tuple(
            question
            for question in self.questions
            if question.theme == theme and (question.essential or not essential_only)
        )

    def unanswered(self, *, essential_only: bool = False) -> tuple[Question, ...]:
        """The applicable questions without an answer; « je ne sais pas » is an answer."""
        return tuple(
            question
            for question in self.questions
            if not self._visible[question.id] and (question.essential or not essential_only)
        )

    def minutes_left(self, *, essential_only: bool = False) -> float:
        """The editors' estimate for what is not answered yet, in minutes."""
        return sum(question.minutes for question in self.unanswered(essential_only=essential_only))
