"""Decides how the history of a file leaves under names of its own, and how another one is put with it.

Everything here runs in the transaction of the caller, on the file of that number. `ansm.domain.history` says what the
result must be; a row that has to come after newer ones is written again under a new number, so that the pages open on
the file are told of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, func, insert, select, update

from ansm.domain.history import HistoryRow, merged, name_of, questions_of, waiting
from ansm.errors import InvalidRequest
from ansm.storage.answer_log import read_respondent
from ansm.storage.answer_rules import read_side
from ansm.storage.records import MergedRows, StoredAnswer
from ansm.storage.serialisation import read_values
from ansm.storage.tables import answer, handover

OTHER_QUESTION = (
    "Ce fichier donne à une autre question une réponse de ce diagnostic\u00a0: il a été modifié à la main. "
    "Rien n’a été changé."
)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A row as it is stored here. `client_id` is None when it was recorded without a name."""

    number: int
    row: HistoryRow
    client_id: str | None
    handover: int | None
    entrusted_to: str | None


def rows(connection: Connection, file: int) -> tuple[HistoryRow, ...]:
    """The whole history, in the order of recording, every row under a name."""
    return tuple(kept.row for kept in _kept(connection, file))


def merge(connection: Connection, file: int, theirs: Sequence[HistoryRow]) -> MergedRows:
    """Put their rows with those of the file, which is locked. Raises InvalidRequest when both tell one differently."""
    kept = {each.row.name: each for each in _kept(connection, file)}
    if any(row.name in kept and kept[row.name].row.question != row.question for row in theirs):
        raise InvalidRequest(OTHER_QUESTION)
    ours = questions_of(each.row for each in kept.values())
    results = {question: merged(ours.get(question, ()), some) for question, some in questions_of(theirs).items()}
    numbers = {name: each.number for name, each in kept.items()}
    written: list[tuple[int, HistoryRow]] = []
    places = {row.name: place for place, row in enumerate(theirs)}
    for result in results.values():
        staying = _staying(result, numbers)
        _flag(connection, result[:staying], kept)
        place = -1
        for row in result[staying:]:
            # After the rows of its question; otherwise in the order in which the file tells them.
            place = max(place, places.get(row.name, -1))
            written.append((place, row))
    moved = answer.c.id.in_([kept[row.name].number for _, row in written if row.name in kept])
    # They go last: SQLite would give the number of a removed row again, which pages have seen.
    connection.execute(update(answer).where(moved).values(client_id=None))
    for _, row in sorted(written, key=lambda each: each[0]):
        numbers[row.name] = _write(connection, file, row, kept.get(row.name), numbers)
    connection.execute(delete(answer).where(moved))
    return MergedRows(
        added=sum(row.name not in kept for _, row in written),
        waiting=tuple(question for question, some in (ours | results).items() if waiting(some)),
    )


def _staying(result: Sequence[HistoryRow], numbers: dict[str, int]) -> int:
    """How many of the first rows keep their number: those that are here already, in this order."""
    last = 0
    for count, row in enumerate(result):
        number = numbers.get(row.name, 0)
        if number <= last:
            return count
        last = number
    return len(result)


def _flag(connection: Connection, staying: Sequence[HistoryRow], kept: dict[str, _Kept]) -> None:
    for row in staying:
        if kept[row.name].row.set_aside is not row.set_aside:
            changed = update(answer).where(answer.c.id == kept[row.name].number)
            connection.execute(changed.values(set_aside=row.set_aside))


def _write(connection: Connection, file: int, row: HistoryRow, former: _Kept | None, numbers: dict[str, int]) -> int:
    # Checks the shape of what came from outside.
    client_id = row.name if former is None else former.client_id
    given = StoredAnswer(row.question, row.values, row.role, row.answered_at, client_id)
    entrusted_to = None if row.entrusted_to is None else row.entrusted_to.value
    added = insert(answer).values(
        diagnostic_id=file,
        question=given.question,
        values=list(given.values),
        role=given.role,
        answered_at=given.answered_at,
        client_id=given.client_id,
        replaces=None if row.replaces is None else numbers[row.replaces],
        set_aside=row.set_aside,
        handover_id=None if former is None else former.handover,
        entrusted_to=entrusted_to if former is None else former.entrusted_to,
        side=row.side,
    )
    number: int = connection.execute(added.returning(answer.c.id)).scalar_one()
    return number


def _kept(connection: Connection, file: int) -> tuple[_Kept, ...]:
    query = (
        select(*answer.c, func.coalesce(answer.c.entrusted_to, handover.c.respondent).label("respondent"))
        .join_from(answer, handover, answer.c.handover_id == handover.c.id, isouter=True)
        .where(answer.c.diagnostic_id == file)
        .order_by(answer.c.id)
    )
    found: list[_Kept] = []
    names: dict[int, str] = {}
    alike: Counter[str] = Counter()
    for row in connection.execute(query):
        told = HistoryRow(
            name=row.client_id or "",
            question=row.question,
            values=read_values(row.values),
            role=row.role,
            answered_at=row.answered_at,
            replaces=None if row.replaces is None else names[row.replaces],
            set_aside=row.set_aside,
            entrusted_to=None if row.respondent is None else read_respondent(row.respondent),
            side=read_side(row.side),
        )
        if row.client_id is None:
            first = name_of(told, 0)
            told = replace(told, name=name_of(told, alike[first]))
            alike[first] += 1
        names[row.id] = told.name
        found.append(_Kept(row.id, told, row.client_id, row.handover_id, row.entrusted_to))
    return tuple(found)
