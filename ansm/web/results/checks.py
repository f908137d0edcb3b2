"""Decides how what is not known yet is said: whom to ask, which themes to complete, and the subjects that wait."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain import say
from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.refinement import Refinement
from ansm.web import routes
from ansm.web.results.asking import Asking, asking
from ansm.web.results.reasons import Reasons, reasons
from ansm.web.results.refine import Refine, refine

WAITING = (
    (Band.TO_VERIFY, "sujet attend une vérification", "sujets attendent une vérification"),
    (Band.TO_COMPLETE, "sujet attend des réponses", "sujets attendent des réponses"),
)
NOTHING = "Rien : toutes les questions qui comptent dans le résultat ont une réponse sûre."


@dataclass(frozen=True)
class WaitingNeed:
    """A need of which too little is known to propose anything."""

    label: str
    why: str
    reasons: Reasons
    explained: str


@dataclass(frozen=True)
class Waiting:
    """The needs that wait for the same kind of answers, counted in words."""

    size: str
    needs: tuple[WaitingNeed, ...]


@dataclass(frozen=True)
class Checks:
    """Whom to ask, what to complete, then the needs that wait for it; what disagrees stands apart."""

    nothing: str
    disagreements: tuple[str, ...]
    verify_introduction: str
    verify: tuple[Asking, ...]
    refine: Refine
    waiting: tuple[Waiting, ...]


def checks(diagnostic: Diagnostic, refinement: tuple[Refinement, ...]) -> Checks:
    """What is left to verify and to complete, the themes in the order of the refinement."""
    to_ask = asking(diagnostic)
    return Checks(
        nothing="" if diagnostic.to_verify or diagnostic.to_complete or diagnostic.contradictions else NOTHING,
        disagreements=tuple(
            f"Deux réponses ne vont pas ensemble : {each.message} Les questions à revoir sont en haut de cette page."
            for each in diagnostic.contradictions
        ),
        verify_introduction=_verify_introduction(sum(len(each.questions) for each in to_ask)),
        verify=to_ask,
        refine=refine(diagnostic, refinement),
        waiting=tuple(
            Waiting(say.count(len(needs), singular, plural), needs)
            for band, singular, plural in WAITING
            if (needs := _waiting(diagnostic, band))
        ),
    )


def _verify_introduction(count: int) -> str:
    return (
        f"{say.sentence(say.count(count, 'réponse reste', 'réponses restent')).rstrip('.')} à vérifier. "
        "« Je ne sais pas » est une bonne réponse : voici qui peut vous renseigner, et comment."
    )


def _waiting(diagnostic: Diagnostic, band: Band) -> tuple[WaitingNeed, ...]:
    return tuple(
        WaitingNeed(result.need.label, result.why, reasons(result, diagnostic), routes.need_explained(result.need.id))
        for result in diagnostic.in_band(band)
    )
