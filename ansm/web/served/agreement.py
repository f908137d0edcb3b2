"""Decides the part of the sharing page where a town agrees, or not, that its needs are counted with others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ansm.application import Sharing
from ansm.domain import say
from ansm.domain.anonymity import LEAST, LONGEST_WAIT, SMALLEST_LOT
from ansm.web.exchange_reading import Body
from ansm.web.served.held import Piece, piece
from ansm.web.site import application

PART = "accord"
EPCI, ANCT = "epci", "anct"
CHANGED = "C’est noté. Cela vaudra pour les prochains chiffres."


@dataclass(frozen=True, slots=True)
class AgreementView:
    """What may be agreed to. `epci` is the name of the group, empty when the town has none."""

    epci: str
    epci_since: str
    anct_since: str
    least: int
    smallest: int
    days: int


def show(body: Body) -> Piece:
    """What stands."""
    return _shown(application().pooling.sharing(body.token))


def change(body: Body) -> Piece:
    """Agree to what is ticked, withdraw from what is not."""
    wanted = [audience for audience in (EPCI, ANCT) if body.fields.get(f"accord-{audience}") == "oui"]
    return _shown(application().pooling.share(body.token, wanted), CHANGED)


def _shown(sharing: Sharing, said: str = "") -> Piece:
    view = AgreementView(
        epci=sharing.epci.name.replace("'", "’") if sharing.epci is not None else "",
        epci_since=_day(sharing.epci_since),
        anct_since=_day(sharing.anct_since),
        least=LEAST,
        smallest=SMALLEST_LOT,
        days=LONGEST_WAIT.days,
    )
    return Piece("agreement.html", view, said)


def _day(day: date | None) -> str:
    return "" if day is None else say.day(day)


ROUTES = (piece(PART, show), piece(f"{PART}/changer", change))
