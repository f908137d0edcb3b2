"""How it is said whose word an answer is, the same on screen, on paper and in files: never a name, and never too much.

« Le conseiller » alone could be one of the council: it is the one « qui vous accompagne », at least the first time.
"""

from __future__ import annotations

from ansm.domain import say
from ansm.domain.journey import Journey
from ansm.domain.needs import Assessment
from ansm.domain.sides import Side
from ansm.domain.territory import Kind, Territory
from ansm.domain.voices import GivenBy, Voices

ADVISOR = "conseiller qui vous accompagne"
MARK, TO_SETTLE = "réponse du conseiller", "à départager"
MEANWHILE = "En attendant votre choix, le calcul compte la réponse retenue jusqu’ici, et elle seule."


def town(territory: Territory) -> str:
    """The body whose diagnostic it is."""
    return "votre intercommunalité" if territory.kind is Kind.EPCI else "votre commune"


def side(whose: Side | None, territory: Territory) -> str:
    """Who gave an answer, beside it."""
    return town(territory) if whose is None else "le conseiller"


def answered(whose: GivenBy) -> str:
    """« Vous avez répondu », unless it is the advisor's word alone."""
    return f"Le {ADVISOR} a répondu" if whose is GivenBy.ADVISOR else "Vous avez répondu"


def unsettled(assessment: Assessment, voices: Voices) -> str:
    """What is added to the reasons of an action that rests on several answers to choose between."""
    waits = any(voices.unsettled(each.question) for each in assessment.readings)
    return " Une réponse qui compte ici reste à départager." if waits else ""


def known(voices: Voices, journey: Journey) -> str:
    """What follows the count of answers: how many are the advisor's alone, how many questions wait."""
    tally = voices.tally(journey)
    waiting = _waiting(tally.unsettled)
    if not tally.advisor:
        return f"{say.sentence(waiting)[:-1]} avec le {ADVISOR}." if waiting else ""
    given = f"Le {ADVISOR} en a donné {say.number(tally.advisor)}"
    return f"{given}{say.NBSP}; {waiting}." if waiting else f"{given}."


def origin(voices: Voices, journey: Journey, territory: Territory) -> str:
    """Where the answers come from, and what the calculation does with those that wait; nothing without an advisor."""
    tally, body = voices.tally(journey), town(territory)
    if not (tally.advisor or tally.both or tally.unsettled):
        return ""
    parts = (
        (tally.town, f"de {body}"),
        (tally.advisor, f"du {ADVISOR}"),
        (tally.both, "des deux, qui ont dit la même chose"),
    )
    found = [(number, whom) for number, whom in parts if number]
    told = f"Toutes les réponses viennent {found[0][1]}." if len(found) == 1 else ""
    if len(found) > 1:
        (first, whom), *rest = found
        verb = "vient" if first == 1 else "viennent"
        counted = say.joined([f"{say.number(first)} {verb} {whom}", *(f"{say.number(n)} {whom}" for n, whom in rest)])
        told = f"Sur {say.count(tally.answered, 'réponse', 'réponses')}, {counted}."
    never = (
        f"Ce que dit le conseiller ne remplace jamais une réponse de {body} sans que quelqu’un ait vu les deux et "
        "choisi."
    )
    waiting = f"{say.sentence(_waiting(tally.unsettled))} {MEANWHILE}" if tally.unsettled else ""
    return " ".join(filter(None, (told, never, waiting)))


def _waiting(count: int) -> str:
    return f"il reste {say.count(count, 'question')} {TO_SETTLE}" if count else ""
