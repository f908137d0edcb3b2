"""Which files make a version of the content: the tree on disk, its checksum, and its archive for the records."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import ansm
from ansm.content.faults import NBSP, Place, listed, quoted
from ansm.errors import ContentError, Fault

LARGEST_FILE = 1_000_000  # bytes: ten times the largest file shipped, and small enough to read without thinking
MOST_FILES = 500
_LANDMARKS = ("version.toml", "besoins.toml", "eligibilite.toml", "ponderation.toml")  # one is enough to look further
_FOLDERS = ("themes", "services")
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)  # the first date a zip can hold: archives of equal trees are equal
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


class SourceFile(NamedTuple):
    """One file: its path relative to the tree, with forward slashes, and its exact bytes."""

    path: str
    data: bytes


@dataclass(frozen=True)
class SourceTree:
    """The TOML files of a content folder, sorted by path: everything a Handbook is made from."""

    files: tuple[SourceFile, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "files", tuple(sorted(self.files)))

    @cached_property
    def checksum(self) -> str:
        """SHA-256 over every name and every byte, in hexadecimal."""
        digest = hashlib.sha256()
        for path, data in self.files:
            name = path.encode()
            digest.update(len(name).to_bytes(8, "big") + name + len(data).to_bytes(8, "big") + data)
        return digest.hexdigest()

    def archive(self) -> bytes:
        """The tree as one compressed file; equal trees give equal bytes on the same machine."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for path, data in self.files:
                entry = zipfile.ZipInfo(path, _FIXED_DATE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 3
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, data, compresslevel=9)
        return buffer.getvalue()

    @classmethod
    def from_archive(cls, data: bytes) -> SourceTree:
        """The tree an archive was made from. Raises ContentError when it is damaged or is not such an archive."""
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                entries = archive.infolist()
                _refuse_strange(entries)
                return cls(tuple(SourceFile(entry.filename, archive.read(entry)) for entry in entries))
        except _DAMAGED as error:
            raise _refusal("archive", "l’archive de cette version du contenu est abîmée") from error


def read_tree(folder: Path) -> SourceTree:
    """Every `.toml` file under a folder.

    Raises ContentError for a missing folder, one that holds something else, or an unreadable or huge file.
    """
    if not folder.is_dir():
        raise _refusal(str(folder), "ce dossier n’existe pas", "un dossier qui contient les fichiers de questions")
    if not any(os.path.lexists(folder / name) for name in _LANDMARKS):  # else any tree of the disk would be walked
        raise _refusal(
            str(folder),
            "ce dossier n’est pas un dossier de questionnaire",
            f"un dossier qui contient {listed(_LANDMARKS, last='et')}, avec les dossiers {listed(_FOLDERS, last='et')}",
        )
    faults: list[Fault] = []
    files: list[SourceFile] = []
    for path in sorted(folder.rglob("*.toml")):
        name = path.relative_to(folder).as_posix()
        try:
            size = path.stat().st_size
            if size > LARGEST_FILE:
                faults.append(_too_large(name, size))
            else:
                files.append(SourceFile(name, path.read_bytes()))
        except OSError:
            faults.append(
                Fault(name, "", "ce fichier ne peut pas être lu", "un fichier que le programme a le droit de lire")
            )
    if len(files) > MOST_FILES:
        faults.append(Fault(str(folder), "", f"ce dossier contient {len(files)} fichiers", f"{MOST_FILES} au plus"))
    if faults:
        raise ContentError(tuple(faults))
    return SourceTree(tuple(files))


def shipped_folder() -> Path:
    """The content delivered with the program: next to the package in a checkout, inside it once installed."""
    package = Path(ansm.__file__).parent
    beside = package.parent / "questions"
    if (package.parent / "pyproject.toml").is_file() and beside.is_dir():
        return beside
    return package / "questions"


def _refuse_strange(entries: list[zipfile.ZipInfo]) -> None:
    """Only what `archive` writes: a file from elsewhere could be a bomb, or name a path outside the tree."""
    names = [entry.filename for entry in entries]
    strange = next((name for name in names if not _plain(name)), None)
    if strange is not None or len(set(names)) != len(names) or len(names) > MOST_FILES:
        raise _refusal("archive", "cette archive ne contient pas une version du contenu")
    for entry in entries:
        if entry.file_size > LARGEST_FILE:
            raise ContentError((_too_large(entry.filename, entry.file_size),))


def _plain(name: str) -> bool:
    path = PurePosixPath(name)
    return path.suffix == ".toml" and not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _too_large(name: str, size: int) -> Fault:
    return Fault(
        name, "", f"ce fichier est trop gros ({size // 1000}{NBSP}ko)", f"{LARGEST_FILE // 1000}{NBSP}ko au plus"
    )


def _refusal(name: str, problem: str, allowed: str = "") -> ContentError:
    place = Place(name)
    return ContentError((Fault(place.file, place.key, problem, allowed),))


def unknown_file(path: str, allowed: str) -> Fault:
    """The fault of a file that no part of the content reads."""
    return Fault(path, "", f"le fichier {quoted(path)} n’est lu par aucune partie du programme", allowed)
