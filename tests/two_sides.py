"""A diagnostic after an advisor's visit: what they filled in, agreed with, proposed, or had chosen with the town."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta

from ansm.domain.answers import Answers
from ansm.domain.diagnostic import Diagnostic, establish
from ansm.domain.history import HistoryRow
from ansm.domain.sides import Side
from ansm.domain.voices import voices_of

MORNING = datetime(2026, 11, 20, 9, tzinfo=UTC)
Said = Mapping[str, tuple[str, ...]]


def told_by_two(
    answers: Answers,
    filled: Collection[str] = (),
    agreed: Collection[str] = (),
    proposed: Said | None = None,
    instead: Said | None = None,
) -> tuple[HistoryRow, ...]:
    """The history of these answers: those of `filled` are the advisor's alone, those of `agreed` both sides'.

    `proposed` wait beside the town's; `instead` is what the town had said of answers chosen with the advisor.
    """
    rows: list[HistoryRow] = []

    def add(question: str, values: tuple[str, ...], side: Side | None, *, aside: bool = False) -> None:
        before = next((row.name for row in reversed(rows) if row.question == question and not row.set_aside), None)
        at = MORNING + timedelta(minutes=len(rows))
        replaces = None if aside else before  # what is set aside takes nobody's place
        rows.append(HistoryRow(f"ligne-{len(rows)}", question, values, None, at, replaces, aside, None, side))

    for each in answers.items:
        if each.question in (instead or {}):
            add(each.question, (instead or {})[each.question], None)
        if each.question in filled or each.question in (instead or {}):
            add(each.question, each.values, Side.ADVISOR)
        else:
            add(each.question, each.values, None)
        if each.question in agreed:
            add(each.question, each.values, Side.ADVISOR)
    for question, values in (proposed or {}).items():
        add(question, values, Side.ADVISOR, aside=True)
    return tuple(rows)


def visited(
    diagnostic: Diagnostic,
    filled: Collection[str] = (),
    agreed: Collection[str] = (),
    proposed: Said | None = None,
    instead: Said | None = None,
) -> Diagnostic:
    """The same diagnostic, whose answers were given so."""
    answers = diagnostic.journey.answers
    history = told_by_two(answers, filled, agreed, proposed, instead)
    return heard(diagnostic, history)


def heard(diagnostic: Diagnostic, history: tuple[HistoryRow, ...]) -> Diagnostic:
    """The same diagnostic, told with whose word its answers are."""
    return establish(
        diagnostic.territory,
        diagnostic.journey.answers,
        diagnostic.handbook,
        diagnostic.eligibility,
        diagnostic.route,
        diagnostic.opened_on,
        voices=voices_of(history, diagnostic.handbook.questionnaire),
    )
