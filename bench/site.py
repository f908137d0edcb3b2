"""Starts real servers on free ports, and a real Chromium beside them, for the benches that need both."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from playwright.sync_api import Browser, sync_playwright

HOST = "127.0.0.1"
PATIENCE_SECONDS = 180
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
MEMORY = Path("/dev/shm")  # noqa: S108 — named on purpose


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers."""

    port: int
    process: int

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://{HOST}:{self.port}"


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.create_server((HOST, 0)) as probe:
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(
    command: list[str], port: int, path: str, folder: Path | None = None, **environment: str
) -> Iterator[Server]:
    """A server started with that command, once it answers at that path; stopped at the end."""
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(  # noqa: S603 — our own commands
            command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=said, cwd=folder
        )
        server = Server(port, process.pid)
        try:
            wait_for(server.address + path, process)
            yield server
            if process.poll() is not None:
                raise SystemExit(f"{command[0]} stopped while it was measured")
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            tell_complaints(said)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Come back once that address answers. Stops everything when it never does."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not answers(address):
        if process.poll() is not None:
            raise SystemExit("a server stopped before it answered")
        if time.monotonic() > deadline:
            raise SystemExit("a server never answered")
        time.sleep(0.1)


def tell_complaints(said: TextIO) -> None:
    """Print what a server wrote on its standard error, each line once with how many times."""
    said.seek(0)
    for complaint, count in Counter(said.read().splitlines()).items():
        print(f"  the server wrote, {count} times: {complaint}", file=sys.stderr)


def answers(address: str) -> bool:
    """Whether that address answers well."""
    try:
        urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 — loopback only
    except OSError:
        return False
    return True


@contextlib.contextmanager
def our_site(database: str, content: str = "") -> Iterator[Server]:
    """Our site on that database, with that content or the shipped one."""
    port = free_port()
    command = [sys.executable, "-m", "ansm.cli", "serve", "--port", str(port)]
    with running(command, port, "/sante", ANSM_DATABASE_URL=database, ANSM_CONTENT=content) as server:
        yield server


@contextlib.contextmanager
def database() -> Iterator[str]:
    """The address of an empty SQLite database on a real disk, erased at the end."""
    with tempfile.TemporaryDirectory(prefix="ansm-bench-") as folder:
        yield f"sqlite:///{Path(folder) / 'bench.sqlite3'}"


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium: Debian's when there is one, else Playwright's own.

    What it keeps is in memory: a person's browser does not write to the server's disk, and each write of this one made
    the answers of everyone wait for it, half a second at the 95th percentile with nothing printed at all.
    """
    with kept_in_memory(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM_FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def kept_in_memory() -> Iterator[None]:
    """Temporary folders of what is started in the block are in memory, where the system offers it."""
    before = os.environ.get("TMPDIR")
    if MEMORY.is_dir():
        os.environ["TMPDIR"] = str(MEMORY)
    try:
        yield
    finally:
        os.environ.pop("TMPDIR", None)
        if before is not None:
            os.environ["TMPDIR"] = before
