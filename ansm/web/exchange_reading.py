"""Decides what a browser may send on the exchange, before any use case sees it: types, lengths, counts."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import NoReturn, TypeGuard

from ansm.application import SentAnswer, Settlement
from ansm.errors import InvalidRequest

LONGEST_TOKEN = 128
LONGEST_NAME = 64
LONGEST_ADDRESS = 512
MOST_MESSAGES = 50
MOST_VALUES = 64
MOST_NUMBER = 2**53 - 1  # the largest whole number that a browser counts exactly
DEVICE = re.compile(r"[0-9a-z]{6,12}")
HALF = re.compile("[\ud800-\udfff]")
SENDING = re.compile(r"[0-9a-z]{6,12}-[0-9a-z]{1,11}")

UNREADABLE = (
    "Cette demande est arrivée illisible\u00a0: rien n’a été changé. "
    "Rechargez la page, puis recommencez\u00a0; vos réponses déjà enregistrées sont conservées."
)
UNREADABLE_ANSWER = (
    "Cette réponse est arrivée illisible\u00a0: elle n’est pas enregistrée. Rechargez la page et répondez à nouveau."
)


@dataclass(frozen=True, slots=True)
class Body:
    """The fields of one request. Every reader raises InvalidRequest; a field that nobody reads changes nothing."""

    fields: dict[str, object]

    @property
    def token(self) -> str:
        """The secret; one that is cut or altered is a link to nothing, which the use case says better."""
        return self.text("lien", LONGEST_TOKEN)

    @property
    def device(self) -> str:
        """The name that a browser gave itself for this file."""
        found = self.name("appareil")
        return found if DEVICE.fullmatch(found) else _refuse()

    def text(self, field: str, longest: int) -> str:
        """Any text that is not longer, to be looked at by whoever reads it."""
        found = self.fields.get(field)
        return _readable(found) if isinstance(found, str) and len(found) <= longest else _refuse()

    def several(self, field: str, longest: int, most: int = MOST_VALUES) -> tuple[str, ...]:
        """The texts of a name that several controls share: none, one alone, or a list."""
        found = self.fields.get(field, [])
        texts = found if isinstance(found, list) else [found]
        if len(texts) > most:
            _refuse()
        return tuple(_readable(text) if isinstance(text, str) and len(text) <= longest else _refuse() for text in texts)

    def name(self, field: str) -> str:
        """The short name of something."""
        found = self.fields.get(field)
        return found if _is_name(found) else _refuse()

    def optional(self, field: str) -> str | None:
        """The short name of something, None when nothing is named."""
        return None if self.fields.get(field) is None else self.name(field)

    def whole(self, field: str, default: int | None = None) -> int:
        """A whole number from zero."""
        found = self.fields.get(field, default)
        # In Python, true is a whole number.
        fits = isinstance(found, int) and not isinstance(found, bool) and 0 <= found <= MOST_NUMBER
        return found if fits and isinstance(found, int) else _refuse()

    def row(self, field: str) -> int:
        """The number of a row, as the form of a page sends it; anything else names none."""
        sent = self.text(field, LONGEST_NAME)
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 16 else 0

    def messages(self) -> tuple[tuple[SentAnswer, ...], tuple[Settlement, ...]]:
        """The answers sent, and a refusal for each that will never be read, so that the browser stops sending it."""
        found = self.fields.get("reponses")
        if not isinstance(found, list) or len(found) > MOST_MESSAGES:
            _refuse()
        read, refused = [], []
        for raw in found:
            identifier = Body(raw).name("id") if isinstance(raw, dict) else _refuse()
            if not SENDING.fullmatch(identifier):
                _refuse()
            try:
                read.append(_message(identifier, Body(raw)))
            except InvalidRequest:
                refused.append(Settlement(identifier, None, UNREADABLE_ANSWER))
        return tuple(read), tuple(refused)


def read(body: bytes) -> Body:
    """The fields of a JSON object in UTF-8. Raises InvalidRequest, with a French sentence."""
    try:
        found = json.loads(body.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        _refuse()
    return Body(found) if isinstance(found, dict) else _refuse()


def _message(identifier: str, message: Body) -> SentAnswer:
    values = message.fields.get("v")
    if not isinstance(values, list) or len(values) > MOST_VALUES:
        _refuse()
    names = tuple(value if _is_name(value) else _refuse() for value in values)
    chosen = message.fields.get("choix") is True
    return SentAnswer(identifier, message.name("q"), names, message.whole("base"), message.optional("par"), chosen)


def _readable(text: str) -> str:
    """The text without halves of characters, which no page can hold: each becomes a null, which nobody keeps."""
    return HALF.sub("\0", text)


def _is_name(found: object) -> TypeGuard[str]:
    """A short text without line ends, nulls or halves of characters, which no database and no answer can hold."""
    return isinstance(found, str) and len(found) <= LONGEST_NAME and found.isprintable()


def _refuse(_constant: str = "") -> NoReturn:
    raise InvalidRequest(UNREADABLE)
