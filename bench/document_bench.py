"""Measures documents as a reader waits for them: click to download in a real Chromium, and documents a second.

Run with `.venv/bin/python -m bench.document_bench [rounds]`. « Ready » is what was printed ahead while the page was
read; « not ready » is a file that nobody has looked at, its answers changed, with the printing processes started.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import tempfile
import time
from argparse import Namespace
from pathlib import Path

from playwright.sync_api import Browser, Page

from ansm.application import Application
from ansm.bulk.command import run
from ansm.settings import read_settings
from bench.figures import against, line, machine, megabytes, percentile, times
from bench.processes import family, weigh
from bench.site import Server, chromium, database, our_site

ROUNDS = 12
REPORTS = 40
READY_MS, NOT_READY_MS = 200, 1200
GOLDEN = Path(__file__).parent.parent / "tests" / "golden" / "journeys"
PATIENCE_MS = 60_000
MAIN = "Télécharger le diagnostic (PDF)"
SIZE = "[data-taille='rapport/interne']"
NOBODY_PREPARES = "**/echange/preparer"


def main() -> None:
    """Print one line a measure."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with database() as address, tempfile.TemporaryDirectory() as folder:
        links = _files(address, 2 * rounds + 1)
        with our_site(address) as server, chromium() as browser:
            _click(browser, server, links[0], ready=True)  # the printing processes start
            print(f"click to download ({machine()})")
            for label, most, ready, asked in (
                ("ready: printed while the page was read", READY_MS, True, links[1 : rounds + 1]),
                ("not ready: printed after the click", NOT_READY_MS, False, links[rounds + 1 :]),
            ):
                found = [_click(browser, server, link, ready=ready) for link in asked]
                line(label, times(found), against(percentile(found, 0.95), most, "ms"))
            weighed = weigh(family(server.process))
            line("memory with its printing processes", f"{megabytes(weighed.own)} own, {weighed.count} processes")
        _tell_all(Path(folder))


def _files(address: str, count: int) -> list[str]:
    """So many files, each with one answer of its own, so that no report is that of another."""
    request = json.loads((GOLDEN / "la-buisse-seuil-exact.json").read_text(encoding="utf-8"))["request"]
    running = Application.start(read_settings({"ANSM_DATABASE_URL": address}))
    territories = [hit.code for letter in "abcdefghijklm" for hit in running.search(f"saint {letter}", 8)]
    try:
        links = []
        for code in territories[:count]:
            links.append(running.open(code, request["role"]))
            for question, answer in request["answers"].items():
                running.answer(links[-1], question, answer)
        return links
    finally:
        running.close()


def _click(browser: Browser, server: Server, link: str, *, ready: bool) -> float:
    """Open the results; give the milliseconds from a click to its download."""
    context = browser.new_context()
    page = context.new_page()
    if not ready:
        page.route(NOBODY_PREPARES, lambda route: route.fulfill(json={"prets": []}))
    page.goto(f"{server.address}/diagnostic/resultats/#{link}")
    page.get_by_role("button", name=MAIN).wait_for()
    page.wait_for_function("() => Boolean(window.ansm?.fetched)")
    if ready:
        page.wait_for_function(f'() => document.querySelector("{SIZE}").textContent', timeout=PATIENCE_MS)
    taken = _downloaded(page)
    context.close()
    return taken


def _downloaded(page: Page) -> float:
    start = time.perf_counter()
    with page.expect_download(timeout=PATIENCE_MS):
        page.get_by_role("button", name=MAIN).click()
    return 1000 * (time.perf_counter() - start)


def _tell_all(folder: Path) -> None:
    """`ansm report --all` on some tens of requests, then again on the same ones."""
    requests = folder / "demandes"
    requests.mkdir()
    journeys = [json.loads(path.read_text(encoding="utf-8"))["request"] for path in sorted(GOLDEN.glob("*.json"))]
    for place in range(REPORTS):
        text = json.dumps(journeys[place % len(journeys)])
        (requests / f"demande-{place:03}.json").write_text(text, encoding="utf-8")
    print(f"\nansm report --all, {REPORTS} requests ({machine()})")
    options = Namespace(all=folder / "rapports", source=requests, edition="interne", workers=None)
    for label in ("all to print", "all there already"):
        start = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()):
            code = run(options)
        seconds = time.perf_counter() - start
        if code:
            raise SystemExit("a report was refused")
        line(label, f"{seconds:.1f} s, {REPORTS / seconds:.2f} a second")


if __name__ == "__main__":
    main()
