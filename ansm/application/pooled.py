"""Decides what a file's holder and a group are told of needs that are counted together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ansm.domain.needs import Need
from ansm.domain.recommendations import Service
from ansm.domain.territory import TerritoryRef


@dataclass(frozen=True, slots=True)
class Sharing:
    """What a file agrees to: its EPCI, None when it has none, and the day of each agreement that stands."""

    epci: TerritoryRef | None
    epci_since: date | None
    anct_since: date | None


@dataclass(frozen=True, slots=True)
class CountedNeed:
    """A need with what may be told of it, 0 when nothing may; `services` are those that could be shared."""

    need: Need
    at_least: int
    unknown_at_least: int
    services: tuple[Service, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """What a group is told. `counted` is 0 as long as too few agree; `members` is how many the group has, if known."""

    name: str
    members: int | None
    counted: int
    last_change: date | None
    needs: tuple[CountedNeed, ...]
