"""Decides what is logged of a failure, without what people sent: one that nobody foresaw, or of storage."""

from __future__ import annotations

import logging

from ansm.errors import AnsmError

logger = logging.getLogger(__name__)


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
