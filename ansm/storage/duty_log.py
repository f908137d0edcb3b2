"""Decides who does what is done once a day: the first of the processes that asks."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Engine, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from ansm.storage.engine import writing
from ansm.storage.tables_around import duty

ONE_DAY = timedelta(days=1)


class DutyLog:
    """The last day of each duty. Every method may raise StorageUnavailable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def take(self, name: str, day: date) -> bool:
        """Take that duty for that day, False when a process has it already: the others do nothing.

        A process may be a day ahead of the others around midnight. A day further ahead than that was no day: some clock
        was wrong for a while.
        """
        free = or_(duty.c.done_on < day, duty.c.done_on > day + ONE_DAY)
        later = update(duty).where(duty.c.name == name, free).values(done_on=day)
        try:
            with writing(self._engine) as connection:
                if connection.execute(later).rowcount:
                    return True
                if connection.scalar(select(duty.c.name).where(duty.c.name == name)) is not None:
                    return False
                connection.execute(insert(duty).values(name=name, done_on=day))
                return True
        except IntegrityError:  # for the first time ever, and at the same moment as another process
            return False
