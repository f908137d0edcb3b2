"""What a printing process does: take a paper, give back its PDF or the sentence that says why not."""

from __future__ import annotations

import contextlib
import logging
import os
import resource
import signal
from enum import StrEnum
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from ansm.errors import ReportUnavailable
from ansm.report.press import render, warm_up
from ansm.report.printable import Printable

logger = logging.getLogger(__name__)

NICENESS = 10  # answers being saved pass before paper: the system gives printing what they leave
MOST_MEMORY = 1024 * 2**20  # bytes of address space: three times what a long report takes
STATM = Path("/proc/self/statm")


class Outcome(StrEnum):
    """How a job ended: with bytes, with a sentence for the reader, too large for our memory, or a fault of ours."""

    PRINTED = "printed"
    UNAVAILABLE = "unavailable"
    TOO_LARGE = "too large"
    FAILED = "failed"


class Answer(NamedTuple):
    """The bytes or the sentence, and how much memory the process holds once it is done."""

    outcome: Outcome
    content: bytes | str
    resident: int


def work(orders: Connection) -> None:
    """Serve documents until the other end closes or sends None. Runs in its own process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then closes its printers
    stay_small()
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
        outcome, content = printed(order)
        orders.send(Answer(outcome, content, resident()))


def stay_small() -> None:
    """Give way to the rest of the program, and never take all of the machine's memory."""
    os.nice(NICENESS)
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    with contextlib.suppress(ValueError, OSError):  # a system that refuses it still has the renewal of processes
        wanted = MOST_MEMORY if most == resource.RLIM_INFINITY else min(MOST_MEMORY, most)
        resource.setrlimit(resource.RLIMIT_AS, (wanted, most))


def resident() -> int:
    """The bytes of memory this process holds; where the system does not say, the most it ever held."""
    if STATM.exists():
        return int(STATM.read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def printed(document: Printable) -> tuple[Outcome, bytes | str]:
    """The outcome, and the bytes or the sentence that go with it; whatever happens, the server gets an answer."""
    try:
        return Outcome.PRINTED, render(document)
    except ReportUnavailable as error:
        return Outcome.UNAVAILABLE, str(error)
    except MemoryError:
        logger.error("a report needed more memory than printing may take")
        return Outcome.TOO_LARGE, ""
    except Exception as error:  # a fault of ours, of any kind
        logger.error("a report could not be printed: %s", type(error).__name__)  # never the content
        return Outcome.FAILED, type(error).__name__
