"""Someone who keeps all that was ever published and combines it. Knows nothing of how lots are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations, product

Element = tuple[str, str]  # a territory, and what it had then
Told = frozenset[Element]  # whom one publication counted


def isolated(publications: Iterable[Told], fewest: int) -> Iterator[frozenset[Element]]:
    """Every set of fewer elements than allowed that some combination of publications speaks of, alone."""
    known = sorted({each for each in publications if each}, key=sorted)
    for combination in (*_differences(known), *_eliminated(known)):
        left = frozenset(element for element, share in combination.items() if share)
        if 0 < len(left) < fewest:
            yield left


def _differences(known: list[Told]) -> Iterator[dict[Element, Fraction]]:
    """One publication, two or three, each added or subtracted: pairs in time, and a whole against its parts."""
    for size in (1, 2, 3):
        for chosen in combinations(known, size):
            for signs in product((1, -1), repeat=size - 1):
                yield _summed(zip(chosen, (1, *signs), strict=True))
    for whole in known:
        parts: list[Told] = []
        for other in known:
            if other < whole and all(not other & part for part in parts):
                parts.append(other)
        yield _summed([(whole, 1), *((part, -1) for part in parts)])


def _summed(shares: Iterable[tuple[Told, int]]) -> dict[Element, Fraction]:
    found: dict[Element, Fraction] = {}
    for told, share in shares:
        for element in told:
            found[element] = found.get(element, Fraction(0)) + share
    return found


def _eliminated(known: list[Told]) -> Iterator[dict[Element, Fraction]]:
    """The equations solved as far as they go, whatever the coefficients: Gauss and Jordan, one row a publication."""
    columns = sorted(set().union(*known)) if known else []
    rows = [[Fraction(column in told) for column in columns] for told in known]
    pivot = 0
    for column in range(len(columns)):
        found = next((row for row in range(pivot, len(rows)) if rows[row][column]), None)
        if found is None:
            continue
        rows[pivot], rows[found] = rows[found], rows[pivot]
        lead = rows[pivot][column]
        rows[pivot] = [value / lead for value in rows[pivot]]
        for row in range(len(rows)):
            if row != pivot and rows[row][column]:
                share = rows[row][column]
                rows[row] = [a - share * b for a, b in zip(rows[row], rows[pivot], strict=True)]
        pivot += 1
    for row in rows:
        yield dict(zip(columns, row, strict=True))
