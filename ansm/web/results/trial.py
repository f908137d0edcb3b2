"""Decides which questions « Et si… ? » lets one answer otherwise, and how each reads before and after the try."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain import say
from ansm.domain.answers import Answer
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.handbook import Handbook
from ansm.domain.journey import Journey
from ansm.domain.questionnaire import Option, Question
from ansm.domain.what_if import WhatIf
from ansm.web.results.asking import question_link
from ansm.web.results.effects import Effect, effect
from ansm.web.results.reasons import answer_in_words

ABOUT_NEED, ABOUT_THEME = "besoin:", "theme:"
NO_ANSWER = "Vous n’avez pas encore répondu."
AS_IS = Effect("C’est votre vraie réponse : rien ne change.")
BACK = Effect("Vous êtes revenu à vos vraies réponses.")


@dataclass(frozen=True)
class Choice:
    """An entry of the list of themes."""

    value: str
    label: str


@dataclass(frozen=True)
class TrialOption:
    """One possible answer. `identifier` names its control, `rank` tells its place where the order counts."""

    identifier: str
    value: str
    label: str
    checked: bool
    rank: str


@dataclass(frozen=True)
class TrialQuestion:
    """A question to answer otherwise. `tried` is the one whose effect is told; `address` is where to keep it."""

    id: str
    group: str
    text: str
    hint: str
    current: str
    multiple: bool
    options: tuple[TrialOption, ...]
    tried: bool
    told: Effect
    address: str


@dataclass(frozen=True)
class Attempt:
    """What is being tried on which question. `found` is None once one is back to the real answer."""

    answer: Answer
    found: WhatIf | None
    refusal: str = ""


def themes_to_try(diagnostic: Diagnostic) -> tuple[Choice, ...]:
    """The themes that ask this territory something."""
    return tuple(
        Choice(f"{ABOUT_THEME}{theme.id}", theme.label)
        for theme in diagnostic.handbook.questionnaire.themes
        if diagnostic.journey.of_theme(theme.id)
    )


def questions_about(about: str, handbook: Handbook, journey: Journey) -> tuple[Question, ...]:
    """The applicable questions behind a need, or of a theme, in the editors' order; none for anything else."""
    if about.startswith(ABOUT_THEME):
        return journey.of_theme(about.removeprefix(ABOUT_THEME))
    need = about.removeprefix(ABOUT_NEED) if about.startswith(ABOUT_NEED) else ""
    behind = {name for name, _ in handbook.feeds.get(need, ())}
    behind.update(name for law in handbook.laws.get(need, ()) for name in law.questions)
    return tuple(question for question in journey.questions if question.id in behind)


def toggled(question: Question, chosen: tuple[str, ...], value: str) -> tuple[str, ...]:
    """The values once this option is ticked, or unticked: one alone where the question or the option wants it."""
    alone = {option.value for option in question.options if option.exclusive or option.dont_know}
    if not question.multiple or value in alone - set(chosen):
        return (value,)
    if value in chosen:
        return tuple(each for each in chosen if each != value)
    return (*(each for each in chosen if each not in alone), value)


def too_many(question: Question, values: tuple[str, ...]) -> str:
    """What to say when one box more than allowed was ticked."""
    if question.maximum is None or len(values) <= question.maximum:
        return ""
    return f"{question.maximum} réponses au plus : décochez-en une pour en choisir une autre."


def trial_question(question: Question, journey: Journey, attempt: Attempt | None) -> TrialQuestion:
    """A question as it reads in « Et si… ? »."""
    real = journey.chosen(question.id)
    tried = attempt if attempt and attempt.answer.question == question.id else None
    shown = tried.answer.values if tried else real
    return TrialQuestion(
        id=question.id,
        group=f"essai-{question.id}",
        text=question.text,
        hint=_hint(question),
        current=_current(question, real),
        multiple=question.multiple,
        options=tuple(_option(question, option, shown) for option in question.options),
        tried=tried is not None,
        told=_told(tried, real) if tried else Effect(),
        address=question_link(question).address if tried and tried.found and shown != real else "",
    )


def _told(attempt: Attempt, real: tuple[str, ...]) -> Effect:
    if attempt.refusal:
        return Effect(attempt.refusal)
    if attempt.found is None:
        return BACK
    return AS_IS if attempt.answer.values == real else effect(attempt.found)


def _hint(question: Question) -> str:
    if question.ordered and question.maximum:
        return f"{question.maximum} réponses au plus, dans l’ordre : cochez d’abord la plus importante."
    if question.maximum:
        return f"{question.maximum} réponses au plus."
    return "Plusieurs réponses possibles." if question.multiple else ""


def _current(question: Question, real: tuple[str, ...]) -> str:
    return f"Votre réponse : {say.quoted(answer_in_words(question, real))}." if real else NO_ANSWER


def _option(question: Question, option: Option, shown: tuple[str, ...]) -> TrialOption:
    place = shown.index(option.value) + 1 if option.value in shown else 0
    ranked = question.ordered and place and not option.exclusive
    return TrialOption(
        identifier=f"essai-{question.id}-{option.value}",
        value=option.value,
        label=option.label,
        checked=bool(place),
        rank=f"choix n° {place}" if ranked else "",
    )
