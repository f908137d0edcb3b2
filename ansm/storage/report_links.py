"""Decides how links to a report are kept: what each opens, until when, and how many times it was downloaded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Engine, Row, Select, delete, func, insert, select, update

from ansm.domain.answers import Answers
from ansm.domain.publication import Edition
from ansm.errors import StorageUnavailable, UnknownLink
from ansm.storage.engine import forgetting, reading, writing
from ansm.storage.failures import DAMAGED
from ansm.storage.file_number import number_of
from ansm.storage.serialisation import read_answers, write_answers
from ansm.storage.tables import diagnostic
from ansm.storage.tables_around import accompaniment, organisation, report_link

TOKEN_HASH_BYTES = 32
FOLLOWED_NO_MORE = "Votre organisation ne suit plus ce dossier\u00a0: aucun lien n’a été créé. Revenez à vos dossiers."
MOST_LISTED = 200  # those closed long ago are of no use to anyone


@dataclass(frozen=True, slots=True)
class Frozen:
    """A report as it was on a day. The answers are kept with the link: their rows may change their numbers."""

    answers: Answers
    printed_on: date


@dataclass(frozen=True, slots=True)
class NewReportLink:
    """A link to create. `frozen` is None for a report always up to date, `organisation` None for the town's own."""

    token_hash: bytes
    kind: str
    edition: Edition
    label: str
    frozen: Frozen | None
    organisation: int | None
    created_at: datetime
    expires_at: datetime

    def __post_init__(self) -> None:
        if len(self.token_hash) != TOKEN_HASH_BYTES:
            raise ValueError("a token is stored as its SHA-256, 32 bytes")
        if self.created_at.tzinfo is None or self.expires_at.tzinfo is None:
            raise ValueError("a moment is stored with its time zone")


@dataclass(frozen=True, slots=True)
class StoredReportLink:
    """A link as it stands. Moments are in UTC; `made_by` is the name of the organisation, None for the town."""

    number: int
    kind: str
    edition: Edition
    label: str
    printed_on: date | None
    organisation: int | None
    made_by: str | None
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    downloads: int

    def open_at(self, moment: datetime) -> bool:
        """Whether it still opens its report."""
        return self.revoked_at is None and moment < self.expires_at


@dataclass(frozen=True, slots=True)
class OpenedReport:
    """What a secret opens. `answers` are those of a frozen report that is not revoked, None for the file's own."""

    link: StoredReportLink
    file: bytes
    content_version: str
    answers: Answers | None


class ReportLinks:
    """The links to reports of every file. Every method may raise StorageUnavailable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, file: bytes, record: NewReportLink, most: int) -> int | None:
        """Create a link and give its number; None when `most` of the file are open already.

        Raises UnknownLink, also for an organisation that follows the file no longer.
        """
        with writing(self._engine) as connection:
            number = number_of(connection, file, lock=True)
            if record.organisation is not None and not _follows(connection, number, record.organisation):
                raise UnknownLink(FOLLOWED_NO_MORE)
            still_open = select(func.count()).where(
                report_link.c.diagnostic_id == number,
                report_link.c.revoked_at.is_(None),
                report_link.c.expires_at > record.created_at,
            )
            if connection.execute(still_open).scalar_one() >= most:
                return None
            return _insert(connection, number, record)

    def discard(self, file: bytes, number: int) -> None:
        """Forget a link that nobody was given: its letter did not leave. Raises UnknownLink."""
        with forgetting(self._engine) as connection:
            file_number = number_of(connection, file, lock=True)
            connection.execute(
                delete(report_link).where(report_link.c.diagnostic_id == file_number, report_link.c.id == number)
            )

    def of_file(self, file: bytes, organisation_number: int | None = None) -> tuple[StoredReportLink, ...]:
        """The links of a file, newest first: every one, or those of one organisation. Raises UnknownLink."""
        with reading(self._engine) as connection:
            query = _links().where(report_link.c.diagnostic_id == number_of(connection, file, lock=False))
            if organisation_number is not None:
                query = query.where(report_link.c.organisation_id == organisation_number)
            rows = connection.execute(query.order_by(report_link.c.id.desc()).limit(MOST_LISTED))
            return tuple(_stored(row) for row in rows)

    def opened(self, token_hash: bytes) -> OpenedReport | None:
        """What a secret opens, whether it still does or not; None when it is nobody's."""
        query = (
            _links()
            .add_columns(report_link.c.answers, diagnostic.c.token_hash.label("file"), diagnostic.c.content_version)
            .join(diagnostic, report_link.c.diagnostic_id == diagnostic.c.id)
            .where(report_link.c.token_hash == token_hash)
        )
        with reading(self._engine) as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        answers = None if row.answers is None else read_answers(row.answers)
        return OpenedReport(_stored(row), bytes(row.file), row.content_version, answers)

    def count_download(self, number: int) -> None:
        """One more download: nothing is kept of whose."""
        with writing(self._engine) as connection:
            counted = update(report_link).where(report_link.c.id == number)
            connection.execute(counted.values(downloads=report_link.c.downloads + 1))

    def revoke(self, file: bytes, number: int, at: datetime, organisation_number: int | None = None) -> bool:
        """Close a link of the file for good and let go of its answers; the first time is kept.

        With an organisation, only one that it made. False when there is no such link. Raises UnknownLink.
        """
        with forgetting(self._engine) as connection:
            mine = [report_link.c.diagnostic_id == number_of(connection, file, lock=True), report_link.c.id == number]
            if organisation_number is not None:
                mine.append(report_link.c.organisation_id == organisation_number)
            closed = update(report_link).where(*mine, report_link.c.revoked_at.is_(None))
            connection.execute(closed.values(revoked_at=at, answers=None))
            return connection.scalar(select(report_link.c.id).where(*mine)) is not None


def _follows(connection: Connection, file: int, organisation_number: int) -> bool:
    """Whether it follows the file now; whoever stops it waits, and closes the link about to be made."""
    running = select(accompaniment.c.id).where(
        accompaniment.c.diagnostic_id == file,
        accompaniment.c.organisation_id == organisation_number,
        accompaniment.c.ended_at.is_(None),
    )
    return connection.scalar(running.with_for_update()) is not None


def _insert(connection: Connection, file: int, record: NewReportLink) -> int:
    frozen = record.frozen
    row = insert(report_link).values(
        token_hash=record.token_hash,
        diagnostic_id=file,
        kind=record.kind,
        edition=record.edition.value,
        label=record.label,
        answers=None if frozen is None else write_answers(frozen.answers),
        printed_on=None if frozen is None else frozen.printed_on,
        organisation_id=record.organisation,
        created_at=record.created_at,
        expires_at=record.expires_at,
    )
    number: int = connection.execute(row.returning(report_link.c.id)).scalar_one()
    return number


def _links() -> Select[*tuple[object, ...]]:
    return select(
        report_link.c.id,
        report_link.c.kind,
        report_link.c.edition,
        report_link.c.label,
        report_link.c.printed_on,
        report_link.c.organisation_id,
        organisation.c.name.label("made_by"),
        report_link.c.created_at,
        report_link.c.expires_at,
        report_link.c.revoked_at,
        report_link.c.downloads,
    ).join_from(report_link, organisation, report_link.c.organisation_id == organisation.c.id, isouter=True)


def _stored(row: Row[*tuple[object, ...]]) -> StoredReportLink:
    try:
        edition = Edition(row.edition)
    except ValueError as error:
        raise StorageUnavailable(DAMAGED) from error
    return StoredReportLink(
        number=row.id,
        kind=row.kind,
        edition=edition,
        label=row.label,
        printed_on=row.printed_on,
        organisation=row.organisation_id,
        made_by=row.made_by,
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        downloads=row.downloads,
    )
