"""Which technical words a text contains, and what each one means in everyday French."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

_ANY_SPACE = "[ \u00a0\u202f]"
_ANY_APOSTROPHE = "[’']"
# A word alone: not inside another one, a compound with a hyphen, an address or a file name.
_BEFORE = r"(?<![\w@/.-])"
_AFTER = r"(?![\w@/-])(?!\.\w)"


@dataclass(frozen=True, slots=True)
class Term:
    """A technical word. `forms` are the other ways to write it (plural, acronym); the name is always one.

    A form that has a capital is recognised only with it (« SIG » is no « sig »); the others in any case.
    `source` and `verified_on` are there where the definition states a fact.
    """

    name: str
    definition: str
    forms: tuple[str, ...] = ()
    source: str = ""
    verified_on: date | None = None

    @property
    def spellings(self) -> tuple[str, ...]:
        """The name, then the other forms."""
        return (self.name, *self.forms)


@dataclass(frozen=True)
class Glossary:
    """The terms the editors defined. Empty in a content older than the glossary."""

    terms: tuple[Term, ...] = ()

    def found_in(self, *texts: str) -> tuple[Term, ...]:
        """The terms these texts contain, each once, in reading order; the longest form wins."""
        if not self.terms:
            return ()
        spotted = (self._by_key[spelling_key(found[0])] for text in texts for found in self._pattern.finditer(text))
        return tuple(dict.fromkeys(spotted))

    @cached_property
    def _by_key(self) -> dict[str, Term]:
        return {spelling_key(spelling): term for term in self.terms for spelling in term.spellings}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Every spelling in one pattern, so that a text is read once, whatever the number of terms."""
        spellings = sorted(
            (each for term in self.terms for each in term.spellings), key=lambda each: (-len(each), each)
        )
        return re.compile(f"{_BEFORE}(?:{'|'.join(map(_recognised, spellings))}){_AFTER}")


NO_GLOSSARY = Glossary()


def spelling_key(spelling: str) -> str:
    """What two spellings have in common when no text could tell them apart: case, kind of space or of apostrophe."""
    return re.sub(_ANY_SPACE, " ", spelling).replace("'", "’").casefold()


def _recognised(spelling: str) -> str:
    words = re.sub(_ANY_SPACE, " ", spelling)
    body = re.escape(words).replace(r"\ ", _ANY_SPACE).replace("’", _ANY_APOSTROPHE)
    has_a_capital = spelling != spelling.lower()
    return body if has_a_capital else f"(?i:{body})"
