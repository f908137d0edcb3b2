"""People and who follows what, written straight into the tables that the tests of links look through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine, delete, insert, select, update

from ansm.domain.people import Role
from ansm.storage.engine import writing
from ansm.storage.tables import diagnostic
from ansm.storage.tables_around import accompaniment, accompanying_person
from ansm.storage.tables_of_people import organisation, person

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Followers:
    """An organisation that follows a file, an advisor in charge of it and the manager."""

    organisation: int
    accompaniment: int
    advisor: int
    manager: int


def follow(engine: Engine, file: bytes, name: str = "OPSN des Alpes") -> Followers:
    """An organisation starts to follow this file."""
    with writing(engine) as connection:
        made = insert(organisation).values(kind="opsn", name=name, created_at=NOON).returning(organisation.c.id)
        body = connection.execute(made).scalar_one()
        people = []
        for role in (Role.ADVISOR, Role.MANAGER):
            row = insert(person).values(
                address=f"{role.value}@{body}.example", organisation_id=body, role=role.value, created_at=NOON
            )
            people.append(connection.execute(row.returning(person.c.id)).scalar_one())
        number = connection.execute(select(diagnostic.c.id).where(diagnostic.c.token_hash == file)).scalar_one()
        followed = insert(accompaniment).values(diagnostic_id=number, organisation_id=body, since=NOON)
        case = connection.execute(followed.returning(accompaniment.c.id)).scalar_one()
        connection.execute(insert(accompanying_person).values(accompaniment_id=case, person_id=people[0]))
    return Followers(body, case, *people)


def end(engine: Engine, followers: Followers) -> None:
    """The town stops the organisation, or the organisation stops."""
    with writing(engine) as connection:
        ended = update(accompaniment).where(accompaniment.c.id == followers.accompaniment)
        connection.execute(ended.values(ended_at=NOON))


def disable(engine: Engine, who: int) -> None:
    """Close the account of a person."""
    with writing(engine) as connection:
        connection.execute(update(person).where(person.c.id == who).values(disabled_at=NOON))


def take_off(engine: Engine, followers: Followers) -> None:
    """The advisor is in charge of this file no longer."""
    with writing(engine) as connection:
        gone = delete(accompanying_person)
        connection.execute(gone.where(accompanying_person.c.accompaniment_id == followers.accompaniment))


def move(engine: Engine, who: int, body: int) -> None:
    """Let a person work for another organisation."""
    with writing(engine) as connection:
        connection.execute(update(person).where(person.c.id == who).values(organisation_id=body))


def take_on(engine: Engine, file: bytes, body: int, who: int) -> None:
    """An organisation that is already there starts to follow this file, one of its people in charge."""
    with writing(engine) as connection:
        number = connection.execute(select(diagnostic.c.id).where(diagnostic.c.token_hash == file)).scalar_one()
        followed = insert(accompaniment).values(diagnostic_id=number, organisation_id=body, since=NOON)
        case = connection.execute(followed.returning(accompaniment.c.id)).scalar_one()
        connection.execute(insert(accompanying_person).values(accompaniment_id=case, person_id=who))
