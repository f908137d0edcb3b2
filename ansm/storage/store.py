"""Decides what is kept of a diagnostic: answers with time and role, verdict, versions; one transaction a call."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, false, select, update
from sqlalchemy.exc import IntegrityError

from ansm.domain.counting import Counted, ticks
from ansm.domain.history import HistoryRow
from ansm.errors import StorageUnavailable
from ansm.storage import accompanying, answer_log, content_log, file_rows, handover_log, history_log, issue_log, schema
from ansm.storage.accompanying import NewFollower
from ansm.storage.action_log import ActionLog
from ansm.storage.advisor_links import AdvisorLinks
from ansm.storage.agreements import Agreements
from ansm.storage.caseload import Caseload
from ansm.storage.casenotes import CaseNotes
from ansm.storage.duty_log import DutyLog
from ansm.storage.engine import SQLITE, open_engine, reading, writing
from ansm.storage.failures import FULL, NOT_OPENED
from ansm.storage.file_number import number_of as _number
from ansm.storage.keeping import Keeping
from ansm.storage.link_records import NewHandover, StoredLink, UsedHandover
from ansm.storage.openid_log import OpenIdLog
from ansm.storage.people import People
from ansm.storage.personal_links import PersonalLinks
from ansm.storage.portfolio import Portfolio
from ansm.storage.publications import Publications
from ansm.storage.records import (
    IssuedDocument,
    Journal,
    MergedRows,
    NewDiagnostic,
    Receipt,
    RecordedAnswer,
    StoredAnswer,
    StoredDiagnostic,
)
from ansm.storage.reminder_log import ReminderLog
from ansm.storage.report_links import ReportLinks
from ansm.storage.sessions import Sessions
from ansm.storage.support_requests import SupportRequests
from ansm.storage.tables import diagnostic
from ansm.storage.tallies import Tallies, add_ticks

PATIENCE = 5.0
LEAST_FREE = 2**20  # bytes: hardly more than what some transactions write
MOST_CHANGES = 1000


class Storage:
    """The diagnostics of one installation; safe to call from several threads.

    A file is named by the SHA-256 of the secret it was opened with, which may have been changed since. Every method
    writes in at most one transaction: when it returns, what it wrote is durable. What surrounds the files (people, who
    follows them…) has rooms of its own, its attributes.
    Every method may raise StorageUnavailable, whose sentence is for the person in front of the screen.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.caseload = Caseload(engine)
        self.agreements = Agreements(engine)
        self.publications = Publications(engine)
        self.support_requests = SupportRequests(engine)
        self.report_links = ReportLinks(engine)
        self.advisor_links = AdvisorLinks(engine)
        self.personal_links = PersonalLinks(engine)
        self.actions = ActionLog(engine)
        self.reminders = ReminderLog(engine)
        self.duties = DutyLog(engine)
        self.portfolio = Portfolio(engine)
        self.casenotes = CaseNotes(engine)
        self.keeping = Keeping(engine)
        self.people = People(engine)
        self.sessions = Sessions(engine)
        self.openid = OpenIdLog(engine)
        self.tallies = Tallies(engine)

    @classmethod
    def open(cls, url: str, *, patience: float = PATIENCE) -> Storage:
        """Open the database and bring its tables up to date. `patience`: seconds to wait for a lock or a connection.

        Raises SettingsError for an address that is neither SQLite in a file nor PostgreSQL.
        """
        engine = open_engine(url, patience)
        try:
            schema.upgrade(engine)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def check(self) -> None:
        """Health: raises StorageUnavailable when an answer could not be saved. Writes nothing."""
        if self._engine.dialect.name == SQLITE:
            file = Path(str(self._engine.url.database))
            if not file.exists():
                # An open file that was deleted still accepts answers, and loses them when it is closed.
                raise StorageUnavailable(NOT_OPENED)
            if shutil.disk_usage(file.parent).free < LEAST_FREE:  # what changes no row needs no room
                raise StorageUnavailable(FULL)
        with writing(self._engine) as connection:
            # Changes no row, but is refused wherever a change would be.
            connection.execute(update(diagnostic).where(false()).values(territory_code=""))

    # --- content

    def keep_content(self, version: str, archive: bytes) -> None:
        """Keep the archive of a content version, which names one tree for ever: keeping it again changes nothing."""
        with reading(self._engine) as connection:
            if content_log.is_kept(connection, version):
                return
        # It breaks the key when another process keeps the same version at the same moment: that is as good.
        with suppress(IntegrityError), writing(self._engine) as connection:
            content_log.keep(connection, version, archive)

    def content(self, version: str) -> bytes | None:
        """The archive of a content version, None when it was never kept."""
        with reading(self._engine) as connection:
            return content_log.archive(connection, version)

    # --- diagnostics

    def create(
        self, record: NewDiagnostic, history: Sequence[HistoryRow] = (), follower: NewFollower | None = None
    ) -> None:
        """Create a file with its history and whoever follows it from the start, whole or not at all.

        Its content version must be kept already, its token and its public name new: ValueError otherwise. Raises
        Forbidden when the follower may not be one any more.
        """
        with writing(self._engine) as connection:
            try:
                number = file_rows.add(connection, record)
                history_log.merge(connection, number, history)
            except IntegrityError:
                raise ValueError("the content version is not kept, or the token or the name is in use") from None
            if follower is not None:
                accompanying.follow(connection, number, follower)
            if record.counted:
                add_ticks(connection, ticks(Counted.OPENED, "", record.territory.department, record.opened_on))

    def knows(self, uid: str) -> bool:
        """Whether a file of this public name is here."""
        with reading(self._engine) as connection:
            return connection.scalar(select(diagnostic.c.id).where(diagnostic.c.uid == uid)) is not None

    def named(self, uid: str) -> bytes | None:
        """The name in storage of the file of this public name, None when there is none."""
        with reading(self._engine) as connection:
            found = connection.scalar(select(diagnostic.c.token_hash).where(diagnostic.c.uid == uid))
        return bytes(found) if found is not None else None

    def find(self, token_hash: bytes) -> StoredDiagnostic | None:
        """The file of this token as it stands, None when there is none."""
        with reading(self._engine) as connection:
            return file_rows.find(connection, token_hash)

    def files(self) -> tuple[bytes, ...]:
        """The names of every file, in the order in which they were opened."""
        with reading(self._engine) as connection:
            return tuple(
                bytes(name) for name in connection.scalars(select(diagnostic.c.token_hash).order_by(diagnostic.c.id))
            )

    # --- answers

    def record(self, file: bytes, given: StoredAnswer, base: int | None = None) -> Receipt:
        """Add an answer. Sent again under its `client_id`, it is kept once, with its first time.

        `base` is the last row of this question that the sender had seen (0: none): when another device has answered
        otherwise since, the answer is kept but set aside, and the current one stays. Without `base` it becomes the
        current one. Raises UnknownLink when there is no such file, InvalidRequest when the `client_id` already named
        another answer: nothing is stored then.
        """
        with writing(self._engine) as connection:
            return answer_log.add(connection, _number(connection, file, lock=True), given, base)

    def journal(self, file: bytes, questions: Collection[str] | None = None) -> Journal:
        """Where a file stands, for these questions only when they are given. Raises UnknownLink."""
        with reading(self._engine) as connection:
            return answer_log.journal(connection, _number(connection, file, lock=False), questions)

    def changes(self, file: bytes, since: int, questions: Collection[str] | None = None) -> tuple[RecordedAnswer, ...]:
        """The rows after that number, oldest first and a thousand at most: ask again after the last one."""
        with reading(self._engine) as connection:
            number = _number(connection, file, lock=False)
            return answer_log.since(connection, number, since, MOST_CHANGES, questions)

    def history(self, file: bytes, question: str | None = None) -> tuple[RecordedAnswer, ...]:
        """Every answer ever given to a file, or to one of its questions, oldest first. Raises UnknownLink."""
        with reading(self._engine) as connection:
            only = None if question is None else (question,)
            return answer_log.history(connection, _number(connection, file, lock=False), only)

    # --- what travels

    def travelling(self, file: bytes) -> tuple[HistoryRow, ...]:
        """The whole history of a file under names that are the same everywhere, oldest first. Raises UnknownLink."""
        with reading(self._engine) as connection:
            return history_log.rows(connection, _number(connection, file, lock=False))

    def merge(self, file: bytes, history: Sequence[HistoryRow]) -> MergedRows:
        """Put another history of this file with its own; done again, it changes nothing.

        Raises UnknownLink, or InvalidRequest when both tell the same answer differently: nothing is stored then.
        """
        with writing(self._engine) as connection:
            return history_log.merge(connection, _number(connection, file, lock=True), history)

    def issue(self, document: IssuedDocument) -> None:
        """Remember that a document was given; the same one again changes nothing."""
        with writing(self._engine) as connection:
            issue_log.add(connection, document)

    def issued(self, code: str) -> tuple[IssuedDocument, ...]:
        """The documents given under this code, oldest first; none when it was never printed here."""
        with reading(self._engine) as connection:
            return issue_log.under(connection, code)

    # --- links

    def link(self, token_hash: bytes) -> StoredLink | None:
        """What a secret opens, None when it is nobody's. A link that ends is given whether it still opens or not."""
        with reading(self._engine) as connection:
            return handover_log.link(connection, token_hash)

    def hand_over(self, file: bytes, record: NewHandover, most: int) -> int | None:
        """Create a link « à confier » and give its number; None when `most` are open already. Raises UnknownLink."""
        with writing(self._engine) as connection:
            return handover_log.add(connection, _number(connection, file, lock=True), record, most)

    def handovers(self, file: bytes) -> tuple[UsedHandover, ...]:
        """Every link « à confier » of a file, newest first. Raises UnknownLink."""
        with reading(self._engine) as connection:
            return handover_log.of_file(connection, _number(connection, file, lock=False))

    def revoke(self, file: bytes, number: int, at: datetime) -> bool:
        """Close a link « à confier » of this file for good; False when it has no such link. Raises UnknownLink."""
        with writing(self._engine) as connection:
            return handover_log.revoke(connection, _number(connection, file, lock=True), number, at)
