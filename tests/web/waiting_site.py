"""The exchange alone, as the web server loads it: what a test of stopping needs, without the built pages."""

from __future__ import annotations

import asyncio

from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from ansm.web import site
from ansm.web.asgi import Dispatch
from ansm.web.own_routes import ROUTES


def create() -> ASGIApp:
    """What the web server calls."""
    site.application()
    return Dispatch(Starlette(), Starlette(routes=list(ROUTES)))


def mute() -> ASGIApp:
    """A site that takes every request and never answers."""

    async def wait(_scope: Scope, _receive: Receive, _send: Send) -> None:
        await asyncio.Event().wait()

    return wait
