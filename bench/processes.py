"""Decides what a server costs its machine: memory and processor of a process and of all that it started (Linux)."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Weighed:
    """Bytes in memory, those shared between processes counted once for each in `resident` and once in all in `own`."""

    resident: int
    own: int
    count: int


def family(root: int) -> list[int]:
    """That process and its descendants alive."""
    parents = {int(path.name): _fields(path) for path in PROC.iterdir() if path.name.isdigit()}
    found = [root]
    for process in found:
        found += [child for child, fields in parents.items() if fields and int(fields[1]) == process]
    return found


def weigh(processes: list[int]) -> Weighed:
    """What these processes hold now."""
    resident = sum(int((PROC / str(each) / "statm").read_text().split()[1]) * PAGE for each in processes)
    return Weighed(resident, sum(_proportional(each) for each in processes), len(processes))


def largest(processes: list[int]) -> int:
    """Of these, the one that holds the most: the web worker, as long as no report was printed."""
    return max(processes, key=lambda each: weigh([each]).resident)


def processor_seconds(processes: list[int]) -> float:
    """Processor time used so far, that of children already gone included."""
    return sum(sum(map(int, fields[11:15])) for each in processes if (fields := _fields(PROC / str(each)))) / TICKS


class Meter:
    """How many processors a family keeps busy between two moments."""

    def __init__(self, root: int) -> None:
        self._root = root
        self._started, self._used = time.monotonic(), processor_seconds(family(root))

    def busy(self) -> float:
        """1.0 for one processor, fully."""
        return (processor_seconds(family(self._root)) - self._used) / (time.monotonic() - self._started)


def _fields(process: Path) -> list[str]:
    """What follows the name in `stat`; nothing when the process is gone."""
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _proportional(process: int) -> int:
    for line in (PROC / str(process) / "smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0
