"""Decides what the screen of a diagnostic says: where one is, what is left, what was saved, what disagrees."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ansm.application import File
from ansm.domain.journey import Journey
from ansm.web import french
from ansm.web.steps import PAUSE, Step, steps

SHORT_GROUP = "L’essentiel"
FURTHER_GROUP = "Aller plus loin"


@dataclass(frozen=True)
class ScreenLink:
    """One line of the list of themes."""

    id: str
    label: str
    progress: str
    done: bool
    current: bool


@dataclass(frozen=True)
class Screen:
    """What one screen shows. `visible` and `answers` are for the small script: identifiers, and a JSON object."""

    id: str = ""
    place: str = ""
    heading: str = ""
    introduction: str = ""
    visible: str = ""
    answers: str = "{}"
    previous: str = ""
    next: str = ""
    next_label: str = ""
    is_pause: bool = False
    essential: bool = True
    remaining: str = ""
    answered: int = 0
    total: int = 1
    further: str = ""
    further_step: str = ""
    missing_step: str = ""


def screen(file: File, wanted: str) -> Screen:
    """The screen of that step, or the first one when no such step applies any more."""
    journey = file.journey
    all_steps = steps(journey)
    place = next((i for i, step in enumerate(all_steps) if step.id == wanted), 0)
    step = all_steps[place]
    following = all_steps[place + 1] if place + 1 < len(all_steps) else None
    essential_left = journey.unanswered(essential_only=True)
    scope = journey.questions if not step.essential else tuple(q for q in journey.questions if q.essential)
    further = next((s for s in all_steps[place + 1 :] if s.unanswered), following) if step.id == PAUSE else None
    missing = next((s for s in all_steps[:place] if s.unanswered), None) if step.id == PAUSE else None
    return Screen(
        id=step.id,
        place=_place(all_steps, place),
        heading=step.theme.label if step.theme else _pause_heading(len(essential_left)),
        introduction=step.theme.introduction if step.theme else "",
        visible=" ".join(question.id for question in step.questions),
        answers=json.dumps({q.id: list(journey.chosen(q.id)) for q in step.questions}, ensure_ascii=False),
        previous=all_steps[place - 1].id if place else "",
        next=following.id if following else "",
        next_label=_next_label(following),
        is_pause=step.id == PAUSE,
        essential=step.essential,
        remaining="" if step.id == PAUSE else remaining(journey, essential=step.essential),
        answered=sum(1 for question in scope if journey.chosen(question.id)),
        total=max(1, len(scope)),
        further=_further(journey),
        further_step=further.id if further else "",
        missing_step=missing.id if missing else "",
    )


def links(file: File, current: str, *, essential: bool) -> list[ScreenLink]:
    """The list of themes, of the short path or of the rest."""
    return [
        ScreenLink(
            step.id,
            step.theme.label,
            f"{len(step.questions) - len(step.unanswered)} sur {len(step.questions)}",
            not step.unanswered,
            step.id == current,
        )
        for step in steps(file.journey)
        if step.theme and step.essential is essential
    ]


def remaining(journey: Journey, *, essential: bool) -> str:
    """« Encore 12 questions, environ 4 minutes »."""
    left = journey.unanswered(essential_only=essential)
    if not left:
        return "Toutes les questions ont une réponse"
    path = " pour l’essentiel" if essential else ""
    time = french.minutes(journey.minutes_left(essential_only=essential))
    return f"Encore {french.count(len(left), 'question', 'questions')}{path}, {time}"


def disagreements(file: File) -> list[str]:
    """What cannot be true together, in the editors' words."""
    return [each.message for each in file.journey.contradictions]


def _place(all_steps: tuple[Step, ...], place: int) -> str:
    step = all_steps[place]
    if step.theme is None:
        return "Point d’étape"
    same_path = [s for s in all_steps if s.theme and s.essential is step.essential]
    group = SHORT_GROUP if step.essential else FURTHER_GROUP
    return f"{group} : thème {same_path.index(step) + 1} sur {len(same_path)}"


def _pause_heading(left: int) -> str:
    if left:
        return f"Il reste {french.count(left, 'question essentielle', 'questions essentielles')}"
    return "L’essentiel est fait : merci !"


def _next_label(following: Step | None) -> str:
    if following is None:
        return ""
    return f"Suivant : {following.theme.label}" if following.theme else "Terminer l’essentiel"


def _further(journey: Journey) -> str:
    left = journey.unanswered()
    if not left:
        return "Vous avez répondu à toutes les questions."
    time = french.minutes(journey.minutes_left())
    return (
        f"Il reste {french.count(len(left), 'question', 'questions')} ({time}) : elles précisent vos priorités. "
        "Prenez-les maintenant, plus tard, ou laissez un collègue y répondre avec le même lien."
    )


def changes(file: File) -> list[str]:
    """What is no longer as it was when the diagnostic was opened; the diagnostic itself keeps to that day."""
    opened = french.day(file.opened_on)
    moved = (
        "Depuis l’ouverture de ce diagnostic, les chiffres de population ont changé : aujourd’hui, la réponse sur "
        f"l’accompagnement gratuit serait différente. Celle qui est affichée date du {opened}."
    )
    outdated = (
        "Le questionnaire a été mis à jour depuis l’ouverture de ce diagnostic. Vos résultats suivent toujours la "
        f"version du {opened} : rien ne change sans vous."
    )
    return [sentence for sentence, applies in ((moved, file.moved), (outdated, file.outdated)) if applies]
