"""The order of the screens, and where a person comes back to."""

from __future__ import annotations

import pytest

from ansm.application import Application
from ansm.domain.answers import Answer, Answers
from ansm.domain.journey import Journey
from ansm.web.steps import PAUSE, step_to_resume, steps


def journey(installation: Application, *answers: Answer) -> Journey:
    """La Buisse with these answers."""
    territory = installation.standpoint("38061").territory
    return Journey(installation.handbook.questionnaire, territory, Answers(answers))


def everything(installation: Application, *, essential: bool) -> tuple[Answer, ...]:
    """An answer to each question that applies, « je ne sais pas » where it can be."""
    answers: tuple[Answer, ...] = ()
    while left := journey(installation, *answers).unanswered(essential_only=essential):
        values = [option.value for option in left[0].options]
        answers = (*answers, Answer(left[0].id, ("nsp" if "nsp" in values else values[0],)))
    return answers


def test_every_question_that_applies_is_on_exactly_one_screen(installation: Application) -> None:
    """None is asked twice, none is forgotten."""
    walk = journey(installation)
    shown = [question.id for step in steps(walk) for question in step.questions]
    assert sorted(shown) == sorted(question.id for question in walk.questions)


def test_the_short_path_comes_first_then_a_pause_then_the_rest(installation: Application) -> None:
    """A person may stop at the pause with a result."""
    screens = steps(journey(installation))
    pause = [step.id for step in screens].index(PAUSE)
    assert all(step.essential for step in screens[:pause])
    assert not any(step.essential for step in screens[pause:])


def test_a_first_visit_starts_at_the_first_screen(installation: Application) -> None:
    """Nothing was left yet."""
    assert step_to_resume(journey(installation), None).id == "court-profil"


def test_a_finished_theme_leads_to_the_next_one_that_is_not(installation: Application) -> None:
    """Themes that were skipped come back at the end."""
    essential = journey(installation).of_theme("connexion", essential_only=True)
    answers = [Answer(question.id, (question.options[0].value,)) for question in essential]
    resumed = step_to_resume(journey(installation, *answers), essential[-1].id)
    assert resumed.id == "court-identite"


@pytest.mark.parametrize("essential", [True, False])
def test_a_finished_path_leads_to_the_pause(installation: Application, essential: bool) -> None:
    """Where results are offered."""
    answers = everything(installation, essential=essential)
    assert step_to_resume(journey(installation, *answers), answers[-1].question).id == PAUSE


def test_an_answer_of_a_former_questionnaire_does_not_lose_the_visitor(installation: Application) -> None:
    """The last question may not exist any more."""
    assert step_to_resume(journey(installation), "ZZZ-99").id == "court-profil"
