"""Decides how diagnostics are kept: the only place that knows SQLAlchemy, SQLite, PostgreSQL and Alembic."""

from ansm.storage.records import NewDiagnostic, StoredAnswer, StoredDiagnostic
from ansm.storage.store import Storage

__all__ = ["NewDiagnostic", "Storage", "StoredAnswer", "StoredDiagnostic"]
