"""Reads a request and writes results on this machine: bounded in, all or nothing out; « - » is the standard stream."""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from ansm.exchange.reading import LARGEST_FILE

STANDARD = "-"
ADVICE = {
    errno.ENOENT: "il n’existe pas. Vérifiez son nom et son dossier",
    errno.ENOTDIR: "son dossier n’existe pas. Vérifiez son nom",
    errno.EISDIR: "c’est un dossier. Donnez le nom d’un fichier",
    errno.EACCES: "l’accès est refusé. Vérifiez vos droits ou choisissez un autre dossier",
    errno.EROFS: "le disque est en lecture seule. Choisissez un autre dossier",
    errno.ENOSPC: "le disque est plein. Faites de la place ou choisissez un autre dossier",
    errno.EPIPE: "le programme qui lisait le résultat s’est arrêté. Relancez la commande",
}


def read_bytes(source: str) -> bytes:
    """What a request holds, cut just after the largest size accepted: an endless file is refused, not read."""
    if source == STANDARD:
        return sys.stdin.buffer.read(LARGEST_FILE + 1)
    with Path(source).open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def write_all(outputs: Sequence[tuple[str, bytes]]) -> None:
    """Write every output, or none when one cannot be opened. Raises OSError."""
    created: list[Path] = []
    with ExitStack() as opened:
        try:
            files = []
            for target, data in outputs:
                path = Path(target)
                if target != STANDARD:
                    new = not path.exists()
                    file = opened.enter_context(path.open("ab"))  # opens without erasing what is there
                    created += [path] if new else []
                    files.append((path, file, data))
        except OSError:
            for path in created:
                path.unlink()
            raise
        for path, file, data in files:
            if path.is_file():  # not a device or a pipe
                file.truncate(0)
            file.write(data)
    for target, data in outputs:
        if target == STANDARD:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()


def in_french(error: OSError) -> str:
    """What a person can do about a file that could not be read or written."""
    name = f"le fichier «\u00a0{error.filename}\u00a0»" if error.filename else "un fichier"
    reason = ADVICE.get(error.errno or 0, "le système refuse. Choisissez un autre fichier")
    return f"Impossible d’utiliser {name}\u00a0: {reason}."
