"""When something applies: a closed set of conditions over answers and facts, evaluated without exception."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


class Situation(Protocol):
    """What a condition may look at: the visible answers and the facts of the territory."""

    def chosen(self, question: str) -> tuple[str, ...]:
        """The values chosen, « nsp » included; empty when skipped, hidden or unknown to the questionnaire."""
        ...

    def known_index(self, question: str) -> int | None:
        """The 0–4 index of a known answer; None when unknown, skipped, hidden or out of score."""
        ...

    def fact(self, name: str) -> str | int | None:
        """A fact of the territory (or, for orientations, of the result); None when unknown."""
        ...


@dataclass(frozen=True, slots=True)
class ChoiceAmong:
    """One of `values` is the answer, or is ticked. « Equals » is the case of a single value."""

    question: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexAtLeast:
    """The answer is known and its index is at least `index`."""

    question: str
    index: int


@dataclass(frozen=True, slots=True)
class FactAmong:
    """The fact is one of `values`."""

    fact: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactAtLeast:
    """The numeric fact is known and reaches `minimum`."""

    fact: str
    minimum: int


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; with no part, always true."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds; with no part, never true."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold (also when what it looks at is unknown)."""

    part: Condition


Condition = ChoiceAmong | IndexAtLeast | FactAmong | FactAtLeast | All | AnyOf | Not

ALWAYS = All(())


def holds(condition: Condition, situation: Situation) -> bool:
    """Whether the condition is true in this situation. What is unknown makes every positive test false."""
    match condition:
        case ChoiceAmong(question, values):
            return any(value in values for value in situation.chosen(question))
        case IndexAtLeast(question, index):
            known = situation.known_index(question)
            return known is not None and known >= index
        case FactAmong(fact, values):
            return situation.fact(fact) in values
        case FactAtLeast(fact, minimum):
            value = situation.fact(fact)
            return isinstance(value, int) and value >= minimum
        case All(parts):
            return all(holds(part, situation) for part in parts)
        case AnyOf(parts):
            return any(holds(part, situation) for part in parts)
        case Not(part):
            return not holds(part, situation)


def leaves(condition: Condition) -> Iterator[ChoiceAmong | IndexAtLeast | FactAmong | FactAtLeast]:
    """Every elementary test of a condition, in reading order."""
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case _:
            yield condition


def questions_in(condition: Condition) -> tuple[str, ...]:
    """The questions a condition looks at, each once, in reading order."""
    found = (leaf.question for leaf in leaves(condition) if isinstance(leaf, ChoiceAmong | IndexAtLeast))
    return tuple(dict.fromkeys(found))
