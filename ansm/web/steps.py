"""Decides the order of the screens: essential questions of every theme, a pause, then the rest theme by theme."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain.journey import Journey
from ansm.domain.questionnaire import Question, Theme

PAUSE = "bilan"
SHORT = "court"
FURTHER = "plus"


@dataclass(frozen=True, slots=True)
class Step:
    """One screen: its questions that apply now. `theme` is None for the pause between the two paths."""

    id: str
    theme: Theme | None
    questions: tuple[Question, ...]
    unanswered: tuple[Question, ...]

    @property
    def essential(self) -> bool:
        """Whether the screen belongs to the short path."""
        return self.id.startswith(SHORT)


def steps(journey: Journey) -> tuple[Step, ...]:
    """Every screen that has something to ask this territory now, in order."""
    themes = journey.questionnaire.themes
    return (
        *(step for theme in themes if (step := _step(journey, theme, essential=True))),
        Step(PAUSE, None, (), ()),
        *(step for theme in themes if (step := _step(journey, theme, essential=False))),
    )


def step_to_resume(journey: Journey, last_question: str | None) -> Step:
    """The screen a person left: that of the last answer if it is not finished, else the next one with a question."""
    screens = steps(journey)
    left = next((i for i, s in enumerate(screens) if last_question in {q.id for q in s.questions}), 0)
    unfinished = (screen for screen in (*screens[left:], *screens[:left]) if screen.unanswered)
    # Having finished the short path is a place to stop at, before any question of the long one.
    candidate = next(unfinished, None)
    finished_short = not any(screen.unanswered for screen in screens if screen.essential)
    if candidate is None or (finished_short and screens[left].essential):
        return next(screen for screen in screens if screen.id == PAUSE)
    return candidate


def step_of(journey: Journey, question: str) -> Step | None:
    """The screen that asks this question now, None when it does not apply."""
    return next((step for step in steps(journey) if question in {each.id for each in step.questions}), None)


def _step(journey: Journey, theme: Theme, *, essential: bool) -> Step | None:
    questions = tuple(q for q in journey.of_theme(theme.id) if q.essential is essential)
    if not questions:
        return None
    unanswered = tuple(question for question in questions if not journey.chosen(question.id))
    return Step(f"{SHORT if essential else FURTHER}-{theme.id}", theme, questions, unanswered)
