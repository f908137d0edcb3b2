"""The whole site with another built interface than the package's: what a server is after an update."""

from __future__ import annotations

import os
from pathlib import Path

from starlette.types import ASGIApp

from ansm.web import asgi

asgi.PUBLISHED = Path(os.environ["OTHER_INTERFACE"])


def create() -> ASGIApp:
    """What the web server calls."""
    return asgi.create()
