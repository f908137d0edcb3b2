"""Decides whether the territory search is fast and right enough: time a keystroke, share found in the first eight.

Run with `.venv/bin/python bench/search_bench.py [sessions]`. Seeded: the shares are the same on every machine.
"""

from __future__ import annotations

import csv
import gzip
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ansm.territories.reference import Territories  # noqa: E402 - same
from tests.territories.typed_sessions import (  # noqa: E402 - the path above makes it importable
    FIRST,
    Session,
    after_an_opening,
    sessions,
    with_two_typos,
)

SEED = 20_261_122


def main() -> None:
    """Print load times, then for each kind of typing the time a keystroke and the share found."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1260
    before = _megabytes()
    start = time.perf_counter()
    territories = Territories.load()
    loaded = time.perf_counter()
    territories.prepare_search()
    ready = time.perf_counter()
    print(f"reference data {territories.version}, {count} sessions of each kind, seed {SEED}")
    print(f"load {1000 * (loaded - start):.0f} ms, search index {1000 * (ready - loaded):.0f} ms, ", end="")
    print(f"memory {_megabytes() - before:.0f} MiB more at peak")
    everything = [territories.get(code) for code in _all_codes()]
    clean = sessions(everything, count, SEED, typo=False)
    _replay(territories, "clean", clean)
    _replay(territories, "one typo", sessions(everything, count, SEED, typo=True))
    _replay(territories, "opening", after_an_opening(clean))
    _replay(territories, "two typos", with_two_typos(clean, SEED))


def _replay(territories: Territories, label: str, typed: list[Session]) -> None:
    spent: list[float] = []
    computed: list[float] = []
    missed: list[Session] = []
    for session in typed:
        hits: tuple[str, ...] = ()
        for text in session.keystrokes():
            start, cpu = time.perf_counter(), time.thread_time()
            found = territories.search(text, FIRST)
            computed.append(time.thread_time() - cpu)
            spent.append(time.perf_counter() - start)
            hits = tuple(hit.code for hit in found)
        if session.code not in hits:
            missed.append(session)
    spent.sort()
    computed.sort()
    share = 100 * (1 - len(missed) / len(typed))
    print(f"{label:9} {len(spent)} keystrokes: ", end="")
    print(", ".join(f"{name} {1000 * _at(spent, rank):.2f} ms" for name, rank in (("p50", 0.5), ("p99", 0.99))), end="")
    print(f", longest {1000 * spent[-1]:.1f} ms (processor time p99 {1000 * _at(computed, 0.99):.2f} ms)")
    print(f"          found in the first {FIRST}: {share:.2f} %")
    if missed:
        print("          missed: " + " · ".join(f"{one.text} ({one.code})" for one in missed[:12]))


def _at(ordered: list[float], rank: float) -> float:
    return ordered[min(len(ordered) - 1, int(rank * len(ordered)))]


def _all_codes() -> list[str]:
    folder = ROOT / "ansm" / "territories" / "data"
    codes: list[str] = []
    for name in ("communes.csv.gz", "epci.csv.gz"):
        with gzip.open(folder / name, "rt", encoding="utf-8", newline="") as file:
            codes += [row["code"] for row in csv.DictReader(file)]
    return codes


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
