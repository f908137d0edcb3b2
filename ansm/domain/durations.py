"""Decides in which class the time from opening to end falls: classes wide enough to tell of nobody."""

from __future__ import annotations

from dataclasses import dataclass

HOUR = 60
DAY = 24 * HOUR
LAST = "plus-d-un-mois"


@dataclass(frozen=True, slots=True)
class Bucket:
    """Durations below so many minutes, and above those of the class before. `id` is stored, `within` its upper end."""

    id: str
    label: str
    within: str
    below: float


BUCKETS = (
    Bucket("moins-de-15-min", "moins d’un quart d’heure", "un quart d’heure", 15),
    Bucket("15-30-min", "d’un quart d’heure à une demi-heure", "une demi-heure", 30),
    Bucket("30-60-min", "d’une demi-heure à une heure", "une heure", HOUR),
    Bucket("1-3-h", "d’une à trois heures", "trois heures", 3 * HOUR),
    Bucket("1-jour", "de trois heures à un jour", "un jour", DAY),
    Bucket("1-semaine", "d’un jour à une semaine", "une semaine", 7 * DAY),
    Bucket("1-mois", "d’une semaine à un mois", "un mois", 30 * DAY),
    Bucket(LAST, "plus d’un mois", "", float("inf")),
)


def bucket(minutes: float) -> str:
    """The class of a duration. A clock that went back gives the shortest."""
    return next((each.id for each in BUCKETS if minutes < each.below), LAST)
