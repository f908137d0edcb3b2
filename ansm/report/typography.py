"""How French is set in type: spaces that hold, apostrophes that curl, nothing that a printer cannot print."""

from __future__ import annotations

import re
import unicodedata

NBSP = "\u00a0"
THIN = "\u202f"

_UNITS = r"(?:€|%|h|ans?|jours?|mois|minutes?|habitants?|actions?|questions?|réponses?)"
_RULES = (
    (re.compile(r"(?<=[^\W\d_])'(?=\w)"), "’"),
    (re.compile(r"(?<=\d)[ \u00a0](?=\d{3}(?!\d))"), THIN),
    (re.compile(r"[ \u00a0\u202f]+(?=[;!?](?:\s|$|\W))"), THIN),
    (re.compile(r"[ \u00a0\u202f]+(?=:(?:\s|$))"), NBSP),
    (re.compile(r"«[ \u00a0\u202f]*"), "«" + NBSP),
    (re.compile(r"[ \u00a0\u202f]*»"), NBSP + "»"),
    (re.compile(rf"(?<=\d) (?={_UNITS}\b|€|%)"), NBSP),
    (re.compile(r"\b(art\.|n°|§|p\.|L\.|R\.|D\.|M\.) (?=[\dLRDA-Z])"), r"\1" + NBSP),
    (re.compile(r" +(?=[–—]\s)"), NBSP),
    (re.compile(r"(?<=; )(\d\.) |^(\d\.) (?=\w.*; 2\.)"), rf"\1\2{NBSP}"),  # the numbers of a list in a sentence
)
_SIMPLE_CHARACTERS = {"\u2002": " ", "\u2003": " ", "\u2007": NBSP, "\u2008": " ", "\u200a": THIN, "\u2010": "-"}


def typeset(text: str) -> str:
    """The text as a good French printer sets it: composed letters, non-breaking spaces, typographic apostrophes.

    Control, invisible and direction characters are dropped: they have no ink and can reverse a line.
    """
    text = unicodedata.normalize("NFC", text)
    text = "".join(_plain(character) for character in text)
    text = re.sub(r" {2,}", " ", text).strip()
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def without_missing(text: str, printable: frozenset[int]) -> str:
    """The text with a question mark for each character the typeface cannot draw: a hole would fail PDF/UA."""
    if all(ord(character) in printable for character in text):
        return text
    return "".join(character if ord(character) in printable else "?" for character in text)


def _plain(character: str) -> str:
    if character in "\n\r\t\v\f\u2028\u2029":
        return " "
    if character in _SIMPLE_CHARACTERS:
        return _SIMPLE_CHARACTERS[character]
    return "" if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") else character
