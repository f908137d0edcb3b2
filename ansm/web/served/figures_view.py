"""Decides what the page of statistics says: each figure in words, what is not published said to be under five."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ansm.domain import say
from ansm.domain.counting import Counted
from ansm.domain.durations import BUCKETS
from ansm.domain.handbook import Handbook
from ansm.domain.open_data import labels
from ansm.domain.public_figures import Figures
from ansm.domain.satisfaction import CHOICES
from ansm.domain.territory import TerritoryRef
from ansm.web.served.figures_map import FranceMap, france

FEW = "moins de 5"
MOST_NEEDS = 10
MANY_PLACES = 20  # beyond, their table is folded beside the map
SHOWN_SERVICES = 10  # the others are folded


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a distribution: what, how many, and how long its bar is, in hundredths of the longest."""

    label: str
    count: str
    length: int


@dataclass(frozen=True, slots=True)
class Place:
    """A département of which at least one figure is published."""

    name: str
    code: str
    opened: str
    finished: str


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service: how many times it was recommended, and put in place."""

    name: str
    recommended: str
    deployed: str


@dataclass(frozen=True, slots=True)
class FiguresView:
    """The page. `until` is the end of the last finished month, None before there is one."""

    since: str
    until: date | None
    yesterday: date
    opened: str
    finished: str
    places: tuple[Place, ...]
    other_places: int
    map: FranceMap
    durations: tuple[Bar, ...]
    half: str
    needs: tuple[Bar, ...]
    services: tuple[ServiceLine, ...]
    satisfaction: tuple[Bar, ...]
    said: int
    many_places: int = MANY_PLACES
    shown: int = SHOWN_SERVICES
    map_source: str = "Fond de carte\u00a0: Victor Cazanave (svg-maps), d’après MapSVG, simplifié, licence CC BY 4.0."


def view(figures: Figures, handbook: Handbook, departments: tuple[TerritoryRef, ...]) -> FiguresView:
    """What is read today."""
    opened = dict(_by_place(figures, Counted.OPENED))
    finished = dict(_by_place(figures, Counted.FINISHED))
    places = tuple(
        Place(each.name, each.code, figure(opened.get(each.code, 0)), figure(finished.get(each.code, 0)))
        for each in departments
        if each.code in opened or each.code in finished
    )
    names = labels(handbook)
    spent = dict(figures.subjects(Counted.DURATION))
    happy = dict(figures.subjects(Counted.SATISFACTION))
    return FiguresView(
        since=month(figures.since) if figures.since else "",
        until=figures.until,
        yesterday=figures.yesterday,
        opened=at_least(figures.national(Counted.OPENED)),
        finished=at_least(figures.national(Counted.FINISHED)),
        places=places,
        other_places=len(departments) - len(places),
        map=france(opened),
        durations=bars((each.label, spent.get(each.id, 0)) for each in BUCKETS) if spent else (),
        half=_half(spent),
        needs=bars(
            (names.get((Counted.NEED, subject), subject), count)
            for subject, count in figures.subjects(Counted.NEED)[:MOST_NEEDS]
        ),
        services=_services(figures, names),
        satisfaction=bars((label, happy.get(value, 0)) for value, label in CHOICES) if happy else (),
        said=sum(happy.values()),
    )


def figure(count: int) -> str:
    """A figure as it is read."""
    return say.number(count) if count else FEW


def month(day: date) -> str:
    """« novembre 2026 »."""
    return f"{say.MONTHS[day.month - 1]} {day.year}"


def at_least(count: int) -> str:
    """A national figure as it is read: the truth is this, or up to four more."""
    return f"au moins {say.number(count)}" if count else FEW


def bars(lines: Iterable[tuple[str, int]]) -> tuple[Bar, ...]:
    """A distribution, the longest bar at a hundred."""
    known = tuple(lines)
    longest = max((count for _, count in known), default=0) or 1
    return tuple(Bar(label, figure(count), round(100 * count / longest)) for label, count in known)


def _by_place(figures: Figures, kind: Counted) -> Iterable[tuple[str, int]]:
    places = {each.series.department for each in figures.releases if each.series.kind is kind}
    return ((place, figures.total(kind, department=place)) for place in places)


def _half(spent: dict[str, int]) -> str:
    """The class in which half of the diagnostics were finished already."""
    total, seen = sum(spent.values()), 0
    for each in BUCKETS[:-1]:
        seen += spent.get(each.id, 0)
        if total and 2 * seen >= total:
            return f"Plus de la moitié ont été terminés en {each.within} ou moins."
    return ""


def _services(figures: Figures, names: dict[tuple[Counted, str], str]) -> tuple[ServiceLine, ...]:
    recommended = dict(figures.subjects(Counted.SERVICE))
    deployed = dict(figures.subjects(Counted.DEPLOYED))
    return tuple(
        ServiceLine(
            names.get((Counted.DEPLOYED, one), one), figure(recommended.get(one, 0)), figure(deployed.get(one, 0))
        )
        for one in sorted({*recommended, *deployed}, key=lambda one: (-recommended.get(one, 0), one))
    )
