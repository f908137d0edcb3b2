"""Decides what is done already in a folder of reports: each line names a file, what it was made from, and its bytes."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from ansm.errors import InvalidRequest
from ansm.exchange import write_all

NAME = "ansm-rapports.jsonl"
DRAFTS = ".ansm-*"  # what `write_all` leaves behind only when it is killed
TAKEN = "Une autre commande remplit déjà le dossier «\u00a0{folder}\u00a0». Attendez qu’elle finisse."


class Ledger:
    """The reports of one folder."""

    def __init__(self, folder: Path, file: TextIO) -> None:
        self._folder = folder
        self._file = file
        file.seek(0)
        written = file.read()
        self._made = dict(_entries(written))
        if written and not written.endswith("\n"):
            file.write("\n")  # a line cut by a power failure must not spoil the next one

    def has(self, name: str, made_from: str) -> bool:
        """Whether this very report is there, whole, under that name."""
        found = self._made.get(name)
        if found is None or found[0] != made_from:
            return False
        try:
            return _sum((self._folder / name).read_bytes()) == found[1]
        except FileNotFoundError:
            return False

    def add(self, name: str, made_from: str, data: bytes) -> None:
        """Put a report in its place, whole, then note it. Raises OSError."""
        write_all([(str(self._folder / name), data)])
        self._made[name] = (made_from, _sum(data))
        line = {"fichier": name, "entree": made_from, "sha256": _sum(data)}
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._file.flush()


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Ledger]:
    """The ledger of a folder, made if need be, for one command at a time. Raises InvalidRequest or OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / NAME).open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InvalidRequest(TAKEN.format(folder=folder)) from None
        for draft in folder.glob(DRAFTS):
            shutil.rmtree(draft, ignore_errors=True)
        yield Ledger(folder, file)


def _entries(written: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """What is written, a cut line left out."""
    for line in written.splitlines():
        with contextlib.suppress(ValueError, KeyError, TypeError):
            found = json.loads(line)
            yield str(found["fichier"]), (str(found["entree"]), str(found["sha256"]))


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
