"""Decides how a page works for whoever holds a personal link: the page is empty, its parts are asked for with the link.

The secret stays in the body of each request, as everywhere else. `assets/held.js` asks for the parts, sends their
forms, and keeps what was typed when something is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ansm.web import routes
from ansm.web.apart import LETTERS
from ansm.web.exchange_reading import Body
from ansm.web.exchange_serving import in_exchange, served
from ansm.web.exchange_writing import Json
from ansm.web.routes import EXCHANGE
from ansm.web.served.rendering import Frame, fragment, page

SCRIPT = "/held.js"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a page, written for the file that the link opens. `said` is announced: what was just done."""

    template: str
    view: object
    said: str = ""


def piece(name: str, use: Callable[[Body], Piece], *, slow: bool = False) -> Route:
    """What shows a part, or what one of its forms does. `use` checks the link itself.

    `slow` is said of what waits for a mail server: nothing else must wait behind it.
    """

    async def apart(_request: Request, body: Body) -> Json:
        return await LETTERS.call(lambda: drawn(use(body)))

    serve = apart if slow else in_exchange(lambda body: drawn(use(body)))
    return Route(f"{EXCHANGE}piece/{name}", served(serve), methods=["POST"])


def drawn(made: Piece) -> Json:
    """A part as the page is told it."""
    return {"html": fragment(made.template, made.view), "dit": made.said}


# The pages of one diagnostic, in the order of their navigation.
SIBLINGS = (
    ("Questionnaire", routes.DIAGNOSTIC),
    ("Résultats", routes.RESULTS),
    ("Suivi des actions", routes.FOLLOW_UP),
    ("Partage", routes.SHARING),
    ("Demande d’accompagnement", routes.SUPPORT),
    ("Refaire le diagnostic", routes.AGAIN),
    ("Vos données", routes.OWN_DATA),
)


@dataclass(frozen=True, slots=True)
class Sibling:
    """A page of the same diagnostic. `current` is said of the one that is read."""

    label: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class HeldView:
    """An empty page: its title, what it is for, and the names of its parts in order."""

    heading: str
    introduction: str
    pieces: tuple[str, ...]
    siblings: tuple[Sibling, ...]


def held_page(
    address: str, heading: str, introduction: str, pieces: tuple[str, ...], scripts: tuple[str, ...] = ()
) -> Route:
    """The page at that address, the same for everyone. `scripts` are those that one of its parts needs."""
    siblings = tuple(Sibling(label, place, place == address) for label, place in SIBLINGS)

    async def show(_request: Request) -> Response:
        frame = Frame(heading, scripts=(*scripts, SCRIPT))
        return page("held.html", frame, HeldView(heading, introduction, pieces, siblings))

    return Route(address, show, methods=["GET"])
