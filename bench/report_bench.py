"""What a PDF costs: our press and Chromium on the same page, cold and warm, then from 5 to 200 pages, in one run.

Run with `python -m bench.report_bench [rounds]`. The two are interleaved, since a machine is never the same twice.
Cold is a process started for one document; warm is the next document of a process kept. Memory is the most that
the processes hold in all, shared parts counted once.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import page
import pymupdf

from ansm.report import ReportPool
from bench.figures import against, kilobytes, machine, megabytes, spread
from bench.papers import Chromium, OurPress, Print, document, launcher

if TYPE_CHECKING:
    from playwright.sync_api import Browser

REPORT, SIZES = 1, (0, 1, 2, 4, 9, 19)  # times the long sections are said: 5, 14, … about 200 pages
STANDARDS = {"ua1": "PDF/UA-1", "3a": "PDF/A-3a"}
MOST = 1.2
GROWTH_ROUNDS = 2
Launch = Callable[[], "Browser"]


def main() -> None:
    """Print the figures and their ratios."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    executable = shutil.which("chromium") or shutil.which("google-chrome") or ""
    print(f"report_bench on {machine()}")
    with ExitStack() as open_things:
        folder = Path(open_things.enter_context(tempfile.TemporaryDirectory()))
        launch = open_things.enter_context(launcher(executable)) if executable else None
        if launch is None:
            print("Chromium is not installed: nothing to compare with")
        _compare(rounds, folder, launch)
        _grow(folder, launch)
    _tell_pool()


def _compare(rounds: int, folder: Path, launch: Launch | None) -> None:
    """One report, each way in turn, each round."""
    ways: dict[str, list[Print]] = {
        name: [] for name in ("ours, cold", "ours, warm", "Chromium, cold", "Chromium, warm")
    }
    theirs = Chromium(folder, REPORT)
    kept, resident = OurPress(REPORT), launch() if launch else None
    for _ in range(rounds):
        started = OurPress(REPORT)
        started.close()
        ways["ours, cold"].append(started.cold)
        ways["ours, warm"].append(kept.print())
        if launch and resident:
            ways["Chromium, warm"].append(theirs.warm(resident, os.getpid()))
            resident.close()  # its processes would be counted with those of the browser started next
            ways["Chromium, cold"].append(theirs.cold(launch, os.getpid()))
            resident = launch()
            theirs.warm(resident, os.getpid())
    kept.close()
    if resident:
        resident.close()
    for name, prints in ways.items():
        if prints:
            _tell(name, prints)
    for kind in ("cold", "warm"):
        mine, its = ways[f"ours, {kind}"], ways[f"Chromium, {kind}"]
        if its:
            time = _median(mine, lambda each: each.seconds) / _median(its, lambda each: each.seconds)
            work = _median(mine, lambda each: each.worked) / _median(its, lambda each: each.worked)
            memory = _median(mine, lambda each: each.memory) / _median(its, lambda each: each.memory)
            size = len(mine[0].pdf) / len(its[0].pdf)
            ratios = f"time {time:.2f}, processor {work:.2f}, memory {memory:.2f}, size {size:.2f}"
            print(f"  ours to Chromium’s, {kind}: {ratios}")
    print(f"  ours, warm: {against(_median(ways['ours, warm'], lambda each: each.seconds), MOST, 's')}")


def _grow(folder: Path, launch: Launch | None) -> None:
    """How the cost follows the number of pages, everything warm, in processes that print nothing else."""
    print("growth: pages, then for each the median time, a page, and the most memory")
    for times in SIZES:
        ours = OurPress(times)
        prints = [ours.print() for _ in range(GROWTH_ROUNDS)]
        ours.close()
        print(f"  ours     {_growth(prints)}")
        if launch:
            theirs, browser = Chromium(folder, times), launch()
            theirs.warm(browser, os.getpid())
            prints = [theirs.warm(browser, os.getpid()) for _ in range(GROWTH_ROUNDS)]
            browser.close()
            print(f"  Chromium {_growth(prints)}")


def _growth(prints: Sequence[Print]) -> str:
    pages = _pages(prints[0].pdf)
    seconds = _median(prints, lambda each: each.seconds)
    return (
        f"{pages:4d} pages {seconds:7.2f} s  {1000 * seconds / pages:5.0f} ms a page  "
        f"processor {1000 * _median(prints, lambda each: each.worked) / pages:4.0f} ms  "
        f"{megabytes(max(each.memory for each in prints)):>9}  {kilobytes(len(prints[0].pdf)):>10}"
    )


def _tell(name: str, prints: Sequence[Print]) -> None:
    pdf = prints[0].pdf
    failed = {
        said: len({failure.rule_id for failure in page.validate_pdf_bytes(pdf, profile=standard).failures})
        for standard, said in STANDARDS.items()
    }
    rules = ", ".join(f"{said}: {number} rules failed" for said, number in failed.items())
    print(
        f"{name:15} {spread([each.seconds for each in prints], 's')}, "
        f"processor {_median(prints, lambda each: each.worked):.2f} s, "
        f"{megabytes(_median(prints, lambda each: each.memory))}, {kilobytes(len(pdf))}, {_pages(pdf)} pages, {rules}"
    )


def _median(prints: Sequence[Print], value: Callable[[Print], float]) -> float:
    return statistics.median(value(each) for each in prints)


def _pages(pdf: bytes) -> int:
    with pymupdf.open(stream=pdf, filetype="pdf") as opened:
        return len(opened)


def _tell_pool() -> None:
    """Documents a second through the pool, every process busy."""
    asked, many = document(REPORT), 8
    pool = ReportPool()
    try:
        with ThreadPoolExecutor(many) as readers:
            list(readers.map(pool.render, [asked] * 2))
            start = perf_counter()
            list(readers.map(pool.render, [asked] * many))
            seconds = perf_counter() - start
        print(f"pool of {len(pool.process_ids())} processes: {many / seconds:.2f} documents a second")
    finally:
        pool.close()


if __name__ == "__main__":
    main()
