"""Decides how what is not known yet is said: « à vérifier » with whom, « à compléter » with the minutes left."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.journey import State
from ansm.domain.questionnaire import Question, Respondent
from ansm.web import french, routes
from ansm.web.results import words
from ansm.web.results.reasons import Reasons, reasons

WHO = {
    Respondent.ELECTED: "un élu",
    Respondent.STAFF: "le secrétariat",
    Respondent.TECHNICIAN: "la personne qui s’occupe de l’informatique",
    Respondent.ADVISOR: "votre conseiller",
}
WAITING = (
    (Band.TO_VERIFY, "sujet attend une vérification", "sujets attendent une vérification"),
    (Band.TO_COMPLETE, "sujet attend des réponses", "sujets attendent des réponses"),
)
NOTHING = "Rien : toutes les questions qui comptent dans le résultat ont une réponse sûre."
SHOWN = 8  # what fits on one screen; the others unfold
AS_IT_IS = "Posez-lui la question telle quelle."


@dataclass(frozen=True)
class QuestionLink:
    """A question to go back to."""

    text: str
    address: str


@dataclass(frozen=True)
class ToVerify:
    """A question answered « je ne sais pas »: who can tell, and how."""

    question: QuestionLink
    whom: str
    how: str


@dataclass(frozen=True)
class ToComplete:
    """The unanswered questions of a theme."""

    theme: str
    size: str
    questions: tuple[QuestionLink, ...]


@dataclass(frozen=True)
class WaitingNeed:
    """A need of which too little is known to propose anything."""

    label: str
    why: str
    reasons: Reasons


@dataclass(frozen=True)
class Waiting:
    """The needs that wait for the same kind of answers, counted in words."""

    size: str
    needs: tuple[WaitingNeed, ...]


@dataclass(frozen=True)
class Checks:
    """Both lists, each with its introduction, then the needs that wait for them; what disagrees stands apart."""

    nothing: str
    disagreements: tuple[str, ...]
    verify_introduction: str
    verify: tuple[ToVerify, ...]
    verify_others: tuple[ToVerify, ...]
    verify_others_label: str
    complete_introduction: str
    complete: tuple[ToComplete, ...]
    waiting: tuple[Waiting, ...]


def checks(diagnostic: Diagnostic) -> Checks:
    """What is left to verify and to complete."""
    doubts = tuple(question for question in diagnostic.to_verify if _doubted(question, diagnostic))
    to_verify = tuple(_to_verify(question) for question in doubts)
    return Checks(
        nothing="" if diagnostic.to_verify or diagnostic.to_complete or diagnostic.contradictions else NOTHING,
        disagreements=tuple(
            f"Deux réponses ne vont pas ensemble : {each.message} Les questions à revoir sont en haut de cette page."
            for each in diagnostic.contradictions
        ),
        verify_introduction=_verify_introduction(len(doubts)),
        verify=to_verify[:SHOWN],
        verify_others=to_verify[SHOWN:],
        verify_others_label=french.count(
            len(to_verify[SHOWN:]), "autre question à vérifier", "autres questions à vérifier"
        ),
        complete_introduction=_complete_introduction(diagnostic.to_complete),
        complete=tuple(_to_complete(diagnostic)),
        waiting=tuple(
            Waiting(french.count(len(needs), singular, plural), needs)
            for band, singular, plural in WAITING
            if (needs := _waiting(diagnostic, band))
        ),
    )


def _doubted(question: Question, diagnostic: Diagnostic) -> bool:
    """Whether the answer is « je ne sais pas »: a contradicted one is another matter."""
    found = diagnostic.journey.reading(question.id)
    return found is not None and found.state is State.DONT_KNOW


def question_link(question: Question) -> QuestionLink:
    """The way back to a question; the secret is added in the browser."""
    return QuestionLink(question.text, f"{routes.DIAGNOSTIC}?question={question.id}")


def _verify_introduction(count: int) -> str:
    return (
        f"{words.sentence(french.count(count, 'réponse reste', 'réponses restent')).rstrip('.')} à vérifier. "
        "« Je ne sais pas » est une bonne réponse : voici qui peut vous renseigner, et comment."
    )


def _to_verify(question: Question) -> ToVerify:
    whom = question.ask_whom or words.joined([WHO[each] for each in question.respondents], "ou")
    return ToVerify(question_link(question), words.sentence(whom), words.sentence(question.how_to_check) or AS_IT_IS)


def _complete_introduction(questions: tuple[Question, ...]) -> str:
    left = french.count(len(questions), "question sans réponse peut", "questions sans réponse peuvent")
    time = french.minutes(sum(question.minutes for question in questions))
    return f"{left} encore changer le résultat : {time}. Prenez celles que vous voulez, dans l’ordre que vous voulez."


def _to_complete(diagnostic: Diagnostic) -> list[ToComplete]:
    found = []
    for theme in diagnostic.handbook.questionnaire.themes:
        own = [question for question in diagnostic.to_complete if question.theme == theme.id]
        if own:
            time = french.minutes(sum(question.minutes for question in own))
            size = f"{french.count(len(own), 'question', 'questions')}, {time}"
            found.append(ToComplete(theme.label, size, tuple(question_link(question) for question in own)))
    return found


def _waiting(diagnostic: Diagnostic, band: Band) -> tuple[WaitingNeed, ...]:
    return tuple(
        WaitingNeed(result.need.label, result.why, reasons(result, diagnostic)) for result in diagnostic.in_band(band)
    )
