"""Decides the page from which a diagnostic is done again: what is taken over, what is not, then the new link."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.application import Prospect
from ansm.web import french, routes
from ansm.web.exchange_reading import Body
from ansm.web.served.held import Piece, held_page, piece
from ansm.web.site import application

NAME = "refaire"
STARTED = "Le nouveau diagnostic est prêt. Son lien personnel est affiché ci-dessous."


@dataclass(frozen=True, slots=True)
class AgainView:
    """The former diagnostic, and what a new one would take over from it."""

    name: str
    former: Prospect
    questionnaire: str


@dataclass(frozen=True, slots=True)
class DoneView:
    """The new diagnostic, with the link that alone opens it."""

    name: str
    former: Prospect
    link: str
    address: str


def shown(body: Body) -> Piece:
    """What would be taken over; nothing is made yet."""
    former = application().again.look(body.token)
    return Piece("again.html", AgainView(french.proper(former.territory_name), former, routes.DIAGNOSTIC))


def start(body: Body) -> Piece:
    """The new file, and its link, told only once."""
    made = application().again.start(body.token)
    address = routes.diagnostic(made.token)
    link = f"{application().settings.public_url}{address}"
    return Piece(
        "again_done.html", DoneView(french.proper(made.former.territory_name), made.former, link, address), STARTED
    )


ROUTES = (
    held_page(
        routes.AGAIN,
        "Refaire le diagnostic",
        "Un an après, repartez de vos réponses\u00a0: confirmez ce qui est toujours vrai, changez le reste, et voyez "
        "ce qui a bougé.",
        (NAME,),
    ),
    piece(NAME, shown),
    piece(f"{NAME}/commencer", start),
)
