"""Decides how the documents given are remembered, in the transaction of the caller: their code, never their file."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from ansm.domain.publication import Edition
from ansm.errors import StorageUnavailable
from ansm.storage.failures import DAMAGED
from ansm.storage.records import IssuedDocument
from ansm.storage.tables import issued


def add(connection: Connection, document: IssuedDocument) -> None:
    """Remember a document; one that is known keeps its first moment."""
    row = insert(issued).values(
        code=document.code,
        edition=document.edition.value,
        kind=document.kind,
        territory_code=document.territory_code,
        territory_name=document.territory_name,
        printed_on=document.printed_on,
        sha256=document.sha256,
        issued_at=document.issued_at,
    )
    known = select(issued.c.id).where(issued.c.code == document.code, issued.c.sha256 == document.sha256)
    if connection.scalar(known) is not None:
        return
    try:
        with connection.begin_nested():
            connection.execute(row)
    except IntegrityError:  # given at the same moment by another process: that is as good
        return


def under(connection: Connection, code: str) -> tuple[IssuedDocument, ...]:
    """The documents of a code, oldest first. Raises StorageUnavailable when a row was altered from outside."""
    rows = connection.execute(select(issued).where(issued.c.code == code).order_by(issued.c.id))
    try:
        return tuple(
            IssuedDocument(
                code=row.code,
                edition=Edition(row.edition),
                kind=row.kind,
                territory_code=row.territory_code,
                territory_name=row.territory_name,
                printed_on=row.printed_on,
                sha256=bytes(row.sha256),
                issued_at=row.issued_at,
            )
            for row in rows
        )
    except ValueError as error:
        raise StorageUnavailable(DAMAGED) from error
