"""Decides which request goes where: the event socket, our own routes, the built pages, and nothing else of Reflex.

`create` is what the web server calls, once per process.
"""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

from reflex_base.environment import environment
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

import ansm
from ansm.web import own_routes, site
from ansm.web.interface_folder import PUBLISHED
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
        to_reflex = scope["type"] == "lifespan" or is_event(scope["path"])
        await (self.events if to_reflex else self.rest)(scope, receive, send)


def create() -> ASGIApp:
    """Assemble the whole web application, with the installation already open. Raises what opening it raises."""
    site.application()
    return Protection(Dispatch(_reflex_events(), _routes_and_files()), PUBLISHED)


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

    files = PrecompressedStaticFiles(directory=PUBLISHED, html=True, encodings=["gzip"])
    return Starlette(routes=[*own_routes.ROUTES, Mount("/", app=files)])
