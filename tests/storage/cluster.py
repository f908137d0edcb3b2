"""A throw-away PostgreSQL server, made from the binaries of this machine."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from itertools import count
from pathlib import Path

import psycopg
import pytest

INSTALLED = Path("/usr/lib/postgresql")
ORDINARY_ACCOUNTS = ("postgres", "nobody")
READY_TRIES = 200


class Cluster:
    """A PostgreSQL server of our own, reached by a socket in its own folder, never by the network.

    Only a `durable` one waits for the disk.
    """

    def __init__(self, binaries: Path, folder: Path, account: str | None, *, durable: bool = False) -> None:
        self._binaries = binaries
        self._folder = folder
        self._account = account
        self._in_haste = () if durable else ("-F",)
        self._server: subprocess.Popen[bytes] | None = None
        self._names = count(1)
        if account is not None:
            shutil.chown(folder, account)
        self._run(
            "initdb", "--pgdata", self._data, "--username", "ansm", "--auth", "trust", "--no-sync", "--encoding=UTF8"
        )

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(  # noqa: S603 - the binaries found on this machine, no outside input
            [str(self._binaries / program), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self._folder,
            user=self._account,
            extra_groups=None if self._account is None else [],
        )

    def start(self) -> None:
        """Start the server and wait until it answers."""
        with (self._folder / "log").open("ab") as log:
            self._server = subprocess.Popen(  # noqa: S603 - the binaries found on this machine, no outside input
                [
                    str(self._binaries / "postgres"),
                    "-D",
                    self._data,
                    "-k",
                    str(self._folder),
                    "-h",
                    "",
                    *self._in_haste,
                ],
                stdout=log,
                stderr=log,
                cwd=self._folder,
                user=self._account,
                extra_groups=None if self._account is None else [],
            )
        for _ in range(READY_TRIES):
            try:
                psycopg.connect(self._address("postgres")).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        self.stop()
        pytest.fail((self._folder / "log").read_text())

    def stop(self) -> None:
        """Stop the server that this object started, and wait for its end."""
        if self._server is not None:
            self._server.send_signal(signal.SIGINT)
            self._server.wait()
            self._server = None

    def execute(self, statement: str) -> None:
        """Run one statement as the administrator."""
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def new_database(self) -> str:
        """The address of a new, empty database."""
        name = f"ansm_{next(self._names)}"
        self.execute(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://ansm@/{name}?host={self._folder}"

    def _address(self, name: str) -> str:
        return f"host={self._folder} user=ansm dbname={name}"


def installed_binaries() -> Path | None:
    found = shutil.which("initdb")
    versions = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    candidates = ([Path(found).resolve().parent] if found else []) + [path.parent for path in reversed(versions)]
    return next((folder for folder in candidates if (folder / "postgres").exists()), None)


def server_account() -> str | None:
    """PostgreSQL refuses to run as root: then, the account to run it as."""
    if os.geteuid() != 0:
        return None
    known = Path("/etc/passwd").read_text(encoding="utf-8")
    return next((name for name in ORDINARY_ACCOUNTS if f"\n{name}:" in known), None)
