"""Decides how diagnostics are kept: the only place that knows SQLAlchemy, SQLite, PostgreSQL and Alembic."""

from ansm.storage.accompanying import NewFollower
from ansm.storage.action_log import NewStep, Noted
from ansm.storage.agreements import AgreeingFile, Audience, StoredAgreement
from ansm.storage.caseload import Colleague, Follower
from ansm.storage.casenotes import StoredNote
from ansm.storage.keeping import Cell, StoredRows
from ansm.storage.link_records import (
    LinkState,
    NewHandover,
    StoredAdvisorLink,
    StoredHandover,
    StoredLink,
    UsedHandover,
)
from ansm.storage.openid_log import OpenIdAttempt
from ansm.storage.people import NewPerson, StoredPerson
from ansm.storage.personal_links import Change
from ansm.storage.portfolio import StoredCase
from ansm.storage.purging import Bounds, Purged
from ansm.storage.records import (
    UID,
    IssuedDocument,
    Journal,
    MergedRows,
    NewDiagnostic,
    Receipt,
    RecordedAnswer,
    StoredAnswer,
    StoredDiagnostic,
)
from ansm.storage.reminder_log import LetterLink, NewReminder, StoredLetter, StoredReminder
from ansm.storage.sessions import NewSession, StoredSession
from ansm.storage.store import Storage
from ansm.storage.support_requests import Withdrawals

__all__ = [
    "UID",
    "AgreeingFile",
    "Audience",
    "Bounds",
    "Cell",
    "Change",
    "Colleague",
    "Follower",
    "IssuedDocument",
    "Journal",
    "LetterLink",
    "LinkState",
    "MergedRows",
    "NewDiagnostic",
    "NewFollower",
    "NewHandover",
    "NewPerson",
    "NewReminder",
    "NewSession",
    "NewStep",
    "Noted",
    "OpenIdAttempt",
    "Purged",
    "Receipt",
    "RecordedAnswer",
    "Storage",
    "StoredAdvisorLink",
    "StoredAgreement",
    "StoredAnswer",
    "StoredCase",
    "StoredDiagnostic",
    "StoredHandover",
    "StoredLetter",
    "StoredLink",
    "StoredNote",
    "StoredPerson",
    "StoredReminder",
    "StoredRows",
    "StoredSession",
    "UsedHandover",
    "Withdrawals",
]
