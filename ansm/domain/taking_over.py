"""Decides what of answers given to another questionnaire still fits this one, and why the rest does not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ansm.domain.answers import Answer, Answers, validate
from ansm.domain.questionnaire import Question, Questionnaire
from ansm.errors import InvalidAnswer


class Misfit(StrEnum):
    """Why an answer does not fit this questionnaire."""

    NO_QUESTION = "no_question"
    NO_OPTION = "no_option"
    OTHER_RULES = "other_rules"


@dataclass(frozen=True, slots=True)
class Unfit:
    """An answer that does not fit. `question` is the one asked here, None when there is none any more."""

    answer: Answer
    question: Question | None
    why: Misfit


@dataclass(frozen=True, slots=True)
class TakenOver:
    """The answers under the names that this questionnaire gives to questions and options, and those that do not fit."""

    answers: Answers
    unfit: tuple[Unfit, ...]


def take_over(questionnaire: Questionnaire, answers: Answers) -> TakenOver:
    """These answers as this questionnaire reads them; former names are understood."""
    kept, unfit = [], []
    for answer in answers.items:
        question = questionnaire.question(answer.question)
        fitting = None if question is None else fitted(question, answer.values)
        if fitting is not None:
            kept.append(fitting)
        else:
            unfit.append(Unfit(answer, question, misfit(question, answer.values)))
    return TakenOver(Answers(tuple(kept)), tuple(unfit))


def fitted(question: Question, values: tuple[str, ...]) -> Answer | None:
    """The answer that these values give to the question, None when they are not one."""
    try:
        return validate(question, values)
    except InvalidAnswer:
        return None


def misfit(question: Question | None, values: tuple[str, ...]) -> Misfit:
    """Why these values are no answer to the question."""
    if question is None:
        return Misfit.NO_QUESTION
    unknown = any(question.option(value) is None for value in values)
    return Misfit.NO_OPTION if unknown else Misfit.OTHER_RULES
