"""Measures the server under a crowd: 500 people answering every 5 s while documents are printed, then its most.

Everything runs on this machine: server, documents and simulated people share its processors. The people are a process
of their own, whose share of a processor is told, so that it can be seen not to be what is measured.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser

from ansm.domain.handbook import Handbook
from bench.answer_bytes import opened
from bench.echo import bare_reflex
from bench.figures import against, line, megabytes, percentile, spread, times
from bench.files import fill, open_files
from bench.larger_content import write_larger_content
from bench.processes import Meter, family, largest, weigh
from bench.saving import saves
from bench.site import Server, chromium, database, our_site

PEOPLE, EVERY_SECONDS = 500, 5.0
ALONE_SECONDS, WITH_DOCUMENTS_SECONDS, LARGER_SECONDS = 10, 30, 10
BETWEEN_CLICKS_SECONDS = 0.7
CLIENTS, BURST_SECONDS, BURSTS = 50, 3, 3
LARGER = 10
WITHIN_TWICE = 2  # of the cost of bare Reflex


class Measured(NamedTuple):
    """What the simulated people tell of one order."""

    times: list[float]
    errors: dict[str, int]
    seconds: float
    processor: float

    @property
    def rate(self) -> float:
        """Times a second."""
        return len(self.times) / self.seconds


class People:
    """The other end of `people`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def do(self, order: str, **details: object) -> Measured:
        """Give an order and wait for what comes of it. Stops everything when the people are gone."""
        self.write({"do": order, **details})
        assert self._process.stdout is not None  # noqa: S101 — it was asked for
        if not (told := self._process.stdout.readline()):
            raise SystemExit(f"the simulated people stopped at « {order} »")
        return Measured(**json.loads(told))

    def write(self, content: object) -> None:
        """One line for them."""
        assert self._process.stdin is not None  # noqa: S101 — same
        self._process.stdin.write(json.dumps(content) + "\n")
        self._process.stdin.flush()


@contextlib.contextmanager
def people(server: Server, links: list[str], handbook: Handbook) -> Iterator[People]:
    """The people of these links, in a process of their own."""
    questions = [(one.id, [option.value for option in one.options]) for one in handbook.questionnaire.questions]
    command = [sys.executable, "-m", "bench.people"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 — ours
        try:
            crowd = People(process)
            crowd.write({"port": server.port, "tokens": links, "questions": questions})
            yield crowd
            assert process.stdin is not None  # noqa: S101 — it was asked for
            process.stdin.close()
            process.wait(timeout=30)
        finally:
            process.kill()


class Printing:
    """Documents asked for one after the other, as many at a time as there are printing processes."""

    def __init__(self, server: Server, links: list[str]) -> None:
        self._server, self._links = server, links
        self._over = threading.Event()
        self.seconds: list[float] = []
        self.errors: list[str] = []

    @contextlib.contextmanager
    def going_on(self) -> Iterator[Printing]:
        """For the length of a block."""
        together = os.cpu_count() or 1
        threads = [threading.Thread(target=self._ask, args=(self._links[own::together],)) for own in range(together)]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self._over.set()
            for thread in threads:
                thread.join()

    def _ask(self, links: list[str]) -> None:
        # Another file each time: a document that was made is kept, and would be given again.
        for link in itertools.cycle(links):
            if self._over.is_set():
                return
            form = urllib.parse.urlencode({"lien": link}).encode()
            start = time.monotonic()
            try:
                with urllib.request.urlopen(self._server.address + "/rapport", form, timeout=90) as answer:  # noqa: S310 — loopback
                    if not answer.read().startswith(b"%PDF"):
                        raise OSError("no PDF")
            except OSError as error:
                self.errors.append(str(error))
                return
            self.seconds.append(time.monotonic() - start)


def tell_answers(label: str, found: Measured, busy: float) -> None:
    """One phase: how long answers took, what went wrong, who was busy."""
    line(label, times(found.times, far=True))
    rate = f"{found.rate:.0f} answers a second; server {busy:.2f} processors, simulated people {found.processor:.2f}"
    line("", f"{rate}; errors: {found.errors or 'none'}")


def tell_memory(label: str, server: Server, before: int, sessions: int) -> int:
    """What the server holds, and what each session added to its web process; gives what the web process holds."""
    processes = family(server.process)
    all_of_it, web = weigh(processes), weigh([largest(processes)]).resident
    added = f"; {(web - before) / sessions / 1024:.0f} kB a session" if sessions else ""
    whole = f"{megabytes(all_of_it.resident)} resident in {all_of_it.count} processes ({megabytes(all_of_it.own)} own)"
    line(label, f"{whole}, web process {megabytes(web)}{added}")
    return web


def in_a_browser(browser: Browser, server: Server, link: str, until: Callable[[], bool]) -> list[float]:
    """One more person, in a real Chromium: milliseconds from each click to « Enregistré »."""
    page = opened(browser.new_context(), f"{server.address}/diagnostic/#{link}")
    found: list[float] = []
    while not until():
        found += saves(page, 1)
        page.wait_for_timeout(1000 * BETWEEN_CLICKS_SECONDS)
    page.context.close()
    return found


def tell_crowd(server: Server, crowd: People, browser: Browser, links: list[str]) -> None:
    """People come, then answer, first alone, then while documents are printed."""
    crowd.do("warm")
    started = tell_memory("memory at start", server, 0, 0)
    failed = crowd.do("come").errors
    connected = tell_memory(f"memory, {PEOPLE} people waiting for news", server, started, PEOPLE)
    failed |= crowd.do("open_sockets").errors
    tell_memory("memory, with the event socket of a page of results each", server, connected, PEOPLE)
    if failed:
        raise SystemExit(f"not everyone could connect: {failed}")
    meter = Meter(server.process)
    found = crowd.do("answer", seconds=ALONE_SECONDS, every=EVERY_SECONDS)
    tell_answers("sent to acknowledged, nothing printed", found, meter.busy())
    printing, meter = Printing(server, links), Meter(server.process)
    with printing.going_on(), ThreadPoolExecutor(1) as aside:
        answering = aside.submit(crowd.do, "answer", seconds=WITH_DOCUMENTS_SECONDS, every=EVERY_SECONDS)
        seen = in_a_browser(browser, server, links[-1], answering.done)
        found, busy = answering.result(), meter.busy()
    tell_answers("sent to acknowledged, documents printed", found, busy)
    line("click to « Enregistré » in Chromium meanwhile", times(seen))
    pace = f"{len(printing.seconds)} printed, p50 {percentile(printing.seconds or [0], 0.5):.1f} s"
    line("documents meanwhile", f"{pace}; errors: {printing.errors or 'none'}")
    tell_memory("memory, printing processes included", server, 0, 0)


def tell_most(server: Server, crowd: People, echo: Server) -> None:
    """The most answers a second, against the most events of the bare application, in alternating bursts."""
    ours: list[float] = []
    theirs: list[float] = []
    waits: list[float] = []
    for _ in range(BURSTS):
        meter = Meter(server.process)
        found = crowd.do("as_fast_as_possible", seconds=BURST_SECONDS, clients=CLIENTS)
        busy = meter.busy()
        ours.append(found.rate)
        waits += found.times
        echoed = crowd.do("echo", port=echo.port, seconds=BURST_SECONDS, clients=CLIENTS)
        theirs.append(echoed.rate)
        if found.errors or echoed.errors:
            raise SystemExit(f"a burst failed: ours {found.errors}, echo {echoed.errors}")
    busy_note = f"server {busy:.2f} processors, simulated people {found.processor:.2f}"
    line(f"most answers a second, {CLIENTS} clients", f"{spread(ours, '/s')}; {busy_note}")
    line("", times(waits, far=True))
    line("bare Reflex events a second", f"{spread(theirs, '/s')}; simulated people {echoed.processor:.2f}")
    ratio = statistics.median(theirs) / statistics.median(ours)
    line("cost of an answer, in bare Reflex events", f"{ratio:.2f}", against(ratio, WITHIN_TWICE, "times"))


def tell_larger(echo: Server) -> None:
    """The same people and answers, with ten times the questions."""
    print(f"\n{LARGER} times the questions")
    with database() as address, tempfile.TemporaryDirectory() as folder:
        content = str(write_larger_content(Path(folder) / "questions", LARGER))
        links, handbook = open_files(address, PEOPLE, content)
        questions = handbook.questionnaire.questions
        rows = fill(address, questions[::2])
        print(f"  {len(questions)} questions, {rows} answers stored before")
        with our_site(address, content) as server, people(server, links, handbook) as crowd:
            crowd.do("warm")
            if failed := crowd.do("come").errors:
                raise SystemExit(f"not everyone could connect: {failed}")
            tell_memory(f"memory, {PEOPLE} people waiting for news", server, 0, 0)
            meter = Meter(server.process)
            found = crowd.do("answer", seconds=LARGER_SECONDS, every=EVERY_SECONDS)
            tell_answers("sent to acknowledged, nothing printed", found, meter.busy())
            tell_most(server, crowd, echo)


def main() -> None:
    """Print all of it."""
    with database() as address, bare_reflex() as echo:
        links, handbook = open_files(address, PEOPLE + 1)
        questions = handbook.questionnaire.questions
        rows = fill(address, questions[::2])
        print(f"{PEOPLE} people, one answer each every {EVERY_SECONDS:.0f} s, on {os.cpu_count()} processors")
        print(f"  {len(questions)} questions, {rows} answers stored before")
        with our_site(address) as server, people(server, links[:PEOPLE], handbook) as crowd:
            with chromium() as browser:
                tell_crowd(server, crowd, browser, links)
            tell_most(server, crowd, echo)
        tell_larger(echo)


if __name__ == "__main__":
    main()
