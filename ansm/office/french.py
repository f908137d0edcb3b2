"""How French is set in any document: spaces that hold, apostrophes that curl, dates in words, nothing invisible."""

from __future__ import annotations

import re
import unicodedata

NBSP = "\u00a0"
_RULES = (
    (re.compile(r"(?<=[^\W\d_])'(?=\w)"), "’"),
    (re.compile(r"[ \u00a0\u202f]+(?=[;!?:](?:\s|$|\W))"), NBSP),
    (re.compile(r"«[ \u00a0\u202f]*"), "«" + NBSP),
    (re.compile(r"[ \u00a0\u202f]*»"), NBSP + "»"),
    (re.compile(r"(?<=\d) (?=(?:€|%|(?:h|ans?|jours?|mois|habitants?)\b))"), NBSP),
    (re.compile(r"\b(art\.|n°|L\.|R\.|D\.) (?=[\dLRD])"), r"\1" + NBSP),
)
_JOINERS = "\u200c\u200d"  # they hold some scripts and many emoji together
_NOT_A_CHARACTER = 0xFFFE


def typeset(text: str) -> str:
    """The text on one line with composed letters and spaces that do not break, fit for any file format.

    Control and direction characters are dropped: they have no ink, can reverse a line, and XML refuses some.
    """
    text = "".join(_plain(character) for character in unicodedata.normalize("NFC", text))
    text = re.sub(r" {2,}", " ", text).strip()
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def _plain(character: str) -> str:
    if character in "\n\r\t\v\f\x85\u2028\u2029":
        return " "
    if character in _JOINERS:
        return character
    code = ord(character)
    if code & _NOT_A_CHARACTER == _NOT_A_CHARACTER or 0xFDD0 <= code <= 0xFDEF:
        return ""
    return "" if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co") else character
