"""Where a fault is and how it is said: places, French wording, and the ledger that gathers everything found."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from ansm.errors import Fault

NBSP = "\u00a0"
_LONGEST_QUOTE = 60

Value = TypeVar("Value")


def quoted(word: object) -> str:
    """A word between French quotation marks, cut when it is long, so that a message stays one line."""
    return f"«{NBSP}{short(word)}{NBSP}»"


def short(word: object) -> str:
    """Anything on one line, cut when it is long."""
    text = " ".join(str(word).split())
    return text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…"


def typeset(text: str) -> str:
    """French spacing: no line may end before : ; ? ! » or after «."""
    for space, marks in ((NBSP, ":»"), ("\u202f", ";?!")):
        for mark in marks:
            text = text.replace(f" {mark}", f"{space}{mark}")
    return text.replace("« ", f"«{NBSP}")


def listed(words: Iterable[object], *, last: str = "ou") -> str:
    """« a », « b » ou « c »."""
    items = [quoted(word) for word in words]
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """The allowed word that looks most like this one, None when none does."""
    found = difflib.get_close_matches(word, list(allowed), n=1, cutoff=0.6)
    return found[0] if found else None


def suggestion(word: str, allowed: Iterable[str], *, most: int = 12) -> str:
    """What was allowed: the nearest word when one looks alike, else the whole list when it is short."""
    names = list(dict.fromkeys(allowed))
    close = nearest(word, names)
    if close is not None:
        return f"peut-être {quoted(close)}"
    return listed(names) if len(names) <= most else f"l’un des {len(names)} noms déjà définis"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A file of the tree (relative path) and a key path in it, such as `questions[SEC-01].options[auto].indice`."""

    file: str
    key: str = ""

    def at(self, key: str) -> Place:
        """A key inside this place."""
        return Place(self.file, f"{self.key}.{key}" if self.key else key)

    def __str__(self) -> str:
        return f"{self.file}, {self.key}" if self.key else self.file

    def item(self, key: str, label: object) -> Place:
        """An element of a list inside this place, named by its identifier or by its position from 1."""
        return self.at(f"{key}[{short(label)}]")


@dataclass(frozen=True, slots=True)
class Entry(Generic[Value]):
    """Something read, with the place it was read from."""

    place: Place
    value: Value


class Target(StrEnum):
    """What a name may refer to; the text is how messages call it."""

    NEED = "le besoin"
    QUESTION = "la question"
    INDEXED_QUESTION = "la question notée"
    OPTION = "la réponse"
    THEME = "le thème"
    FLAG = "le drapeau"
    OBLIGATION = "l’obligation"
    CONTRADICTION = "la contradiction"
    ORIENTATION = "l’orientation"


@dataclass(frozen=True, slots=True)
class Reference:
    """A name written in one file that must exist in another. `question` is set for an option."""

    place: Place
    target: Target
    name: str
    question: str = ""


@dataclass
class Ledger:
    """What reading the tree has gathered so far. It only grows; nothing stops at the first fault."""

    faults: list[Fault] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    thresholds: dict[str, int] = field(default_factory=dict)
    published_on: date | None = None

    def wrong(self, place: Place, problem: str, allowed: str = "") -> None:
        """Note one fault."""
        self.faults.append(Fault(place.file, place.key, typeset(problem), typeset(allowed)))

    def refer(self, place: Place, target: Target, name: str, question: str = "") -> None:
        """Note a name to be checked once everything is read."""
        if name:
            self.references.append(Reference(place, target, name, question))
