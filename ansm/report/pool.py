"""PDF off the event loop: a few processes, renewed, watched by a clock, and replaced when one is lost."""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
import time

from ansm.errors import ReportUnavailable
from ansm.report.orders import Order, Orders, QueueFull
from ansm.report.printable import Printable
from ansm.report.printer import Printer, PrinterLost
from ansm.report.worker import Answer, Outcome

logger = logging.getLogger(__name__)

SAVED = "Vos réponses sont enregistrées."
TOO_LONG = f"Le PDF a demandé trop de temps et a été arrêté. {SAVED} Réessayez dans un instant."
BUSY = f"Beaucoup de PDF sont demandés en ce moment. {SAVED} Réessayez dans une minute."
LOST = f"Le PDF n’a pas pu être préparé : le service d’impression s’est arrêté deux fois. {SAVED} Réessayez plus tard."
TOO_LARGE = f"Ce PDF demande plus de mémoire que ce site n’en donne. {SAVED} Prévenez la personne qui gère ce site."
FAULT = f"Le PDF n’a pas pu être préparé, par une erreur de notre part. {SAVED} Prévenez la personne qui gère ce site."
NOT_STARTED = f"Le service d’impression n’a pas pu démarrer. {SAVED} Réessayez dans une minute."
CLOSED = f"Le service d’impression est arrêté. {SAVED} Réessayez dans une minute."
SENTENCES = {Outcome.TOO_LARGE: TOO_LARGE, Outcome.FAILED: FAULT}
ATTEMPTS = 2
MOST_ASKED = 40  # some twenty seconds of work for two processes: beyond, better to say so
MOST_AHEAD = 16
RESIDENT_MOST = 320 * 2**20
GRACE_SECONDS = 5.0  # for a process stopped at its limit to be seen as such


class ReportPool:
    """A fixed number of printing processes, each with the thread that feeds it. Safe to call from any thread.

    `limit` is the time a document may take, waiting for its turn included, in seconds. A process is renewed after
    `documents_each`, or as soon as it holds more than `resident_most` bytes; one that dies is replaced and its
    document printed again, once. Where there are several processes, one never prints ahead.
    """

    def __init__(
        self,
        workers: int | None = None,
        *,
        limit: float = 60.0,
        documents_each: int = 200,
        resident_most: int = RESIDENT_MOST,
        most_asked: int = MOST_ASKED,
        most_ahead: int = MOST_AHEAD,
    ) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["ansm.report.preload"])
        self._limit = limit
        self._documents_each = documents_each
        self._resident_most = resident_most
        self._orders = Orders(most_asked, most_ahead)
        self._closed = threading.Event()
        self._all: set[Printer] = set()
        self._lock = threading.Lock()
        count = workers or min(4, os.cpu_count() or 1)
        self._threads = [
            threading.Thread(
                target=self._serve, args=(self._start(), place > 0 or count == 1), name="printing", daemon=True
            )
            for place in range(count)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, document: Printable, *, ahead: bool = False) -> Order:
        """Order a document: its `result` will hold the bytes, or ReportUnavailable.

        Raises ReportUnavailable when too many wait already.
        """
        order = Order(document, None if ahead else self._deadline())
        try:
            self._orders.add(order)
        except QueueFull:
            raise ReportUnavailable(CLOSED if self._closed.is_set() else BUSY) from None
        return order

    def hasten(self, order: Order) -> None:
        """Someone now waits for what was ordered ahead. Raises ReportUnavailable when too many wait already."""
        try:
            self._orders.hasten(order, self._deadline())
        except QueueFull:
            raise ReportUnavailable(BUSY) from None

    def drop(self, order: Order) -> bool:
        """Forget what was ordered ahead, if it is not begun."""
        return self._orders.drop(order)

    def render(self, document: Printable) -> bytes:
        """The PDF of this document, the same bytes for the same input. Never in the event loop.

        Raises ReportUnavailable, with a French sentence: no Pango or font, no free process, time limit, process lost
        twice, too much memory, or a fault of ours.
        """
        try:
            return self.submit(document).result.result(self._limit + GRACE_SECONDS)
        except TimeoutError:
            raise ReportUnavailable(BUSY) from None

    def close(self) -> None:
        """Stop every process. Calls under way end with ReportUnavailable."""
        self._closed.set()
        for order in self._orders.close():
            order.result.set_exception(ReportUnavailable(CLOSED))
        with self._lock:
            for printer in self._all:
                printer.kill()
        for thread in self._threads:
            thread.join()

    def process_ids(self) -> tuple[int, ...]:
        """The processes alive, for supervision."""
        with self._lock:
            return tuple(printer.pid for printer in self._all if printer.pid is not None)

    def waiting(self) -> tuple[int, int]:
        """How many orders wait, those of someone and those made ahead, for supervision."""
        return self._orders.waiting()

    # --- one thread for each process

    def _serve(self, started: Printer, ahead_too: bool) -> None:
        printer: Printer | None = started
        while (order := self._orders.take(ahead_too=ahead_too)) is not None:
            try:
                printer = self._fulfil(order, printer or self._start())
            except OSError as error:  # no process can be started now: the next order tries again
                logger.error("a printing process could not be started: %s", error.strerror)
                printer = None
                if not order.result.done():
                    order.result.set_exception(ReportUnavailable(NOT_STARTED))
        if printer is not None:
            with self._lock:
                self._all.discard(printer)
            printer.stop(at_once=True)

    def _fulfil(self, order: Order, printer: Printer) -> Printer:
        """Print, whatever happens; gives the process to print the next one with. Raises OSError."""
        deadline = self._deadline() if order.deadline is None else order.deadline
        if deadline <= time.monotonic():
            order.result.set_exception(ReportUnavailable(BUSY))
            return printer
        for _ in range(ATTEMPTS):
            try:
                answer = printer.print(order.document, deadline - time.monotonic())
            except TimeoutError:
                order.result.set_exception(ReportUnavailable(TOO_LONG))
                return self._replaced(printer)
            except PrinterLost:
                if self._closed.is_set():
                    break
                logger.warning("a printing process was lost; its document is printed again")
                printer = self._replaced(printer)
                continue
            except Exception as error:  # what cannot be sent is a fault of ours: the thread lives on
                logger.error("a report could not be handed over: %s", type(error).__name__)
                order.result.set_exception(ReportUnavailable(FAULT))
                return self._replaced(printer)  # its pipe is in an unknown state
            _deliver(order, answer)
            tired = printer.printed >= self._documents_each or printer.resident > self._resident_most
            return self._replaced(printer, at_once=False) if tired else printer
        order.result.set_exception(ReportUnavailable(CLOSED if self._closed.is_set() else LOST))
        return printer

    def _start(self) -> Printer:
        printer = Printer(self._context)
        with self._lock:
            self._all.add(printer)
        return printer

    def _replaced(self, printer: Printer, *, at_once: bool = True) -> Printer:
        with self._lock:
            self._all.discard(printer)
        printer.stop(at_once=at_once)
        fresh = self._start()
        if self._closed.is_set():
            fresh.kill()  # closed meanwhile: nobody else knows it
        return fresh

    def _deadline(self) -> float:
        return time.monotonic() + self._limit


def _deliver(order: Order, answer: Answer) -> None:
    if isinstance(answer.content, bytes):
        order.result.set_result(answer.content)
        return
    order.result.set_exception(ReportUnavailable(SENTENCES.get(answer.outcome, answer.content)))
