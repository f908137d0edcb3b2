"""Decides how something is erased with all that refers to it: whole, in the (`forgetting`) transaction of the caller.

The tables are followed along their foreign keys, so that one added later cannot be forgotten: what refers to a file is
erased with the file; what refers to a person goes with the person, or is left without its author.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Column, ColumnElement, Connection, ForeignKey, Table, delete, select, update

from ansm.storage import tables_around
from ansm.storage.tables import diagnostic, metadata

person = tables_around.person
# What somebody wrote stays with the file it is about, under nobody's name.
LEFT_WITHOUT_AUTHOR = frozenset({tables_around.note, tables_around.support_step})


def erase_files(connection: Connection, which: ColumnElement[bool]) -> Counter[str]:
    """Erase these files and everything that is about them; how many rows of each table went."""
    erased: Counter[str] = Counter()
    _erase(connection, diagnostic, which, erased)
    return erased


def erase_rows(connection: Connection, table: Table, which: ColumnElement[bool]) -> int:
    """Erase these rows with all that refers to them; how many of this table went."""
    erased: Counter[str] = Counter()
    _erase(connection, table, which, erased)
    return erased[table.name]


def erase_people(connection: Connection, which: ColumnElement[bool]) -> int:
    """Erase these accounts, with what opens anything in their name; how many."""
    # Named and held before anything goes: whoever signs in meanwhile does it before, and stays, or after.
    numbers = tuple(connection.scalars(select(person.c.id).where(which).with_for_update()))
    for table, column in _references(person):
        mine = column.in_(numbers)
        if table in LEFT_WITHOUT_AUTHOR:
            connection.execute(update(table).where(mine).values({column.name: None}))
        else:
            _erase(connection, table, mine, Counter())
    return connection.execute(delete(person).where(person.c.id.in_(numbers))).rowcount


def tables_of_a_file() -> tuple[tuple[Table, tuple[Column[object], ...]], ...]:
    """Every table that is about a file, with the columns that lead to it from its parent, the file's own first."""
    found: dict[Table, tuple[Column[object], ...]] = {diagnostic: ()}
    waiting = [diagnostic]
    while waiting:
        for table, column in _references(waiting.pop(0)):
            if table not in found:
                found[table] = (column,)
                waiting.append(table)
    return tuple(found.items())


def rows_of(table: Table, file: int) -> ColumnElement[bool]:
    """The rows of one of these tables that are about the file of that number."""
    paths = dict(tables_of_a_file())
    if table is diagnostic:
        return diagnostic.c.id == file
    (column,) = paths[table]
    parent = _target(column).table
    return column == file if parent is diagnostic else column.in_(select(parent.c.id).where(rows_of(parent, file)))


def _erase(connection: Connection, table: Table, which: ColumnElement[bool], erased: Counter[str]) -> None:
    # Rows of one table that refer to each other go together.
    children = [(child, column) for child, column in _references(table) if child is not table]
    if children:
        # On PostgreSQL, whoever is adding something about them ends first, and that goes too.
        connection.execute(select(table.c.id).where(which).with_for_update()).all()
    for child, column in children:
        _erase(connection, child, column.in_(select(_target(column)).where(which)), erased)
    erased[table.name] += connection.execute(delete(table).where(which)).rowcount


def _references(table: Table) -> Iterator[tuple[Table, Column[object]]]:
    """The columns of other tables, or of itself, that refer to this one, in a stable order."""
    for other in metadata.sorted_tables:
        for column in other.columns:
            if any(key.column.table is table for key in column.foreign_keys):
                yield other, column


def _target(column: Column[object]) -> Column[object]:
    key: ForeignKey = next(iter(column.foreign_keys))
    target: Column[object] = key.column
    return target
