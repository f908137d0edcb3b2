"""Decides how a simulated browser talks: HTTP over one kept connection, and Reflex's event socket."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import TypedDict

from websockets.asyncio.client import ClientConnection, connect

from bench.site import HOST


class Row(TypedDict):
    """A stored answer, as far as simulated people look at it."""

    q: str
    n: int


class Settled(TypedDict, total=False):
    """What became of a sent answer: stored as `n`, unless set aside or refused."""

    id: str
    n: int
    ecartee: bool
    refus: str


class Found(TypedDict, total=False):
    """What the exchange answers to an opening, to an answer, and when there is news."""

    curseur: int
    reponses: list[Row]
    regles: list[Settled]
    code: str


# What Chromium sends with each answer, so that the server reads as much.
HEADERS = (
    'sec-ch-ua-platform: "Windows"\r\n'
    "User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
    "Safari/537.36\r\n"
    'sec-ch-ua: "Chromium";v="140", "Not=A?Brand";v="24", "Google Chrome";v="140"\r\n'
    "Content-Type: application/json\r\nsec-ch-ua-mobile: ?0\r\nAccept: */*\r\nSec-Fetch-Site: same-origin\r\n"
    "Sec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n"
    "Accept-Language: fr-FR,fr;q=0.9\r\n"
)
OPEN, MESSAGE, PING, PONG = "0", "4", "2", "3"  # Engine.IO
EVENT = '42/_event,["event",'  # Socket.IO, in Reflex's namespace
HYDRATE, HYDRATED = "reflex___state____state.hydrate_and_load", '"is_hydrated_rx_state_":true'


class Refused(Exception):
    """The server answered something else than 200."""


class Line:
    """One connection to the exchange, kept open; opened again when the server closed it for having been silent."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, name: str, body: Mapping[str, object]) -> Found:
        """Post to a route of the exchange. Raises Refused, or OSError and EOFError when the connection is lost."""
        data = json.dumps(body, separators=(",", ":")).encode()
        start = f"POST /echange/{name} HTTP/1.1\r\nHost: {HOST}:{self._port}\r\nConnection: keep-alive\r\n"
        request = f"{start}Content-Length: {len(data)}\r\n{HEADERS}\r\n".encode() + data
        try:
            status, content = await self._answer(request)
        except BaseException:
            self.close()  # given up midway: what still comes on it would answer another question
            raise
        found: Found = json.loads(content)
        if status != 200:
            raise Refused(f"{status} {found.get('code', '')}")
        return found

    async def _answer(self, request: bytes) -> tuple[int, bytes]:
        if self._ends is not None:
            try:
                return await self._exchange(*self._ends, request)
            except (ConnectionError, asyncio.IncompleteReadError):
                self.close()  # a browser too sends again what an old connection did not take
        self._ends = await asyncio.open_connection(HOST, self._port)
        return await self._exchange(*self._ends, request)

    async def _exchange(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes
    ) -> tuple[int, bytes]:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        return int(head.split(b" ", 2)[1]), await reader.readexactly(length)

    def close(self) -> None:
        """Hang up."""
        if self._ends:
            self._ends[1].close()
            self._ends = None


class EventSocket:
    """Reflex's socket, as a page opens it: connected, its state hydrated."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    @classmethod
    async def open(cls, port: int, session: str, page: str) -> EventSocket:
        """Connect and hydrate. Raises what the connection raises, and Refused when it is not Reflex that answers."""
        address = f"ws://{HOST}:{port}/_event/?token={session}&EIO=4&transport=websocket"
        socket = cls(await connect(address, compression=None, ping_interval=None, max_size=None))
        if not (await socket._connection.recv(decode=True)).startswith(OPEN):
            raise Refused("no Engine.IO there")
        event = {"name": HYDRATE, "payload": {}, "router_data": {"pathname": page, "asPath": page}}
        await socket._connection.send(f"40/_event,{json.dumps({'event': event})}")
        while HYDRATED not in await socket.heard():
            pass
        return socket

    async def heard(self) -> str:
        """The next message that is not a ping."""
        while (found := await self._connection.recv(decode=True)) == PING:
            await self._connection.send(PONG)
        return found

    async def tell(self, event: str, page: str) -> str:
        """Send an event and give back what comes."""
        content = {"name": event, "router_data": {"pathname": page, "asPath": page}}
        await self._connection.send(f"{EVENT}{json.dumps(content)}]")
        return await self.heard()

    async def close(self) -> None:
        """Hang up."""
        await self._connection.close()
