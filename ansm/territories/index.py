"""Decides how names, words and numbers are looked up: sorted lists read by bisection, no tree, no database."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from heapq import nsmallest
from itertools import chain

_AFTER_ALL_LETTERS = "\x7f"
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


class Pairs:
    """Texts and their owners while they are being collected, owners in increasing order."""

    __slots__ = ("owners", "texts")

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.owners: list[int] = []

    def add(self, text: str, owner: int) -> None:
        """One more text for this owner."""
        self.texts.append(text)
        self.owners.append(owner)


class PrefixList:
    """Texts in order, each with the identifiers of its owners; a smaller identifier is always the better answer."""

    __slots__ = ("_owners", "_whole", "texts")

    def __init__(self, *collected: Pairs) -> None:
        texts = [text for pairs in collected for text in pairs.texts]
        owners = [owner for pairs in collected for owner in pairs.owners]
        order = sorted(range(len(texts)), key=texts.__getitem__)
        self.texts = [texts[place] for place in order]
        self._owners = [owners[place] for place in order]
        self._whole: frozenset[str] = frozenset()

    def exact(self, text: str) -> list[int]:
        """The owners of this very text, best first."""
        start = bisect_left(self.texts, text)
        end = bisect_left(self.texts, text + "\x00", start)
        return sorted(self._owners[start:end])

    def starting_with(self, prefix: str, count: int) -> list[int]:
        """The `count` best owners of a text that starts with the prefix."""
        start = bisect_left(self.texts, prefix)
        end = bisect_left(self.texts, prefix + _AFTER_ALL_LETTERS, start)
        return nsmallest(count, self._owners[start:end])

    def whole_near(self, text: str) -> list[int]:
        """The owners of a whole text one edit away from this one: first those with the same first letter, best first.

        People seldom miss the first key, and it keeps rhyming names (Neuville, Leuville) from hiding the right one.
        """
        self._whole = self._whole or frozenset(self.texts)  # only the list that looks for typos pays for it
        variants = self._whole.intersection(one_edit_away(text, _known_length(self.texts, text)))
        found = {(variant[:1] != text[:1], owner) for variant in variants for owner in self.exact(variant)}
        return list(dict.fromkeys(owner for _, owner in sorted(found)))

    def near(self, text: str, count: int) -> list[int]:
        """The best owners of a text of which `text`, with one letter added, removed, changed or swapped, is a prefix.

        Those whose whole text is one edit away come first. Edits past the longest known prefix cannot help, so only
        the positions up to it are tried: a few hundred bisections at most.
        """
        whole: list[int] = []
        begun: list[int] = []
        for variant in one_edit_away(text, _known_length(self.texts, text)):
            start = bisect_left(self.texts, variant)
            if start < len(self.texts) and self.texts[start].startswith(variant):
                end = bisect_left(self.texts, variant + _AFTER_ALL_LETTERS, start)
                owners = self._owners[start:end]
                begun += nsmallest(count, owners) if len(owners) > count else owners
                if self.texts[start] == variant:
                    whole += self.exact(variant)
        return list(dict.fromkeys(chain(sorted(whole), nsmallest(count * 2, set(begun)))))[:count]


class WordIndex:
    """From the words of names to the identifiers that bear them."""

    __slots__ = ("_bearers", "_counts", "words")

    def __init__(self, bearers: dict[str, list[int]]) -> None:
        self.words: list[str] = sorted(bearers)
        self._bearers = [bearers[word] for word in self.words]
        self._counts = [0]
        for identifiers in self._bearers:
            self._counts.append(self._counts[-1] + len(identifiers))

    def _range(self, prefix: str) -> tuple[int, int]:
        start = bisect_left(self.words, prefix)
        return start, bisect_left(self.words, prefix + _AFTER_ALL_LETTERS, start)

    def count(self, prefix: str) -> int:
        """How many names bear a word that starts with the prefix (a name may count twice)."""
        start, end = self._range(prefix)
        return self._counts[end] - self._counts[start]

    def bearers(self, prefix: str) -> set[int]:
        """The names that bear a word that starts with the prefix."""
        start, end = self._range(prefix)
        return set(chain.from_iterable(self._bearers[start:end]))

    def near(self, word: str, count: int) -> list[str]:
        """The `count` most borne beginnings of words one edit away from this one."""
        found: dict[str, int] = {}
        for variant in set(one_edit_away(word, _known_length(self.words, word))):
            start = bisect_left(self.words, variant)
            if len(variant) > 1 and start < len(self.words) and self.words[start].startswith(variant):
                found[variant] = self.count(variant)
        return nsmallest(count, found, key=lambda one: (-found[one], one))


def one_edit_away(text: str, last_position: int) -> Iterator[str]:
    """Every text one edit away, edits at positions 0 to `last_position`; the text itself may come out, never often."""
    for position in range(min(last_position, len(text) - 1) + 1):
        head, letter, tail = text[:position], text[position], text[position + 1 :]
        yield head + tail
        if tail and tail[0] != letter:
            yield head + tail[0] + letter + tail[1:]
        for other in _ALPHABET:
            yield head + other + letter + tail
            if other != letter:
                yield head + other + tail
    if last_position >= len(text):
        for other in _ALPHABET:
            yield text + other


def _known_length(texts: list[str], text: str) -> int:
    """How many first letters of the text begin some text of the sorted list."""
    place = bisect_left(texts, text)
    return max((_common_length(text, neighbour) for neighbour in texts[max(0, place - 1) : place + 1]), default=0)


def _common_length(left: str, right: str) -> int:
    length = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        length += 1
    return length
