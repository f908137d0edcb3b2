"""The bare Reflex application that everything is compared with: it adds one to a number and shows it."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.site import HOST, Server, free_port, running

CONFIG = 'import reflex as rx\nconfig = rx.Config(app_name="echo", telemetry_enabled=False)\n'
APPLICATION = """import reflex as rx

class Echo(rx.State):
    number: int = 0

    @rx.event
    def add(self):
        self.number += 1

def page():
    return rx.el.main(rx.el.button("Un", id="add", on_click=Echo.add), rx.el.p(Echo.number, id="number"))

app = rx.App()
app.add_page(page, route="/")
"""
ADD = "reflex___state____state.echo___echo____echo.add"
NUMBER = "number_rx_state_"


@contextlib.contextmanager
def bare_reflex() -> Iterator[Server]:
    """That application, built and served the usual way, in one process like ours."""
    with tempfile.TemporaryDirectory(prefix="ansm-echo-") as name:
        folder = Path(name)
        (folder / "echo").mkdir()
        (folder / "rxconfig.py").write_text(CONFIG)
        (folder / "echo" / "__init__.py").touch()
        (folder / "echo" / "echo.py").write_text(APPLICATION)
        binaries, port = Path(sys.executable).parent, free_port()
        command = [str(binaries / "reflex"), "run", "--env", "prod", "--single-port"]
        command += ["--frontend-port", str(port), "--backend-port", str(port), "--backend-host", HOST]
        environment = {
            "REFLEX_USE_NPM": "1",
            "REFLEX_TELEMETRY_ENABLED": "false",
            "GRANIAN_WORKERS": "1",
            "PATH": f"{binaries}:{os.environ['PATH']}",  # Node is the virtual environment's
        }
        with running(command, port, "/", folder=folder, **environment) as server:
            yield server
