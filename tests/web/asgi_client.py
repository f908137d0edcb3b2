"""A browser's requests to an ASGI application, in process."""

from __future__ import annotations

from dataclasses import dataclass

import httpx
from starlette.types import ASGIApp, Message

from tests.asynchronous import run

HOST = "testserver"


@dataclass(frozen=True)
class AsgiClient:
    """Calls one application."""

    app: ASGIApp

    def request(
        self,
        method: str,
        path: str,
        *,
        headers: dict[str, str] | list[tuple[bytes, bytes]] | None = None,
        content: bytes | None = None,
    ) -> httpx.Response:
        """Send one request; redirections are not followed."""

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
                return await client.request(method, path, headers=headers, content=content)

        return run(send())

    def get(self, path: str, **options: dict[str, str]) -> httpx.Response:
        """GET."""
        return self.request("GET", path, **options)

    def opens_socket(self, path: str, origin: str | None) -> bool:
        """Whether the application accepts an event socket from a page of that origin."""
        headers = [(b"host", HOST.encode())] + ([(b"origin", origin.encode())] if origin is not None else [])
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "websocket.connect"}

        async def send(message: Message) -> None:
            sent.append(message)

        scope = {"type": "websocket", "path": path, "headers": headers, "query_string": b"", "subprotocols": []}
        run(self.app(scope, receive, send))
        return sent[0]["type"] == "websocket.accept"
