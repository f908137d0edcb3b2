"""Decides how diagnostics are kept: the only place that knows SQLAlchemy, SQLite, PostgreSQL and Alembic."""

from ansm.storage.agreements import AgreeingFile, Audience
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
    StoredAdvisorLink,
    StoredAnswer,
    StoredDiagnostic,
    StoredHandover,
    StoredLink,
    UsedHandover,
)
from ansm.storage.sessions import NewSession, StoredSession
from ansm.storage.store import Storage
from ansm.storage.support_requests import Withdrawals

__all__ = [
    "AgreeingFile",
    "Audience",
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
    "StoredAdvisorLink",
    "StoredAnswer",
    "StoredDiagnostic",
    "StoredHandover",
    "StoredLink",
    "StoredPerson",
    "StoredRows",
    "StoredSession",
    "UsedHandover",
    "Withdrawals",
]
