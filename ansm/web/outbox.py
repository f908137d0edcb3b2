"""Decides what an answer sent by a browser may look like before any use case sees it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ansm.errors import InvalidRequest

LARGEST_MESSAGE = 4096
MOST_VALUES = 64
LONGEST_NAME = 64
UNREADABLE = "Cette réponse est arrivée illisible : elle n’est pas enregistrée. Rechargez la page et recommencez."


@dataclass(frozen=True, slots=True)
class SentAnswer:
    """One answer as the browser sent it: its number in the outbox, the question, the values in order of ticking."""

    number: int
    identifier: str
    question: str
    values: tuple[str, ...]


def read(message: object) -> SentAnswer:
    """Read `{"n": 3, "id": "…", "q": "SEC-01", "v": ["non"]}`. Raises InvalidRequest, with a French sentence."""
    if not isinstance(message, str) or len(message) > LARGEST_MESSAGE:
        raise InvalidRequest(UNREADABLE)
    try:
        found = json.loads(message)
    except (ValueError, RecursionError):
        raise InvalidRequest(UNREADABLE) from None
    if not isinstance(found, dict) or set(found) != {"n", "id", "q", "v"}:
        raise InvalidRequest(UNREADABLE)
    number, identifier, question, values = found["n"], found["id"], found["q"], found["v"]
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < 2**53:
        raise InvalidRequest(UNREADABLE)
    if not isinstance(values, list) or len(values) > MOST_VALUES:
        raise InvalidRequest(UNREADABLE)
    names = (identifier, question, *values)
    if not all(isinstance(name, str) and len(name) <= LONGEST_NAME for name in names):
        raise InvalidRequest(UNREADABLE)
    return SentAnswer(number, identifier, question, tuple(values))
