"""Everything read from the tree, each thing with its place, before it is checked as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ansm.content.faults import Entry
from ansm.content.themes import AskedQuestion
from ansm.domain.glossary import Term
from ansm.domain.handbook import Flag
from ansm.domain.needs import Need
from ansm.domain.obligations import Obligation
from ansm.domain.orientation import Orientation
from ansm.domain.partners import Partners
from ansm.domain.priorities import Weighting
from ansm.domain.questionnaire import Contradiction, Question, Theme
from ansm.domain.recommendations import Service
from ansm.domain.withheld import Withheld


@dataclass(frozen=True)
class Draft:
    """The parts of a Handbook, in the editors' order, with the files and keys they come from."""

    themes: tuple[Entry[Theme], ...]
    questions: tuple[Entry[AskedQuestion], ...]
    needs: tuple[Entry[Need], ...]
    flags: tuple[Entry[Flag], ...]
    contradictions: tuple[Entry[Contradiction], ...]
    obligations: tuple[Entry[Obligation], ...]
    orientations: tuple[Entry[Orientation], ...]
    services: tuple[Entry[Service], ...]
    weighting: Weighting
    terms: tuple[Entry[Term], ...]
    partners: Partners | None
    withheld: Withheld | None

    @cached_property
    def by_id(self) -> dict[str, Question]:
        """The questions under their current identifiers."""
        return {entry.value.question.id: entry.value.question for entry in self.questions}

    @cached_property
    def by_alias(self) -> dict[str, str]:
        """Former identifiers of questions and what they became."""
        return {alias: name for name, question in self.by_id.items() for alias in question.aliases}
