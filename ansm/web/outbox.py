"""Decides what an answer sent by a browser may look like before any use case sees it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from ansm.errors import InvalidRequest

LARGEST_MESSAGE = 4096
MOST_VALUES = 64
LONGEST_NAME = 64
IDENTIFIER = re.compile(r"[0-9A-Za-z-]{1,40}")
REMEMBERED = 4
REFUSED_MARK = "!"
UNREADABLE = "Cette réponse est arrivée illisible : elle n’est pas enregistrée. Rechargez la page et recommencez."


@dataclass(frozen=True, slots=True)
class SentAnswer:
    """One answer as the browser sent it: its own name, the question, the values in order of ticking."""

    identifier: str
    question: str
    values: tuple[str, ...]


def read(message: object) -> SentAnswer:
    """Read `{"id": "…", "q": "SEC-01", "v": ["non"]}`. Raises InvalidRequest, with a French sentence."""
    if not isinstance(message, str) or len(message) > LARGEST_MESSAGE:
        raise InvalidRequest(UNREADABLE)
    try:
        found = json.loads(message)
    except (ValueError, RecursionError):
        raise InvalidRequest(UNREADABLE) from None
    if not isinstance(found, dict) or set(found) != {"id", "q", "v"}:
        raise InvalidRequest(UNREADABLE)
    identifier, question, values = found["id"], found["q"], found["v"]
    if not isinstance(identifier, str) or not IDENTIFIER.fullmatch(identifier):
        raise InvalidRequest(UNREADABLE)
    if not isinstance(values, list) or len(values) > MOST_VALUES:
        raise InvalidRequest(UNREADABLE)
    if not all(isinstance(name, str) and len(name) <= LONGEST_NAME for name in (question, *values)):
        raise InvalidRequest(UNREADABLE)
    return SentAnswer(identifier, question, tuple(values))


def settle(settled: str, identifier: str, *, refused: bool = False) -> str:
    """Add an answer to those the browser may forget: `"a1 b2! c3"`, the last few, « ! » on what was refused for good.

    A few and not one, because a browser may draw two acknowledgements at once; what it misses, it sends again.
    """
    others = [each for each in settled.split() if each.removesuffix(REFUSED_MARK) != identifier]
    return " ".join([*others, identifier + REFUSED_MARK * refused][-REMEMBERED:])
