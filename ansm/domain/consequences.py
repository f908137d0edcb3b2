"""Decides what would tell something withheld: every question, need, flag or rule that looks at it, however far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from ansm.domain.conditions import ChoiceAmong, Condition, IndexAtLeast, leaves
from ansm.domain.handbook import Handbook
from ansm.domain.questionnaire import Question
from ansm.domain.withheld import OptionName, Withheld

FEWEST_OPTIONS = 2
Name = TypeVar("Name")


def consequences(withheld: Withheld, handbook: Handbook) -> Withheld:
    """The same with everything that would tell what is withheld, until nothing more would.

    For a content that `ansm check` accepts, it adds nothing: the editors named it all.
    """
    while True:
        more = _one_step(withheld, handbook)
        if more == withheld:
            return withheld
        withheld = more


def partly_fed(withheld: Withheld, handbook: Handbook) -> dict[str, tuple[str, ...]]:
    """For each need that stays, the withheld questions that feed it, when there are some."""
    found = {
        need.id: tuple(name for name, _ in handbook.feeds.get(need.id, ()) if name in withheld.questions)
        for need in handbook.needs
        if need.id not in withheld.needs
    }
    return {need: names for need, names in found.items() if names}


def _one_step(withheld: Withheld, handbook: Handbook) -> Withheld:
    """What looks at something withheld is withheld; so is a need they feed that nobody reworded."""

    def told_by(condition: Condition) -> bool:
        return looks_at(condition, withheld)

    reworded = {each.need for each in withheld.reworded}
    partial = partly_fed(withheld, handbook)
    asked = handbook.questionnaire
    return replace(
        withheld,
        questions=_with(withheld.questions, (each.id for each in asked.questions if _tells(each, withheld))),
        needs=_with(
            withheld.needs,
            (
                need
                for need, names in partial.items()
                if need not in reworded or len(names) == len(handbook.feeds[need])
            ),
        ),
        options=_with(
            withheld.options,
            (
                name
                for question in asked.questions
                for option in question.options
                if set(option.needs) & set(withheld.needs)
                and (name := OptionName(question.id, option.value)) not in withheld.kept_options
                and question.id not in withheld.questions
            ),
        ),
        flags=_with(
            withheld.flags,
            (each.id for each in handbook.flags if each.need in withheld.needs or told_by(each.condition)),
        ),
        obligations=_with(
            withheld.obligations,
            (
                each.id
                for each in handbook.obligations
                if each.need in withheld.needs
                or set(each.questions) & set(withheld.questions)
                or told_by(each.condition)
            ),
        ),
        contradictions=_with(
            withheld.contradictions,
            (
                each.id
                for each in asked.contradictions
                if set(each.questions) & set(withheld.questions) or told_by(each.condition)
            ),
        ),
        orientations=_with(
            withheld.orientations, (each.id for each in handbook.orientations if told_by(each.condition))
        ),
    )


def looks_at(condition: Condition, withheld: Withheld) -> bool:
    """Whether a condition looks at a withheld question, or at a withheld answer of another."""
    partly = {each.question for each in withheld.options}
    for leaf in leaves(condition):
        if isinstance(leaf, ChoiceAmong | IndexAtLeast) and leaf.question in withheld.questions:
            return True
        if isinstance(leaf, IndexAtLeast) and leaf.question in partly:
            return True
        if isinstance(leaf, ChoiceAmong) and any(
            OptionName(leaf.question, value) in withheld.options for value in leaf.values
        ):
            return True
    return False


def _tells(question: Question, withheld: Withheld) -> bool:
    """Whether the question is of a withheld theme, or is asked, or rated, according to something withheld."""
    if question.theme in withheld.themes:
        return True
    left = [each for each in question.options if OptionName(question.id, each.value) not in withheld.options]
    cases = (case.condition for option in question.options for case in option.index_cases)
    return len(left) < FEWEST_OPTIONS or any(looks_at(each, withheld) for each in (question.condition, *cases))


def _with(names: tuple[Name, ...], more: Iterable[Name]) -> tuple[Name, ...]:
    return tuple(dict.fromkeys((*names, *more)))
