"""Three visitors on the real content: who answered everything badly, who answered little, and who answered nothing."""

from __future__ import annotations

import random
from functools import cache

from ansm.content.loading import load
from ansm.content.source import read_tree, shipped_folder
from ansm.domain.answers import Answer, Answers
from ansm.domain.diagnostic import Diagnostic, establish
from ansm.domain.eligibility import decide
from ansm.domain.handbook import Handbook
from ansm.domain.journey import Journey
from ansm.domain.questionnaire import Question
from ansm.domain.territory import Territory, TerritoryRef
from tests.report.builders import OPENED_ON, territory

FEW = 14


@cache
def book() -> Handbook:
    """The shipped content."""
    return load(read_tree(shipped_folder()))


def withheld_questions() -> frozenset[str]:
    """What the publishable edition is computed without."""
    withheld = book().withheld
    return frozenset(withheld.questions) if withheld else frozenset()


def rich() -> Diagnostic:
    """Every question answered as badly as it can be, by a team that can do much."""
    return _established(_worst_answers(territory()))


def tiny() -> Diagnostic:
    """A commune of ninety inhabitants that answered a few essential questions, some by « je ne sais pas »."""
    place = territory(name="Château-Chervix-le-Vieux", department="87", department_name="Haute-Vienne", epci=None)
    essential = {each.id for each in book().questionnaire.questions if each.essential}
    chosen = [answer for answer in _worst_answers(place).items if answer.question in essential][:FEW]
    unsure = {answer.question for answer in chosen[::4]}
    given = (Answer(each.question, ("nsp",)) if _may_doubt(each, unsure) else each for each in chosen)
    return _established(Answers(tuple(given)), place)


def empty() -> Diagnostic:
    """Nobody answered anything yet."""
    return _established(Answers())


def at_random(seed: int) -> Diagnostic:
    """Any option of any question, for a commune with a long name in an EPCI with a long name; repeatable."""
    draw = random.Random(seed)  # noqa: S311  # a test’s dice
    place = territory(
        name=draw.choice(("Ajaccio", "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson", "Y")),
        epci=TerritoryRef("249740119", "CA Intercommunale du Nord de la Réunion (CINOR)"),
    )
    asked = [each for each in book().questionnaire.questions if draw.random() < draw.choice((0.5, 1))]
    answers = Answers(tuple(Answer(each.id, (draw.choice(each.options).value,)) for each in asked))
    verdict = decide(place, book().rules, OPENED_ON)
    return establish(place, answers, book(), verdict, verdict, OPENED_ON)


def _established(answers: Answers, place: Territory | None = None) -> Diagnostic:
    where = place or territory()
    return establish(where, answers, book(), decide(where, book().rules, OPENED_ON), None, OPENED_ON)


def _may_doubt(answer: Answer, unsure: set[str]) -> bool:
    question = book().questionnaire.question(answer.question)
    return answer.question in unsure and question is not None and question.option("nsp") is not None


def _worst_answers(place: Territory) -> Answers:
    """Walk the questions as they appear, each answered with its highest index."""
    answers = Answers()
    while True:
        journey = Journey(book().questionnaire, place, answers)
        waiting = journey.unanswered()
        if not waiting:
            return answers
        for question in waiting:
            answers = answers.with_answer(Answer(question.id, _worst(question, place, answers)))


def _worst(question: Question, place: Territory, answers: Answers) -> tuple[str, ...]:
    known = [option for option in question.options if not option.dont_know]
    if not question.scored:
        if question.multiple:
            return tuple(option.value for option in known if not option.exclusive)[: question.maximum]
        return (known[-1 if question.id == book().weighting.capacity_question else 0].value,)

    def index(value: str) -> int:
        changed = Journey(book().questionnaire, place, answers.with_answer(Answer(question.id, (value,))))
        found = changed.known_index(question.id)
        return -1 if found is None else found

    return (max((option.value for option in known), key=index),)
