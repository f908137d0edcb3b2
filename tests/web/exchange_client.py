"""A browser on the exchange: it posts JSON as the page does, alone or while another waits for news."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
from starlette.types import ASGIApp

from ansm.application import Application
from ansm.web.live import hub
from tests.asynchronous import run
from tests.web.asgi_client import HOST

JSON = {"content-type": "application/json"}
Result = TypeVar("Result")


def message(
    name: str, question: str = "SEC-01", *values: str, base: int = 0, role: str | None = None
) -> dict[str, Any]:
    """One answer, as the page writes it."""
    return {"id": name, "q": question, "v": list(values), "base": base, "par": role}


@dataclass(frozen=True)
class Browser:
    """Posts to one application."""

    app: ASGIApp

    def post(self, name: str, **body: Any) -> httpx.Response:  # noqa: ANN401 - whatever JSON can say
        """Send one request to an address of the exchange."""
        return run(self.posting(name, **body))

    def raw(self, name: str, content: bytes, headers: dict[str, str] | None = None) -> httpx.Response:
        """The same, with a body that is not made here."""
        return run(self._send(name, content, JSON if headers is None else headers))

    async def posting(self, name: str, **body: Any) -> httpx.Response:  # noqa: ANN401 - same
        """The same, on an event loop that does other things."""
        return await self._send(name, json.dumps(body).encode(), JSON)

    def answer(self, token: str, *messages: dict[str, Any], since: int = 0) -> dict[str, Any]:
        """Send answers that are taken, and what is told of them."""
        response = self.post("reponses", lien=token, depuis=since, reponses=list(messages))
        assert response.status_code == 200, response.text
        told: dict[str, Any] = response.json()
        return told

    async def _send(self, name: str, content: bytes, headers: dict[str, str]) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.app)
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}", timeout=30) as client:
            return await client.request("POST", f"/echange/{name}", headers=headers, content=content)


async def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    """Let others work until something is true."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)


async def while_waiting(wait: Awaitable[Result], act: Callable[[], Awaitable[object]], pages: int = 1) -> Result:
    """What a page that waits hears, when this is done once so many pages wait."""
    waiting = asyncio.ensure_future(wait)
    await until(lambda: len(hub()) == pages or waiting.done())
    await act()
    return await waiting


@contextmanager
def database(installation: Application) -> Iterator[sqlite3.Connection]:
    """The database of an installation, as its administrator sees it."""
    path = installation.settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection
