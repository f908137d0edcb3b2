"""The web server starts with nothing running beside it, stops at once, and never lingers half dead."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ansm.application import Application
from ansm.settings import read_settings
from ansm.web.server import answers
from bench.processes import family

SERVE = """
import sys
from granian.constants import Interfaces
from granian.log import LogLevels
from ansm.web.server import Site
Site("tests.web.waiting_site:create", factory=True, address="127.0.0.1", port=int(sys.argv[1]),
     interface=Interfaces.ASGI, log_level=LogLevels.error, workers_kill_timeout=60).serve()
"""
NEVER_ANSWER = """
import sys
from granian.constants import Interfaces
from granian.log import LogLevels
from ansm.web import server
server.PATIENCE_SECONDS = 3.0
server.Site("tests.web.waiting_site:mute", factory=True, address="127.0.0.1", port=int(sys.argv[1]),
            interface=Interfaces.ASGI, log_level=LogLevels.critical, workers_kill_timeout=1).serve()
"""
COUNT_AT_FORK = """
import os, sys, threading
os.register_at_fork(before=lambda: print(*(each.name for each in threading.enumerate()), flush=True))
from ansm.web.server import serve
serve("127.0.0.1", int(sys.argv[1]))
"""
PAGES = 30
PATIENCE = 60.0


@pytest.fixture
def port() -> int:
    """One that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
    return number


@pytest.fixture
def token(tmp_path: Path) -> str:
    """The personal link of a new file, on the database of the server."""
    application = Application.start(read_settings({"ANSM_DATABASE_URL": database(tmp_path)}))
    try:
        return application.open("38061")
    finally:
        application.close()


@pytest.fixture
def server(token: str, port: int, tmp_path: Path, pytestconfig: pytest.Config) -> Iterator[subprocess.Popen[bytes]]:
    """A web server of ours that answers."""
    assert token
    environment = os.environ | {"ANSM_DATABASE_URL": database(tmp_path), "PYTHONPATH": str(pytestconfig.rootpath)}
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", SERVE, str(port)], cwd=pytestconfig.rootpath, env=environment
    ) as process:
        deadline = time.monotonic() + PATIENCE
        while not answers("127.0.0.1", port):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield process
        process.kill()


def worker_of(server: subprocess.Popen[bytes]) -> int:
    _, *children = family(server.pid)
    return children[0]


def database(folder: Path) -> str:
    return f"sqlite:///{folder / 'base.sqlite3'}"


def waiting(port: int, token: str) -> http.client.HTTPConnection:
    """A page that waits for news."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    body = json.dumps({"lien": token, "depuis": 7, "appareil": "tablet"})
    connection.request("POST", "/echange/suivi", body, {"content-type": "application/json"})
    return connection


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_stopping_lets_the_waiting_pages_go(
    server: subprocess.Popen[bytes], port: int, token: str, how: signal.Signals
) -> None:
    """Without it, they would hold the server until it is killed, and get no answer; a lost terminal stops it alike."""
    pages = [waiting(port, token) for _ in range(PAGES)]
    time.sleep(0.5)
    start = time.monotonic()
    server.send_signal(how)
    server.wait(PATIENCE)
    assert time.monotonic() - start < PATIENCE / 4
    for each in pages:
        with closing(each):
            assert json.loads(each.getresponse().read()) == {"regles": [], "reponses": [], "curseur": 7}


def test_a_worker_that_dies_takes_the_server_with_it(server: subprocess.Popen[bytes]) -> None:
    """Whoever watches over the service sees it, and starts it again."""
    os.kill(worker_of(server), signal.SIGKILL)
    assert server.wait(PATIENCE) == 1


def test_a_server_that_dies_takes_its_worker_with_it(server: subprocess.Popen[bytes], port: int) -> None:
    """It would hold the port, and nobody would ever stop it."""
    left = worker_of(server)
    server.kill()
    server.wait(PATIENCE)
    deadline = time.monotonic() + PATIENCE
    while Path(f"/proc/{left}").exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert not answers("127.0.0.1", port)


def test_a_server_that_never_answers_says_so_and_stops(port: int, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    environment = os.environ | {"ANSM_DATABASE_URL": database(tmp_path), "PYTHONPATH": str(pytestconfig.rootpath)}
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", NEVER_ANSWER, str(port)],
        cwd=pytestconfig.rootpath,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ended.returncode == 1
    assert "ne répond pas" in ended.stderr


def test_no_thread_runs_when_the_worker_is_forked_and_nothing_is_left_behind(port: int, tmp_path: Path) -> None:
    """The worker would inherit its locks without it: an import lock once left every host name waiting for ever."""
    left = tmp_path / "temporaires"
    left.mkdir()
    environment = os.environ | {"ANSM_DATABASE_URL": database(tmp_path), "TMPDIR": str(left)}
    program = [sys.executable, "-c", COUNT_AT_FORK, str(port)]
    with subprocess.Popen(  # noqa: S603 - our own program
        program, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "MainThread\n"
            assert "est prêt" in process.stdout.readline()
            assert [each.name for each in left.iterdir() if each.name.startswith("ansm-web-")] != []
        finally:
            process.terminate()
    assert list(left.iterdir()) == []
