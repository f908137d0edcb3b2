"""Decides what of another questionnaire's answers still exists in this one, and says why the rest is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ansm.application.exchange import known_role
from ansm.domain.answers import Answer, validate
from ansm.domain.handbook import Handbook
from ansm.domain.history import HistoryRow, answers_of
from ansm.domain.questionnaire import Question
from ansm.errors import InvalidAnswer

NO_QUESTION = "cette question n’existe pas dans le questionnaire utilisé ici"
NO_OPTION = "la réponse donnée n’existe plus parmi celles proposées\u00a0: répondez-y à nouveau"
OTHER_RULES = "la réponse donnée ne convient plus à la question telle qu’elle est posée ici\u00a0: répondez-y à nouveau"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An answer that could not be taken over. `text` is the question as it is asked here, empty when it is not."""

    question: str
    text: str
    values: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Fitted:
    """Rows as this questionnaire names their questions and values, and the current answers left out."""

    rows: tuple[HistoryRow, ...]
    left_out: tuple[LeftOut, ...]


def fit(handbook: Handbook, rows: Sequence[HistoryRow]) -> Fitted:
    """These rows under that questionnaire; former names are understood, and who replaced whom stays true."""
    fitted: list[HistoryRow] = []
    refused: dict[str, str | None] = {}  # the row that one left out had replaced
    for row in rows:
        asked = handbook.questionnaire.question(row.question)
        answer = None if asked is None else _answer(asked, row.values)
        replaces = row.replaces
        while replaces in refused:
            replaces = refused[replaces]
        if answer is None:
            refused[row.name] = replaces
            continue
        role = known_role(handbook, row.role)
        named = replace(row, question=answer.question, values=answer.values, role=role, replaces=replaces)
        fitted.append(named)
    left_out = (_left_out(handbook, answer) for answer in answers_of(rows).items)
    return Fitted(tuple(fitted), tuple(each for each in left_out if each is not None))


def _answer(question: Question, values: tuple[str, ...]) -> Answer | None:
    try:
        return validate(question, values)
    except InvalidAnswer:
        return None


def _left_out(handbook: Handbook, answer: Answer) -> LeftOut | None:
    asked = handbook.questionnaire.question(answer.question)
    if asked is None:
        return LeftOut(answer.question, "", answer.values, NO_QUESTION)
    if _answer(asked, answer.values) is not None:
        return None
    gone = any(asked.option(value) is None for value in answer.values)
    return LeftOut(asked.id, asked.text, answer.values, NO_OPTION if gone else OTHER_RULES)
