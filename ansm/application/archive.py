"""Decides what whoever runs the installation may read of every stored file, without any link: to print them all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from ansm.application.access import Access
from ansm.application.files import File, Library
from ansm.application.makers import Papers
from ansm.application.offers import Kind
from ansm.application.register import Register
from ansm.domain.publication import Edition
from ansm.errors import UnknownLink
from ansm.report import Document
from ansm.settings import Settings
from ansm.storage import Storage, StoredDiagnostic

GONE = "Ce diagnostic vient d’être effacé de la base."
NAME_LENGTH = 8


class Archive:
    """Every stored diagnostic. No page reaches this: the command line of the server does."""

    def __init__(
        self,
        settings: Settings,
        storage: Storage,
        library: Library,
        read: Callable[[Access], File],
        papers: Papers,
        register: Register,
    ) -> None:
        self._settings = settings
        self._storage = storage
        self._library = library
        self._read = read
        self._papers = papers
        self._register = register

    def files(self) -> tuple[bytes, ...]:
        """The names of all files, in the order in which they were opened."""
        return self._storage.files()

    def report(self, file: bytes, edition: Edition) -> Document:
        """Its report, dated from the last answer, so that it is the same as long as nobody answers.

        Raises UnknownLink when the file is gone or its content cannot be found.
        """
        stored = self._stored(file)
        access = Access(file, self._library.handbook(stored.content_version), None)
        at = stored.last_answered_at
        on = at.astimezone(self._settings.timezone).date() if at else stored.opened_on
        return self._papers.report(self._read(access), edition, on)

    def note(self, file: bytes, edition: Edition, report: Document, data: bytes) -> None:
        """Remember that it was printed, so that its code can be checked. Raises UnknownLink or StorageUnavailable."""
        self._register.note(report, Kind.REPORT, edition, self._stored(file).territory, data)

    def _stored(self, file: bytes) -> StoredDiagnostic:
        stored = self._storage.find(file)
        if stored is None:
            raise UnknownLink(GONE)
        return stored


def public_name(file: bytes) -> str:
    """What tells two files of one commune apart in a folder: drawn from a name that opens nothing."""
    return hashlib.sha256(file).hexdigest()[:NAME_LENGTH]
