"""Decides which rows bear on an answer that arrives, asks the rule, and writes again what goes on waiting after it.

`ansm.domain.sides` is the rule; everything here runs in the transaction of the caller.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Row

from ansm.domain.history import NAMED
from ansm.domain.sides import Given, InPlay, Ruling, Side, Word, ruling, waits
from ansm.errors import StorageUnavailable
from ansm.storage import answer_statements as statements
from ansm.storage.failures import DAMAGED
from ansm.storage.records import StoredAnswer
from ansm.storage.serialisation import read_values

Rows = Sequence[Row[*tuple[object, ...]]]


def in_play(connection: Connection, asked: dict[str, object], given: StoredAnswer, base: int | None, kept: int) -> Rows:
    """The rows that may decide what becomes of the answer: none when its author is of the town and missed nothing."""
    if given.side is None and (
        base is None or connection.scalar(statements.UNSEEN_FROM_ELSEWHERE, {**asked, "base": base}) is None
    ):
        return ()
    return connection.execute(statements.IN_PLAY, {**asked, "kept": kept}).all()


def decided(rows: Rows, given: StoredAnswer, base: int | None) -> Ruling:
    """What becomes of the answer beside these."""
    counted = [each for each in rows if not each.set_aside]
    of_town = [each for each in counted if each.side is None]
    replaced = {each.replaces for each in rows if each.set_aside}
    there = InPlay(
        current=_word(counted[-1], given) if counted else None,
        town=_word(of_town[-1], given) if of_town else None,
        waiting=tuple(
            _word(each, given)
            for each in rows
            if each.id not in replaced
            and waits(read_values(each.values), read_side(each.side), set_aside=each.set_aside)
        ),
    )
    return ruling(there, Given(given.values, given.side, base, given.chosen))


def _word(row: Row[*tuple[object, ...]], given: StoredAnswer) -> Word:
    return Word(row.id, read_values(row.values), read_side(row.side), _is_own(row, given))


def _is_own(row: Row[*tuple[object, ...]], given: StoredAnswer) -> bool:
    """Whether it is a word of the device that answers now: its own row, or one that goes on in its place."""
    start = f"{given.device}-"
    return given.device is not None and any((name or "").startswith(start) for name in (row.client_id, row.former_name))


def own_aside(rows: Rows, given: StoredAnswer) -> int | None:
    """The row of the same device that still waits for a choice: the new one takes its place there."""
    return max((each.id for each in rows if each.set_aside and _is_own(each, given)), default=None)


def goes_on(connection: Connection, row: Row[*tuple[object, ...]]) -> None:
    """Write again, after the answer of the town that had not seen it, what an advisor proposes: it still waits.

    Rows are only ever added: the former one stays, and this one says that it stands in its place.
    """
    named = row.former_name is None or (row.client_id is not None and not row.client_id.startswith(NAMED))
    connection.execute(
        statements.ADDED,
        {
            "diagnostic_id": row.diagnostic_id,
            "question": row.question,
            "values": list(read_values(row.values)),
            "role": row.role,
            "answered_at": row.answered_at,
            "client_id": None,
            "replaces": row.id if named else row.replaces,
            "set_aside": True,
            "handover_id": None,
            "side": row.side,
        },
    )


def read_side(raw: str | None) -> Side | None:
    """Whose answer it is. Raises StorageUnavailable when the row was altered from outside."""
    try:
        return None if raw is None else Side(raw)
    except ValueError as error:
        raise StorageUnavailable(DAMAGED) from error
