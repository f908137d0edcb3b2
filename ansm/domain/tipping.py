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
from ansm.domain.standing import Standing, stand


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
    that would contradict another. The smallest change of index wins, then the questionnaire's order.
    """
    journey = standing.journey
    found: dict[str, tuple[int, Tipping]] = {}
    for question in journey.questions:
        needs = [need for need in _needs_of(question, handbook) if need in standing.bands]
        if not needs:
            continue
        for values in _alternatives(question, journey.chosen(question.id)):
            answers = journey.answers.with_answer(Answer(question.id, values))
            step = _step(journey, Journey(handbook.questionnaire, journey.territory, answers), question)
            if step is None or all(need in found and found[need][0] <= step for need in needs):
                continue
            changed = stand(handbook, journey.territory, answers, on)
            for need in needs:
                band = changed.bands.get(need)
                if band is not standing.bands[need] and (need not in found or step < found[need][0]):
                    found[need] = (step, Tipping(question.id, values, band))
    return {need: tipping for need, (_, tipping) in found.items()}


def _needs_of(question: Question, handbook: Handbook) -> tuple[str, ...]:
    fed = [feed.need for feed in question.feeds]
    ruled = [each.need for each in handbook.obligations if each.need and question.id in each.questions]
    return tuple(dict.fromkeys([*fed, *ruled]))


def _alternatives(question: Question, chosen: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
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


def _step(before: Journey, after: Journey, question: Question) -> int | None:
    """By how much the index moves; None when the change creates a contradiction."""
    if len(after.contradictions) > len(before.contradictions):
        return None
    old, new = before.reading(question.id), after.reading(question.id)
    if old is None or new is None or old.index is None or new.index is None:
        return HIGHEST_INDEX + 1
    return abs(old.index - new.index)
