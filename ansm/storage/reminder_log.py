"""Decides how reminders are kept: an address while it is needed, and letters, written down before they leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Engine, Row, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from ansm.storage.action_log import file_number
from ansm.storage.engine import forgetting, reading, writing
from ansm.storage.tables import diagnostic
from ansm.storage.tables_around import reminder, reminder_letter


@dataclass(frozen=True, slots=True)
class StoredLetter:
    """A letter of a reminder. `failed_at` is when the mail server refused it, the last time it was tried."""

    step: int
    attempts: int
    sent_at: datetime
    failed_at: datetime | None


@dataclass(frozen=True, slots=True)
class StoredReminder:
    """A reminder of a file. Its address is empty once it is over, or stopped."""

    number: int
    file: bytes
    address: str
    counted_from: date
    asked_at: datetime
    stopped_at: datetime | None
    letters: tuple[StoredLetter, ...]


@dataclass(frozen=True, slots=True)
class LetterLink:
    """What the link of a letter leads to. `stopped` tells that the reminder was withdrawn since."""

    file: bytes
    content_version: str
    reminder: int
    expires_at: datetime
    stopped: bool


@dataclass(frozen=True, slots=True)
class NewReminder:
    """A reminder to keep, when there are fewer than so many for the file, and than so many for the address."""

    address: str
    counted_from: date
    asked_at: datetime
    most_of_file: int
    most_of_address: int


class ReminderLog:
    """The reminders of every file. Every method may raise StorageUnavailable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ask(self, file: bytes, new: NewReminder) -> bool:
        """Keep a reminder; the same address for the same file is kept once. False when there are too many already.

        Raises UnknownLink.
        """
        with writing(self._engine) as connection:
            number = file_number(connection, file, lock=True)
            mine = connection.scalars(
                select(reminder.c.address).where(reminder.c.diagnostic_id == number, reminder.c.address != "")
            ).all()
            if new.address in mine:
                return True
            everywhere = select(func.count()).select_from(reminder).where(reminder.c.address == new.address)
            if len(mine) >= new.most_of_file or connection.execute(everywhere).scalar_one() >= new.most_of_address:
                return False
            row = insert(reminder).values(
                diagnostic_id=number, address=new.address, counted_from=new.counted_from, asked_at=new.asked_at
            )
            connection.execute(row)
            return True

    def of_file(self, file: bytes) -> tuple[StoredReminder, ...]:
        """Every reminder of a file, those that are over included, oldest first. Raises UnknownLink."""
        with reading(self._engine) as connection:
            number = file_number(connection, file)
            return _found(connection, reminder.c.diagnostic_id == number)

    def going_on(self) -> tuple[StoredReminder, ...]:
        """Every reminder of the installation that may still write, oldest first."""
        with reading(self._engine) as connection:
            return _found(connection, reminder.c.address != "")

    def write_down(self, number: int, step: int, token_hash: bytes, at: datetime, expires_at: datetime) -> bool:
        """Take charge of a letter, before it leaves: a process at most does. False when it is no longer to be sent.

        Until `failed` says otherwise it counts as sent, whatever becomes of this process.
        """
        mine = (reminder_letter.c.reminder_id == number, reminder_letter.c.step == step)
        again = (
            update(reminder_letter)
            .where(*mine, reminder_letter.c.failed_at.is_not(None))
            .values(
                token_hash=token_hash,
                attempts=reminder_letter.c.attempts + 1,
                sent_at=at,
                failed_at=None,
                expires_at=expires_at,
            )
        )
        first = insert(reminder_letter).values(
            reminder_id=number, step=step, token_hash=token_hash, sent_at=at, expires_at=expires_at
        )
        try:
            with writing(self._engine) as connection:
                going_on = select(reminder.c.id).where(reminder.c.id == number, reminder.c.address != "")
                # Locked: nobody stops it between this line and the next ones.
                if connection.scalar(going_on.with_for_update()) is None:
                    return False
                if connection.execute(again).rowcount:
                    return True
                connection.execute(first)
                return True
        except IntegrityError:  # another process has it
            return False

    def failed(self, number: int, step: int, at: datetime) -> None:
        """The mail server refused that letter for now: it may be tried again."""
        with writing(self._engine) as connection:
            mine = (reminder_letter.c.reminder_id == number, reminder_letter.c.step == step)
            connection.execute(update(reminder_letter).where(*mine).values(failed_at=at))

    def end(self, number: int) -> None:
        """The reminder has nothing more to send: its address is forgotten. The link of its last letter still opens."""
        with forgetting(self._engine) as connection:
            connection.execute(update(reminder).where(reminder.c.id == number).values(address=""))

    def stop(self, file: bytes, number: int, at: datetime) -> bool:
        """Stop a reminder of this file for good; its address is forgotten and the links of its letters close.

        False when the file has none of that number. Stopped again, it keeps its first time.
        """
        with forgetting(self._engine) as connection:
            mine = (reminder.c.diagnostic_id == file_number(connection, file, lock=True), reminder.c.id == number)
            connection.execute(
                update(reminder).where(*mine, reminder.c.stopped_at.is_(None)).values(address="", stopped_at=at)
            )
            return connection.scalar(select(reminder.c.id).where(*mine)) is not None

    def opened_by(self, token_hash: bytes) -> LetterLink | None:
        """What the link of a letter leads to, whether it is still open or not; None when it is no letter's."""
        query = (
            select(
                diagnostic.c.token_hash.label("file"),
                diagnostic.c.content_version,
                reminder.c.id,
                reminder.c.stopped_at,
                reminder_letter.c.expires_at,
            )
            .join_from(reminder_letter, reminder, reminder_letter.c.reminder_id == reminder.c.id)
            .join(diagnostic, reminder.c.diagnostic_id == diagnostic.c.id)
            .where(reminder_letter.c.token_hash == token_hash)
        )
        with reading(self._engine) as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        return LetterLink(
            bytes(row.file), row.content_version, row.id, row.expires_at, stopped=row.stopped_at is not None
        )


def _found(connection: Connection, which: ColumnElement[bool]) -> tuple[StoredReminder, ...]:
    query = (
        select(reminder, diagnostic.c.token_hash.label("file"))
        .join_from(reminder, diagnostic, reminder.c.diagnostic_id == diagnostic.c.id)
        .where(which)
        .order_by(reminder.c.id)
    )
    rows = connection.execute(query).all()
    letters: dict[int, list[StoredLetter]] = {}
    sent = select(reminder_letter).where(reminder_letter.c.reminder_id.in_([row.id for row in rows]))
    for row in connection.execute(sent.order_by(reminder_letter.c.step)):
        letters.setdefault(row.reminder_id, []).append(_letter(row))
    return tuple(
        StoredReminder(
            row.id,
            bytes(row.file),
            row.address,
            row.counted_from,
            row.asked_at,
            row.stopped_at,
            tuple(letters.get(row.id, ())),
        )
        for row in rows
    )


def _letter(row: Row[*tuple[object, ...]]) -> StoredLetter:
    return StoredLetter(row.step, row.attempts, row.sent_at, row.failed_at)
