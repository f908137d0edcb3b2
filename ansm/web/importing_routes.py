"""Decides how a file brought from elsewhere is received: what is said of it on a first line of JSON, then its bytes.

The secret travels in that line, never in the address. At most a few files are received at once: each may be large, and
a slow line may hold one for minutes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ansm.application import Found, LeftOut, Merged, Started
from ansm.errors import InvalidRequest, TooMany
from ansm.web import french
from ansm.web.exchange_reading import UNREADABLE, Body, read
from ansm.web.exchange_serving import answered, body_of
from ansm.web.exchange_writing import Json
from ansm.web.live import hub
from ansm.web.protection import LARGEST_BODY, LARGEST_BROUGHT
from ansm.web.routes import IMPORT
from ansm.web.site import application

MOST_AT_ONCE = 12  # bounds the memory that files take together
THREADS = 2
A_WHILE = 30
BUSY = (
    "Ce site reçoit déjà beaucoup de fichiers. Attendez une demi-minute, puis recommencez\u00a0: rien n’a été changé."
)


def look(_said: Body, data: bytes) -> Json:
    """What the file holds; nothing is stored."""
    return found(application().travel.look(data))


def start(said: Body, data: bytes) -> Json:
    """Make a file of one's own from it, and give its link."""
    return started(application().travel.start(data, anew=said.name("nouveau") == "oui"))


def merge(said: Body, data: bytes) -> Json:
    """Put its answers with those of the file behind the link."""
    return merged(application().travel.merge(said.token, data, hub().tell))


def found(file: Found) -> Json:
    """What the page shows before anyone chooses."""
    return {
        "uid": file.uid,
        "territoire": {"code": file.territory_code, "nom": french.proper(file.territory_name)},
        "ouvert": file.opened_on.isoformat(),
        "edition": None if file.edition is None else file.edition.value,
        "reponses": file.answers,
        "reprenable": file.resumable,
        "ecartees": left_out(file.left_out),
    }


def started(file: Started) -> Json:
    """The link of the new file, told only once."""
    return {"lien": file.token, "reprise": file.resumed, "ecartees": left_out(file.left_out)}


def merged(result: Merged) -> Json:
    """What came of it, counted; the questions that wait for a choice, in words."""
    return {
        "ajoutees": result.added,
        "deja": result.known,
        "a_departager": [question.text for question in result.waiting],
        "ecartees": left_out(result.left_out),
    }


def left_out(answers: tuple[LeftOut, ...]) -> list[Json]:
    """The answers that could not be taken over, each with its reason."""
    return [{"question": each.question, "texte": each.text, "raison": each.reason} for each in answers]


class Counter:
    """How many files are being received or read now."""

    def __init__(self) -> None:
        self.now = 0


_received = Counter()


def brought(use: Callable[[Body, bytes], Json]) -> Callable[[Request], Awaitable[Response]]:
    """A route that reads what is said and the file, then calls this among the threads of files."""

    async def serve(request: Request) -> Json:
        if _received.now >= MOST_AT_ONCE:
            raise TooMany(BUSY, A_WHILE)
        _received.now += 1
        try:
            said, mark, data = (await body_of(request, LARGEST_BROUGHT)).partition(b"\n")
            if not mark or len(said) > LARGEST_BODY:
                raise InvalidRequest(UNREADABLE)
            body = read(said)
            return await asyncio.get_running_loop().run_in_executor(_threads(), lambda: use(body, data))
        finally:
            _received.now -= 1

    return answered(serve)


@cache
def _threads() -> ThreadPoolExecutor:
    """Threads for files alone: reading a PDF may take seconds, and no answer must wait for it."""
    return ThreadPoolExecutor(THREADS, "files")


ROUTES = tuple(
    Route(f"{IMPORT}{name}", brought(use), methods=["POST"])
    for name, use in (("lire", look), ("commencer", start), ("fusionner", merge))
)
