"""Files about which every table says something, filled from the tables themselves: one added later is filled too."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count

from sqlalchemy import JSON, Boolean, Column, Connection, Date, Engine, Integer, LargeBinary, Table, insert, select

from ansm.storage.engine import writing
from ansm.storage.erasing import tables_of_a_file
from ansm.storage.tables import Moment, diagnostic, metadata
from ansm.storage.tables_of_people import organisation, person

ADDED = datetime(2026, 11, 22, 12, tzinfo=UTC)
AN_ORGANISATION = {"kind": "opsn", "name": "Syndicat", "created_at": ADDED}


def fill(engine: Engine, token_hash: bytes, address: str) -> None:
    """Give every table about the file of that name one more row, written by the person of that address."""
    with writing(engine) as connection:
        file = connection.execute(select(diagnostic.c.id).where(diagnostic.c.token_hash == token_hash)).scalar_one()
        author = an_author(connection, address)
        made: dict[Table, int] = {diagnostic: file, person: author, organisation: _organisation(connection, address)}
        for table, _ in tables_of_a_file()[1:]:
            row = connection.execute(insert(table).values(_values(table, made, f"{address} {file}")))
            key = row.inserted_primary_key
            assert key is not None
            made[table] = key[0]


def an_author(connection: Connection, address: str) -> int:
    """The number of the person of that address, made if needed."""
    found = connection.scalar(select(person.c.id).where(person.c.address == address))
    if found is not None:
        return int(found)
    row = connection.execute(
        insert(person).values(
            address=address, organisation_id=_organisation(connection, address), role="conseiller", created_at=ADDED
        )
    )
    key = row.inserted_primary_key
    assert key is not None
    return int(key[0])


def _organisation(connection: Connection, address: str) -> int:
    name = f"Syndicat de {address}"
    found = connection.scalar(select(organisation.c.id).where(organisation.c.name == name))
    if found is not None:
        return int(found)
    key = connection.execute(insert(organisation).values(AN_ORGANISATION | {"name": name})).inserted_primary_key
    assert key is not None
    return int(key[0])


def _values(table: Table, made: dict[Table, int], seed: str) -> dict[str, object]:
    return {
        column.name: _value(column, made, f"{seed} {table.name} {column.name}")
        for column in table.columns
        if not (column.primary_key and not column.foreign_keys)
    }


NUMBERS = count(1)
KNOWN = {"client_id": None, "respondent": "agent", "entrusted_to": None, "side": None}  # what is read back as such


def _value(column: Column[object], made: dict[Table, int], seed: str) -> object:
    for key in column.foreign_keys:
        return made.get(key.column.table)  # a row of its own table comes later: none yet
    match column.type:
        case LargeBinary():
            return hashlib.sha256(seed.encode()).digest()
        case Moment():
            return ADDED
        case Date():
            return date(2026, 11, 22)
        case Boolean():
            return False
        case Integer():
            return next(NUMBERS)
        case JSON():
            return ["non"]
        case _:
            return KNOWN.get(column.name, f"mot {next(NUMBERS)}")


def rows(connection: Connection) -> Iterator[tuple[str, int]]:
    """How many rows each table has."""
    for table in metadata.sorted_tables:
        yield table.name, len(connection.execute(select(table)).all())
