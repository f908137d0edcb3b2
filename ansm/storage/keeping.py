"""Decides what is told of all that is stored about one file, and that erasing it or purging is whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Engine, Select, func, select

from ansm.errors import UnknownLink
from ansm.storage import erasing
from ansm.storage.engine import forgetting, reading
from ansm.storage.purging import ACTIVITY, Bounds, Purged, purged
from ansm.storage.tables import diagnostic

Cell = str | int | bool | date | datetime | None | list["Cell"] | dict[str, "Cell"]
GONE = "Ce diagnostic n’existe plus. Vous pouvez en commencer un nouveau."


@dataclass(frozen=True, slots=True)
class StoredRows:
    """The rows of one table that are about a file, as they are stored; names and values of the database."""

    table: str
    rows: tuple[Mapping[str, Cell], ...]


class Keeping:
    """What is kept, for how long. Every method may raise StorageUnavailable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def last_activity(self, file: bytes) -> datetime:
        """The last time that somebody did something with a file. Raises UnknownLink."""
        with reading(self._engine) as connection:
            number = _number(connection, file)
            moments: list[datetime] = []
            for moment in (diagnostic.c.created_at, *ACTIVITY):
                last = connection.scalar(select(func.max(moment)).where(erasing.rows_of(moment.table, number)))
                moments.extend(() if last is None else (last,))
            return max(moments)

    def everything(self, file: bytes) -> tuple[StoredRows, ...]:
        """All that is stored about a file. Raises UnknownLink."""
        with reading(self._engine) as connection:
            number = _number(connection, file)
            return tuple(
                StoredRows(table.name, _read(connection, select(table).where(erasing.rows_of(table, number))))
                for table, _ in erasing.tables_of_a_file()
            )

    def erase(self, file: bytes) -> Counter[str]:
        """Erase a file and all that is about it; how many rows of each table went. Raises UnknownLink."""
        with forgetting(self._engine) as connection:
            return erasing.erase_files(connection, diagnostic.c.id == _number(connection, file))

    def purge(self, bounds: Bounds, *, dry: bool) -> Purged:
        """Erase what has had its time, in one transaction; dry, only count it."""
        with (reading if dry else forgetting)(self._engine) as connection:
            return purged(connection, bounds, dry=dry)


def _number(connection: Connection, file: bytes) -> int:
    number: int | None = connection.scalar(select(diagnostic.c.id).where(diagnostic.c.token_hash == file))
    if number is None:
        raise UnknownLink(GONE)
    return number


def _read(connection: Connection, query: Select[*tuple[object, ...]]) -> tuple[Mapping[str, Cell], ...]:
    return tuple(
        {name: value for name, value in row.items() if not isinstance(value, bytes)}
        for row in connection.execute(query).mappings()
    )
