"""How French is set in any document: spaces that hold, apostrophes that curl, dates in words, nothing invisible."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

NBSP = "\u00a0"
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet",
    "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip

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


def day(value: date) -> str:
    """« 1er janvier 2026 »."""
    number = "1er" if value.day == 1 else str(value.day)
    return f"{number}{NBSP}{MONTHS[value.month - 1]} {value.year}"


def joined(parts: Sequence[str], last: str = "et") -> str:
    """« a, b et c »."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def sentence(text: str) -> str:
    """The text with a capital and a final stop."""
    text = text.strip()
    return ended(text[0].upper() + text[1:]) if text else ""


def ended(text: str) -> str:
    """The text with a final stop, unless it is empty or has one."""
    text = text.strip()
    if not text or text[-1] in ".!?…":
        return text
    closed = text.endswith("»") and text[:-1].rstrip(" \u00a0\u202f")[-1:] in tuple(".!?…")
    return text if closed else text + "."


def lowered(text: str) -> str:
    """The text with a small first letter, unless its first word is an acronym."""
    first = text.split(" ", 1)[0]
    return text if not first or (len(first) > 1 and first.isupper()) else text[0].lower() + text[1:]


def _plain(character: str) -> str:
    if character in "\n\r\t\v\f\x85\u2028\u2029":
        return " "
    if character in _JOINERS:
        return character
    code = ord(character)
    if code & _NOT_A_CHARACTER == _NOT_A_CHARACTER or 0xFDD0 <= code <= 0xFDEF:
        return ""
    return "" if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co") else character
