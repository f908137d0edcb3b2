"""Reads a request and writes results on this machine: bounded in, all or nothing out; « - » is the standard stream."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ansm.exchange.reading import LARGEST_FILE

STANDARD = "-"
ADVICE = {
    errno.ENOENT: "il n’existe pas. Vérifiez son nom et son dossier",
    errno.ENOTDIR: "son dossier n’existe pas. Vérifiez son nom",
    errno.EISDIR: "c’est un dossier. Donnez le nom d’un fichier",
    errno.EACCES: "l’accès est refusé. Vérifiez vos droits ou choisissez un autre dossier",
    errno.EROFS: "le disque est en lecture seule. Choisissez un autre dossier",
    errno.ENOSPC: "le disque est plein. Faites de la place ou choisissez un autre dossier",
    errno.EDQUOT: "votre espace sur le disque est plein. Faites de la place ou choisissez un autre dossier",
    errno.EFBIG: "il serait trop gros pour ce disque. Choisissez un autre dossier",
    errno.EPIPE: "le programme qui lisait le résultat s’est arrêté. Relancez la commande",
}


def read_bytes(source: str, most: int = LARGEST_FILE) -> bytes:
    """What a file holds, cut just after the largest size accepted: an endless one is refused, not read."""
    if source == STANDARD:
        return sys.stdin.buffer.read(most + 1)
    with Path(source).open("rb") as file:
        return file.read(most + 1)


def write_all(outputs: Sequence[tuple[str, bytes]]) -> None:
    """Write every output, or none. A file already there stays whole until its successor is on disk. Raises OSError."""
    with ExitStack() as drafts:
        finished = []
        for rank, (target, data) in enumerate(outputs):
            if target != STANDARD and not _is_stream(Path(target)):
                path = Path(os.path.realpath(target))  # a link keeps pointing to what is replaced
                with _naming(target):
                    finished.append((target, _draft(path, rank, data, drafts), path))
        for target, data in outputs:
            if target == STANDARD:
                sys.stdout.buffer.write(data)
                sys.stdout.buffer.flush()
            elif _is_stream(Path(target)):
                with Path(target).open("wb") as stream:
                    stream.write(data)
        for target, draft, path in finished:
            with _naming(target):
                draft.replace(path)


def _draft(path: Path, rank: int, data: bytes, drafts: ExitStack) -> Path:
    """The data on the same disk as its place, in a folder of its own that goes away with `drafts`."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if path.exists() and not os.access(path, os.W_OK):  # replacing it would get round the protection
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    draft = Path(drafts.enter_context(TemporaryDirectory(prefix=".ansm-", dir=path.parent)), str(rank))
    with draft.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())  # a full disk may only be known now
    if path.exists():
        shutil.copymode(path, draft)
    return draft


def _is_stream(path: Path) -> bool:
    """A device or a pipe: it is written to, never replaced."""
    return path.exists() and not path.is_file() and not path.is_dir()


@contextmanager
def _naming(target: str) -> Iterator[None]:
    """Say the name that was asked for, not the draft's."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, target) from error


def in_french(error: OSError) -> str:
    """What a person can do about a file that could not be read or written."""
    name = f"le fichier «\u00a0{error.filename}\u00a0»" if error.filename else "un fichier"
    reason = ADVICE.get(error.errno or 0, "le système refuse. Choisissez un autre fichier")
    return f"Impossible d’utiliser {name}\u00a0: {reason}."
