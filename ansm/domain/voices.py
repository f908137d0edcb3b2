"""Decides whose word each answer is that an advisor has a part in, and what still waits between the town and them.

Everything follows from the history of a question (`ansm.domain.sides` says how it grew). A question that no advisor
answered has no voice here: its answer is the town's. Questions do not look at each other, so that leaving some out, or
some of their options, tells nothing of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from ansm.domain.answers import Answers
from ansm.domain.history import HistoryRow, current, questions_of, waiting
from ansm.domain.journey import Journey
from ansm.domain.questionnaire import Question, Questionnaire
from ansm.domain.sides import Side

Values = tuple[str, ...]
Reading = Callable[[Question, Values], Values | None]  # the values as they are read there; None when they are not


class GivenBy(StrEnum):
    """Whose word an answer is. The values are those of the published JSON."""

    TOWN = "town"
    ADVISOR = "advisor"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Other:
    """An answer that waits beside the one that counts. Empty values: who gave it had erased theirs."""

    values: Values
    side: Side | None


@dataclass(frozen=True, slots=True)
class Voiced:
    """A question that an advisor answered: what counts, and what each side said last.

    `side` is whose row counts; `town` is the last word of the town that counted, `town_since` the last of all, as two
    of its people may not agree. `others` wait for somebody to choose.
    """

    question: str
    values: Values
    side: Side | None
    town: Values
    advisor: Values
    others: tuple[Other, ...] = ()
    town_since: Values = ()

    @property
    def given_by(self) -> GivenBy:
        """Whose word what counts is."""
        if not self.values:  # erased: nobody says anything
            return GivenBy.TOWN
        if self.side is not None and self.values not in (self.town, self.town_since):
            return GivenBy.ADVISOR
        return GivenBy.BOTH if self.advisor == self.values else GivenBy.TOWN

    @property
    def instead_of(self) -> Values:
        """What the town had said, when somebody chose the advisor's answer with both in view."""
        return self.town if self.given_by is GivenBy.ADVISOR else ()

    @property
    def told(self) -> bool:
        """Whether the advisor has a part in what counts, or in what waits."""
        return self.given_by is not GivenBy.TOWN or any(each.side is Side.ADVISOR for each in self.others)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many answers are whose, each counted once, and how many questions wait for somebody to choose."""

    town: int
    advisor: int
    both: int
    unsettled: int

    @property
    def answered(self) -> int:
        """All of them."""
        return self.town + self.advisor + self.both


@dataclass(frozen=True)
class Voices:
    """The questions in whose answers an advisor has a part, by identifier; none when no advisor ever answered."""

    items: tuple[Voiced, ...] = ()

    def __post_init__(self) -> None:
        told = sorted((each for each in self.items if each.told), key=lambda each: each.question)
        object.__setattr__(self, "items", tuple(told))

    @cached_property
    def _by_question(self) -> dict[str, Voiced]:
        return {each.question: each for each in self.items}

    def of(self, question: str) -> Voiced | None:
        """What is told of that question; None when its answer is the town's alone."""
        return self._by_question.get(question)

    def given_by(self, question: str) -> GivenBy:
        """Whose word its answer is."""
        found = self.of(question)
        return GivenBy.TOWN if found is None else found.given_by

    def unsettled(self, question: str) -> bool:
        """Whether it has several answers to choose between."""
        found = self.of(question)
        return found is not None and bool(found.others)

    def in_step(self, answers: Answers) -> Voices:
        """Those that speak of these very answers: an answer may have come between two readings."""
        return Voices(tuple(each for each in self.items if each.values == answers.chosen(each.question)))

    def tally(self, journey: Journey) -> Tally:
        """The questions of this journey, by whose word their answers are."""
        whose = [self.given_by(each.id) for each in journey.questions if journey.chosen(each.id)]
        unsettled = sum(1 for each in journey.questions if self.unsettled(each.id))
        return Tally(whose.count(GivenBy.TOWN), whose.count(GivenBy.ADVISOR), whose.count(GivenBy.BOTH), unsettled)


NO_VOICE = Voices()


def voices_of(history: Iterable[HistoryRow], questionnaire: Questionnaire) -> Voices:
    """The voices of a whole history, as this questionnaire names its questions and options."""
    found = (_voiced(rows) for rows in questions_of(history).values() if any(row.side for row in rows))
    return _read(found, questionnaire, _named)


def public_voices(voices: Voices, redacted: Questionnaire) -> Voices:
    """What a redacted questionnaire still asks and offers of them; an answer of which nothing stays was never given."""
    return _read(voices.items, redacted, _offered)


def _voiced(rows: tuple[HistoryRow, ...]) -> Voiced:
    counted = current(rows)
    values = () if counted is None else counted.values
    others = (Other(row.values, row.side) for row in waiting(rows))
    return Voiced(
        question=rows[0].question,
        values=values,
        side=None if counted is None else counted.side,
        town=next((row.values for row in reversed(rows) if row.side is None and not row.set_aside), ()),
        advisor=next((row.values for row in reversed(rows) if row.side is Side.ADVISOR), ()),
        others=tuple(dict.fromkeys(each for each in others if each.values != values)),
        town_since=next((row.values for row in reversed(rows) if row.side is None), ()),
    )


def _read(voices: Iterable[Voiced], questionnaire: Questionnaire, reading: Reading) -> Voices:
    found = []
    for each in voices:
        question = questionnaire.question(each.question)
        values = None if question is None else reading(question, each.values)
        if question is None or values is None:
            continue
        others = ((reading(question, other.values), other.side) for other in each.others)
        found.append(
            replace(
                each,
                question=question.id,
                values=values,
                town=reading(question, each.town) or (),
                advisor=reading(question, each.advisor) or (),
                town_since=reading(question, each.town_since) or (),
                others=tuple(
                    dict.fromkeys(Other(said, side) for said, side in others if said is not None and said != values)
                ),
            )
        )
    return Voices(tuple(found))


def _named(question: Question, values: Values) -> Values | None:
    """Option by option, former names understood; an erased answer stays one."""
    return _offered(question, values) if values else ()


def _offered(question: Question, values: Values) -> Values | None:
    options = (question.option(value) for value in values)
    return tuple(option.value for option in options if option is not None) or None
