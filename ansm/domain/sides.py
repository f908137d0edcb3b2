"""Decides what an answer becomes beside those that stand: the town has the last word, its advisor proposes.

One question, the answers still in play, and one more. The rule, in order:

1. An answer waits for a choice when its author had not seen another one that says otherwise, as between two devices. Of
   two people of the town, neither takes the place of the other; what an advisor said keeps no word of the town waiting.
2. What an advisor answers never takes the place of what the town said, seen or not: it waits, until somebody chooses
   with both in view. Agreeing is free; so is answering what the town left blank.
3. The town's answer counts at once. What an advisor had said otherwise, and that it had not seen, goes on waiting.
4. An advisor who erases an answer takes it back: nothing waits for a choice any more.

Hence the order in which answers arrive changes neither what counts nor what waits between the town and its advisor,
and an advisor alone never changes what the town said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """Whose answer it is, when it is not the town's: links « à confier » answer for the town. The value is stored."""

    ADVISOR = "conseil"


@dataclass(frozen=True, slots=True)
class Word:
    """An answer already there. `own` tells that the device that answers now gave it. Numbers grow with time."""

    number: int
    values: tuple[str, ...]
    side: Side | None
    own: bool


@dataclass(frozen=True, slots=True)
class InPlay:
    """The answers to one question that still matter.

    `current` counts; `town` is the last one that the town gave and that counted then; those of `waiting` wait for a
    choice, without the former words of a device.
    """

    current: Word | None
    town: Word | None
    waiting: tuple[Word, ...]

    @property
    def of_town(self) -> Word | None:
        """What counts, when it is what the town said, even if its advisor said the same since."""
        if self.current is None or self.town is None:
            return None
        same = self.town.values == self.current.values and self.town.values
        return self.town if same or self.town.number == self.current.number else None


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that arrives. `base` is the last one that its author had seen, None when they answer whatever stands.

    `chosen` tells that they chose between answers shown side by side.
    """

    values: tuple[str, ...]
    side: Side | None
    base: int | None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """What becomes of it: whether it waits for a choice, and the numbers of those that go on waiting after it."""

    set_aside: bool
    go_on: tuple[int, ...] = ()


def ruling(there: InPlay, given: Given) -> Ruling:
    """The rule above."""
    of_town = [] if there.of_town is None else [there.of_town]
    rivals = [*of_town, *(word for word in there.waiting if word.side is None)]
    if given.side is Side.ADVISOR:
        standing = [] if there.current is None else [there.current]
        overruled = not given.chosen and any(word.values and word.values != given.values for word in rivals)
        return Ruling(overruled or _blind([*standing, *there.waiting], given))
    if _blind(rivals, given):
        return Ruling(set_aside=True)
    proposed = [word for word in (there.current, *there.waiting) if word is not None and word.side is Side.ADVISOR]
    return Ruling(
        set_aside=False,
        go_on=tuple(
            word.number
            for word in proposed
            if given.base is not None and word.number > given.base and word.values not in ((), given.values)
        ),
    )


def waits(values: tuple[str, ...], side: Side | None, *, set_aside: bool) -> bool:
    """Whether an answer set aside asks for a choice: erased by an advisor, it was taken back."""
    return set_aside and (side is None or bool(values))


def _blind(words: Iterable[Word], given: Given) -> bool:
    """Whether its author misses something from elsewhere, and another value than theirs stands or waits there."""
    if given.base is None:
        return False
    others = [word for word in words if not word.own]
    return any(word.number > given.base for word in others) and any(word.values != given.values for word in others)
