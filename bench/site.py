"""Starts a real server on a free port and a real Chromium beside it, for the benches that need both."""

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
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(command: list[str], port: int, path: str, folder: Path | None = None, **environment: str) -> Iterator[str]:
    """The address of a server started with that command, stopped at the end."""
    process = subprocess.Popen(  # noqa: S603 — our own commands
        command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, cwd=folder
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(1800):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(address + path, timeout=2).close()  # noqa: S310 — loopback only
                break
            if process.poll() is not None:
                raise SystemExit(f"{command[0]} stopped before it answered")
            time.sleep(0.1)
        else:
            raise SystemExit(f"{command[0]} never answered")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextlib.contextmanager
def our_site() -> Iterator[str]:
    """The address of our site, with an empty SQLite database."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        command = [sys.executable, "-m", "ansm.cli", "serve", "--port", str(port)]
        with running(command, port, "/sante", ANSM_DATABASE_URL=database) as address:
            yield address


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium: Debian's when there is one, else Playwright's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()
