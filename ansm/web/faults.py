"""Decides what is logged of a failure, without what people sent: one that nobody foresaw, or of storage."""

from __future__ import annotations

import logging
import re

from ansm.errors import AnsmError

logger = logging.getLogger(__name__)
LIKE_A_SECRET = re.compile(r"[\w-]{40,}")
LONGEST_REPORT = 500


def tell_and_stay(exception: Exception) -> None:
    """Log where the fault is. The page stays as it is, and its outbox keeps what was not saved."""
    trace = exception.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    # Neither the message nor the arguments: they may hold an answer or a personal link.
    logger.error("%s at %s", type(exception).__name__, place)


def tell_the_operator(error: AnsmError) -> None:
    """Log why answers are not being saved: its sentence is ours and names nobody. The person only needs to wait."""
    logger.error("an answer could not be saved: %s", error)


def tell_of_a_page(exception: Exception) -> None:
    """Log what a browser reports of its own errors: one short line, in which nothing looks like a personal link.

    Anybody may send such a report, with any text: it must not be able to write lines of its own in the log.
    """
    text = " ".join(str(exception).split())
    printable = "".join(letter if letter.isprintable() else "?" for letter in text)
    logger.error("a page reports: %s", LIKE_A_SECRET.sub("[…]", printable)[:LONGEST_REPORT])
