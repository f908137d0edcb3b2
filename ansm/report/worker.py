"""What a printing process does: take a Document, give back its PDF or the sentence that says why not."""

from __future__ import annotations

import logging
import signal
from enum import StrEnum
from multiprocessing.connection import Connection

from ansm.errors import ReportUnavailable
from ansm.report.press import render, warm_up
from ansm.report.printable import Printable

logger = logging.getLogger(__name__)


class Outcome(StrEnum):
    """How a job ended: with bytes, with a sentence for the reader, or with a fault of ours."""

    PRINTED = "printed"
    UNAVAILABLE = "unavailable"
    FAILED = "failed"


def work(orders: Connection) -> None:
    """Serve documents until the other end closes or sends None. Runs in its own process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then closes its printers
    try:
        warm_up()
    except ReportUnavailable as error:
        logger.warning("the printing process is not ready: %s", error)
    while True:
        try:
            order = orders.recv()
        except (EOFError, OSError):
            return
        if order is None:
            return
        orders.send(_answer(order))


def _answer(document: Printable) -> tuple[Outcome, bytes | str]:
    try:
        return Outcome.PRINTED, render(document)
    except ReportUnavailable as error:
        return Outcome.UNAVAILABLE, str(error)
    except Exception as error:  # whatever happens, the server must get an answer
        logger.error("a report could not be printed: %s", type(error).__name__)  # never the content
        return Outcome.FAILED, type(error).__name__
