"""How French is set in type: spaces that hold, apostrophes that curl, nothing that a printer cannot print."""

from __future__ import annotations

import re
import unicodedata

NBSP = "\u00a0"
THIN = "\u202f"
MISSING = "\ufffd"  # seen, and said, as a character that could not be printed; a question mark would ask something

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
_MARKS = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
_PILED = re.compile(rf"({_MARKS}{{2}}){_MARKS}+")
_SIMPLE_CHARACTERS = {"\u2002": " ", "\u2003": " ", "\u2007": NBSP, "\u2008": " ", "\u200a": THIN, "\u2010": "-"}


def typeset(text: str) -> str:
    """The text as a good French printer sets it: composed letters, non-breaking spaces, typographic apostrophes.

    Control, invisible and direction characters are dropped: they have no ink and can reverse a line. Marks piled on one
    letter are dropped beyond the second: they would hide the lines above.
    """
    text = unicodedata.normalize("NFC", text)
    text = _PILED.sub(r"\1", text)
    text = text.translate(_PLAIN)
    text = re.sub(r" {2,}", " ", text).strip()
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def without_missing(text: str, printable: frozenset[int]) -> str:
    """The text with « � » for each letter or drawing the typeface lacks: a hole would fail PDF/UA.

    A mark that only changes the character before it gets no sign of its own.
    """
    if printable.issuperset(map(ord, text)):
        return text
    return "".join(_or_sign(character, printable) for character in text)


def _or_sign(character: str, printable: frozenset[int]) -> str:
    if ord(character) in printable:
        return character
    return "" if unicodedata.category(character)[0] == "M" else MISSING


class _Plain(dict[int, str]):
    """What each character becomes, worked out once for each."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in "\n\r\t\v\f\u2028\u2029":
            plain = " "
        elif character in _SIMPLE_CHARACTERS:
            plain = _SIMPLE_CHARACTERS[character]
        else:
            plain = "" if unicodedata.category(character) in ("Cc", "Cf") else character
        self[code] = plain
        return plain


_PLAIN = _Plain()
