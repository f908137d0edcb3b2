"""Decides how diagnostics are kept: the only place that knows SQLAlchemy, SQLite, PostgreSQL and Alembic."""

from ansm.storage.records import (
    IssuedDocument,
    Journal,
    MergedRows,
    NewDiagnostic,
    NewHandover,
    Receipt,
    RecordedAnswer,
    StoredAdvisorLink,
    StoredAnswer,
    StoredDiagnostic,
    StoredHandover,
    StoredLink,
    UsedHandover,
)
from ansm.storage.store import Storage

__all__ = [
    "IssuedDocument",
    "Journal",
    "MergedRows",
    "NewDiagnostic",
    "NewHandover",
    "Receipt",
    "RecordedAnswer",
    "Storage",
    "StoredAdvisorLink",
    "StoredAnswer",
    "StoredDiagnostic",
    "StoredHandover",
    "StoredLink",
    "UsedHandover",
]
