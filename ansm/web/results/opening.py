"""Decides how the results open: for whom, of when, how sure, what to settle first, and one kind message."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain import say, voice_words
from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.journey import State
from ansm.domain.questionnaire import Contradiction
from ansm.web import french
from ansm.web.results import words
from ansm.web.results.actions import what_to_do
from ansm.web.results.asking import QuestionLink, question_link

ATTENTION = "Points d’attention"
OBLIGATION = "obligation:"
ACTION_BANDS = (Band.FIRST, Band.NEXT, Band.LATER)
ANSWER = "Répondre aux questions essentielles restantes"


@dataclass(frozen=True)
class Disagreement:
    """Answers that cannot both be true, with the questions to look at again."""

    message: str
    questions: tuple[QuestionLink, ...]


@dataclass(frozen=True)
class FlagView:
    """Something to know whatever the rest says, and what to do about it."""

    label: str
    explanation: str
    remedy: str


@dataclass(frozen=True)
class Opening:
    """The top of the page. Empty texts are not shown; `message` speaks when there is no first action."""

    title: str
    identity: str
    known: str
    provisional: str
    provisional_link: str
    disagreements: tuple[Disagreement, ...]
    conflicts: tuple[QuestionLink, ...]
    attention: str
    flags: tuple[FlagView, ...]
    unmet: tuple[str, ...]
    message_title: str
    message: str
    message_link: str


@dataclass(frozen=True, slots=True)
class Message:
    """A title, a text, and the way back to the answers when it helps."""

    title: str = ""
    text: str = ""
    link: str = ""


NOTHING_YET = Message(
    "Vos priorités apparaîtront ici",
    "Commencez par les questions essentielles. Dès qu’un sujet est assez connu, l’action proposée s’affiche, "
    "avec ses raisons.",
    "Répondre aux questions",
)
TOO_FEW = Message(
    "Pas encore d’action à proposer",
    "Il manque des réponses pour conseiller sans se tromper. Les questions utiles sont listées plus bas.",
    "Compléter mes réponses",
)
VERIFY_FIRST = Message(
    "D’abord vérifier, ensuite choisir",
    "Vous avez eu raison de répondre « je ne sais pas » plutôt que de deviner. La liste « À vérifier » dit à qui "
    "poser chaque question ; revenez ensuite changer vos réponses.",
)
ALL_WELL = Message(
    "Rien d’urgent : bravo à l’équipe",
    "Vos réponses ne montrent aucun besoin pressant. Gardez ces bonnes habitudes, et refaites le point dans un an.",
)


def opening(diagnostic: Diagnostic, conflicts: tuple[str, ...]) -> Opening:
    """What is said before any detail. `conflicts` are the questions with answers to choose between."""
    message = _message(diagnostic)
    provisional, link = _provisional(diagnostic)
    territory = diagnostic.territory
    place = f"{french.proper(territory.department_name)} ({territory.department})" if territory.department_name else ""
    identity = [words.KINDS[territory.kind], place, f"diagnostic ouvert le {say.day(diagnostic.opened_on)}"]
    return Opening(
        title=f"Diagnostic numérique : {french.proper(territory.name)}",
        identity=" · ".join(part for part in identity if part),
        known=" ".join(filter(None, (_known(diagnostic), voice_words.known(diagnostic.voices, diagnostic.journey)))),
        provisional=provisional,
        provisional_link=link,
        disagreements=tuple(_disagreement(each, diagnostic) for each in diagnostic.contradictions),
        conflicts=_links(conflicts, diagnostic),
        attention=ATTENTION if diagnostic.flags else "",
        flags=tuple(
            FlagView(
                flag.label,
                say.sentence(flag.explanation),
                what_to_do(flag.need, diagnostic) if flag.need else "",
            )
            for flag in diagnostic.flags
            if not flag.id.startswith(OBLIGATION)
        ),
        unmet=tuple(flag.label for flag in diagnostic.flags if flag.id.startswith(OBLIGATION)),
        message_title=message.title,
        message=message.text,
        message_link=message.link,
    )


def _known(diagnostic: Diagnostic) -> str:
    journey = diagnostic.journey
    total, left = len(journey.questions), len(journey.unanswered())
    if total == left:
        return f"Aucune des {total} questions qui vous concernent n’a encore de réponse."
    readings = [journey.reading(question.id) for question in journey.questions]
    unknown = sum(1 for each in readings if each is not None and each.state is State.DONT_KNOW)
    doubt = f", dont {unknown} par « je ne sais pas »" if unknown else ""
    if unknown == total - left:
        doubt = ", chaque fois « je ne sais pas »" if unknown > 1 else " : « je ne sais pas »"
    if not left:
        return f"Les {total} questions qui vous concernent ont toutes une réponse{doubt}."
    verb = "a une réponse" if total - left == 1 else "ont une réponse"
    return f"{total - left} des {total} questions qui vous concernent {verb}{doubt}."


def _provisional(diagnostic: Diagnostic) -> tuple[str, str]:
    """Why the result may still change, and what the link to the essential questions says when some are left."""
    journey = diagnostic.journey
    left = journey.unanswered(essential_only=True)
    acting = any(each.band in ACTION_BANDS for each in diagnostic.results)
    # The questions that only steer (time, priorities) move nothing when there is no action to move.
    if left and (acting or any(question.scored for question in left)):
        time = french.minutes(journey.minutes_left(essential_only=True))
        questions = say.count(len(left), "question essentielle", "questions essentielles")
        return f"Il reste {questions} ({time}). Les priorités peuvent encore changer.", ANSWER
    if not diagnostic.to_complete:
        return "", ""
    time = french.minutes(sum(question.minutes for question in diagnostic.to_complete))
    questions = say.count(len(diagnostic.to_complete), "autre question peut", "autres questions peuvent")
    return f"Vous avez répondu à l’essentiel. {questions} encore changer les priorités ({time}).", ""


def _disagreement(contradiction: Contradiction, diagnostic: Diagnostic) -> Disagreement:
    return Disagreement(contradiction.message, _links(contradiction.questions, diagnostic))


def _links(names: tuple[str, ...], diagnostic: Diagnostic) -> tuple[QuestionLink, ...]:
    questions = (diagnostic.handbook.questionnaire.question(name) for name in names)
    return tuple(question_link(each) for each in questions if each is not None)


def _message(diagnostic: Diagnostic) -> Message:
    """What to say when nothing stands in the first band: never an empty page, never an alarm."""
    if diagnostic.in_band(Band.FIRST):
        return Message()
    if not any(reading.values for result in diagnostic.results for reading in result.assessment.readings):
        return NOTHING_YET
    to_verify, to_complete = diagnostic.in_band(Band.TO_VERIFY), diagnostic.in_band(Band.TO_COMPLETE)
    if len(to_complete) > len(to_verify):
        return TOO_FEW
    if to_verify:
        return VERIFY_FIRST
    return ALL_WELL
