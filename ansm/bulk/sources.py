"""Decides what there is to print: each diagnostic of the database, or each file of a folder, and its name on disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ansm.application import Application, loose_report
from ansm.application.archive import public_name
from ansm.domain.publication import Edition
from ansm.errors import InvalidRequest
from ansm.exchange import (
    FILE_SUFFIX,
    LARGEST_TRAVELLING,
    read_asked,
    read_bytes,
)
from ansm.expertise import Expertise
from ansm.report import words
from ansm.report.document import Document

NOTHING = "Le dossier «\u00a0{folder}\u00a0» ne contient aucun fichier de réponses (.json). Donnez un autre dossier."
SUFFIX = ".json"


@dataclass(frozen=True, slots=True)
class Source:
    """One report to print. `label` tells it to whoever runs the command; `read` may raise AnsmError or OSError.

    `note` is called with what was printed, before it is put in its place.
    """

    label: str
    name: str
    read: Callable[[], Document]
    note: Callable[[Document, bytes], None]


def of_installation(running: Application, edition: Edition) -> tuple[Source, ...]:
    """Every diagnostic of the database."""

    def source(file: bytes) -> Source:
        name = public_name(file)
        return Source(
            f"diagnostic {name}",
            name,
            lambda: running.archive.report(file, edition),
            lambda document, data: running.archive.note(file, edition, document, data),
        )

    return tuple(source(file) for file in running.archive.files())


def of_folder(folder: Path, expertise: Expertise, edition: Edition, today: date) -> tuple[Source, ...]:
    """Every request and every exchange file of a folder. Raises InvalidRequest when it holds none, and OSError."""

    def source(path: Path) -> Source:
        def read() -> Document:
            request = read_asked(path.name, read_bytes(str(path), LARGEST_TRAVELLING))
            on = request.opened_on or today
            diagnostic = expertise.diagnose(request.territory, on, request.role, request.answers, request.history)
            return loose_report(diagnostic, expertise, edition, on)

        name = words.slug(path.name.removesuffix(FILE_SUFFIX).removesuffix(SUFFIX))
        return Source(path.name, name, read, _nobody_is_told)

    found = sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIX) and path.is_file())
    if not found:
        raise InvalidRequest(NOTHING.format(folder=folder))
    return tuple(source(path) for path in found)


def _nobody_is_told(_document: Document, _data: bytes) -> None:
    """The paper has no code: there is nothing to remember it by."""


def file_name(source: Source, document: Document) -> str:
    """The report's own name, and what tells two diagnostics of one commune apart."""
    stem, _, suffix = document.file_name.rpartition(".")
    return f"{stem}_{source.name}.{suffix}"
