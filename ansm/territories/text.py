"""Decides how a name and a typed text become comparable: lower case, no accent, no sign, « St » read as « Saint ».

Also what a text means that is more than a name: « mairie de La Buisse », « Lyon 3 ».
"""

from __future__ import annotations

import re
import unicodedata

SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
ARTICLES = frozenset({"l", "le", "la", "les", "d", "de", "du", "des"})
ISLANDS = frozenset({"ile", "iles"})

_TOWN_HALLS = frozenset({"mairie", "commune"})  # no name starts with these words: « mairie Lyon » is clear enough
_OPENINGS = _TOWN_HALLS | {"ville", "village"}
_LINKS = {"de": [], "d": [], "du": ["le"], "des": ["les"]}  # « du Mans » is said of « Le Mans »
_ORDINAL = re.compile(r"0?([1-9]|[12]\d)(?:er|e|eme|ieme)?", re.ASCII)
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


def place_after_opening(words: list[str]) -> list[str]:
    """What follows « mairie de », « la commune de », « ville du », « village d’ »; empty when there is no such opening.

    « mairie de la buisse » → « la buisse »; « ville du mans » → « le mans ». « Ville-d’Avray » also reads so: the
    caller tries the whole text too.
    """
    rest = words
    while True:
        opening = 1 if len(rest) > 1 and rest[0] in {"la", "le"} else 0
        if opening >= len(rest) or rest[opening] not in _OPENINGS:
            return rest if rest is not words else []
        tail = rest[opening + 1 :]
        if tail and tail[0] in _LINKS:
            tail = [*_LINKS[tail[0]], *tail[1:]] if len(tail) > 1 else []
        elif rest[opening] not in _TOWN_HALLS:
            return rest if rest is not words else []
        if not tail:
            return []
        rest = tail


def arrondissement_named(words: list[str]) -> str:
    """The full name behind « paris 1 », « lyon 3eme » or « marseille 13e »; empty when no number ends the text."""
    number = _ORDINAL.fullmatch(words[-1])
    if number is None or len(words) < 2:
        return ""
    rank = number[1]
    return " ".join([*words[:-1], "1er" if rank == "1" else f"{rank}e", "arrondissement"])
