"""Everything the editors wrote that a decision needs, checked and frozen: one value, one version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ansm.domain.conditions import Condition, questions_in
from ansm.domain.eligibility import Rule
from ansm.domain.glossary import NO_GLOSSARY, Glossary
from ansm.domain.needs import Need, feeding
from ansm.domain.obligations import Obligation
from ansm.domain.orientation import Orientation
from ansm.domain.partners import Partners
from ansm.domain.priorities import Dependencies, Weighting
from ansm.domain.questionnaire import Effect, Questionnaire
from ansm.domain.recommendations import Service
from ansm.domain.withheld import Edition, Withheld


@dataclass(frozen=True, slots=True)
class Flag:
    """Something shown whatever the score, because no other quality makes up for it."""

    id: str
    label: str
    explanation: str
    need: str
    condition: Condition


@dataclass(frozen=True)
class Handbook:
    """The content of `questions/`. `version` is the editors' number followed by a checksum of the tree.

    A content older than the glossary, than the page for partners or than the rule of what is withheld has none.
    `edition` is the publishable one once what is withheld was removed (publication.py).
    """

    version: str
    published_on: date
    rules: tuple[Rule, ...]
    questionnaire: Questionnaire
    needs: tuple[Need, ...]
    flags: tuple[Flag, ...]
    obligations: tuple[Obligation, ...]
    weighting: Weighting
    services: tuple[Service, ...]
    orientations: tuple[Orientation, ...]
    glossary: Glossary = NO_GLOSSARY
    partners: Partners | None = None
    withheld: Withheld | None = None
    edition: Edition = Edition.INTERNAL

    @cached_property
    def feeds(self) -> dict[str, tuple[tuple[str, int], ...]]:
        """For each need, the questions that feed it and their weights."""
        return feeding(self.questionnaire.questions)

    @cached_property
    def dependencies(self) -> Dependencies:
        """What the prerequisites imply."""
        return Dependencies.of(self.needs)

    @cached_property
    def boosts(self) -> dict[Effect, dict[str, tuple[tuple[str, str], ...]]]:
        """For each effect and need, the (question, option) pairs that trigger it."""
        found: dict[Effect, dict[str, list[tuple[str, str]]]] = {effect: {} for effect in Effect}
        for question in self.questionnaire.questions:
            if question.effect is None:
                continue
            for option in question.options:
                for need in option.needs:
                    found[question.effect].setdefault(need, []).append((question.id, option.value))
        return {effect: {need: tuple(pairs) for need, pairs in by.items()} for effect, by in found.items()}

    @cached_property
    def laws(self) -> dict[str, tuple[Obligation, ...]]:
        """For each need, the obligations it answers."""
        return {need.id: tuple(each for each in self.obligations if each.need == need.id) for need in self.needs}

    @cached_property
    def touches(self) -> dict[str, tuple[Need, ...]]:
        """For each question, every need whose score its answer may change, through whatever it reaches."""
        by_question: dict[str, set[str]] = {}
        for question in self.questionnaire.questions:
            boosted = {need for option in question.options for need in option.needs} if question.effect else set()
            by_question[question.id] = {feed.need for feed in question.feeds} | boosted
        for obligation in self.obligations:
            if obligation.need is not None:
                for name in (*obligation.questions, *questions_in(obligation.condition)):
                    by_question.setdefault(name, set()).add(obligation.need)
        found = {}
        for name, reached in self.questionnaire.reach.items():
            needs = set().union(*(by_question.get(other, set()) for other in reached))
            found[name] = tuple(need for need in self.needs if need.id in needs)
        return found

    def need(self, identifier: str) -> Need:
        """The need of that identifier; KeyError when the caller invented it."""
        return self._needs[identifier]

    @cached_property
    def _needs(self) -> dict[str, Need]:
        return {need.id: need for need in self.needs}
