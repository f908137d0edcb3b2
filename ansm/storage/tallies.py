"""Decides how the product's own journal is kept: counters by day, kind, subject and département, tied to no file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import Connection, Engine, select, true, update
from sqlalchemy.dialects import postgresql, sqlite

from ansm.domain.counting import Tally, Tick
from ansm.storage.engine import SQLITE, reading, writing
from ansm.storage.tables import diagnostic
from ansm.storage.tables_around import tally


class Tallies:
    """The counters. Every method may raise StorageUnavailable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, ticks: Iterable[Tick]) -> None:
        """Count these, whole or not at all."""
        with writing(self._engine) as connection:
            add_ticks(connection, ticks)

    def finish(self, uid: str, at: datetime, ticks_of: Callable[[datetime], Iterable[Tick]]) -> bool:
        """Say that the file of this public name is finished, and count its end, only once whoever asks together.

        `ticks_of` is given the moment it was opened. Tells whether this was the first time; a copy counts nothing.
        """
        ended = (
            update(diagnostic)
            .where(diagnostic.c.uid == uid, diagnostic.c.finished_at.is_(None))
            .values(finished_at=at)
            .returning(diagnostic.c.created_at, diagnostic.c.counted)
        )
        with writing(self._engine) as connection:
            row = connection.execute(ended).one_or_none()
            if row is not None and row.counted:
                add_ticks(connection, ticks_of(row.created_at))
        return row is not None

    def satisfy(self, file: bytes, ticks: Iterable[Tick]) -> bool:
        """Count how useful this file was said to be, only once; False when it was said already."""
        said = (
            update(diagnostic)
            .where(diagnostic.c.token_hash == file, diagnostic.c.satisfaction_given.is_(False))
            .values(satisfaction_given=true())
            .returning(diagnostic.c.id)
        )
        with writing(self._engine) as connection:
            first = connection.scalar(said) is not None
            if first:
                add_ticks(connection, ticks)
        return first

    def all(self) -> tuple[Tally, ...]:
        """Every counter, oldest first."""
        names = (tally.c.day, tally.c.kind, tally.c.subject, tally.c.department)
        with reading(self._engine) as connection:
            rows = connection.execute(select(*names, tally.c.count).order_by(*names)).all()
        return tuple(Tally(Tick(*row[:4]), row[4]) for row in rows)


def add_ticks(connection: Connection, ticks: Iterable[Tick]) -> None:
    """Count these in the transaction of the caller, always in the same order: two of them then never wait in a ring."""
    insert = sqlite.insert if connection.dialect.name == SQLITE else postgresql.insert
    for tick, count in sorted(Counter(ticks).items()):
        row = insert(tally).values(
            day=tick.day, kind=tick.kind, subject=tick.subject, department=tick.department, count=count
        )
        key = (tally.c.day, tally.c.kind, tally.c.subject, tally.c.department)
        more = {"count": tally.c.count + row.excluded["count"]}
        connection.execute(row.on_conflict_do_update(index_elements=key, set_=more))
