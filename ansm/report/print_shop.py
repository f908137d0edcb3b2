"""Decides whether a document is printed at all: kept already, being printed for someone else, or new."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future

from ansm.errors import ReportUnavailable
from ansm.report.fingerprint import fingerprint
from ansm.report.orders import Order
from ansm.report.pool import CLOSED, NOT_STARTED, ReportPool
from ansm.report.printable import Printable
from ansm.report.shelf import Shelf

logger = logging.getLogger(__name__)
NO_LONGER = "Ce PDF n’est plus demandé."
MOST_BYTES = 64 * 2**20  # some four hundred reports


class PrintShop:
    """Printed documents under the hash of what they say, shared by everyone; each is printed once at a time.

    The processes start with the first order, or with `warm`.
    """

    def __init__(self, pool: Callable[[], ReportPool], most_bytes: int = MOST_BYTES) -> None:
        self._make_pool = pool
        self._pool: ReportPool | None = None
        self._shelf = Shelf(most_bytes)
        self._under_way: dict[str, Order] = {}
        self._closed = False
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Start the printing processes, so that the first document does not wait for them; nobody waits for this."""
        if self._pool is None:
            threading.Thread(target=self._start, name="printing-start", daemon=True).start()

    def ask(self, document: Printable) -> Future[bytes]:
        """The promise of its bytes: at once when they are kept, before anything made ahead otherwise.

        Raises ReportUnavailable when too many documents wait already; so may the promise.
        """
        return self._promised(document, ahead=False)

    def prepare(self, document: Printable) -> Future[bytes] | None:
        """The same, when nobody waits for it yet; None when too much is being made ahead already."""
        try:
            return self._promised(document, ahead=True)
        except ReportUnavailable:
            return None

    def give_up(self, promise: Future[bytes]) -> None:
        """Nobody will want this any more, as far as the one who had it prepared knows."""
        with self._lock:
            order = next((each for each in self._under_way.values() if each.result is promise), None)
            dropped = order is not None and self._pool is not None and self._pool.drop(order)
        if dropped:  # outside the lock, which what follows a finished document takes too
            promise.set_exception(ReportUnavailable(NO_LONGER))

    def close(self) -> None:
        """Stop the processes."""
        with self._lock:
            self._closed, pool = True, self._pool
        if pool is not None:
            pool.close()

    def _promised(self, document: Printable, *, ahead: bool) -> Future[bytes]:
        name = fingerprint(document)
        with self._lock:
            kept = self._shelf.get(name)
            if kept is not None:
                return _kept(kept)
            order = self._under_way.get(name)
            if order is None:
                order = self._opened().submit(document, ahead=ahead)
                self._under_way[name] = order
            elif not ahead:
                self._opened().hasten(order)
        order.result.add_done_callback(lambda done: self._finished(name, done))
        return order.result

    def _finished(self, name: str, done: Future[bytes]) -> None:
        if done.exception() is None:
            self._shelf.put(name, done.result())
        with self._lock:
            order = self._under_way.get(name)
            if order is not None and order.result is done:
                del self._under_way[name]

    def _start(self) -> None:
        with contextlib.suppress(ReportUnavailable), self._lock:  # the first document will say why
            self._opened()

    def _opened(self) -> ReportPool:
        if self._pool is None:
            if self._closed:
                raise ReportUnavailable(CLOSED)
            try:
                self._pool = self._make_pool()
            except OSError as error:
                logger.error("no printing process could be started: %s", error.strerror)
                raise ReportUnavailable(NOT_STARTED) from error
        return self._pool


def _kept(data: bytes) -> Future[bytes]:
    promise: Future[bytes] = Future()
    promise.set_result(data)
    return promise
