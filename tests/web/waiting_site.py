"""The exchange alone, as the web server loads it: what a test of stopping needs, without the built pages."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.types import ASGIApp

from ansm.web import site
from ansm.web.asgi import Dispatch
from ansm.web.own_routes import ROUTES


def create() -> ASGIApp:
    """What the web server calls."""
    site.application()
    return Dispatch(Starlette(), Starlette(routes=list(ROUTES)))
