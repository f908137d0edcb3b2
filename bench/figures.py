"""Decides how figures are told: medians, slow ends, spreads, and the target beside; nothing here stops a bench."""

from __future__ import annotations

import math
import os
import statistics
from collections.abc import Sequence

MET, MISSED = "ok", "MISSED"


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that this share of the values does not exceed. Raises ValueError when there is none."""
    if not values:
        raise ValueError("nothing was measured")
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def spread(values: Sequence[float], unit: str) -> str:
    """The median, and between what it varies."""
    if len(values) == 1:
        return f"{values[0]:.4g} {unit}"
    return f"median {statistics.median(values):.4g} {unit} ({min(values):.4g} to {max(values):.4g}, {len(values)} runs)"


def times(milliseconds: Sequence[float], *, far: bool = False) -> str:
    """How long something takes: half of the time, and the slow ones; with `far`, one in a hundred too."""
    shares = (0.5, 0.95, 0.99) if far else (0.5, 0.95)
    parts = [f"p{round(100 * share)} {percentile(milliseconds, share):7.1f} ms" for share in shares]
    return f"{'  '.join(parts)}  longest {max(milliseconds):7.1f} ms  ({len(milliseconds)})"


def against(value: float, most: float, unit: str) -> str:
    """The target beside a figure, and whether it is met."""
    return f"[at most {most:g} {unit}: {MET if value <= most else MISSED}]"


def kilobytes(size: float) -> str:
    """A size on the wire."""
    return f"{size / 1000:.1f} kB"


def megabytes(size: float) -> str:
    """A size in memory."""
    return f"{size / 2**20:.0f} MiB"


def machine() -> str:
    """How busy the machine already is: beyond one for each processor, every time told is longer than it should be."""
    return f"{os.cpu_count()} processors, {os.getloadavg()[0]:.1f} programs running or waiting in the last minute"


def line(label: str, figure: str, target: str = "") -> None:
    """One figure, on its line, at once: a bench is watched as it runs."""
    print(f"  {label:<52} {figure}  {target}".rstrip(), flush=True)
