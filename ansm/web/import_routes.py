"""Decides what is done with a file that a browser brings: say what it holds, start from it, or complete another one.

The body of the request is the file itself. The personal link of `fusionner` travels as a bearer of authorization, which
is no more written in addresses and logs than a body.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ansm.application import Found, LeftOut, Merged, Started
from ansm.errors import InvalidRequest, TooMany
from ansm.web import french
from ansm.web.exchange_reading import LONGEST_NAME, LONGEST_TOKEN
from ansm.web.exchange_serving import guarded
from ansm.web.exchange_writing import Json
from ansm.web.live import hub
from ansm.web.protection import FILE_TOO_LARGE, LARGEST_IMPORT
from ansm.web.routes import IMPORT
from ansm.web.site import application

TYPES = ("application/json", "application/pdf", "application/octet-stream")  # a browser does not know every file
RESUME, ANEW = "reprendre", "nouveau"
THREADS = 2  # a PDF takes a process of up to 400 MB: as many at once
MOST_AT_ONCE = 6
MOST_SECONDS = 60.0  # for a file to arrive
BUSY_SECONDS = 5
BUSY = "Plusieurs fichiers sont en cours de lecture sur ce site. Réessayez dans quelques secondes."
TOO_SLOW = "Le fichier n’est pas arrivé à temps\u00a0: la connexion est trop lente ou coupée. Réessayez."
OTHER_TYPE = (
    "Ce fichier n’est ni un fichier d’échange (.ansm.json) ni un PDF\u00a0: il n’a pas été lu. "
    "Choisissez l’un des deux."
)
OTHER_MODE = f"Dites s’il faut «\u00a0{RESUME}\u00a0» le diagnostic ou en commencer un «\u00a0{ANEW}\u00a0»."

Result = TypeVar("Result")


def look(_request: Request, data: bytes) -> Json:
    """What the file holds; nothing is stored."""
    return found(application().travel.look(data))


def start(request: Request, data: bytes) -> Json:
    """A new file made from it, and its personal link, told only once."""
    mode, role = request.query_params.get("mode", RESUME), request.query_params.get("role")
    if mode not in (RESUME, ANEW) or len(role or "") > LONGEST_NAME:
        raise InvalidRequest(OTHER_MODE)
    return started(application().travel.start(data, anew=mode == ANEW, role=role))


def merge(request: Request, data: bytes) -> Json:
    """Its answers with those of the file that the personal link opens."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    token = token if scheme.lower() == "bearer" and len(token) <= LONGEST_TOKEN else ""
    return merged(application().travel.merge(token, data, hub().tell))


def found(what: Found) -> Json:
    """What is told of a file before anything is done with it."""
    return {
        "uid": what.uid,
        "territoire": {"code": what.territory_code, "nom": french.proper(what.territory_name)},
        "ouvert": what.opened_on.isoformat(),
        "edition": None if what.edition is None else what.edition.value,
        "reponses": what.answers,
        "historique": what.history,
        "reprise": what.resumable,
        "non_reprises": _left_out(what.left_out),
    }


def started(what: Started) -> Json:
    """What is told of a file made from another."""
    return {
        "lien": what.token,
        "territoire": french.proper(what.territory_name),
        "edition": None if what.edition is None else what.edition.value,
        "repris": what.resumed,
        "reponses": what.answers,
        "non_reprises": _left_out(what.left_out),
    }


def merged(what: Merged) -> Json:
    """What is told of a file put with another."""
    return {
        "ajoutees": what.added,
        "deja": what.known,
        "a_departager": [{"question": each.id, "texte": each.text} for each in what.waiting],
        "non_reprises": _left_out(what.left_out),
    }


def _left_out(some: Iterable[LeftOut]) -> list[Json]:
    return [{"question": each.question, "texte": each.text, "raison": each.reason} for each in some]


class _Turnstile:
    """Counts the files on their way, on the event loop: beyond so many, the memory they take would hurt everyone."""

    def __init__(self) -> None:
        self._inside = 0

    def __enter__(self) -> None:
        if self._inside >= MOST_AT_ONCE:
            raise TooMany(BUSY, BUSY_SECONDS)
        self._inside += 1

    def __exit__(self, *_: object) -> None:
        self._inside -= 1


_turnstile = _Turnstile()


def _importing(use: Callable[[Request, bytes], Json]) -> Callable[[Request], Awaitable[Response]]:
    async def route(request: Request) -> Response:
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() not in TYPES:
            return JSONResponse({"message": OTHER_TYPE, "code": "type"}, 415)
        with _turnstile:
            try:
                async with asyncio.timeout(MOST_SECONDS):
                    data = await _received(request)
            except TimeoutError:
                raise InvalidRequest(TOO_SLOW) from None
            except ClientDisconnect:
                return Response(status_code=400)  # nobody is there to read it
            if data is None:
                return JSONResponse({"message": FILE_TOO_LARGE, "code": "taille"}, 413)
            return JSONResponse(await _in_thread(lambda: use(request, data)))

    return guarded(route)


async def _received(request: Request) -> bytes | None:
    """The file, None when it is too large, whatever its length was said to be."""
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > LARGEST_IMPORT:
            return None
    return bytes(received)


async def _in_thread(use: Callable[[], Result]) -> Result:
    return await asyncio.get_running_loop().run_in_executor(_threads(), use)


@cache
def _threads() -> ThreadPoolExecutor:
    """Threads for imports alone: an answer never waits behind a file being read."""
    return ThreadPoolExecutor(THREADS, "import")


ROUTES = tuple(
    Route(f"{IMPORT}{name}", _importing(use), methods=["POST"])
    for name, use in (("lire", look), ("commencer", start), ("fusionner", merge))
)
