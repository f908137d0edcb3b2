"""What is wrong with one value on its own: how its type is called in French, bad texts, unsafe addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from urllib.parse import urlsplit

from ansm.content.faults import quoted

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
# From the narrowest type to the widest: true is also a number for Python, and a date with an hour also a date.
_KINDS = (
    (bool, "true ou false"),
    (int, "un nombre"),
    (float, "un nombre à virgule"),
    (str, "un texte"),
    (list, "une liste"),
    (dict, "un bloc"),
    (datetime, "une date avec une heure"),
    (date, "une date"),
)


def kind_of(value: object) -> str:
    """What an editor would call this value."""
    return next((name for kind, name in _KINDS if isinstance(value, kind)), "autre chose")


def text_problems(text: str, placeholders: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each problem of a text and what was allowed: blank, an invisible character, a slot nobody fills."""
    if not text:
        yield "ce texte est vide", "au moins un mot"
    if any(unicodedata.category(character) == "Cc" and character not in "\n\t" for character in text):
        yield "ce texte contient un caractère invisible interdit", "retapez ce texte"
    for found in _PLACEHOLDER.findall(text):
        if found.strip("{}") not in placeholders:
            allowed = "du texte sans accolades ({seuil} n’est possible que dans une obligation qui a un seuil)"
            yield f"{quoted(found)} serait imprimé tel quel", allowed


def is_public_https(value: str) -> bool:
    """Whether an address can be shown to anyone: https, a full host name, no credentials, nothing to escape."""
    try:
        parts = urlsplit(value)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        return False
    plain = not any(character.isspace() or character in '<>"\\' for character in value)
    host = parts.hostname or ""
    return port_is_fine and plain and parts.scheme == "https" and "." in host and "@" not in parts.netloc
