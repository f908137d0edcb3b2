"""Decides how « Et si… ? » answers: what another answer would move, in whole sentences, the first actions first."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain import action_words, say
from ansm.domain.bands import Band
from ansm.domain.obligations import ObligationStatus
from ansm.domain.what_if import LawMove, Move, Place, Rest, WhatIf

SHOWN = 6  # what one reads at a glance; the others unfold
NOTHING = "Rien ne changerait : les mêmes actions, aux mêmes places, et les mêmes obligations."
FIRST_MOVES = "Vos premières actions changeraient."
FIRST_STAYS = "Vos premières actions resteraient les mêmes. D’autres choses changeraient."
OTHERWISE = "Voici ce qui changerait."
STEADY = "Vos actions et vos obligations ne changeraient pas."
ACTIONS: dict[Place, str] = {band: say.quoted(action_words.BANDS[band]) for band in (Band.FIRST, Band.NEXT, Band.LATER)}
LAWS = {
    ObligationStatus.MET: "serait respectée",
    ObligationStatus.UNMET: "ne serait pas respectée : elle serait à régler",
    ObligationStatus.TO_CHECK: "serait à vérifier",
    None: "ne s’appliquerait plus à vous",
}
BESIDE: dict[Place, str] = {
    Band.TO_VERIFY: "attendrait une vérification",
    Band.TO_COMPLETE: "attendrait d’autres réponses",
    Rest.WELL: "irait bien",
    Rest.NO_OBJECT: "ne vous concernerait plus",
}
LEAVING: dict[Place, str] = {
    Band.TO_VERIFY: "il faudrait d’abord vérifier des réponses",
    Band.TO_COMPLETE: "il faudrait d’abord d’autres réponses",
    Rest.WELL: "ce sujet irait bien",
    Rest.NO_OBJECT: "ce sujet ne vous concernerait plus",
}


@dataclass(frozen=True)
class Line:
    """One thing that moves: the action or the subject, then what it would do. A whole sentence has no subject."""

    subject: str
    text: str


@dataclass(frozen=True)
class Effect:
    """One sentence, then one for each thing that moves; `others` unfold under `others_label`."""

    headline: str = ""
    lines: tuple[Line, ...] = ()
    others: tuple[Line, ...] = ()
    others_label: str = ""


def effect(found: WhatIf) -> Effect:
    """What to read once another answer is tried."""
    # « d’abord » moves are what a mayor looks for: a stable sort keeps the editors' order otherwise.
    moves = sorted(found.moves, key=lambda move: Band.FIRST not in (move.before, move.after))
    lines = (
        *(
            Line("", f"Attention, cette réponse ne va pas avec une autre. {each.message}")
            for each in found.contradictions
        ),
        *(_move(each) for each in moves),
        *(_law(each) for each in found.laws),
        *(Line("", f"Un point d’attention s’ajouterait : {say.quoted(each.label)}.") for each in found.raised),
        *(Line("", f"Le point d’attention {say.quoted(each.label)} disparaîtrait.") for each in found.lifted),
        *_questions(found),
    )
    more = lines[SHOWN:]
    return Effect(
        headline=_headline(found),
        lines=lines[:SHOWN],
        others=more,
        others_label=say.count(len(more), "autre changement", "autres changements") if more else "",
    )


def _headline(found: WhatIf) -> str:
    if found.nothing:
        return NOTHING
    if any(Band.FIRST in (move.before, move.after) for move in found.moves):
        return FIRST_MOVES
    if not (found.moves or found.laws or found.raised or found.lifted):
        return STEADY
    return FIRST_STAYS if any(move.before in ACTIONS for move in found.moves) else OTHERWISE


def _move(move: Move) -> Line:
    action, subject = move.need.action, move.need.label
    before, after = ACTIONS.get(move.before), ACTIONS.get(move.after)
    if after is None and before is None:
        return Line(subject, f"{BESIDE[move.after]}.")
    if after is None:
        return Line(action, f"quitterait {before} : {LEAVING[move.after]}.")
    if before is None:
        return Line(action, f"entrerait dans {after}.")
    if move.after is Band.FIRST:
        return Line(action, f"entrerait dans {after}, au lieu de {before}.")
    if move.before is Band.FIRST:
        return Line(action, f"quitterait {before} pour {after}.")
    return Line(action, f"passerait de {before} à {after}.")


def _law(move: LawMove) -> Line:
    untested = not move.obligation.questions and move.after is not None
    told = "s’appliquerait à vous : à surveiller" if untested else LAWS[move.after]
    return Line("", f"La règle {say.quoted(move.obligation.label)} {told}.")


def _questions(found: WhatIf) -> list[Line]:
    lines = []
    if found.opened:
        more = say.count(
            len(found.opened), "question de plus vous concernerait", "questions de plus vous concerneraient"
        )
        lines.append(Line("", f"{more} : leurs réponses pourraient encore changer le résultat."))
    if found.closed:
        less = say.count(len(found.closed), "question ne se poserait plus", "questions ne se poseraient plus")
        lines.append(Line("", f"{less}."))
    return lines
