"""Decides which names bear every word typed, in any order, with the help of a département or a postcode."""

from __future__ import annotations

from ansm.territories.catalogue import Catalogue
from ansm.territories.text import ARTICLES

# Bounds that keep hostile text cheap; no French name comes near them.
_MOST_RANKED = 300
_MOST_BEARERS = 2500


def all_words(catalogue: Catalogue, words: list[str], among: set[int] | None = None) -> list[int]:
    """The names that bear every word, in any order; a word they do not bear may be their département or postcode.

    Names that need no such help come first, then those with no word left over, then those with the articles too, then
    the most populous. `among` are the only names to look at, when already known.
    """
    useful = [word for word in words if word not in ARTICLES] or words
    candidates = _bearers_of_the_rarest(catalogue, useful) if among is None else among
    starts = [" " + word for word in useful]
    articles = [f" {word} " for word in words if word in ARTICLES]
    ranked: list[tuple[bool, bool, bool, int]] = []
    for one in sorted(candidates):
        key = catalogue.key[one]
        helped = False
        for start in starts:
            if start not in key:
                if start not in catalogue.place[one]:
                    break
                helped = True
        else:
            left_over = _significant(key) > sum(start in key for start in starts)
            without_article = any(article not in key for article in articles)
            ranked.append((helped, left_over, without_article, one))
            if len(ranked) == _MOST_RANKED:
                break
    return [one for *_, one in sorted(ranked)]


def _bearers_of_the_rarest(catalogue: Catalogue, words: list[str]) -> set[int]:
    """The names worth checking: those with the rarest word, or the rarest that is not a département's."""
    if any(not _is_known(catalogue, word) for word in words):
        return set()
    counted = sorted((catalogue.words.count(word), word) for word in words if not word.isdigit())
    borne = [(count, word) for count, word in counted if count]
    named = [(count, word) for count, word in borne if word not in catalogue.department_words]
    seeds = {word for count, word in [*borne[:1], *named[:1]] if count < _MOST_BEARERS} or {
        word for _, word in borne[:1]
    }
    return {one for word in seeds for one in catalogue.words.bearers(word)}


def _is_known(catalogue: Catalogue, word: str) -> bool:
    """Whether the word can be of a name or of what tells homonyms apart; numbers are not looked up."""
    if any(letter.isdigit() for letter in word) or catalogue.words.count(word):
        return True
    return any(known.startswith(word) for known in catalogue.department_words)


def _significant(key: str) -> int:
    return sum(word not in ARTICLES for word in key.split())
