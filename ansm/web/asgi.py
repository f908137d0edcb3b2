"""Decides which request goes where: the event socket, our own routes, the built pages, and nothing else of Reflex.

`create` is what the web server calls, once per process.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import tempfile
from pathlib import Path

from reflex_base.environment import environment
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import ansm
from ansm.web import own_routes, site
from ansm.web.apart import LETTERS, PRESS, PROVIDER
from ansm.web.interface_folder import PUBLISHED
from ansm.web.live import LET_GO, hub
from ansm.web.protection import Protection, is_event

# An event is one answer: a few hundred bytes, and the page's address.
LARGEST_EVENT = 64 * 1024


class Dispatch:
    """ASGI application: events and the life of the server to Reflex, the rest to our routes and files."""

    def __init__(self, events: ASGIApp, rest: ASGIApp) -> None:
        self.events = events
        self.rest = rest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request over."""
        if scope["type"] == "lifespan":
            await self.events(scope, listening_to_the_end(receive), send)
        else:
            await (self.events if is_event(scope["path"]) else self.rest)(scope, receive, send)


def listening_to_the_end(receive: Receive) -> Receive:
    """The messages of the server's life; from the first, it can be asked to let the waiting pages go."""

    async def received() -> Message:
        message = await receive()
        if message["type"] == "lifespan.startup":
            start_duties()
            # Signals reach the main thread only, where the server runs and the tests do not.
            with contextlib.suppress(RuntimeError, ValueError):
                asyncio.get_running_loop().add_signal_handler(LET_GO, hub().close)
        elif message["type"] == "lifespan.shutdown":
            for each in (LETTERS, PROVIDER, PRESS):
                each.close()
            await asyncio.to_thread(site.application().duties.stop)
        return message

    return received


def start_duties() -> None:
    """Begin to look at what is done once a day, unless another program does."""
    if site.application().settings.duties:
        site.application().duties.start()


def create() -> ASGIApp:
    """Assemble the whole web application, with the installation already open. Raises what opening it raises."""
    site.application()
    whole = Protection(Dispatch(_reflex_events(), _routes_and_files()), PUBLISHED)
    # What is loaded for good is never garbage: looking through it again held every answer up for a third of a second
    # each time a document's texts had filled Python's memory of the young.
    gc.collect()
    gc.freeze()
    return whole


def _reflex_events() -> ASGIApp:
    """Load Reflex without letting it compile, look for Node or write beside the program."""
    environment.REFLEX_SKIP_COMPILE.set(True)
    environment.REFLEX_SOCKET_MAX_HTTP_BUFFER_SIZE.set(LARGEST_EVENT)
    environment.REFLEX_WEB_WORKDIR.set(Path(tempfile.mkdtemp(prefix="ansm-web-")))
    # Reflex only reads rxconfig.py in the current directory; it is installed beside the package.
    with contextlib.chdir(Path(ansm.__file__).parent.parent):
        from ansm.ansm import app

        return app()


def _routes_and_files() -> ASGIApp:
    from reflex.utils.precompressed_staticfiles import PrecompressedStaticFiles

    retired = () if site.application().settings.offline else (own_routes.RETIRED_WORKER,)
    files = PrecompressedStaticFiles(directory=PUBLISHED, html=True, encodings=["brotli", "gzip"])
    return Starlette(routes=[*own_routes.ROUTES, *retired, Mount("/", app=files)])
