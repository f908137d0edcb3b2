"""Decides how a name and a typed text become comparable: lower case, no accent, no sign, « St » read as « Saint »."""

from __future__ import annotations

import unicodedata

SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
ARTICLES = frozenset({"l", "le", "la", "les", "d", "de", "du", "des"})
ISLANDS = frozenset({"ile", "iles"})

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_WITHOUT_DECOMPOSITION = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"}
_LAST_REMEMBERED = 0x24F  # Latin Extended-B: the rest of Unicode is computed each time, so hostile text fills no memory


class _Fold(dict[int, str]):
    """Maps one character to its plain letters, to nothing (a combining mark) or to a space (any other sign)."""

    def __missing__(self, code_point: int) -> str:
        plain = _fold_character(chr(code_point))
        if code_point <= _LAST_REMEMBERED:
            self[code_point] = plain
        return plain


def _fold_character(character: str) -> str:
    if character in _WITHOUT_DECOMPOSITION:
        return _WITHOUT_DECOMPOSITION[character]
    if unicodedata.combining(character):
        return ""
    decomposed = unicodedata.normalize("NFKD", character).lower()
    return "".join(letter for letter in decomposed if letter in _LETTERS) or " "


_FOLD = _Fold()


def plain_words(text: str) -> list[str]:
    """The words of a text in lower-case ASCII letters and digits; every other sign separates words."""
    return text.lower().translate(_FOLD).split()


def words_of(text: str) -> list[str]:
    """Like `plain_words`, with « st », « ste », « sts », « stes » read as the whole word."""
    return [SAINTS.get(word, word) for word in plain_words(text)]


def without_leading_articles(words: list[str]) -> list[str]:
    """The same words without the articles at the head, never emptied.

    « la buisse » → « buisse »; and, because nobody types the first words, « ile de sein » → « sein ».
    """
    start = 0
    while start < len(words) - 1 and (words[start] in ARTICLES or _is_island(words, start)):
        start += 1
    return words[start:]


def _is_island(words: list[str], place: int) -> bool:
    return words[place] in ISLANDS and words[place + 1] in ARTICLES and place + 2 < len(words)
