"""Decides how the notes of advisors are kept: beside a file, never among its answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, Row, Select, delete, insert, select, update

from ansm.storage.engine import forgetting, reading, writing
from ansm.storage.tables import diagnostic
from ansm.storage.tables_around import accompaniment, note, organisation, person


@dataclass(frozen=True, slots=True)
class StoredNote:
    """A note on a file. `theme` is empty for the whole file; `author` is empty once the person is gone.

    `organisation` is the name of who follows the file; moments are in UTC.
    """

    number: int
    theme: str
    text: str
    author: str
    author_number: int | None
    organisation: str
    written_at: datetime
    changed_at: datetime | None


class CaseNotes:
    """Every method may raise StorageUnavailable; what changes a note says whether it did."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, accompaniment_number: int) -> tuple[StoredNote, ...]:
        """The notes of an organisation on a file that it follows, the last written first."""
        with reading(self._engine) as connection:
            rows = connection.execute(_notes().where(note.c.accompaniment_id == accompaniment_number))
            return tuple(_note(row) for row in rows)

    def of_file(self, file: bytes) -> tuple[StoredNote, ...]:
        """Every note on a file, whoever wrote it: the town may ask to read them."""
        query = _notes().join(diagnostic, accompaniment.c.diagnostic_id == diagnostic.c.id)
        with reading(self._engine) as connection:
            return tuple(_note(row) for row in connection.execute(query.where(diagnostic.c.token_hash == file)))

    def add(self, accompaniment_number: int, someone: int, theme: str, text: str, at: datetime) -> bool:
        """Write a note; False when the organisation follows the file no more."""
        running = select(accompaniment.c.id).where(
            accompaniment.c.id == accompaniment_number, accompaniment.c.ended_at.is_(None)
        )
        with writing(self._engine) as connection:
            if connection.scalar(running.with_for_update()) is None:
                return False
            connection.execute(
                insert(note).values(
                    accompaniment_id=accompaniment_number, person_id=someone, theme=theme, text=text, written_at=at
                )
            )
            return True

    def change(self, accompaniment_number: int, someone: int, number: int, theme: str, text: str, at: datetime) -> bool:
        """Write one's own note otherwise; False when this person has no such note there."""
        with writing(self._engine) as connection:
            changed = (
                update(note)
                .where(*_own(accompaniment_number, someone, number))
                .values(theme=theme, text=text, changed_at=at)
            )
            return connection.execute(changed.returning(note.c.id)).scalar() is not None

    def remove(self, accompaniment_number: int, someone: int, number: int) -> bool:
        """Erase one's own note for good; False when this person has no such note there."""
        with forgetting(self._engine) as connection:
            return (
                connection.execute(
                    delete(note).where(*_own(accompaniment_number, someone, number)).returning(note.c.id)
                ).scalar()
                is not None
            )


def _own(accompaniment_number: int, someone: int, number: int) -> tuple[ColumnElement[bool], ...]:
    return note.c.id == number, note.c.accompaniment_id == accompaniment_number, note.c.person_id == someone


def _notes() -> Select[*tuple[object, ...]]:
    return (
        select(
            note.c.id,
            note.c.theme,
            note.c.text,
            note.c.written_at,
            note.c.changed_at,
            note.c.person_id,
            person.c.name.label("author"),
            person.c.address,
            organisation.c.name.label("organisation"),
        )
        .join_from(note, accompaniment, note.c.accompaniment_id == accompaniment.c.id)
        .join(organisation, accompaniment.c.organisation_id == organisation.c.id)
        .join(person, note.c.person_id == person.c.id, isouter=True)
        .order_by(note.c.written_at.desc(), note.c.id.desc())
    )


def _note(row: Row[*tuple[object, ...]]) -> StoredNote:
    return StoredNote(
        number=row.id,
        theme=row.theme,
        text=row.text,
        author=(row.author or row.address) if row.person_id is not None else "",
        author_number=row.person_id,
        organisation=row.organisation,
        written_at=row.written_at,
        changed_at=row.changed_at,
    )
