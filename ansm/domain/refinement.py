"""Which theme to refine first: the one whose missing answers could change what to do first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ansm.domain.answers import Answer
from ansm.domain.bands import Band
from ansm.domain.handbook import Handbook
from ansm.domain.questionnaire import Question
from ansm.domain.revision import Revision
from ansm.domain.standing import Standing
from ansm.domain.tipping import alternatives, contradicts


@dataclass(frozen=True, slots=True)
class Refinement:
    """A theme with so many questions `left`, of which so many are `decisive`: an answer could change the first band."""

    theme: str
    left: int
    decisive: int


def themes_to_refine(standing: Standing, handbook: Handbook, on: date) -> tuple[Refinement, ...]:
    """The themes with applicable questions left: first those with the most decisive ones, then the editors' order.

    An answer is considered as for the tipping answer: each known option, one box, nothing that contradicts another.
    """
    revision = Revision(standing, handbook, on)
    waiting: dict[str, list[bool]] = {}
    for question in standing.journey.unanswered():
        waiting.setdefault(question.theme, []).append(decisive(question, standing, revision))
    found = [
        Refinement(theme.id, len(waiting[theme.id]), sum(waiting[theme.id]))
        for theme in handbook.questionnaire.themes
        if theme.id in waiting
    ]
    return tuple(sorted(found, key=lambda each: -each.decisive))


def decisive(question: Question, standing: Standing, revision: Revision) -> bool:
    """Whether some answer to a question left would change the set of needs to meet first."""
    first = _first(standing.bands)
    for values in alternatives(question, ()):
        changed = standing.journey.changed(Answer(question.id, values))
        if (
            not contradicts(changed, standing.journey, question)
            and _first(revision.bands(question.id, changed)) != first
        ):
            return True
    return False


def _first(bands: dict[str, Band]) -> frozenset[str]:
    return frozenset(need for need, band in bands.items() if band is Band.FIRST)
