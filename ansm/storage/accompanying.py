"""Decides how an organisation begins to follow a file and who is put in charge, in the caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from ansm.domain.people import Role
from ansm.errors import Forbidden
from ansm.storage.tables_around import accompaniment, accompanying_person, person

SHUT_OUT = "Votre compte ne peut plus suivre de dossier\u00a0: rien n’a été enregistré."


@dataclass(frozen=True, slots=True)
class NewFollower:
    """An organisation about to follow a file. `advisors` will be in charge of it; `by` when none of them still may be.

    `opened_here` tells that it opened the file itself, before a visit.
    """

    organisation: int
    by: int
    at: datetime
    advisors: frozenset[int] = frozenset()
    opened_here: bool = False


def follow(connection: Connection, file: int, new: NewFollower) -> int:
    """Follow the file of that number, and give the number of the accompaniment.

    Already followed, it has more people in charge; followed formerly, it is followed again, by these alone.
    Raises Forbidden when none of these people works there any more.
    """
    known = select(accompaniment.c.id, accompaniment.c.ended_at).where(
        accompaniment.c.diagnostic_id == file, accompaniment.c.organisation_id == new.organisation
    )
    row = connection.execute(known).one_or_none()
    if row is None:
        added = insert(accompaniment).values(
            diagnostic_id=file, organisation_id=new.organisation, since=new.at, opened_here=new.opened_here
        )
        number: int = connection.execute(added.returning(accompaniment.c.id)).scalar_one()
    else:
        number = row.id
    if row is not None and row.ended_at is not None:
        again = update(accompaniment).where(accompaniment.c.id == number)
        connection.execute(again.values(since=new.at, ended_at=None, next_step="", next_step_on=None))
        connection.execute(delete(accompanying_person).where(accompanying_person.c.accompaniment_id == number))
    taken = [put_in_charge(connection, number, who) for who in sorted(new.advisors)]
    if not any(taken) and not put_in_charge(connection, number, new.by):
        raise Forbidden(SHUT_OUT)
    return number


def put_in_charge(connection: Connection, number: int, someone: int) -> bool:
    """One more person in charge; done again, it changes nothing. False for who does not work there, or is shut out."""
    if not _may_be_in_charge(connection, number, someone):
        return False
    there = select(accompanying_person.c.person_id).where(
        accompanying_person.c.accompaniment_id == number, accompanying_person.c.person_id == someone
    )
    if connection.scalar(there) is None:
        connection.execute(insert(accompanying_person).values(accompaniment_id=number, person_id=someone))
    return True


def _may_be_in_charge(connection: Connection, number: int, someone: int) -> bool:
    query = (
        select(person.c.id)
        .join(accompaniment, accompaniment.c.organisation_id == person.c.organisation_id)
        .where(
            accompaniment.c.id == number,
            person.c.id == someone,
            person.c.disabled_at.is_(None),
            person.c.role != Role.ANCT.value,
        )
    )
    return connection.scalar(query) is not None
