"""Decides how the lots are kept from which everything published of groups is summed: none is ever forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import Connection, Engine, Row, insert, select, text, update

from ansm.domain.anonymity import Contribution, Floor, Lot, Pool
from ansm.errors import StorageUnavailable
from ansm.storage.engine import POSTGRESQL, reading, writing
from ansm.storage.failures import DAMAGED
from ansm.storage.tables_around import publication

Lots = tuple[Lot, ...]
# What is stored of a pool, besides the code of its EPCI.
BOTH, EPCI, ANCT = "epci+anct", "epci", "anct"


class Publications:
    """Every lot ever sealed. Every method may raise StorageUnavailable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def lots(self) -> Lots:
        """All of them, oldest first, closed ones included: what was told once is never told otherwise."""
        with reading(self._engine) as connection:
            return _lots(connection)

    def settle(self, decide: Callable[[Lots], Lots], at: datetime) -> Lots:
        """Keep what `decide` makes of the lots; two processes that do it at once take turns."""
        with writing(self._engine) as connection:
            if connection.dialect.name == POSTGRESQL:
                connection.execute(text("LOCK TABLE publication IN SHARE ROW EXCLUSIVE MODE"))
            before = {lot.number: lot for lot in _lots(connection)}
            for lot in decide(tuple(before.values())):
                if lot.number is None:
                    connection.execute(insert(publication).values(_row(lot, at)))
                elif lot != before[lot.number]:
                    change = update(publication).where(publication.c.id == lot.number)
                    closed_at = at if lot.closed else None
                    connection.execute(change.values(leaving_since=lot.leaving_since, closed_at=closed_at))
            return _lots(connection)


def _lots(connection: Connection) -> Lots:
    rows = connection.execute(select(publication).order_by(publication.c.id)).all()
    return tuple(_lot(row) for row in rows)


def _row(lot: Lot, at: datetime) -> dict[str, object]:
    return {
        "audience": BOTH if lot.pool.epci and lot.pool.anct else EPCI if lot.pool.epci else ANCT,
        "group_code": lot.pool.epci or "",
        "figures": {
            "sealed_on": lot.sealed_on.isoformat(),
            "floors": [[each.need, each.needed, each.unknown] for each in lot.floors],
        },
        "members": [[each.territory, each.figures] for each in sorted(lot.members)],
        "published_at": at,
        "leaving_since": lot.leaving_since,
    }


def _lot(row: Row[*tuple[object, ...]]) -> Lot:
    """A stored lot. Raises StorageUnavailable when the row was altered from outside."""
    try:
        return Lot(
            pool=Pool(row.group_code or None, anct=row.audience != EPCI),
            members=frozenset(Contribution(territory, figures) for territory, figures in row.members),
            floors=tuple(Floor(need, int(needed), int(unknown)) for need, needed, unknown in row.figures["floors"]),
            sealed_on=date.fromisoformat(row.figures["sealed_on"]),
            leaving_since=row.leaving_since,
            closed=row.closed_at is not None,
            number=row.id,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise StorageUnavailable(DAMAGED) from error
