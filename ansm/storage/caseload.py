"""Decides how it is kept who follows which file, and who is in charge of it within an organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Engine, Row, and_, delete, func, select, update

from ansm.domain.people import Accompaniment, Organisation, OrganisationKind, Role
from ansm.errors import StorageUnavailable, UnknownLink
from ansm.storage import accompanying
from ansm.storage.accompanying import NewFollower
from ansm.storage.engine import reading, writing
from ansm.storage.failures import DAMAGED
from ansm.storage.tables import diagnostic
from ansm.storage.tables_around import (
    accompaniment,
    accompanying_person,
    advisor_link,
    organisation,
    person,
    report_link,
)

NO_FILE = "Ce dossier n’existe plus."


@dataclass(frozen=True, slots=True)
class StoredAccompaniment:
    """An organisation that follows a file now. `file` is the name of the file in storage, `number` the row's own."""

    number: int
    file: bytes
    content_version: str
    accompaniment: Accompaniment


@dataclass(frozen=True, slots=True)
class Follower:
    """An organisation that follows a file, since that moment (UTC). `number` is that of the accompaniment."""

    number: int
    organisation: Organisation
    since: datetime


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person of an organisation, as their colleagues see them."""

    number: int
    name: str
    address: str

    @property
    def label(self) -> str:
        """What they are called on a page."""
        return self.name or self.address


class Caseload:
    """The files that organisations follow. Every method may raise StorageUnavailable.

    What changes an accompaniment says whether it did: one that has ended meanwhile is changed no more.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def followed(self, uid: str, organisation: int) -> StoredAccompaniment | None:
        """The file of that public name, when this organisation follows it now."""
        query = (
            select(accompaniment.c.id, diagnostic.c.token_hash, diagnostic.c.content_version)
            .join_from(accompaniment, diagnostic, accompaniment.c.diagnostic_id == diagnostic.c.id)
            .where(
                diagnostic.c.uid == uid,
                accompaniment.c.organisation_id == organisation,
                accompaniment.c.ended_at.is_(None),
            )
        )
        with reading(self._engine) as connection:
            row = connection.execute(query).one_or_none()
            if row is None:
                return None
            in_charge = select(accompanying_person.c.person_id).where(accompanying_person.c.accompaniment_id == row.id)
            advisors = frozenset(connection.scalars(in_charge))
        return StoredAccompaniment(
            row.id, bytes(row.token_hash), row.content_version, Accompaniment(uid, organisation, advisors)
        )

    # --- as the town sees it

    def followers(self, file: bytes) -> tuple[Follower, ...]:
        """The organisations that follow the file now, the first one first."""
        query = (
            select(
                accompaniment.c.id.label("number"),
                accompaniment.c.since,
                organisation.c.id,
                organisation.c.kind,
                organisation.c.name,
                organisation.c.territory_code,
            )
            .join_from(accompaniment, organisation, accompaniment.c.organisation_id == organisation.c.id)
            .join(diagnostic, accompaniment.c.diagnostic_id == diagnostic.c.id)
            .where(diagnostic.c.token_hash == file, accompaniment.c.ended_at.is_(None))
            .order_by(accompaniment.c.since, accompaniment.c.id)
        )
        with reading(self._engine) as connection:
            return tuple(_follower(row) for row in connection.execute(query))

    def stop(self, file: bytes, number: int, at: datetime) -> bool:
        """End an accompaniment of this file, with every link it gave; False when the file has none of that number."""
        mine = select(diagnostic.c.id).where(diagnostic.c.token_hash == file).scalar_subquery()
        with writing(self._engine) as connection:
            there = select(accompaniment.c.id).where(
                accompaniment.c.id == number, accompaniment.c.diagnostic_id == mine, accompaniment.c.ended_at.is_(None)
            )
            if connection.scalar(there) is None:
                return False
            _end(connection, number, at)
            return True

    # --- as the organisation sees it

    def follow(self, file: bytes, organisation: int, person: int, at: datetime, *, opened_here: bool = False) -> int:
        """Follow a file from now on with this person in charge, and give the number of the accompaniment.

        Raises UnknownLink when there is no such file, Forbidden when this person does not work there any more.
        """
        with writing(self._engine) as connection:
            mine = connection.scalar(
                select(diagnostic.c.id).where(diagnostic.c.token_hash == file).with_for_update(key_share=True)
            )
            if mine is None:
                raise UnknownLink(NO_FILE)
            new = NewFollower(organisation, person, at, opened_here=opened_here)
            return accompanying.follow(connection, mine, new)

    def leave(self, number: int, at: datetime) -> bool:
        """The organisation follows the file no more; every link it gave is closed."""
        with writing(self._engine) as connection:
            return _locked(connection, number) and _end(connection, number, at)

    def plan(self, number: int, text: str, on: date | None) -> bool:
        """Keep the next step: what, and when."""
        with writing(self._engine) as connection:
            if not _locked(connection, number):
                return False
            changed = update(accompaniment).where(accompaniment.c.id == number)
            connection.execute(changed.values(next_step=text, next_step_on=on))
            return True

    def assign(self, number: int, person: int) -> bool:
        """One more person in charge; done again, it changes nothing. False for who is not of the organisation."""
        with writing(self._engine) as connection:
            return _locked(connection, number) and accompanying.put_in_charge(connection, number, person)

    def release(self, number: int, person: int) -> bool:
        """One person less in charge; False for the last one, who stays."""
        with writing(self._engine) as connection:
            if not _locked(connection, number):
                return False
            others = select(func.count()).where(
                accompanying_person.c.accompaniment_id == number, accompanying_person.c.person_id != person
            )
            if not connection.execute(others).scalar_one():
                return False
            connection.execute(
                delete(accompanying_person).where(
                    accompanying_person.c.accompaniment_id == number, accompanying_person.c.person_id == person
                )
            )
            return True

    def colleagues(self, organisation: int) -> tuple[Colleague, ...]:
        """The people of an organisation who may be in charge of a file, by name."""
        query = (
            select(person.c.id, person.c.name, person.c.address)
            .where(
                person.c.organisation_id == organisation,
                person.c.disabled_at.is_(None),
                person.c.role != Role.ANCT.value,
            )
            .order_by(person.c.name, person.c.address)
        )
        with reading(self._engine) as connection:
            return tuple(Colleague(row.id, row.name, row.address) for row in connection.execute(query))


def _follower(row: Row[*tuple[object, ...]]) -> Follower:
    try:
        kind = OrganisationKind(row.kind)
    except ValueError as error:
        raise StorageUnavailable(DAMAGED) from error
    return Follower(row.number, Organisation(row.id, kind, row.name, row.territory_code), row.since)


def _locked(connection: Connection, number: int) -> bool:
    """Whether it still runs; nobody else changes it until the end of the transaction."""
    running = select(accompaniment.c.id).where(accompaniment.c.id == number, accompaniment.c.ended_at.is_(None))
    return connection.scalar(running.with_for_update()) is not None


def _end(connection: Connection, number: int, at: datetime) -> bool:
    connection.execute(update(accompaniment).where(accompaniment.c.id == number).values(ended_at=at))
    given = update(advisor_link).where(advisor_link.c.accompaniment_id == number, advisor_link.c.revoked_at.is_(None))
    connection.execute(given.values(revoked_at=at))
    # The links that it gave to reports of this file end with it.
    mine = (
        report_link.c.diagnostic_id == accompaniment.c.diagnostic_id,
        report_link.c.organisation_id == accompaniment.c.organisation_id,
        accompaniment.c.id == number,
    )
    shared = update(report_link).where(
        report_link.c.id.in_(select(report_link.c.id).join_from(report_link, accompaniment, and_(*mine))),
        report_link.c.revoked_at.is_(None),
    )
    connection.execute(shared.values(revoked_at=at, answers=None))
    return True
