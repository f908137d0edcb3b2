"""Two ways to make the PDF of one page of HTML, each cold and warm: our press in a process, and Chromium."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ansm.report import Document, compose, render
from ansm.report.fonts import font_files
from ansm.report.html import to_html
from ansm.report.press import BASE, COMMON_STYLE, HERE
from bench.processes import family, processor_seconds, weigh
from tests.report import profiles
from tests.report.builders import CONTEXT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
EVERY = 0.15


@dataclass(frozen=True, slots=True)
class Print:
    """One PDF and what it cost: seconds by the clock and of processors, and the most bytes of memory held at once."""

    pdf: bytes
    seconds: float
    worked: float
    memory: int


class Watch:
    """Looks at the browsers under a process, seldom enough to cost little, and keeps the most that they held."""

    def __init__(self, root: int) -> None:
        self._root = root
        self.most = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._stop.wait(EVERY):
            try:
                self.most = max(self.most, weigh(_browsers(self._root)).own)
            except OSError:
                continue  # one of them has just ended

    def end(self) -> int:
        """Stop, and tell the most they held."""
        self._stop.set()
        self._thread.join()
        return self.most


def document(times: int) -> Document:
    """The empty profile for 0, else the rich one with its long sections that many times."""
    if not times:
        return compose(profiles.empty(), CONTEXT)
    rich = compose(profiles.rich(), CONTEXT)
    long = {name: getattr(rich, name) * times for name in ("plan", "rules", "services", "answers")}
    return replace(rich, **long)


class OurPress:
    """The press in a process of its own, started now; it prints the document of `times` each time it is asked."""

    def __init__(self, times: int) -> None:
        self._started = time.perf_counter()
        command = [sys.executable, "-m", "bench.papers", str(times)]
        self._process = subprocess.Popen(  # noqa: S603 — our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HERE.parent.parent
        )
        self.cold = self._print(self._started)

    def print(self) -> Print:
        """One more, warm."""
        return self._print(time.perf_counter())

    def _print(self, started: float) -> Print:
        orders, answers = self._process.stdin, self._process.stdout
        if orders is None or answers is None:
            raise RuntimeError("the press was started without pipes")
        used = 0.0 if started == self._started else processor_seconds([self._process.pid])
        orders.write("print\n")
        orders.flush()
        path = Path(json.loads(answers.readline()))
        seconds = time.perf_counter() - started
        worked = processor_seconds([self._process.pid]) - used
        return Print(path.read_bytes(), seconds, worked, _most_held(self._process.pid))

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


class Chromium:
    """The same page printed by Chromium, started for it or kept open between two."""

    def __init__(self, folder: Path, times: int) -> None:
        self._page = folder / f"page-{times}.html"
        for path in font_files():
            shutil.copy(path, folder)
        sheets = [(HERE / name).read_text(encoding="utf-8") for name in (COMMON_STYLE, *Document.styles)]
        style = "".join(sheets).replace(f"{BASE}fonts/", "")
        html = to_html(document(times)).replace("</head>", f"<style>{style}</style></head>")
        self._page.write_text(html, encoding="utf-8")

    def cold(self, launch: Callable[[], Browser], root: int) -> Print:
        """A browser for this page alone."""
        watch, start = Watch(root), time.perf_counter()
        browser = launch()
        try:
            pdf = self._pdf(browser)
            seconds, worked = time.perf_counter() - start, _worked(root)
        finally:
            memory = watch.end()
            browser.close()
        return Print(pdf, seconds, worked, memory)

    def warm(self, browser: Browser, root: int) -> Print:
        """A new page of a browser kept open. A process that ends with its page takes its work out of the sum."""
        watch, start, used = Watch(root), time.perf_counter(), _worked(root)
        page = browser.new_page()
        try:
            pdf = self._print(page)
            seconds, worked = time.perf_counter() - start, _worked(root) - used
        finally:
            page.close()
        return Print(pdf, seconds, worked, watch.end())

    def _pdf(self, browser: Browser) -> bytes:
        return self._print(browser.new_page())

    def _print(self, page: Page) -> bytes:
        page.goto(self._page.as_uri())
        return page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)


def _worked(root: int) -> float:
    """Processor seconds of the browsers alive under that process."""
    return processor_seconds(_browsers(root))


def _browsers(root: int) -> list[int]:
    return [each for each in family(root) if _is_chromium(each)]


def _most_held(process: int) -> int:
    """The most memory that one process held since its start, as the kernel kept it."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def _is_chromium(process: int) -> bool:
    """Not the driver that talks to it."""
    try:
        return b"chrom" in Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")[0]
    except OSError:
        return False


@contextmanager
def launcher(executable: str) -> Iterator[Callable[[], Browser]]:
    """What starts that Chromium, without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        yield lambda: driver.chromium.launch(executable_path=executable, args=list(FLAGS))


def serve(times: int) -> None:
    """Print the document each time a line comes in, and tell where it was written."""
    asked = document(times)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "ours.pdf"
        for _ in sys.stdin:
            target.write_bytes(render(asked))
            print(json.dumps(str(target)), flush=True)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
