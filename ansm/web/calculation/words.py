"""Decides how degrees, days and quotations read on the calculation page."""

from __future__ import annotations

from fractions import Fraction

from ansm.domain import say
from ansm.domain.action_words import HALF_DAY
from ansm.domain.questionnaire import Question
from ansm.web.french import HARD
from ansm.web.results.reasons import SHOWS

OUT_OF_SCORE = "hors du calcul"


def degree(index: int | None) -> str:
    """What an answer of that degree shows: the same words as beside an answer in the results."""
    return OUT_OF_SCORE if index is None else SHOWS[index]


def reaching(limit: Fraction) -> str:
    """« jusqu’à 2 jours »."""
    said = "une demi-journée" if limit == HALF_DAY else f"{number(limit)}{HARD}jour{'s' if limit >= 2 else ''}"
    return f"jusqu’à {said}"


def number(value: Fraction) -> str:
    """A whole number, or a decimal with its comma."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.1f}".replace(".", ",")


def weight(times: int) -> str:
    """« compte double »; nothing for the ordinary weight."""
    names = {1: "", 2: "compte double", 3: "compte triple"}
    return names.get(times, f"compte {times} fois")


def dont_know(question: Question) -> str:
    """How an unknown answer to this question is counted meanwhile."""
    unknown, counted = say.quoted("Je ne sais pas"), say.quoted(degree(question.cautious_index))
    return f"Sans réponse ou {unknown} : comme {counted}, en attendant"
