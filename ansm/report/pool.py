"""PDF off the event loop: a few processes, renewed, watched by a clock, and replaced when one is lost."""

from __future__ import annotations

import logging
import multiprocessing
import os
import queue
import threading
import time
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess

from ansm.errors import ReportUnavailable
from ansm.report.printable import Printable
from ansm.report.worker import Outcome, work

logger = logging.getLogger(__name__)

SAVED = "Vos réponses sont enregistrées."
TOO_LONG = f"Le PDF a demandé trop de temps et a été arrêté. {SAVED} Réessayez dans un instant."
BUSY = f"Beaucoup de PDF sont demandés en ce moment. {SAVED} Réessayez dans une minute."
LOST = f"Le PDF n’a pas pu être préparé : le service d’impression s’est arrêté deux fois. {SAVED} Réessayez plus tard."
FAULT = f"Le PDF n’a pas pu être préparé, par une erreur de notre part. {SAVED} Prévenez la personne qui gère ce site."
CLOSED = f"Le service d’impression est arrêté. {SAVED} Réessayez dans une minute."
ATTEMPTS = 2


class _Lost(Exception):  # an event between two functions of this file, not an error for anyone else
    """The printing process died."""


class _Printer:
    """One printing process and the pipe to it. Only one thread uses it at a time."""

    def __init__(self, context: ForkServerContext) -> None:
        self._orders, theirs = context.Pipe()
        self._process: ForkServerProcess = context.Process(target=work, args=(theirs,), daemon=True, name="ansm-report")
        self._process.start()
        theirs.close()
        self.printed = 0

    @property
    def pid(self) -> int | None:
        """The process number, to watch it."""
        return self._process.pid

    def print(self, document: Printable, seconds: float) -> tuple[Outcome, bytes | str]:
        """The outcome; raises TimeoutError after `seconds` and _Lost when the process dies."""
        self.printed += 1
        try:
            self._orders.send(document)
            if not self._orders.poll(max(0.0, seconds)):
                raise TimeoutError
            outcome: tuple[Outcome, bytes | str] = self._orders.recv()
        except (EOFError, OSError) as error:
            if isinstance(error, TimeoutError):
                raise
            raise _Lost from error
        return outcome

    def stop(self, *, at_once: bool = False) -> None:
        """End the process: kindly when it is idle, at once when it does not answer."""
        if at_once:
            self._process.kill()
        else:
            _say_goodbye(self._orders)
        self._orders.close()
        self._process.join(timeout=2)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(timeout=2)


class ReportPool:
    """A fixed number of printing processes. `render` may be called from any thread, never from the event loop.

    `limit` is the time a document may take, waiting for its turn included, in seconds. A process is renewed after
    `documents_each`, which bounds its memory; one that dies is replaced and its document printed again, once.
    """

    def __init__(self, workers: int | None = None, *, limit: float = 60.0, documents_each: int = 200) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["ansm.report.preload"])
        self._limit = limit
        self._documents_each = documents_each
        self._closed = threading.Event()
        self._all: set[_Printer] = set()
        self._lock = threading.Lock()
        self._idle: queue.SimpleQueue[_Printer] = queue.SimpleQueue()
        for _ in range(workers or min(4, os.cpu_count() or 1)):
            self._idle.put(self._start())

    def render(self, document: Printable) -> bytes:
        """The PDF of this document, the same bytes for the same input.

        Raises ReportUnavailable, with a French sentence: no Pango or font, no free process, time limit, process lost
        twice, or a fault of ours.
        """
        deadline = time.monotonic() + self._limit
        for _ in range(ATTEMPTS):
            printer = self._take(deadline)
            try:
                outcome, content = printer.print(document, deadline - time.monotonic())
            except TimeoutError:
                self._replace(printer)
                raise ReportUnavailable(TOO_LONG) from None
            except _Lost:
                logger.warning("a printing process was lost; its document is printed again")
                self._replace(printer)
                continue
            except BaseException:
                self._replace(printer)  # its pipe is in an unknown state
                raise
            self._give_back(printer)
            if isinstance(content, bytes):
                return content
            raise ReportUnavailable(content if outcome is Outcome.UNAVAILABLE else FAULT)
        raise ReportUnavailable(LOST)

    def close(self) -> None:
        """Stop every process. Calls under way end with ReportUnavailable."""
        self._closed.set()
        with self._lock:
            printers, self._all = self._all, set()
        for printer in printers:
            printer.stop(at_once=True)

    def process_ids(self) -> tuple[int, ...]:
        """The processes alive, for supervision."""
        with self._lock:
            return tuple(printer.pid for printer in self._all if printer.pid is not None)

    def _start(self) -> _Printer:
        printer = _Printer(self._context)
        with self._lock:
            self._all.add(printer)
        return printer

    def _take(self, deadline: float) -> _Printer:
        if self._closed.is_set():
            raise ReportUnavailable(CLOSED)
        try:
            return self._idle.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise ReportUnavailable(CLOSED if self._closed.is_set() else BUSY) from None

    def _give_back(self, printer: _Printer) -> None:
        if printer.printed >= self._documents_each:
            self._replace(printer, at_once=False)
        else:
            self._idle.put(printer)

    def _replace(self, printer: _Printer, *, at_once: bool = True) -> None:
        with self._lock:
            self._all.discard(printer)
        printer.stop(at_once=at_once)
        if not self._closed.is_set():
            self._idle.put(self._start())


def _say_goodbye(orders: Connection) -> None:
    try:
        orders.send(None)
    except OSError:
        return  # it is gone already
