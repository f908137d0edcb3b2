"""Decides how a document is asked for: prepared ahead, followed until it is ready, then given as a file.

The secret travels in the body only, and each request checks it itself. A page first asks whether the document is
ready, which keeps the page in front of its reader whatever happens, then sends a native form, which downloads it.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import TypeVar
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ansm.application import Begun, Kind
from ansm.domain.publication import Edition
from ansm.errors import ReportUnavailable, StorageUnavailable, UserError
from ansm.web.exchange_reading import Body
from ansm.web.exchange_serving import served
from ansm.web.exchange_writing import Json
from ansm.web.posted import FIELD, posted_fields
from ansm.web.refusal import refusal
from ansm.web.routes import DOCUMENTS, EXCHANGE, REPORT
from ansm.web.site import application

KIND, EDITION = "document", "edition"
HELD_SECONDS = 20.0  # less than proxies allow to a request; the page then asks again
THREADS = 2  # what is decided in Python takes turns anyway, and answers being saved must have theirs
REFUSED = "Le document n’a pas pu être préparé"

Result = TypeVar("Result")


async def document(request: Request) -> Response:
    """Give the file. A form that names no document wants the report: so did those of before."""
    fields = await posted_fields(request)
    kind, edition = fields.get(KIND, Kind.REPORT.value), fields.get(EDITION, Edition.INTERNAL.value)
    documents = application().documents
    try:
        begun = await in_thread(lambda: documents.begin(fields.get(FIELD, ""), kind, edition))
        await ended(begun.data)
        made = await in_thread(lambda: documents.finish(begun))
    except UserError as error:
        return refusal(REFUSED, str(error), 404)
    except (ReportUnavailable, StorageUnavailable) as error:
        return refusal(REFUSED, str(error), 503)
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(made.file_name)}",
        "cache-control": "no-store",
    }
    return Response(made.data, media_type=made.media_type, headers=headers)


async def state(request: Request, body: Body) -> Json:
    """Order a document, and tell when it is ready; after a while, that it is not yet. Raises what ordering raises."""
    documents, token, kind, edition = application().documents, body.token, body.name(KIND), body.name(EDITION)
    begun = await in_thread(lambda: documents.begin(token, kind, edition))
    await settled(request, (begun.data,))
    if not begun.data.done():
        return {"etat": "attente"}
    return {"etat": "pret", "octets": len(begun.data.result())}


async def prepare(request: Request, body: Body) -> Json:
    """Print ahead what this reader will likely ask for, and tell which documents are ready, with their sizes."""
    documents, token = application().documents, body.token
    begun = await in_thread(lambda: documents.prepare(token))
    if await settled(request, [each.data for each in begun]):
        documents.give_up(begun)
    return {"prets": [_ready(each) for each in begun if each.data.done() and not each.data.exception()]}


def _ready(begun: Begun) -> Json:
    names = {"document": begun.offer.kind.value, "edition": begun.offer.edition.value}
    return {**names, "octets": len(begun.data.result())}


async def settled(request: Request, promises: Iterable[Future[bytes]]) -> bool:
    """Wait until all is printed, the reader has left, or it has lasted enough; tells whether the reader has left."""
    waited = [asyncio.ensure_future(ended(each)) for each in promises]
    # The body was read to its end: what comes next on the line is the news that nobody is there any more.
    gone = asyncio.ensure_future(request.receive())
    everything = asyncio.ensure_future(asyncio.gather(*waited))
    try:
        await asyncio.wait((everything, gone), timeout=HELD_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        return gone.done() and not everything.done()
    finally:
        gone.cancel()
        everything.cancel()


async def ended(promise: Future[bytes]) -> None:
    """Come back when it is kept or broken; whoever stops waiting takes it from nobody."""
    loop, ended = asyncio.get_running_loop(), asyncio.Event()

    def tell(_promise: Future[bytes]) -> None:
        with contextlib.suppress(RuntimeError):  # the server stopped meanwhile: nobody waits any more
            loop.call_soon_threadsafe(ended.set)

    promise.add_done_callback(tell)
    await ended.wait()


async def in_thread(use: Callable[[], Result]) -> Result:
    """Call this away from the event loop, among the threads of documents."""
    return await asyncio.get_running_loop().run_in_executor(_threads(), use)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, "documents")


ROUTES = (
    Route(DOCUMENTS, document, methods=["POST"]),
    Route(REPORT, document, methods=["POST"]),
    Route(f"{EXCHANGE}document", served(state), methods=["POST"]),
    Route(f"{EXCHANGE}preparer", served(prepare), methods=["POST"]),
)
