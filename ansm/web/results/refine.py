"""Decides how « Affiner » reads: which themes to complete first, with the minutes that each takes."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain import say
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.questionnaire import Question
from ansm.domain.refinement import Refinement
from ansm.web import french, routes
from ansm.web.results.asking import QuestionLink, question_link

FIRST = "D’abord ceux qui peuvent changer vos premières actions"
ANY = "Commencez par celui que vous voulez"
SHOWN = 3  # themes in sight when none comes before the others


@dataclass(frozen=True)
class RefineTheme:
    """One theme: how much is left, the way to it, and its questions one by one."""

    label: str
    size: str
    address: str
    questions: tuple[QuestionLink, ...]


@dataclass(frozen=True)
class Refine:
    """The block: the themes to complete first, the others folded. No theme when nothing is left."""

    introduction: str
    title: str
    first: tuple[RefineTheme, ...]
    others: tuple[RefineTheme, ...]
    others_label: str


def refine(diagnostic: Diagnostic, refinement: tuple[Refinement, ...]) -> Refine:
    """The themes with questions that weigh in the result: those that can change the first actions in sight.

    They come in the order of the refinement; one it does not name comes last, in the editors' order.
    """
    left = _left(diagnostic)
    order = [each.theme for each in refinement if each.theme in left]
    decisive = {each.theme for each in refinement if each.decisive}
    ordered = [*order, *(theme for theme in left if theme not in order)]
    labels = {theme.id: theme.label for theme in diagnostic.handbook.questionnaire.themes}
    shown = tuple(_theme(theme, labels[theme], left[theme]) for theme in ordered)
    ahead = sum(1 for theme in ordered if theme in decisive)
    cut = ahead or SHOWN
    return Refine(
        introduction=_introduction(diagnostic.to_complete),
        title=FIRST if ahead else ANY,
        first=shown[:cut],
        others=shown[cut:],
        others_label=say.count(len(shown[cut:]), "autre thème à compléter", "autres thèmes à compléter"),
    )


def _left(diagnostic: Diagnostic) -> dict[str, tuple[Question, ...]]:
    found: dict[str, tuple[Question, ...]] = {}
    for question in diagnostic.to_complete:
        found[question.theme] = (*found.get(question.theme, ()), question)
    return found


def _introduction(questions: tuple[Question, ...]) -> str:
    if not questions:
        return ""
    left = say.count(len(questions), "question sans réponse peut", "questions sans réponse peuvent")
    return f"{left} encore changer le résultat : {_minutes(questions)} en tout. Un thème à la fois suffit."


def _theme(theme: str, label: str, questions: tuple[Question, ...]) -> RefineTheme:
    return RefineTheme(
        label=label,
        size=f"{say.count(len(questions), 'question', 'questions')}, {_minutes(questions)}",
        address=f"{routes.DIAGNOSTIC}?theme={theme}",
        questions=tuple(question_link(question) for question in questions),
    )


def _minutes(questions: tuple[Question, ...]) -> str:
    return french.minutes(sum(question.minutes for question in questions))
