"""Decides what is read in one minute: what to do first and why, what goes well, whom to ask about the rest."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain import say
from ansm.domain.action_words import effort, when
from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic
from ansm.web.results.asking import Asking

NAMED = 3  # subjects that go well named in one line
START = "Par quoi commencer"
FOR_NOW = "Par quoi commencer, pour l’instant"
NOTHING_YET = "Rien pour l’instant : il manque surtout des réponses."
ALL_SURE = "Rien : aucune de vos réponses n’est « je ne sais pas »."
UNSURE_BANDS = (Band.TO_VERIFY, Band.TO_COMPLETE)


@dataclass(frozen=True)
class FirstStep:
    """An action in three lines: what, why, when and for how long."""

    action: str
    target: str
    why: str
    effort: str


@dataclass(frozen=True)
class Minute:
    """The part « En une minute ». Empty texts are not shown."""

    start: str
    steps: tuple[FirstStep, ...]
    well: str
    waiting: str
    asking: tuple[Asking, ...]
    sure: str


def minute(diagnostic: Diagnostic, to_ask: tuple[Asking, ...], *, provisional: bool) -> Minute:
    """The minute of a diagnostic."""
    return Minute(
        start=FOR_NOW if provisional else START,
        steps=tuple(
            FirstStep(
                action=result.need.action,
                target=f"#action-{result.need.id}",
                why=say.sentence(result.need.consequence),
                effort=f"{when(result.need, result.band)} · {effort(result.need.effort).lower()}",
            )
            for result in diagnostic.in_band(Band.FIRST)
        ),
        well=_well(diagnostic),
        waiting=_waiting(diagnostic),
        asking=to_ask,
        sure="" if to_ask else NOTHING_YET if diagnostic.to_complete else ALL_SURE,
    )


def _well(diagnostic: Diagnostic) -> str:
    """« 12 sujets vont bien, dont « … », « … » et « … ». »."""
    well = {need.id for need in diagnostic.strengths}
    labels = [say.quoted(need.label) for need in diagnostic.handbook.needs if need.id in well]
    if not labels:
        return ""
    told = say.count(len(labels), "sujet va bien", "sujets vont bien")
    if len(labels) <= NAMED:
        return f"{told} : {say.joined(labels)}."
    return f"{told}, dont {say.joined(labels[:NAMED])}."


def _waiting(diagnostic: Diagnostic) -> str:
    unsure = sum(1 for each in diagnostic.results if each.band in UNSURE_BANDS)
    if not unsure:
        return ""
    return f"{say.count(unsure, 'sujet reste', 'sujets restent')} à préciser avant de proposer quoi que ce soit."
