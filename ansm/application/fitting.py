"""Decides what of another questionnaire's answers still exists in this one, and says why the rest is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ansm.application.exchange import known_role
from ansm.domain.handbook import Handbook
from ansm.domain.history import HistoryRow, answers_of
from ansm.domain.taking_over import Misfit, Unfit, fitted, take_over

NO_QUESTION = "cette question n’existe pas dans le questionnaire utilisé ici"
NO_OPTION = "la réponse donnée n’existe plus parmi celles proposées\u00a0: répondez-y à nouveau"
OTHER_RULES = "la réponse donnée ne convient plus à la question telle qu’elle est posée ici\u00a0: répondez-y à nouveau"
REASONS = {Misfit.NO_QUESTION: NO_QUESTION, Misfit.NO_OPTION: NO_OPTION, Misfit.OTHER_RULES: OTHER_RULES}


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
    found: list[HistoryRow] = []
    refused: dict[str, str | None] = {}  # the row that one left out had replaced
    for row in rows:
        asked = handbook.questionnaire.question(row.question)
        answer = None if asked is None else fitted(asked, row.values)
        replaces = row.replaces
        while replaces in refused:
            replaces = refused[replaces]
        if answer is None:
            refused[row.name] = replaces
            continue
        role = known_role(handbook, row.role)
        named = replace(row, question=answer.question, values=answer.values, role=role, replaces=replaces)
        found.append(named)
    return Fitted(tuple(found), left_out(take_over(handbook.questionnaire, answers_of(rows)).unfit))


def left_out(some: Sequence[Unfit]) -> tuple[LeftOut, ...]:
    """What does not fit, in words."""
    return tuple(
        LeftOut(
            each.question.id if each.question else each.answer.question,
            each.question.text if each.question else "",
            each.answer.values,
            REASONS[each.why],
        )
        for each in some
    )
