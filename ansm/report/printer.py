"""One printing process and the pipe to it: starts it, hands it a document, notices its death, ends it."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from types import ModuleType

from ansm.report.printable import Printable
from ansm.report.worker import Answer, work

FAREWELL_SECONDS = 2
_starting = threading.Lock()


class PrinterLost(Exception):  # an event between two modules of this room, not an error for anyone else
    """The printing process died."""


class Printer:
    """A printing process. Only one thread uses it at a time; any may stop it at once."""

    def __init__(self, context: ForkServerContext) -> None:
        self._orders, theirs = context.Pipe()
        self._process: ForkServerProcess = context.Process(target=work, args=(theirs,), daemon=True, name="ansm-report")
        with _bare():
            self._process.start()
        theirs.close()
        self.printed = 0
        self.resident = 0

    @property
    def pid(self) -> int | None:
        """The process number, to watch it."""
        return self._process.pid

    def print(self, document: Printable, seconds: float) -> Answer:
        """The outcome; raises TimeoutError after `seconds` and PrinterLost when the process dies."""
        self.printed += 1
        try:
            self._orders.send(document)
            if not self._orders.poll(max(0.0, seconds)):
                raise TimeoutError
            answer: Answer = self._orders.recv()
        except (EOFError, OSError) as error:
            if isinstance(error, TimeoutError):
                raise
            raise PrinterLost from error
        self.resident = answer.resident
        return answer

    def kill(self) -> None:
        """End the process at once; whoever waits for its answer gets PrinterLost."""
        self._process.kill()

    def stop(self, *, at_once: bool = False) -> None:
        """End the process and let go of it: kindly when it is idle, at once when it does not answer."""
        if at_once:
            self._process.kill()
        else:
            _say_goodbye(self._orders)
        self._orders.close()
        self._process.join(timeout=FAREWELL_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(timeout=FAREWELL_SECONDS)


def _say_goodbye(orders: Connection) -> None:
    try:
        orders.send(None)
    except OSError:
        return  # it is gone already


@contextlib.contextmanager
def _bare() -> Iterator[None]:
    """Hide the program that was started: a new process would otherwise load all of it, and hold it, to print."""
    with _starting:
        program = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = program
