"""What became of each former answer in a new diagnostic: changed, known better, not reviewed yet, or asked only now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ansm.domain.answers import Answer, Answers
from ansm.domain.journey import Journey
from ansm.domain.questionnaire import DONT_KNOW, Question
from ansm.domain.taking_over import Unfit, fitted, take_over


class Cause(StrEnum):
    """What a difference between two diagnostics comes from, in the order in which one walks from one to the other.

    QUESTIONNAIRE: other questions, options or scales, and the answers to what was not asked, or could not be answered
    so, then. WEIGHTS: the numbers that make priorities. LAW: obligations written, or in force, since. PLACE: what is
    known of the territory besides answers, and the answers to what is asked because of it. TERRITORY: an answer that is
    another. KNOWLEDGE: one that was unknown, or is now. UNREVIEWED: a former answer that nobody has confirmed or
    changed yet, which counts no longer.
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
    asked_there: Answers
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
    known = {then.id: each for each in former.questionnaire.questions if (then := new.questionnaire.question(each.id))}
    shown = {then.id for each in former.questions if (then := new.questionnaire.question(each.id))}
    strangers = {each.question.id for each in taken.unfit if each.question is not None}
    opened = _opened(former, new, taken.answers, known, strangers | shown)
    changed = []
    for question in new.questionnaire.questions:
        before, after = taken.answers.chosen(question.id), new.answers.chosen(question.id)
        if not after or before == after:
            continue
        then = known.get(question.id)
        if then is None or question.id in strangers or not _could_be_said(after, then, question):
            cause = Cause.QUESTIONNAIRE
        elif not before:
            cause = opened.get(question.id, Cause.KNOWLEDGE if question.id in shown else Cause.TERRITORY)
        else:
            cause = Cause.KNOWLEDGE if DONT_KNOW in (*before, *after) else Cause.TERRITORY
        changed.append(AnswerChange(question, before, after, cause))
    asked_anew = _with(taken.answers, changed, Cause.QUESTIONNAIRE)
    asked_there = _with(asked_anew, changed, Cause.PLACE)
    changed_there = _with(asked_there, changed, Cause.TERRITORY)
    return Review(
        asked_anew=asked_anew,
        asked_there=asked_there,
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


def _opened(
    former: Journey, new: Journey, taken: Answers, known: dict[str, Question], other: set[str]
) -> dict[str, Cause]:
    """What makes it possible to ask what was not asked then, when it is no answer of the territory.

    It is the questionnaire when these questions apply to the former answers at the former place, with the answers to
    questions that are new; the place when they do at that of today. `other` questions are not looked at.
    """
    hidden = [each for each in new.questionnaire.questions if each.id not in other and new.answers.chosen(each.id)]
    found: dict[str, Cause] = {}
    answers = Answers(
        (*taken.items, *(Answer(each.id, new.answers.chosen(each.id)) for each in hidden if each.id not in known))
    )
    hidden = [each for each in hidden if each.id in known and not taken.chosen(each.id)]
    for cause, territory in ((Cause.QUESTIONNAIRE, former.territory), (Cause.PLACE, new.territory)):
        asked: list[Question] | None = None
        while asked is None or asked:  # what is asked may make it possible to ask another
            journey = Journey(new.questionnaire, territory, answers)
            asked = [each for each in hidden if each.id not in found and journey.applies(each.id)]
            found |= dict.fromkeys((each.id for each in asked), cause)
            answers = Answers((*answers.items, *(Answer(each.id, new.answers.chosen(each.id)) for each in asked)))
    return found


def _could_be_said(values: tuple[str, ...], then: Question, today: Question) -> bool:
    """Whether these values of today's question were an answer to the question as it was asked then."""
    former = {named.value: each.value for each in then.options if (named := today.option(each.value)) is not None}
    return all(value in former for value in values) and fitted(then, tuple(former[each] for each in values)) is not None


def _with(answers: Answers, changed: list[AnswerChange], cause: Cause) -> Answers:
    return Answers((*answers.items, *(Answer(each.question.id, each.after) for each in changed if each.cause is cause)))
