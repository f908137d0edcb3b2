"""Decides how « Affiner » reads: which themes to complete first, with the minutes that each takes."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.questionnaire import Question
from ansm.web import french, routes
from ansm.web.results.asking import QuestionLink, question_link

FIRST = "D’abord ceux qui peuvent changer vos premières actions"
ANY = "Commencez par celui que vous voulez"
SHOWN = 3  # themes in sight when none comes before the others


@dataclass(frozen=True)
class ThemeToRefine:
    """A theme with scored questions left; `can_change_first` tells that one may move the first actions."""

    theme: str
    label: str
    questions: tuple[Question, ...]
    can_change_first: bool

    @property
    def minutes(self) -> float:
        """The editors' estimate for what is left."""
        return sum(question.minutes for question in self.questions)


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


def refine(themes: tuple[ThemeToRefine, ...]) -> Refine:
    """The themes in the order they are given, those that can change the first actions in sight."""
    ahead = sum(1 for each in themes if each.can_change_first)
    shown = tuple(_theme(each) for each in sorted(themes, key=lambda each: not each.can_change_first))
    cut = ahead or SHOWN
    return Refine(
        introduction=_introduction(themes),
        title=FIRST if ahead else ANY,
        first=shown[:cut],
        others=shown[cut:],
        others_label=french.count(len(shown[cut:]), "autre thème à compléter", "autres thèmes à compléter"),
    )


def themes_to_refine(diagnostic: Diagnostic) -> tuple[ThemeToRefine, ...]:
    """The themes with something left, in the editors' order, and whether their questions reach a first action."""
    first = {result.need.id for result in diagnostic.in_band(Band.FIRST)}
    found = []
    for theme in diagnostic.handbook.questionnaire.themes:
        left = tuple(question for question in diagnostic.to_complete if question.theme == theme.id)
        if left:
            reached = {need.id for each in left for need in diagnostic.handbook.touches.get(each.id, ())}
            found.append(ThemeToRefine(theme.id, theme.label, left, bool(reached & first)))
    return tuple(found)


def _introduction(themes: tuple[ThemeToRefine, ...]) -> str:
    if not themes:
        return ""
    count = sum(len(each.questions) for each in themes)
    left = french.count(count, "question sans réponse peut", "questions sans réponse peuvent")
    time = french.minutes(sum(each.minutes for each in themes))
    return f"{left} encore changer le résultat : {time} en tout. Un thème à la fois suffit."


def _theme(each: ThemeToRefine) -> RefineTheme:
    size = french.count(len(each.questions), "question", "questions")
    return RefineTheme(
        label=each.label,
        size=f"{size}, {french.minutes(each.minutes)}",
        address=f"{routes.DIAGNOSTIC}?theme={each.theme}",
        questions=tuple(question_link(question) for question in each.questions),
    )
