"""Decides what the town and its advisor answered to each question, and how a disagreement between them is settled.

Only here does an advisor take the place of the town's word, because both answers are in view and somebody chooses; what
was chosen is an answer like another, with its author and its moment, and the former ones stay in the history.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ansm.application.exchange import Tell
from ansm.application.following import Following
from ansm.domain.handbook import Handbook
from ansm.domain.people import Member
from ansm.domain.questionnaire import Question, Respondent, Theme
from ansm.domain.sides import Side, waits
from ansm.errors import InvalidRequest
from ansm.storage import RecordedAnswer, Storage, StoredAnswer

CHANGED = (
    "Une autre réponse est arrivée pendant que vous lisiez cette page\u00a0: rien n’a été changé. "
    "Relisez les réponses ci-dessous, puis choisissez."
)
NOT_THERE = "Cette réponse ne fait pas partie de celles à départager. Relisez la page, puis choisissez dans la liste."


@dataclass(frozen=True, slots=True)
class Line:
    """One question that somebody answered. `last` is the newest row, by which a choice says what its author had seen.

    `town` and `advisor` are the last answer of each side, None when it gave none or took it back; `current` counts.
    `candidates` are the answers among which somebody has to choose, the one that counts first; none when nothing waits.
    """

    question: Question
    town: RecordedAnswer | None
    advisor: RecordedAnswer | None
    current: RecordedAnswer | None
    candidates: tuple[RecordedAnswer, ...]
    last: int

    @property
    def differs(self) -> bool:
        """Whether the two sides say otherwise, settled or not."""
        return self.town is not None and self.advisor is not None and self.town.values != self.advisor.values

    def counts(self, side: RecordedAnswer | None) -> bool:
        """Whether what that side says is what counts."""
        return side is not None and self.current is not None and side.values == self.current.values


@dataclass(frozen=True, slots=True)
class ThemeLines:
    """The questions of a theme that somebody answered: what waits for a choice, what differs, the rest."""

    theme: Theme
    lines: tuple[Line, ...]


class SideBySide:
    """The use cases of the page; each checks that the file is followed."""

    def __init__(self, storage: Storage, following: Following, clock: Callable[[], datetime]) -> None:
        self._storage = storage
        self._following = following
        self._clock = clock

    def read(self, member: Member, uid: str) -> tuple[ThemeLines, ...]:
        """The answers of both sides, theme by theme. Raises UnknownLink."""
        access = self._following.open(member, uid).access
        return by_theme(access.handbook, self._storage.history(access.file))

    def settle(self, member: Member, uid: str, question: str, kept: int, seen: int, tell: Tell) -> None:
        """Keep the answer of that number to a question whose rows were seen up to `seen`.

        Raises UnknownLink, or InvalidRequest when it is not one to choose from, or when something came since.
        """
        access = self._following.open(member, uid).access
        rows = self._storage.history(access.file, question)
        line = next((line for each in by_theme(access.handbook, rows) for line in each.lines), None)
        if line is None or not line.candidates:
            raise InvalidRequest(NOT_THERE if line is None or line.last == seen else CHANGED)
        if line.last != seen:
            raise InvalidRequest(CHANGED)
        chosen = next((row for row in line.candidates if row.number == kept), None)
        if chosen is None:
            raise InvalidRequest(NOT_THERE)
        given = StoredAnswer(
            question=chosen.question,
            values=chosen.values,
            role=Respondent.ADVISOR.value,
            answered_at=self._clock(),
            side=Side.ADVISOR,
            chosen=True,
        )
        if self._storage.record(access.file, given, seen).set_aside:  # something came between two lines: it waits
            raise InvalidRequest(CHANGED)
        tell(access.file, None)


def by_theme(handbook: Handbook, rows: Sequence[RecordedAnswer]) -> tuple[ThemeLines, ...]:
    """These rows, oldest first, as the page tells them; questions of another questionnaire are left out."""
    found: dict[str, list[RecordedAnswer]] = {}
    for row in rows:
        found.setdefault(row.question, []).append(row)
    questionnaire = handbook.questionnaire
    lines = [_line(each, found[each.id]) for each in questionnaire.questions if each.id in found]
    themes = (
        ThemeLines(theme, tuple(sorted((line for line in lines if line.question.theme == theme.id), key=_order)))
        for theme in questionnaire.themes
    )
    return tuple(each for each in themes if each.lines)


def _order(line: Line) -> tuple[bool, bool]:
    return not line.candidates, not line.differs


def _line(question: Question, rows: Sequence[RecordedAnswer]) -> Line:
    current = next((row for row in reversed(rows) if not row.set_aside), None)
    after = 0 if current is None else current.number
    replaced = {row.replaces for row in rows if row.set_aside}
    waiting = [
        row
        for row in rows
        if row.number > after and row.number not in replaced and waits(row.values, row.side, set_aside=row.set_aside)
    ]
    return Line(
        question=question,
        town=_last(rows, None),
        advisor=_last(rows, Side.ADVISOR),
        current=current,
        candidates=(*(() if current is None else (current,)), *waiting) if waiting else (),
        last=rows[-1].number,
    )


def _last(rows: Sequence[RecordedAnswer], side: Side | None) -> RecordedAnswer | None:
    found = next((row for row in reversed(rows) if row.side is side), None)
    return found if found is not None and found.values else None
