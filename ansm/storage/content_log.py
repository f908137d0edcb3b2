"""Decides how the archive of each content version is kept, and that it comes back exactly as it was."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, insert, select

from ansm.errors import StorageUnavailable
from ansm.storage.failures import DAMAGED
from ansm.storage.tables import content_version


def is_kept(connection: Connection, version: str) -> bool:
    """Whether this version is here."""
    kept = select(content_version.c.version).where(content_version.c.version == version)
    return connection.scalar(kept) is not None


def keep(connection: Connection, version: str, archive: bytes) -> None:
    """Keep the archive of a version. Raises IntegrityError when it is here already."""
    row = insert(content_version).values(version=version, archive=archive, sha256=hashlib.sha256(archive).digest())
    connection.execute(row)


def archive(connection: Connection, version: str) -> bytes | None:
    """The archive of a version, None when it was never kept. Raises StorageUnavailable when it was altered."""
    row = connection.execute(
        select(content_version.c.archive, content_version.c.sha256).where(content_version.c.version == version)
    ).one_or_none()
    if row is None:
        return None
    kept = bytes(row.archive)
    if hashlib.sha256(kept).digest() != bytes(row.sha256):
        raise StorageUnavailable(DAMAGED)
    return kept
