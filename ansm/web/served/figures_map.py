"""Decides how the map of the départements is drawn: it decorates the table, which says all of it in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

# The source of the drawing, its licence and what was changed are in the file, and in docs/journal.md.
DRAWING = Path(__file__).parent / "france.json"
# Classes of counts: from this one on. The first is « moins de 5 ».
CLASSES = (5, 10, 25, 50)
TOO_SMALL_FOR_A_NUMBER = 350  # square units of the drawing
AROUND_PARIS = ("75", "92", "93", "94")
FAR_AWAY = ("971", "972", "973", "974", "976", "975", "977", "978", "986", "987", "988")
TILE, GAP, PER_ROW = 62, 10, 8
BELOW_THE_MAP = 600


@dataclass(frozen=True, slots=True)
class Shape:
    """A département as it is drawn: `level` is its class, `number` what is written on it, at a place."""

    path: str
    level: int
    number: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Tile:
    """A département too small or too far to be drawn with the others: a square with its code."""

    code: str
    level: int
    number: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class LegendItem:
    """What a class of the map stands for."""

    level: int
    label: str


@dataclass(frozen=True, slots=True)
class FranceMap:
    """The whole drawing."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    tiles: tuple[Tile, ...]
    legend: tuple[LegendItem, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    path: str
    centre: tuple[int, int]
    area: int


def france(counts: Mapping[str, int]) -> FranceMap:
    """The map of these counts by département; those without one are under five."""
    shapes = tuple(
        Shape(
            place.path,
            level(counts.get(code, 0)),
            number(counts.get(code, 0)) if place.area >= TOO_SMALL_FOR_A_NUMBER else "",
            *place.centre,
        )
        for code, place in _places().items()
    )
    tiles = tuple(
        Tile(
            code,
            level(counts.get(code, 0)),
            number(counts.get(code, 0)),
            n % PER_ROW * (TILE + GAP) + GAP,
            n // PER_ROW * (TILE + GAP) + BELOW_THE_MAP,
        )
        for n, code in enumerate((*AROUND_PARIS, *FAR_AWAY))
    )
    bounds = pairwise(CLASSES)
    legend = (
        LegendItem(0, "moins de 5"),
        *(LegendItem(n, f"de {low} à {high - 1}") for n, (low, high) in enumerate(bounds, start=1)),
        LegendItem(len(CLASSES), f"{CLASSES[-1]} ou plus"),
    )
    rows = -(-len(tiles) // PER_ROW)
    return FranceMap(613, BELOW_THE_MAP + rows * (TILE + GAP), shapes, tiles, legend)


def level(count: int) -> int:
    """The class of a count."""
    return sum(count >= bound for bound in CLASSES)


def number(count: int) -> str:
    """What is written on the map: nothing under five."""
    return str(count) if count >= CLASSES[0] else ""


@cache
def _places() -> dict[str, _Place]:
    told = json.loads(DRAWING.read_text("utf-8"))["places"]
    return {code: _Place(one["path"], (one["centre"][0], one["centre"][1]), one["area"]) for code, one in told.items()}
