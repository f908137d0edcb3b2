"""Decides whom to ask what: the answers « je ne sais pas », gathered by the person who can tell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ansm.domain import say
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.journey import State
from ansm.domain.questionnaire import Question, Respondent
from ansm.web import routes

WHO = {
    Respondent.ELECTED: "un élu",
    Respondent.STAFF: "le secrétariat",
    Respondent.TECHNICIAN: "la personne qui s’occupe de l’informatique",
    Respondent.ADVISOR: "votre conseiller",
}
AS_IT_IS = "Posez-lui la question telle quelle."
GROUPS = 4  # as many people as one keeps in mind; the others are gathered
ELSE = "d’autres personnes"
SECOND_PERSON = re.compile(r",? (?:ou|et) (?=votre |vos |la |le |l’|les )|, (?=en )")
CONTRACTED = {"le ": "au ", "les ": "aux "}


@dataclass(frozen=True)
class QuestionLink:
    """A question to go back to."""

    text: str
    address: str


@dataclass(frozen=True)
class ToVerify:
    """A question answered « je ne sais pas »: who can tell, and how."""

    question: QuestionLink
    whom: str
    how: str


@dataclass(frozen=True)
class Asking:
    """What to ask one person: « À demander à votre secrétariat : 3 questions »."""

    anchor: str
    target: str
    title: str
    questions: tuple[ToVerify, ...]


def doubts(diagnostic: Diagnostic) -> tuple[Question, ...]:
    """The scored questions answered « je ne sais pas »: a contradicted one is another matter."""
    readings = ((question, diagnostic.journey.reading(question.id)) for question in diagnostic.to_verify)
    return tuple(question for question, reading in readings if reading and reading.state is State.DONT_KNOW)


def asking(diagnostic: Diagnostic) -> tuple[Asking, ...]:
    """The people to ask, the one who can tell most first; those of a single question come together, last."""
    by_person = _by_person(doubts(diagnostic))
    ordered = sorted(by_person.items(), key=lambda pair: -len(pair[1]))
    kept = ordered if len(ordered) <= GROUPS else [pair for pair in ordered if len(pair[1]) > 1][: GROUPS - 1]
    named = {person for person, _ in kept}
    rest = tuple(each for person, own in by_person.items() if person not in named for each in own)
    groups = [*kept, (ELSE, rest)] if rest else kept
    return tuple(_asking(place, person, own) for place, (person, own) in enumerate(groups, start=1))


def question_link(question: Question) -> QuestionLink:
    """The way back to a question; the secret is added in the browser."""
    return QuestionLink(question.text, f"{routes.DIAGNOSTIC}?question={question.id}")


def to(person: str) -> str:
    """« à votre secrétariat », « au secrétariat »."""
    contracted = next((short for article, short in CONTRACTED.items() if person.startswith(article)), "")
    return contracted + person.split(" ", 1)[1] if contracted else f"à {person}"


def _by_person(questions: tuple[Question, ...]) -> dict[str, tuple[Question, ...]]:
    """In order of appearance; « vos collègues élus chargés des finances » are among « vos collègues élus »."""
    people = {question.id: SECOND_PERSON.split(_whom(question), maxsplit=1)[0] for question in questions}
    shortest_first = sorted(set(people.values()), key=len)
    found: dict[str, tuple[Question, ...]] = {}
    for question in questions:
        own = people[question.id]
        person = next(each for each in shortest_first if own == each or own.startswith(each + " "))
        found[person] = (*found.get(person, ()), question)
    return found


def _whom(question: Question) -> str:
    return question.ask_whom or say.joined([WHO[each] for each in question.respondents], "ou")


def _asking(place: int, person: str, questions: tuple[Question, ...]) -> Asking:
    size = say.count(len(questions), "question", "questions")
    return Asking(
        anchor=f"demander-{place}",
        target=f"#demander-{place}",
        title=f"À demander {to(person)} : {size}",
        questions=tuple(
            ToVerify(
                question_link(question),
                say.sentence(_whom(question)),
                say.sentence(question.how_to_check) or AS_IT_IS,
            )
            for question in questions
        ),
    )
