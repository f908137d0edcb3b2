"""Decides who hears at once that a file has changed: the pages that wait for it, except the one it comes from."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto
from functools import cache

from starlette.types import Receive

# The web server waits for every answer it owes before it stops: it sends itself this signal first.
LET_GO = signal.SIGUSR1


class Heard(Enum):
    """Why a wait is over."""

    CHANGE = auto()
    TIME = auto()
    GONE = auto()  # nobody waits for the answer any more
    CLOSING = auto()


class Waiter:
    """One page that waits, on the event loop of its request."""

    def __init__(self, device: str) -> None:
        self.device = device
        self.closing = False
        self._loop = asyncio.get_running_loop()
        self._bell = asyncio.Event()

    def ring(self) -> None:
        """Wake it up, from any thread."""
        self._loop.call_soon_threadsafe(self._bell.set)

    async def listen(self, receive: Receive, seconds: float) -> Heard:
        """Wait for a change, for the page to go away, or for the time to pass. A change that came before counts."""
        bell = asyncio.ensure_future(self._bell.wait())
        # The body was read to its end: what comes next on the line is the news that nobody is there.
        gone = asyncio.ensure_future(receive())
        try:
            done, _ = await asyncio.wait((bell, gone), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            bell.cancel()
            gone.cancel()
        self._bell.clear()
        if self.closing:
            return Heard.CLOSING
        if bell in done:
            return Heard.CHANGE
        return Heard.GONE if gone in done else Heard.TIME


class Hub:
    """The waiting pages of this process, by file. Safe to call from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiters: dict[bytes, set[Waiter]] = {}
        self._closed = False

    @contextmanager
    def waiting(self, file: bytes, device: str) -> Iterator[Waiter]:
        """Wait for changes of a file by other devices, for the length of a block."""
        waiter = Waiter(device)
        with self._lock:
            self._waiters.setdefault(file, set()).add(waiter)
            waiter.closing = self._closed
        if waiter.closing:
            waiter.ring()
        try:
            yield waiter
        finally:
            with self._lock:
                others = self._waiters[file]
                others.discard(waiter)
                if not others:
                    del self._waiters[file]

    def tell(self, file: bytes, device: str | None) -> None:
        """The file has changed, from that device; from nobody's in particular when it is None."""
        with self._lock:
            for waiter in self._waiters.get(file, ()):
                if waiter.device != device:
                    waiter.ring()

    def close(self) -> None:
        """The server stops: let everybody go, and keep nobody from now on."""
        with self._lock:
            self._closed = True
            for waiters in self._waiters.values():
                for waiter in waiters:
                    waiter.closing = True
                    waiter.ring()

    def __len__(self) -> int:
        """How many pages wait."""
        with self._lock:
            return sum(len(waiters) for waiters in self._waiters.values())


@cache
def hub() -> Hub:
    """The hub of this process."""
    return Hub()
