"""Stands between a browser and a server: counts every byte of every connection, and can be as slow as a network is.

Chromium's own emulation slows the page alone; the service worker's downloads, which share the line in real life, pass
beside it. Here everything shares the line, and each new connection pays its opening.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from bench.site import HOST, Server

PACKET = 1400


@dataclass(frozen=True, slots=True)
class Network:
    """A round trip in seconds, and bytes a second each way."""

    round_trip: float
    rate: float


# What the issue asks for: 400 ms, 400 kbit/s.
SLOW = Network(round_trip=0.4, rate=400_000 / 8)


class _Way:
    """One direction of the line, shared by all connections."""

    def __init__(self, network: Network | None) -> None:
        self.network = network
        self.bytes = 0
        self._free_at = 0.0

    async def pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        """Carry one connection, until it ends on this side."""
        flying: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        landing = asyncio.create_task(_land(flying, target))
        try:
            while packet := await source.read(PACKET if self.network else 65_536):
                self.bytes += len(packet)
                await self._send(packet, flying)
            await flying.put((time.monotonic() + (self.network.round_trip / 2 if self.network else 0), b""))
            await landing
        except OSError:
            pass  # a browser drops connections as it likes
        finally:
            landing.cancel()

    async def _send(self, packet: bytes, flying: asyncio.Queue[tuple[float, bytes]]) -> None:
        if self.network is None:
            flying.put_nowait((0.0, packet))
            return
        self._free_at = max(time.monotonic(), self._free_at) + len(packet) / self.network.rate
        flying.put_nowait((self._free_at + self.network.round_trip / 2, packet))
        await asyncio.sleep(self._free_at - time.monotonic())


async def _land(flying: asyncio.Queue[tuple[float, bytes]], target: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while True:
            due, packet = await flying.get()
            if (left := due - time.monotonic()) > 0:
                await asyncio.sleep(left)
            if not packet:
                target.close()
                return
            target.write(packet)
            await target.drain()


class Relay:
    """The counts of a relay that runs."""

    def __init__(self, network: Network | None) -> None:
        self.network = network
        self._up, self._down = _Way(network), _Way(network)
        self.address = ""

    @property
    def up(self) -> int:
        """Bytes from the browser so far."""
        return self._up.bytes

    @property
    def down(self) -> int:
        """Bytes to the browser so far."""
        return self._down.bytes

    async def carry(self, server: Server, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of the browser."""
        if self.network:
            await asyncio.sleep(self.network.round_trip)  # what opening a connection takes
        to_server, from_us = await asyncio.open_connection(HOST, server.port)
        try:
            await asyncio.gather(self._up.pump(reader, from_us), self._down.pump(to_server, writer))
        finally:
            from_us.close()
            writer.close()


@contextlib.contextmanager
def relayed(server: Server, network: Network | None = None) -> Iterator[Relay]:
    """A relay before that server, on a thread of its own."""
    relay, loop = Relay(network), asyncio.new_event_loop()
    carrying: set[asyncio.Task[None]] = set()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 — a callback of the loop is a task
        carrying.add(task)
        try:
            with contextlib.suppress(asyncio.CancelledError):
                await relay.carry(server, reader, writer)
        finally:
            carrying.discard(task)

    async def stop() -> None:
        listening.close()
        for task in list(carrying):
            task.cancel()
        await asyncio.gather(*carrying, return_exceptions=True)

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    listening = asyncio.run_coroutine_threadsafe(asyncio.start_server(accept, HOST, 0), loop).result(10)
    relay.address = f"http://{HOST}:{listening.sockets[0].getsockname()[1]}"
    try:
        yield relay
    finally:
        asyncio.run_coroutine_threadsafe(stop(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
