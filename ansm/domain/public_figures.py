"""Decides what is published of what was counted, so that no count of one to four can be told from all that is.

A place or a subject is published for finished months, and by whole groups of five: what is left over waits with what
comes next. So is the country, day after day. Whatever is published is then a multiple of five, and whatever it is
compared with (another day, a sum, the country less its places, what was opened with what was finished) is one too:
nothing is ever known of a count more closely than which five values it may have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ansm.domain.counting import Counted, Tally

FEWEST = 5
# What takes back from another count.
TAKEN_BACK = {Counted.NO_LONGER_DEPLOYED: Counted.DEPLOYED}
NOT_PUBLISHED = frozenset({Counted.DOWNLOAD})
KINDS = frozenset(Counted)


@dataclass(frozen=True, slots=True, order=True)
class Series:
    """What a figure is about: a kind, in a département or of a subject."""

    kind: Counted
    subject: str
    department: str


@dataclass(frozen=True, slots=True, order=True)
class Release:
    """So many of something came up to the end of a month, since another: a multiple of five, below where taken back.

    Up to four of those who came before, and waited, may be among them.
    """

    series: Series
    first: date
    last: date
    count: int


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A national figure on the evening of a day: the truth is this, or up to four more."""

    kind: Counted
    on: date
    count: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is published on a day.

    `since` is the first month counted, `until` the last day of the last finished one, None before there is one.
    `months` are the national figures at the end of each finished month, `latest` those of the day before.
    """

    since: date | None
    until: date | None
    yesterday: date
    releases: tuple[Release, ...]
    months: tuple[AtLeast, ...]
    latest: tuple[AtLeast, ...]

    def total(self, kind: Counted, subject: str = "", department: str = "") -> int:
        """What was published of it so far; 0 when it was never: one cannot tell whether there are four or none."""
        wanted = Series(kind, subject, department)
        return sum(each.count for each in self.releases if each.series == wanted)

    def subjects(self, kind: Counted) -> tuple[tuple[str, int], ...]:
        """The published totals of a kind by subject, most frequent first."""
        totals: dict[str, int] = defaultdict(int)
        for each in self.releases:
            if each.series.kind is kind:
                totals[each.series.subject] += each.count
        known = [(subject, count) for subject, count in totals.items() if count >= FEWEST]
        return tuple(sorted(known, key=lambda each: (-each[1], each[0])))

    def national(self, kind: Counted) -> int:
        """The figure of the day before, at least; 0 when it is under five."""
        return next((each.count for each in self.latest if each.kind is kind), 0)


def published(tallies: Sequence[Tally], today: date) -> Figures:
    """What may be known today of these counts. What is counted today is for tomorrow."""
    known = [each for each in tallies if each.tick.day < today and each.tick.kind in KINDS]
    since = min((each.tick.day.replace(day=1) for each in known), default=None)
    this_month = today.replace(day=1)
    until = this_month - timedelta(days=1) if since is not None and since < this_month else None
    yesterday = today - timedelta(days=1)
    releases = _releases(known, this_month)
    ends = tuple(month_end(month) for month in _months(since, this_month)) if since is not None else ()
    months = tuple(_at_least(kind, known, end) for end in ends for kind in (Counted.OPENED, Counted.FINISHED))
    latest = tuple(_at_least(kind, known, yesterday) for kind in (Counted.OPENED, Counted.FINISHED))
    return Figures(since, until, yesterday, releases, months, latest)


def month_end(month: date) -> date:
    """The last day of the month of that day."""
    return next_month(month) - timedelta(days=1)


def _releases(tallies: Iterable[Tally], before: date) -> tuple[Release, ...]:
    """What each series has gathered, month after month, by whole groups of five."""
    series: dict[Series, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for each in tallies:
        kind = Counted(each.tick.kind)
        placed = bool(each.tick.subject or each.tick.department)
        if not placed or kind in NOT_PUBLISHED or each.tick.day >= before:
            continue
        name = Series(TAKEN_BACK.get(kind, kind), each.tick.subject, each.tick.department)
        month = each.tick.day.replace(day=1)
        series[name][month] += -each.count if kind in TAKEN_BACK else each.count
    start = min((month for months in series.values() for month in months), default=before)
    found = []
    for name in sorted(series):
        waiting, first = 0, start
        for month in _months(start, before):
            waiting += series[name][month]
            ready = waiting // FEWEST * FEWEST if waiting > 0 else -(-waiting // FEWEST * FEWEST)
            if ready:
                found.append(Release(name, first, month, ready))
                waiting, first = waiting - ready, next_month(month)
    return tuple(found)


def _at_least(kind: Counted, tallies: Iterable[Tally], on: date) -> AtLeast:
    """What was counted by then, by whole groups of five.

    That is also what was published of the départements, and what waits in them by whole groups of five.
    """
    truth = sum(
        each.count
        for each in tallies
        if each.tick.kind == kind and not each.tick.department and not each.tick.subject and each.tick.day <= on
    )
    return AtLeast(kind, on, truth // FEWEST * FEWEST)


def _months(first: date, before: date) -> Iterable[date]:
    """The first day of each month from one to another, that one left out."""
    month = first.replace(day=1)
    while month < before:
        yield month
        month = next_month(month)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)
