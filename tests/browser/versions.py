"""Several versions of the interface, each with its mark on the pages, on a common script and on a part loaded later."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ansm.web.interface_folder import PUBLISHED
from ansm.web.offline import worker
from ansm.web.server import answers
from tests.browser.conftest import Server, kill_children

ROOT = Path(__file__).parents[2]
PART = re.compile(r"_diagnostic_\._index-[\w-]+\.js")  # the questionnaire
OPTIONS = ("--interface", "asgi", "--factory", "--no-access-log", "--log-level", "warning")
SERVED = "tests.browser.other_interface:create"
MARKS = ("page", "script", "part")


def version(folder: Path, mark: str) -> Path:
    """A copy of the built interface in which everything says this mark."""
    built = folder / f"version-{mark}"
    shutil.copytree(PUBLISHED, built, ignore=shutil.ignore_patterns("*.gz", "*.br"))
    former = next(path for path in (built / "assets").iterdir() if PART.fullmatch(path.name))
    newer = former.rename(former.with_name(f"_diagnostic_._index-VERSION{mark}.js"))
    say(newer, "part", mark)
    say(built / "ansm.js", "script", mark)
    for path in (*built.rglob("*.js"), *built.rglob("*.html")):
        text = path.read_text(encoding="utf-8").replace(former.name, newer.name)
        if path.suffix == ".html":
            text = text.replace("<html ", f'<html data-page="{mark}" ', 1)
        path.write_text(text, encoding="utf-8")
    seal(built)
    return built


def say(script: Path, name: str, mark: str) -> None:
    """Make a script leave its mark on the page."""
    text = script.read_text(encoding="utf-8")
    script.write_text(f'{text}\n;document.documentElement.dataset.{name}="{mark}";\n', encoding="utf-8")


def seal(built: Path) -> None:
    """Write the worker that keeps these files."""
    (built / "hors-connexion.js").write_text(worker(built), encoding="utf-8")


class UpdatedServer(Server):
    """A server on one port and one database, whose interface may be another each time it starts."""

    def start_with(self, built: Path, settings: Mapping[str, str] | None = None) -> None:
        """Start, and come back once it answers."""
        with (self.folder / "erreurs.txt").open("a") as errors:
            self.process = subprocess.Popen(  # noqa: S603 — our own command
                [sys.executable, "-m", "granian", *OPTIONS, "--port", str(self.port), SERVED],
                cwd=ROOT,
                env={
                    **os.environ,
                    "ANSM_DATABASE_URL": f"sqlite:///{self.folder / 'ansm.sqlite3'}",
                    "OTHER_INTERFACE": str(built),
                    **(settings or {}),
                },
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        deadline = time.monotonic() + 60
        while not answers("127.0.0.1", self.port):
            assert time.monotonic() < deadline, self.errors()
            time.sleep(0.1)

    def die(self) -> None:
        """As in a power cut."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            kill_children(self.process.pid)
        self.stop(signal.SIGKILL)
