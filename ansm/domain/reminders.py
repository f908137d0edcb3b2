"""Decides which letter of a reminder is to leave today, and when a reminder is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ansm.domain.milestones import milestones

MOST_TRIES = 5
# A reminder later than that, after a long breakdown, would speak of another season.
TOO_LATE = timedelta(days=30)
NAMES = ("à quinze jours", "à trois mois", "à six mois")


@dataclass(frozen=True, slots=True)
class Sending:
    """A letter that was tried. `failed` tells that the mail server did not take it the last time, on `tried_on`."""

    step: int
    attempts: int
    failed: bool
    tried_on: date


@dataclass(frozen=True, slots=True)
class Turn:
    """What to do of a reminder today: send the letter of that step, or nothing. `over` once nothing will ever leave."""

    step: int | None
    over: bool


def to_come(counted_from: date, after: date) -> tuple[tuple[int, date], ...]:
    """The steps that come after that day, with their days. The first one has the number 1."""
    return tuple((step, day) for step, day in enumerate(milestones(counted_from), 1) if day > after)


def turn(counted_from: date, asked_on: date, sendings: tuple[Sending, ...], today: date) -> Turn:
    """What a reminder asked for on that day wants today.

    Only the latest step that is due is written about: after a breakdown, nobody receives three letters at once. A
    letter that was taken, or of which nobody knows, never leaves again; one that was not is tried on other days.
    """
    steps = to_come(counted_from, asked_on)
    reached = [(step, day) for step, day in steps if day <= today]
    if not reached:
        return Turn(None, over=not steps)
    step, day = reached[-1]
    tried = next((each for each in sendings if each.step == step), None)
    closed = today > day + TOO_LATE or (tried is not None and (not tried.failed or tried.attempts >= MOST_TRIES))
    if closed:
        return Turn(None, over=(step, day) == steps[-1])
    waits = tried is not None and tried.tried_on >= today
    return Turn(None if waits else step, over=False)
