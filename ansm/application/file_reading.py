"""Decides what is read of a file: all of it, or what the link that opens it may see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from ansm.application.access import Access
from ansm.application.again import of_the_link
from ansm.application.archive import GONE
from ansm.application.files import File, Library
from ansm.domain.answers import Answers
from ansm.domain.voices import voices_of
from ansm.errors import UnknownLink, UnknownTerritory
from ansm.expertise import Expertise
from ansm.storage import Storage, StoredDiagnostic


class FileReader:
    """Reads files, as far as whoever asks may see them. Each method raises UnknownLink for a file that is gone."""

    def __init__(self, storage: Storage, library: Library, expertise: Expertise, today: Callable[[], date]) -> None:
        self._storage = storage
        self._library = library
        self._expertise = expertise
        self._today = today

    def read(self, access: Access) -> File:
        """The file as far as the link sees it."""
        stored = self.stored(access)
        file = File(
            territory=stored.territory,
            eligibility=stored.eligibility,
            route=stored.route,
            opened_on=stored.opened_on,
            handbook=access.handbook,
            answers=stored.answers,
            last_question=stored.last_question,
            moved=self._moved(stored),
            outdated=stored.content_version != self._library.current.version,
            uid=stored.uid,
            origin=stored.origin,
            finished=stored.finished_at is not None,
        )
        readable = access.readable
        if readable is None:
            return file
        seen = Answers(tuple(each for each in stored.answers.items if each.question in readable))
        return replace(file, answers=seen, last_question=None, uid="", origin=of_the_link(stored.origin, access))

    def voiced(self, access: Access, at: datetime | None = None) -> File:
        """The file with whose word each answer is, as it was at that moment: what results and papers are told from."""
        file = self.read(access)
        history = self._storage.travelling(access.file)
        told = (row for row in history if at is None or row.answered_at <= at)
        voices = voices_of(told, access.handbook.questionnaire)
        return replace(file, voices=voices.in_step(file.answers) if at is None else voices)

    def named(self, file: bytes) -> File:
        """A file by its name in storage, for what nobody asks for. Raises UnknownLink."""
        stored = self._storage.find(file)
        if stored is None:
            raise UnknownLink(GONE)
        return self.read(Access(file, self._library.handbook(stored.content_version), None))

    def stored(self, access: Access) -> StoredDiagnostic:
        """The file as storage holds it, whatever the link sees."""
        stored = self._storage.find(access.file)
        if stored is None:  # erased between two lines, by whoever administers the database
            raise UnknownLink("Ce diagnostic n’existe plus. Vous pouvez en commencer un nouveau.")
        return stored

    def _moved(self, stored: StoredDiagnostic) -> bool:
        try:
            now = self._expertise.standpoint(stored.territory.code, self._today())
        except UnknownTerritory:
            return True
        return now.eligibility.verdict is not stored.eligibility.verdict
