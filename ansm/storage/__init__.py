"""Decides how diagnostics are kept: the only place that knows SQLAlchemy, SQLite, PostgreSQL and Alembic."""

from ansm.storage.keeping import Bounds, Cell, Purged, StoredRows
from ansm.storage.people import NewPerson, StoredPerson
from ansm.storage.records import (
    IssuedDocument,
    Journal,
    MergedRows,
    NewDiagnostic,
    NewHandover,
    Receipt,
    RecordedAnswer,
    StoredAnswer,
    StoredDiagnostic,
    StoredHandover,
    StoredLink,
    UsedHandover,
)
from ansm.storage.sessions import NewSession, StoredSession
from ansm.storage.store import Storage

__all__ = [
    "Bounds",
    "Cell",
    "IssuedDocument",
    "Journal",
    "MergedRows",
    "NewDiagnostic",
    "NewHandover",
    "NewPerson",
    "NewSession",
    "Purged",
    "Receipt",
    "RecordedAnswer",
    "Storage",
    "StoredAnswer",
    "StoredDiagnostic",
    "StoredHandover",
    "StoredLink",
    "StoredPerson",
    "StoredRows",
    "StoredSession",
    "UsedHandover",
]
