"""Decides how a request of the exchange is served: a JSON body, a thread of its own, and a sentence for any trouble."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ansm.errors import (
    AnsmError,
    ExpiredLink,
    InvalidRequest,
    MailUnavailable,
    ReplacedLink,
    ReportUnavailable,
    StorageUnavailable,
    TooMany,
    UnknownLink,
    UserError,
)
from ansm.web import faults
from ansm.web.exchange_reading import UNREADABLE, Body, read
from ansm.web.exchange_writing import Json
from ansm.web.protection import LARGEST_BODY, TOO_LARGE

THREADS = 8
UNFORESEEN = "Une erreur imprévue est survenue. Vos réponses déjà enregistrées sont conservées\u00a0: réessayez."

Result = TypeVar("Result")
logger = logging.getLogger(__name__)


def served(serve: Callable[[Request, Body], Awaitable[Json]]) -> Callable[[Request], Awaitable[Response]]:
    """A route: a JSON body that is read, served, and answered with 200 or with a sentence."""

    async def route(request: Request) -> Response:
        received = await _received(request)
        if received is None:
            return _problem(413, "taille", TOO_LARGE)
        return _json(await serve(request, read(received)))

    return guarded(route)


def guarded(serve: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """The same route, any trouble of which is told in a sentence."""

    async def route(request: Request) -> Response:
        try:
            return await serve(request)
        except AnsmError as error:
            return _refusal(error)
        except Exception as error:  # whatever it is, the page must be told something it can show
            faults.tell_and_stay(error)
            return _problem(500, "imprevu", UNFORESEEN)

    return route


async def _received(request: Request) -> bytes | None:
    """The body, None when it is too large. A form of another site cannot pretend to be JSON."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise InvalidRequest(UNREADABLE)
    received = b""
    async for chunk in request.stream():
        received += chunk
        if len(received) > LARGEST_BODY:
            return None
    return received


def in_exchange(use: Callable[[Body], Json]) -> Callable[[Request, Body], Awaitable[Json]]:
    """Serve by calling this in a thread of the exchange."""

    async def serve(_request: Request, body: Body) -> Json:
        return await in_thread(lambda: use(body))

    return serve


async def in_thread(use: Callable[[], Result]) -> Result:
    """Call this away from the event loop, among the threads of the exchange."""
    return await asyncio.get_running_loop().run_in_executor(_threads(), use)


@cache
def _threads() -> ThreadPoolExecutor:
    """Threads for the exchange alone: an answer never waits behind documents being printed."""
    return ThreadPoolExecutor(THREADS, "exchange")


def _refusal(error: AnsmError) -> Response:
    match error:
        case ReplacedLink():
            # Told as the end of a link is, which scripts that a device keeps from before understand too.
            return _problem(410, "expire", str(error), replaced=True)
        case ExpiredLink():
            return _problem(410, "expire", str(error))
        case UnknownLink():
            return _problem(404, "lien", str(error))
        case TooMany():
            return _problem(429, "attente", str(error), error.seconds)
        case MailUnavailable():
            if not error.configured:
                return _problem(409, "courriel", str(error))
            # The cause by its name only: its text may hold an address.
            logger.error("a link could not be sent by e-mail: %s", type(error.__cause__).__name__)
            return _problem(503, "courriel", str(error))
        case ReportUnavailable():
            return _problem(503, "document", str(error))
        case StorageUnavailable():
            faults.tell_the_operator(error)
            return _problem(503, "stockage", str(error))
        case UserError():
            return _problem(400, "demande", str(error))
        case _:
            faults.tell_and_stay(error)
            return _problem(500, "imprevu", UNFORESEEN)


def _json(content: Json, status: int = 200) -> Response:
    return JSONResponse(content, status, headers={"cache-control": "no-store"})


def _problem(status: int, code: str, sentence: str, seconds: int | None = None, *, replaced: bool = False) -> Response:
    told: Json = {"message": sentence, "code": code}
    response = _json(told | {"remplace": True} if replaced else told, status)
    if seconds is not None:
        response.headers["retry-after"] = str(seconds)
    return response
