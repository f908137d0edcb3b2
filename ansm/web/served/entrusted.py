"""Decides the part of the sharing page that lists the themes entrusted to someone, so that each link is taken back."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.application import HandoverState
from ansm.domain import say
from ansm.domain.questionnaire import Respondent
from ansm.web.exchange_reading import Body
from ansm.web.live import hub
from ansm.web.served.held import Piece, piece
from ansm.web.site import application

PART = "liens-confies"
TO_WHOM = {
    Respondent.ELECTED: "une personne élue",
    Respondent.STAFF: "un agent",
    Respondent.TECHNICIAN: "un technicien ou un prestataire",
    Respondent.ADVISOR: "un conseiller",
}
TAKEN_BACK = "Le lien est retiré\u00a0: il n’ouvre plus rien. Les réponses données restent."


@dataclass(frozen=True, slots=True)
class EntrustedLine:
    """A link that still opens its theme."""

    number: int
    theme: str
    about: str


@dataclass(frozen=True, slots=True)
class EntrustedView:
    """The themes entrusted now."""

    lines: tuple[EntrustedLine, ...]


def show(body: Body) -> Piece:
    """Those that are open."""
    return _shown(body.token)


def take_back(body: Body) -> Piece:
    """Close one of them; whoever has it open is told at once."""
    application().handovers.revoke(body.token, body.row("numero"), hub().tell)
    return _shown(body.token, TAKEN_BACK)


def _shown(token: str, said: str = "") -> Piece:
    handovers = application().handovers.all(token)
    themes = {theme.id: theme.label for theme in application().file(token).handbook.questionnaire.themes}
    lines = tuple(
        EntrustedLine(
            number=each.number,
            theme=themes.get(each.theme, each.theme),
            about=f"Confié à {TO_WHOM[each.respondent]} le {say.day(each.made_on)}, jusqu’au {say.day(each.last_day)}, "
            f"{say.count(each.questions, 'réponse donnée', 'réponses données')}",
        )
        for each in handovers
        if each.state is HandoverState.OPEN
    )
    return Piece("piece_entrusted.html", EntrustedView(lines), said)


ROUTES = (piece(PART, show), piece(f"{PART}-retirer", take_back))
