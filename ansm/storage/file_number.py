"""Decides how a file is found by its name in storage, in the transaction of the caller."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from ansm.errors import UnknownLink
from ansm.storage.tables import diagnostic

# Asked with each answer: built once.
FILE_NUMBER = select(diagnostic.c.id).where(diagnostic.c.token_hash == bindparam("token_hash"))
LOCKED_FILE_NUMBER = FILE_NUMBER.with_for_update(key_share=True)


def number_of(connection: Connection, file: bytes, *, lock: bool) -> int:
    """The row number of a file. Locked, its answers are numbered in the order in which they are acknowledged."""
    number: int | None = connection.scalar(LOCKED_FILE_NUMBER if lock else FILE_NUMBER, {"token_hash": file})
    if number is None:
        raise UnknownLink(
            "Ce lien ne correspond à aucun diagnostic. Vérifiez qu’il est complet, ou commencez un nouveau diagnostic."
        )
    return number
