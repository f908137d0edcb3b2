"""Decides how two histories of one file become one: no answer lost, none twice, a disagreement left to a person.

A row that somebody had in sight when they answered is *settled*; the others are *open*. Two histories are put together
by putting together their rows, and what is settled in either: it does not matter which comes first, nor how often.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from ansm.domain.answers import Answer, Answers
from ansm.domain.questionnaire import Respondent
from ansm.domain.sides import Side, waits
from ansm.errors import InvalidRequest

NAMED, COPIED = "ansm:", "copie:"  # a browser's own names are letters and digits
NAME_LENGTH = 32


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One answer of a history, under a name that is the same wherever the file goes.

    `replaces` is the name of a former row of the same question; `set_aside` says that the row disagrees with the one
    that stood, which its author had not seen or may not replace. `entrusted_to` is who the link « à confier » was made
    for; `side` whose answer it is, None for the town's.
    """

    name: str
    question: str
    values: tuple[str, ...]
    role: str | None
    answered_at: datetime
    replaces: str | None = None
    set_aside: bool = False
    entrusted_to: Respondent | None = None
    side: Side | None = None

    @property
    def copied(self) -> bool:
        """Whether it was read in a document, which tells the answers but not when they were given."""
        return self.name.startswith(COPIED)


def name_of(row: HistoryRow, rank: int) -> str:
    """The name of a row that was recorded without one: made from what it says. `rank` tells identical rows apart."""
    told = (row.question, *row.values, row.role or "", row.answered_at.astimezone(UTC).isoformat())
    side = () if row.side is None else (row.side.value,)  # names given before there were sides stay
    return NAMED + _digest((*told, row.entrusted_to or "", *side, str(rank)))


def copy_name(file: str, question: str, values: tuple[str, ...]) -> str:
    """The name of an answer that a document of that file tells."""
    return COPIED + _digest((file, question, *values))


def questions_of(rows: Iterable[HistoryRow]) -> dict[str, tuple[HistoryRow, ...]]:
    """The history of each question, in order."""
    found: dict[str, list[HistoryRow]] = {}
    for row in rows:
        found.setdefault(row.question, []).append(row)
    return {question: tuple(some) for question, some in found.items()}


def current(rows: Sequence[HistoryRow]) -> HistoryRow | None:
    """The row that counts among those of one question: the last one not set aside."""
    return next((row for row in reversed(rows) if not row.set_aside), None)


def answers_of(rows: Iterable[HistoryRow]) -> Answers:
    """The answers that count in a whole history."""
    kept = (current(some) for some in questions_of(rows).values())
    return Answers(tuple(Answer(row.question, row.values) for row in kept if row is not None))


def waiting(rows: Sequence[HistoryRow]) -> tuple[HistoryRow, ...]:
    """The rows of one question among which somebody has to choose, the one that counts aside."""
    done = settled(rows)
    return tuple(row for row in rows if row.set_aside and row.name not in done)


def settled(rows: Sequence[HistoryRow]) -> frozenset[str]:
    """The names of the rows of one question that somebody had in sight when they answered."""
    last = max((place for place, row in enumerate(rows) if not row.set_aside), default=0)
    seen = {row.name for row in rows[:last]} | {row.replaces for row in rows if row.replaces}
    taken_back = {row.name for row in rows if row.set_aside and not waits(row.values, row.side, set_aside=True)}
    return frozenset(seen | taken_back)


def merged(ours: Sequence[HistoryRow], theirs: Sequence[HistoryRow]) -> tuple[HistoryRow, ...]:
    """The history of one question out of two; what is already in order stays where it is.

    Of the answers still open, the first one given by the town counts, as between two devices, or else the first one of
    its advisor; those that say the same agree with it, the others wait for somebody to choose. Raises InvalidRequest
    when one name names two answers.
    """
    order = (*ours, *_missing(ours, theirs))
    done = settled(ours) | settled(theirs)
    done |= _known_already(order, done)
    aside = {row.name for row in (*ours, *theirs) if row.set_aside}
    # Histories that each say the other came first were made by hand.
    still_open = [row for row in order if row.name not in done] or [*_currents(ours, theirs)]
    if not still_open:
        return order
    standing = [row for row in still_open if row.name not in aside] or still_open
    values = min(standing, key=_first).values
    kept = max((row for row in standing if row.values == values), key=_agreement)
    agreed = [*(row for row in still_open if row.values == values and row is not kept), kept]
    others = [row for row in still_open if row.values != values]
    aside = (aside | {row.name for row in others}) - {kept.name}
    told = [replace(row, set_aside=row.name in aside) for row in order]
    if _stands(told, agreed, others):
        return tuple(told)
    moved = [row.name for row in (*agreed, *others)]
    by_name = {row.name: row for row in told}
    return (*(row for row in told if row.name not in moved), *(by_name[name] for name in moved))


def _missing(ours: Sequence[HistoryRow], theirs: Sequence[HistoryRow]) -> list[HistoryRow]:
    """What they have and we do not."""
    known = {row.name: row for row in ours}
    for row in theirs:
        if row.name in known and row.values != known[row.name].values:
            raise InvalidRequest(
                "Ce fichier et ce diagnostic racontent différemment la même réponse "
                f"(question {row.question})\u00a0: l’un des deux a été modifié à la main. Rien n’a été changé."
            )
    return [row for row in theirs if row.name not in known]


def _known_already(rows: Sequence[HistoryRow], done: frozenset[str]) -> frozenset[str]:
    """What a document tells of an answer that was changed since: it says nothing new."""
    former = {row.values for row in rows if row.name in done and not row.copied}
    return frozenset(row.name for row in rows if row.copied and row.values in former)


def _currents(*histories: Sequence[HistoryRow]) -> list[HistoryRow]:
    found = [row for row in map(current, histories) if row is not None]
    return sorted(found, key=_first)[:1]


def _stands(rows: Sequence[HistoryRow], agreed: Sequence[HistoryRow], others: Sequence[HistoryRow]) -> bool:
    """Whether rows read in this order say just that."""
    kept, names = current(rows), {row.name for row in others}
    return kept is not None and kept.name == agreed[-1].name and {row.name for row in waiting(rows)} == names


def _first(row: HistoryRow) -> tuple[bool, bool, datetime, str]:
    """The town has the word first. What a document tells has no moment: it comes after what was answered."""
    return row.side is not None, row.copied, row.answered_at, row.name


def _agreement(row: HistoryRow) -> tuple[bool, bool, datetime, str]:
    """Of rows that say the same, rather the town's, and one that tells when and by whom it was given."""
    return row.side is None, not row.copied, row.answered_at, row.name


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:NAME_LENGTH]
