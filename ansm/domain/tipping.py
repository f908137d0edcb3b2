"""The smallest single change of answer that would move a need out of its band: what the result hangs on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ansm.domain.answers import Answer
from ansm.domain.bands import Band
from ansm.domain.handbook import Handbook
from ansm.domain.journey import Journey
from ansm.domain.questionnaire import HIGHEST_INDEX, Question
from ansm.domain.revision import Revision
from ansm.domain.standing import Standing


@dataclass(frozen=True, slots=True)
class Tipping:
    """If `question` were answered with `values`, the need would go to `band` (None: no longer a need)."""

    question: str
    values: tuple[str, ...]
    band: Band | None


def tipping_answers(standing: Standing, handbook: Handbook, on: date) -> dict[str, Tipping]:
    """For each need in a band, the tipping answer if one exists.

    Considered are the applicable questions that feed the need or test its obligation, and every other known
    answer to them: another option, or one box more or less. « Je ne sais pas » is not proposed, nor an answer
    that contradicts another. The smallest change of index wins, then the question's identifier.
    """
    journey = standing.journey
    revision = Revision(standing, handbook, on)
    found: dict[str, Tipping] = {}
    for question, values in _smallest_first(journey):
        needs = [need for need in _needs_of(question, handbook) if need in standing.bands and need not in found]
        if not needs:
            continue
        changed = journey.changed(Answer(question.id, values))
        if contradicts(changed, journey, question):
            continue
        bands = revision.bands(question.id, changed)
        for need in needs:
            if bands.get(need) is not standing.bands[need]:
                found[need] = Tipping(question.id, values, bands.get(need))
    return found


def _smallest_first(journey: Journey) -> list[tuple[Question, tuple[str, ...]]]:
    """Every other answer to the questions shown, from the one that changes an index least."""
    listed = []
    for question in journey.questions:
        reading = journey.reading(question.id)
        for values in alternatives(question, journey.chosen(question.id)):
            old, new = reading.index if reading else None, journey.index_of(question, values)
            step = HIGHEST_INDEX + 1 if old is None or new is None else abs(old - new)
            listed.append((step, question.id, values, question))
    return [(question, values) for _, _, values, question in sorted(listed, key=lambda each: each[:3])]


def contradicts(changed: Journey, before: Journey, question: Question) -> bool:
    """Whether another answer to the question would disagree with the others, in `changed`."""
    return any(each not in before.contradictions or question.id in each.questions for each in changed.contradictions)


def _needs_of(question: Question, handbook: Handbook) -> tuple[str, ...]:
    fed = [feed.need for feed in question.feeds]
    ruled = [each.need for each in handbook.obligations if each.need and question.id in each.questions]
    return tuple(dict.fromkeys([*fed, *ruled]))


def alternatives(question: Question, chosen: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every other known answer: another option, or one box more or less."""
    for option in question.options:
        if option.dont_know:
            continue
        if not question.multiple or option.exclusive:
            values: tuple[str, ...] = (option.value,)
        else:
            kept = {value for value in chosen if _combines(question, value)} ^ {option.value}
            values = tuple(each.value for each in question.options if each.value in kept)
        if values and values != chosen and (question.maximum is None or len(values) <= question.maximum):
            yield values


def _combines(question: Question, value: str) -> bool:
    option = question.option(value)
    return option is not None and not option.exclusive
