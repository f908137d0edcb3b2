"""The real server on a free port with a database of its own, and the system's Chromium."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE_MS = 30_000  # a server comes back in some eight seconds, and its page within ten more, on a busy machine
expect.set_options(timeout=PATIENCE_MS)
READY = re.compile(r"ANSM est prêt\s: (http://\S+)")


@dataclass
class Server:
    """`ansm serve`, which can be killed and started again on the same port and database."""

    folder: Path
    port: int = 0
    process: subprocess.Popen[str] | None = field(default=None, repr=False)

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, settings: Mapping[str, str] | None = None) -> None:
        """Start, with these settings besides, and come back once it has said that it is ready."""
        self.port = self.port or free_port()
        with (self.folder / "erreurs.txt").open("a") as errors:
            self.process = subprocess.Popen(  # noqa: S603 — our own command
                [Path(sys.executable).parent / "ansm", "serve", "--port", str(self.port)],
                cwd=self.folder,
                env={
                    **os.environ,
                    "ANSM_DATABASE_URL": f"sqlite:///{self.folder / 'ansm.sqlite3'}",
                    **(settings or {}),
                },
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        assert self.process.stdout is not None
        assert READY.match(self.process.stdout.readline()), self.errors()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop it, gently or not."""
        if self.process is None:
            return
        if how is signal.SIGKILL:
            kill_children(self.process.pid)
        self.process.send_signal(how)
        self.process.wait(timeout=20)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.process = None

    def errors(self) -> str:
        """What it wrote on its standard error."""
        return (self.folder / "erreurs.txt").read_text(encoding="utf-8")


def chromium_path() -> str | None:
    """Where the system's Chromium is."""
    return shutil.which("chromium")


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def kill_children(parent: int) -> None:
    """Kill the workers of a server, as a power cut would."""
    children = Path(f"/proc/{parent}/task/{parent}/children")
    for child in children.read_text(encoding="ascii").split() if children.exists() else []:
        os.kill(int(child), signal.SIGKILL)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server that tests share."""
    running = Server(tmp_path_factory.mktemp("serveur"))
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture
def fragile_server(tmp_path: Path) -> Iterator[Server]:
    """A server that a test may kill."""
    running = Server(tmp_path)
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives the browsers: one for all of them, as its synchronous form wants."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The system's Chromium, or Playwright's own where there is none."""
    opened = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
    yield opened
    opened.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has never been here."""
    opened = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris", viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(PATIENCE_MS)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One page of it."""
    return context.new_page()
