"""Decides which answers of a file are current, set aside or new: none overwrites one that its sender had not seen.

Everything here runs in the transaction of the caller, on the file of that number.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select, true

from ansm.domain.questionnaire import Respondent
from ansm.domain.sides import waits
from ansm.errors import InvalidRequest, StorageUnavailable
from ansm.storage import answer_rules
from ansm.storage import answer_statements as statements
from ansm.storage.answer_rules import read_side
from ansm.storage.failures import DAMAGED
from ansm.storage.records import Journal, Receipt, RecordedAnswer, StoredAnswer
from ansm.storage.serialisation import read_values
from ansm.storage.tables import answer

Questions = Collection[str] | None  # None: all of them


def add(connection: Connection, file: int, given: StoredAnswer, base: int | None) -> Receipt:
    """Add an answer to a file, which is locked. Sent again under its name, it is kept once.

    One that arrives after a later answer of the same device to the same question changes nothing either: its author
    has changed their mind, and is told of the later row. `base` is the last row of this question that the sender
    had seen, None when it answers what stands, whatever it is. `ansm.domain.sides` says which one counts then.
    Raises InvalidRequest when its name already named another answer.
    """
    earlier = _sent_before(connection, file, given)
    if earlier is not None:
        return earlier
    later = None if base is None else _given_later(connection, file, given, base)
    if later is not None:
        return later
    kept: int | None = connection.scalar(statements.LAST_KEPT, _asked(file, given))
    there = answer_rules.in_play(connection, _asked(file, given), given, base, kept or 0)
    decided = answer_rules.decided(there, given, base)
    row = connection.execute(
        statements.ADDED,
        {
            "diagnostic_id": file,
            "question": given.question,
            "values": list(given.values),
            "role": given.role,
            "answered_at": given.answered_at,
            "client_id": given.client_id,
            "replaces": answer_rules.own_aside(there, given) if decided.set_aside else kept,
            "set_aside": decided.set_aside,
            "handover_id": given.handover,
            "side": given.side,
        },
    ).one()
    for former in (each for each in there if each.id in decided.go_on):
        answer_rules.goes_on(connection, former)
    return Receipt(row.id, row.answered_at, decided.set_aside)


def journal(connection: Connection, file: int, questions: Questions = None) -> Journal:
    """Where the file stands for these questions."""
    # The last number first: a row that arrives between two statements is then given again, never missed.
    last = connection.scalar(select(func.max(answer.c.id)).where(*_in(file, questions)))
    kept = _last_kept(file).subquery()
    conflicts = (
        _rows(file, questions)
        .join(kept, kept.c.question == answer.c.question)
        .where(answer.c.set_aside, answer.c.id > kept.c.id, answer.c.id.not_in(_replaced(file)))
    )
    waiting = tuple(each for each in _read(connection, conflicts) if waits(each.values, each.side, set_aside=True))
    return Journal(current(connection, file, questions), waiting, last or 0)


def current(connection: Connection, file: int, questions: Questions = None) -> tuple[RecordedAnswer, ...]:
    """The current row of each of these questions; the last one given comes last."""
    kept = _last_kept(file).subquery()
    return _read(connection, _rows(file, questions).where(answer.c.id.in_(select(kept.c.id))))


def since(
    connection: Connection, file: int, number: int, most: int, questions: Questions = None
) -> tuple[RecordedAnswer, ...]:
    """The first rows after that number, for these questions."""
    changes = statements.CHANGES if questions is None else statements.CHANGES.where(_among(questions))
    rows = connection.execute(changes, {"number": file, "since": number, "most": most})
    return tuple(_recorded(row) for row in rows)


def history(connection: Connection, file: int, questions: Questions = None) -> tuple[RecordedAnswer, ...]:
    """Every row of these questions, oldest first."""
    return _read(connection, _rows(file, questions))


def _replaced(file: int) -> Select[int]:
    """The rows in whose place another one stands."""
    return select(answer.c.replaces).where(answer.c.diagnostic_id == file, answer.c.replaces.is_not(None))


def _given_later(connection: Connection, file: int, given: StoredAnswer, base: int) -> Receipt | None:
    """The last row of those that the same device gave after this answer, and that arrived before it.

    The names of a device grow. What was sent twice, or by a page as it closed, may arrive in any order; a row up to
    `base` was seen, so that whoever answers after it does so on purpose, even with a clock set back.
    """
    if given.client_id is None:
        return None
    rows = connection.execute(statements.UNSEEN_OF_DEVICE, {**_asked(file, given), "base": base})
    later = next((row for row in rows if _rank(row.client_id) > _rank(given.client_id)), None)
    return None if later is None else Receipt(later.id, later.answered_at, later.set_aside)


def _rank(client_id: str) -> tuple[int, str]:
    """The order of the counters of one device, which are numbers in base 36."""
    counter = client_id.partition("-")[2]
    return len(counter), counter


def _sent_before(connection: Connection, file: int, given: StoredAnswer) -> Receipt | None:
    if given.client_id is None:
        return None
    row = connection.execute(statements.SAME_NAME, {"number": file, "client_id": given.client_id}).one_or_none()
    if row is None:
        return None
    if (row.question, read_values(row.values)) != (given.question, given.values):
        raise InvalidRequest(
            "Cette réponse a été envoyée sous le numéro d’une autre\u00a0: elle n’a pas été enregistrée. "
            "Rechargez la page, puis répondez à nouveau\u00a0; vos autres réponses sont conservées."
        )
    return Receipt(row.id, row.answered_at, row.set_aside)


def _asked(file: int, given: StoredAnswer) -> dict[str, object]:
    """What the statements of an answer ask about. No name starts with the « - » that stands for no device."""
    return {"number": file, "question": given.question, "start": f"{given.device or ''}-"}


def _in(file: int, questions: Questions) -> tuple[ColumnElement[bool], ...]:
    return answer.c.diagnostic_id == file, true() if questions is None else _among(questions)


def _among(questions: Collection[str]) -> ColumnElement[bool]:
    return answer.c.question.in_(sorted(questions))


def _last_kept(file: int) -> Select[int, str]:
    """The number of the current row of each question."""
    return (
        select(func.max(answer.c.id).label("id"), answer.c.question)
        .where(answer.c.diagnostic_id == file, answer.c.set_aside.is_(False))
        .group_by(answer.c.question)
    )


def _rows(file: int, questions: Questions) -> Select[*tuple[object, ...]]:
    return statements.ALL_ROWS.where(*_in(file, questions))


def _read(connection: Connection, query: Select[*tuple[object, ...]]) -> tuple[RecordedAnswer, ...]:
    return tuple(_recorded(row) for row in connection.execute(query))


def _recorded(row: Row[*tuple[object, ...]]) -> RecordedAnswer:
    return RecordedAnswer(
        number=row.id,
        question=row.question,
        values=read_values(row.values),
        role=row.role,
        answered_at=row.answered_at,
        client_id=row.client_id,
        replaces=row.replaces,
        set_aside=row.set_aside,
        entrusted_to=None if row.respondent is None else read_respondent(row.respondent),
        side=read_side(row.side),
    )


def read_respondent(raw: str) -> Respondent:
    """Who a link was made for. Raises StorageUnavailable when the row was altered from outside."""
    try:
        return Respondent(raw)
    except ValueError as error:
        raise StorageUnavailable(DAMAGED) from error
