"""Decides how requests for support are kept: written with the town's consent, emptied when it withdraws."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Engine, Row, Select, func, insert, select, update

from ansm.domain.support import OPEN, Contact, Request, RequestState, Sent, Step
from ansm.storage import erasing
from ansm.storage.engine import forgetting, reading, writing
from ansm.storage.file_number import number_of
from ansm.storage.support_serialisation import read_contact, read_sent, read_state, write_contact, write_sent
from ansm.storage.tables import diagnostic
from ansm.storage.tables_around import person, support_request, support_step

ROWS = select(support_request)


@dataclass(frozen=True, slots=True)
class Withdrawals:
    """How many requests were withdrawn, and the day of the last one: all that remains of them for others."""

    count: int
    last: datetime | None


class SupportRequests:
    """The requests of every file. Every method may raise StorageUnavailable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    # --- the town's side

    def ask(self, file: bytes, sent: Sent, contact: Contact, at: datetime, kept_until: date) -> int | None:
        """Keep a request and give its number; None when one is under way already. Raises UnknownLink."""
        with writing(self._engine) as connection:
            number = number_of(connection, file, lock=True)
            if connection.scalar(_under_way().where(support_request.c.diagnostic_id == number)) is not None:
                return None
            row = insert(support_request).values(
                diagnostic_id=number,
                asked_at=at,
                sent=write_sent(sent),
                contact=write_contact(contact),
                state=RequestState.RECEIVED.value,
                state_at=at,
                kept_until=kept_until,
            )
            made: int = connection.execute(row.returning(support_request.c.id)).scalar_one()
            return made

    def of_file(self, file: bytes) -> tuple[Request, ...]:
        """The requests of a file, the newest first, withdrawn ones included. Raises UnknownLink."""
        with reading(self._engine) as connection:
            number = number_of(connection, file, lock=False)
            query = ROWS.where(support_request.c.diagnostic_id == number).order_by(support_request.c.id.desc())
            return _requests(connection, connection.execute(query).all())

    def withdraw(self, file: bytes, number: int, at: datetime, kept_until: date) -> bool:
        """Erase what was sent, the contact and what was answered; False when there is nothing to withdraw.

        Only the day of the withdrawal remains. Raises UnknownLink.
        """
        with forgetting(self._engine) as connection:
            owner = number_of(connection, file, lock=True)
            mine = (
                support_request.c.id == number,
                support_request.c.diagnostic_id == owner,
                support_request.c.sent.is_not(None),
            )
            if connection.scalar(select(support_request.c.id).where(*mine)) is None:
                return False
            erasing.erase_rows(connection, support_step, support_step.c.request_id == number)
            emptied = update(support_request).where(*mine)
            connection.execute(
                emptied.values(
                    sent=None,
                    contact=None,
                    asked_at=at,
                    state=RequestState.WITHDRAWN.value,
                    state_at=at,
                    kept_until=kept_until,
                )
            )
            return True

    # --- the ANCT's side: what was sent, never the file

    def all(self) -> tuple[Request, ...]:
        """Every request that was not withdrawn, the newest first, without its steps."""
        query = ROWS.where(support_request.c.sent.is_not(None)).order_by(support_request.c.id.desc())
        with reading(self._engine) as connection:
            return tuple(_request(row, ()) for row in connection.execute(query))

    def withdrawals(self) -> Withdrawals:
        """What remains of those that were."""
        gone = support_request.c.state == RequestState.WITHDRAWN.value
        query = select(func.count(), func.max(support_request.c.state_at)).where(gone)
        with reading(self._engine) as connection:
            count, last = connection.execute(query).one()
        return Withdrawals(count, last)

    def get(self, number: int) -> Request | None:
        """A request with its steps, None when there is none or it was withdrawn."""
        query = ROWS.where(support_request.c.id == number, support_request.c.sent.is_not(None))
        with reading(self._engine) as connection:
            return next(iter(_requests(connection, connection.execute(query).all())), None)

    def beside(self, number: int) -> bool:
        """Whether another request of the same file is under way."""
        with reading(self._engine) as connection:
            return _beside(connection, number, lock=False)

    def step(
        self, number: int, before: RequestState, after: RequestState, comment: str, by: int, at: datetime, until: date
    ) -> bool:
        """Bring a request from one state to another; False when it is not in the first one any more.

        Nor when it would be under way beside another one of the same file.
        """
        with writing(self._engine) as connection:
            if after in OPEN and before not in OPEN and _beside(connection, number, lock=True):
                return False
            moved = connection.execute(
                update(support_request)
                .where(
                    support_request.c.id == number,
                    support_request.c.state == before.value,
                    support_request.c.sent.is_not(None),
                )
                .values(state=after.value, state_at=at, kept_until=until)
            )
            if not moved.rowcount:
                return False
            connection.execute(
                insert(support_step).values(request_id=number, state=after.value, comment=comment, person_id=by, at=at)
            )
            return True


def _under_way() -> Select[int]:
    return select(support_request.c.id).where(support_request.c.state.in_(sorted(each.value for each in OPEN)))


def _beside(connection: Connection, number: int, *, lock: bool) -> bool:
    """Whether another request of the same file is under way; locked, the town makes none meanwhile."""
    owner = select(support_request.c.diagnostic_id).where(support_request.c.id == number).scalar_subquery()
    if lock:
        connection.execute(select(diagnostic.c.id).where(diagnostic.c.id == owner).with_for_update(key_share=True))
    others = _under_way().where(support_request.c.diagnostic_id == owner, support_request.c.id != number)
    return connection.scalar(others) is not None


def _requests(connection: Connection, rows: Sequence[Row[*tuple[object, ...]]]) -> tuple[Request, ...]:
    steps = (
        select(support_step, person.c.name, person.c.address)
        .join_from(support_step, person, support_step.c.person_id == person.c.id, isouter=True)
        .where(support_step.c.request_id.in_([row.id for row in rows]))
        .order_by(support_step.c.id)
    )
    found = connection.execute(steps).all() if rows else ()
    return tuple(_request(row, (each for each in found if each.request_id == row.id)) for row in rows)


def _request(row: Row[*tuple[object, ...]], steps: Iterable[Row[*tuple[object, ...]]]) -> Request:
    return Request(
        number=row.id,
        asked_at=row.asked_at,
        state=read_state(row.state),
        state_at=row.state_at,
        kept_until=row.kept_until,
        sent=None if row.sent is None else read_sent(row.sent),
        contact=None if row.contact is None else read_contact(row.contact),
        steps=tuple(
            Step(read_state(each.state), each.comment, each.at, each.name or each.address or "") for each in steps
        ),
    )
