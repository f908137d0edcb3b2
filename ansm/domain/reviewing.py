"""What became of each former answer in a new diagnostic: changed, known better, not reviewed yet, or asked only now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ansm.domain.answers import Answer, Answers
from ansm.domain.journey import Journey
from ansm.domain.questionnaire import DONT_KNOW, Question
from ansm.domain.taking_over import Unfit, take_over


class Cause(StrEnum):
    """What a difference between two diagnostics comes from, in the order in which one walks from one to the other.

    QUESTIONNAIRE: other questions, options or scales, and the answers to what was not asked then. WEIGHTS: the numbers
    that make priorities. LAW: obligations written, or in force, since. PLACE: what is known of the territory besides
    answers. TERRITORY: an answer that is another. KNOWLEDGE: one that was unknown, or is now. UNREVIEWED: a former
    answer that nobody has confirmed or changed yet, which counts no longer.
    """

    QUESTIONNAIRE = "questionnaire"
    WEIGHTS = "weights"
    LAW = "law"
    PLACE = "place"
    TERRITORY = "territory"
    KNOWLEDGE = "knowledge"
    UNREVIEWED = "unreviewed"


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """A question of today answered otherwise than then. `before` is empty when it had no answer that fits today."""

    question: Question
    before: tuple[str, ...]
    after: tuple[str, ...]
    cause: Cause


@dataclass(frozen=True)
class Review:
    """The former answers as today's questionnaire reads them, then with each kind of today's answers put over them."""

    asked_anew: Answers
    changed_there: Answers
    known_better: Answers
    changed: tuple[AnswerChange, ...]
    unfit: tuple[Unfit, ...]
    waiting: tuple[Question, ...]

    def unreviewed(self, journey: Journey) -> tuple[Question, ...]:
        """The questions whose former answer is neither confirmed nor changed, among those that apply in `journey`."""
        return tuple(each for each in self.waiting if journey.applies(each.id))


def review(former: Journey, new: Journey) -> Review:
    """What became of each answer of the former journey in the new one."""
    taken = take_over(new.questionnaire, former.answers)
    asked = {then.id for each in former.questionnaire.questions if (then := new.questionnaire.question(each.id))}
    shown = {then.id for each in former.questions if (then := new.questionnaire.question(each.id))}
    strangers = {each.question.id for each in taken.unfit if each.question is not None}
    changed = []
    for question in new.questionnaire.questions:
        before, after = taken.answers.chosen(question.id), new.answers.chosen(question.id)
        if not after or before == after:
            continue
        if question.id not in asked or question.id in strangers:
            cause = Cause.QUESTIONNAIRE
        elif not before:
            # Not asked then because of another answer: it is asked now because that answer changed.
            cause = Cause.KNOWLEDGE if question.id in shown else Cause.TERRITORY
        else:
            cause = Cause.KNOWLEDGE if DONT_KNOW in (*before, *after) else Cause.TERRITORY
        changed.append(AnswerChange(question, before, after, cause))
    asked_anew = _with(taken.answers, changed, Cause.QUESTIONNAIRE)
    changed_there = _with(asked_anew, changed, Cause.TERRITORY)
    return Review(
        asked_anew=asked_anew,
        changed_there=changed_there,
        known_better=_with(changed_there, changed, Cause.KNOWLEDGE),
        changed=tuple(changed),
        unfit=taken.unfit,
        waiting=tuple(
            each
            for each in new.questionnaire.questions
            if taken.answers.chosen(each.id) and not new.answers.chosen(each.id)
        ),
    )


def _with(answers: Answers, changed: list[AnswerChange], cause: Cause) -> Answers:
    return Answers((*answers.items, *(Answer(each.question.id, each.after) for each in changed if each.cause is cause)))
