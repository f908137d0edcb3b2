"""Decides how organisations and the people who sign in are kept: no password, and the day of the last visit only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Engine, Row, Select, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from ansm.domain.people import Member, Organisation, OrganisationKind, Role
from ansm.storage import erasing
from ansm.storage.engine import forgetting, reading, writing
from ansm.storage.tables_around import advisor_link, entry_link, openid_account, organisation, person, session


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Someone who is about to be invited. `address` is written in small letters, one spelling for one person."""

    address: str
    name: str
    organisation: int
    role: Role


@dataclass(frozen=True, slots=True)
class StoredPerson:
    """Someone who was invited. `disabled_at` is None as long as they may sign in."""

    member: Member
    disabled_at: datetime | None
    last_sign_in: date | None


class People:
    """Those who sign in, and whom they work for. Every method may raise StorageUnavailable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def organisations(self) -> tuple[Organisation, ...]:
        """Every organisation, in the order in which they were added."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(organisation).order_by(organisation.c.id))
            return tuple(Organisation(row.id, OrganisationKind(row.kind), row.name, row.territory_code) for row in rows)

    def add_organisation(
        self, kind: OrganisationKind, name: str, territory: str | None, at: datetime
    ) -> Organisation | None:
        """A new organisation, None when this kind already has one of that name."""
        row = insert(organisation).values(kind=kind.value, name=name, territory_code=territory, created_at=at)
        try:
            with writing(self._engine) as connection:
                number: int = connection.execute(row.returning(organisation.c.id)).scalar_one()
        except IntegrityError:
            return None
        return Organisation(number, kind, name, territory)

    def add(self, new: NewPerson, at: datetime) -> StoredPerson | None:
        """A new person, None when the address is already someone's."""
        row = insert(person).values(
            address=new.address, name=new.name, organisation_id=new.organisation, role=new.role.value, created_at=at
        )
        try:
            with writing(self._engine) as connection:
                number: int = connection.execute(row.returning(person.c.id)).scalar_one()
                return stored_person(connection.execute(someone().where(person.c.id == number)).one())
        except IntegrityError:
            return None

    def at(self, address: str) -> StoredPerson | None:
        """The person of that address, None when nobody has it."""
        return self._only(someone().where(person.c.address == address))

    def numbered(self, number: int) -> StoredPerson | None:
        """The person of that number, None when there is none."""
        return self._only(someone().where(person.c.id == number))

    def of(self, organisation: int | None = None) -> tuple[StoredPerson, ...]:
        """The people of one organisation, or everyone, in the order of their addresses."""
        query = someone().order_by(person.c.address)
        if organisation is not None:
            query = query.where(person.c.organisation_id == organisation)
        with reading(self._engine) as connection:
            return tuple(stored_person(row) for row in connection.execute(query))

    def change(self, number: int, at: datetime, *, name: str, role: Role) -> bool:
        """Invite someone again, under this name and role, and let them in when they were disabled.

        False when they were erased meanwhile.
        """
        row = update(person).where(person.c.id == number)
        with writing(self._engine) as connection:
            changed = connection.execute(row.values(name=name, role=role.value, disabled_at=None, created_at=at))
            return changed.rowcount > 0

    def disable(self, number: int, at: datetime, *, unless_last: Role | None = None) -> bool:
        """Let someone in no more, and end at once what they opened; the first time is kept.

        With `unless_last`, False and nothing done when they are the last of that role in their organisation.
        """
        with writing(self._engine) as connection:
            if unless_last is not None and not _another(connection, number, unless_last):
                return False
            mine = update(person).where(person.c.id == number, person.c.disabled_at.is_(None))
            connection.execute(mine.values(disabled_at=at))
            close_everything(connection, number, at)
            # On a device that was lost, invited again or not.
            carried = (advisor_link.c.person_id == number, advisor_link.c.revoked_at.is_(None))
            connection.execute(update(advisor_link).where(*carried).values(revoked_at=at))
            # Invited again one day, they may come with another account.
            connection.execute(delete(openid_account).where(openid_account.c.person_id == number))
            return True

    def erase(self, number: int) -> bool:
        """Erase someone, with all that opens anything in their name; what they wrote stays, under no name."""
        with forgetting(self._engine) as connection:
            return erasing.erase_people(connection, person.c.id == number) > 0

    def _only(self, query: Select[*tuple[object, ...]]) -> StoredPerson | None:
        with reading(self._engine) as connection:
            row = connection.execute(query).one_or_none()
        return stored_person(row) if row is not None else None


def someone() -> Select[*tuple[object, ...]]:
    """What tells who a person is, with the body they work for."""
    return select(
        person.c.id,
        person.c.address,
        person.c.name,
        person.c.role,
        person.c.disabled_at,
        person.c.last_sign_in,
        person.c.organisation_id,
        organisation.c.kind,
        organisation.c.name.label("organisation_name"),
        organisation.c.territory_code,
    ).join_from(person, organisation, person.c.organisation_id == organisation.c.id)


def stored_person(row: Row[*tuple[object, ...]]) -> StoredPerson:
    """The person that such a row tells of."""
    body = Organisation(row.organisation_id, OrganisationKind(row.kind), row.organisation_name, row.territory_code)
    return StoredPerson(Member(row.id, row.address, row.name, Role(row.role), body), row.disabled_at, row.last_sign_in)


def close_everything(connection: Connection, number: int, at: datetime) -> None:
    """End every session of a person, and every link that would open another."""
    open_now = (session.c.person_id == number, session.c.revoked_at.is_(None))
    connection.execute(update(session).where(*open_now).values(revoked_at=at, id_token=None))
    unused = (entry_link.c.person_id == number, entry_link.c.used_at.is_(None))
    connection.execute(update(entry_link).where(*unused).values(used_at=at))


def _another(connection: Connection, number: int, role: Role) -> bool:
    """Whether someone else of this role is left in the organisation of that person, or they are not of it themselves.

    The rows are locked: two managers who disable each other at the same moment take turns.
    """
    mine = select(person.c.organisation_id).where(person.c.id == number).scalar_subquery()
    still_in = select(person.c.id).where(
        person.c.organisation_id == mine, person.c.role == role.value, person.c.disabled_at.is_(None)
    )
    return set(connection.scalars(still_in.with_for_update())) != {number}
