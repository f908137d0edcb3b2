"""What a PDF costs: our renderer, warm, against Chromium's print of the same page, interleaved in one run.

Run with `.venv/bin/python bench/report_bench.py [rounds]`. Chromium is started for each page, as a server without a
resident browser would; fonts and style sheet are written beside the page so that both print the same thing.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import page
import pymupdf

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ansm.report import Document, ReportPool, compose, render  # noqa: E402 - the path above makes it importable
from ansm.report.fonts import font_files  # noqa: E402 - same
from ansm.report.html import to_html  # noqa: E402 - same
from ansm.report.press import BASE, COMMON_STYLE, HERE  # noqa: E402 - same
from tests.report import profiles  # noqa: E402 - same
from tests.report.builders import CONTEXT  # noqa: E402 - same

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-pdf-header-footer",
)
TARGET = "target: 12 pages in 1.3 s, 300 kB"
POOLED = 8


class Cost(NamedTuple):
    """Seconds: by the clock, and of processors."""

    wall: float
    processor: float


def main() -> None:
    """Print one line a measure."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    document = compose(profiles.rich(), CONTEXT)
    chromium = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
    )
    start = time.perf_counter()
    ours = render(document)
    print(f"first document of a process {time.perf_counter() - start:.2f} s")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write_page(folder, to_html(document))
        our_times, their_times = [], []
        for _ in range(rounds):
            our_times.append(_timed(lambda: render(document)))
            if chromium:
                their_times.append(_timed(lambda: _print_with(chromium, folder)))
        _tell("ours, warm", ours, our_times)
        print(f"  {1000 * _median(our_times).wall / _pages(ours):.0f} ms a page ({TARGET})")
        if chromium:
            _tell("Chromium, started for it", (folder / "page.pdf").read_bytes(), their_times)
            mine, its = _median(our_times), _median(their_times)
            ratios = f"clock {mine.wall / its.wall:.2f}, processor {mine.processor / its.processor:.2f}"
            print(f"  ours to Chromium's: {ratios}")
        else:
            print("Chromium is not installed: nothing to compare with")
    _tell_pool(document)


def _write_page(folder: Path, html: str) -> None:
    sheets = [(HERE / name).read_text(encoding="utf-8") for name in (COMMON_STYLE, *Document.styles)]
    style = "".join(sheets).replace(f"{BASE}fonts/", "")
    for path in font_files():
        shutil.copy(path, folder)
    (folder / "page.html").write_text(html.replace("</head>", f"<style>{style}</style></head>"), encoding="utf-8")


def _print_with(chromium: str, folder: Path) -> None:
    target = [
        f"--user-data-dir={folder / 'profile'}",
        f"--print-to-pdf={folder / 'page.pdf'}",
        str(folder / "page.html"),
    ]
    subprocess.run([chromium, *FLAGS, *target], check=True, capture_output=True)  # noqa: S603 - an installed browser


def _timed(work: Callable[[], object]) -> Cost:
    """Wall and processor time, those of child processes included: the second says more on a busy machine."""
    wall, processor = time.perf_counter(), _processor()
    work()
    return Cost(time.perf_counter() - wall, _processor() - processor)


def _processor() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _tell(label: str, pdf: bytes, times: list[Cost]) -> None:
    failures = {failure.rule_id for failure in page.validate_pdf_bytes(pdf, profile="ua1").failures}
    print(
        f"{label}: median of {len(times)} {_median(times).wall:.2f} s (processor {_median(times).processor:.2f} s), "
        f"{_pages(pdf)} pages, "
        f"{len(pdf) / 1000:.0f} kB, PDF/UA-1 rules failed: {len(failures)}"
    )


def _median(times: list[Cost]) -> Cost:
    return Cost(statistics.median(each.wall for each in times), statistics.median(each.processor for each in times))


def _pages(pdf: bytes) -> int:
    with pymupdf.open(stream=pdf, filetype="pdf") as opened:
        return len(opened)


def _tell_pool(document: Document) -> None:
    """Documents a second through the pool, every process busy."""
    pool = ReportPool()
    try:
        with ThreadPoolExecutor(POOLED) as readers:
            list(readers.map(pool.render, [document] * 2))
            seconds = _timed(lambda: list(readers.map(pool.render, [document] * POOLED))).wall
        print(f"pool of {len(pool.process_ids())} processes: {POOLED / seconds:.2f} documents a second")
    finally:
        pool.close()


if __name__ == "__main__":
    main()
