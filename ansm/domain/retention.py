"""Decides how long things are kept: a rule in months for each kind, and the day before which a thing has had its time.

RGPD, article 5, 1, e: kept « no longer than is necessary ». The default months are ours, « valeur de départ, à
valider » by whoever runs an installation, who is responsible for it and may set others.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

LEAST_MONTHS, MOST_MONTHS = 1, 120


@dataclass(frozen=True, slots=True)
class Retention:
    """Months of keeping. A file counts from the last time somebody did something with it.

    `unfinished`, `finished`: a file whose essential questions were not all answered, or were. `requests`: a request for
    support, once it is closed. `journal`: the register of documents given. `accounts`: an account nobody signs in with,
    `closed`: one that was closed, with time enough to see that it was by mistake.
    The counts of the public statistics are about nobody, and have no end.
    """

    unfinished: int = 12
    finished: int = 36
    requests: int = 24
    journal: int = 60
    accounts: int = 24
    closed: int = 1


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of that month when it has no such day."""
    return _shifted(day, -months)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month when it has no such day."""
    return _shifted(day, months)


def first_day_over(last: date, months: int) -> date:
    """The first day on which something last done on that day is more than so many months old, as a purge counts them.

    Counted back from the end of a long month, the end of a shorter one is not over yet.
    """
    day = months_after(last, months)
    while months_before(day, months) <= last:
        day += timedelta(days=1)
    return day


def _shifted(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
