"""Decides what one running installation does: search, open a file, answer, diagnose; holds the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from ansm.application.access import Doors, hash_of
from ansm.application.file_reading import FileReader
from ansm.application.files import File, Library, Saved, answer_to, diagnostic_of
from ansm.application.founding import found
from ansm.application.searching import Searching
from ansm.application.surroundings import Core, Surroundings
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.handbook import Handbook
from ansm.domain.open_data import Row, rows
from ansm.domain.refinement import Refinement, themes_to_refine
from ansm.domain.standing import stand
from ansm.domain.what_if import WhatIf, what_if
from ansm.expertise import ROLE_QUESTION, Expertise, Standpoint
from ansm.settings import Settings, default_folder
from ansm.storage import Storage, StoredAnswer
from ansm.territories import Hit


def utc_now() -> datetime:
    """The clock of every part of the program."""
    return datetime.now(UTC)


class Application(Surroundings):
    """One running installation; safe to call from several threads. Every use case checks access itself.

    Here are those of a file on its own; `Surroundings` says which attribute holds each of the others.
    """

    def __init__(
        self,
        settings: Settings,
        storage: Storage,
        *,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.settings = settings
        self.expertise = Expertise.load(settings.content_folder)
        self._storage = storage
        self._clock = clock
        self._library = Library(storage, self.handbook)
        self._doors = Doors(storage, self._library, clock)
        self._reader = FileReader(storage, self._library, self.expertise, self.today)
        self._searching = Searching(self.expertise.territories, clock)
        super().__init__(Core(settings, storage, self.expertise, self._library, self._doors, self._reader, clock))

    @classmethod
    def start(cls, settings: Settings) -> Application:
        """Open the database (migrating it), the content and the reference data.

        Raises ContentError, TerritoryDataError or StorageUnavailable.
        """
        if str(default_folder()) in settings.database_url:
            default_folder().mkdir(exist_ok=True)  # a folder the operator named is never made up for them
        return cls(settings, Storage.open(settings.database_url))

    def prepare(self) -> Application:
        """Make the search ready, so that nobody's first keystroke waits for its index."""
        self.expertise.territories.prepare_search()
        return self

    @property
    def handbook(self) -> Handbook:
        """The content new files are opened with."""
        return self.expertise.handbook

    def close(self) -> None:
        """Let go of the database, of the report workers and of what is done once a day."""
        self.stop()
        self._storage.close()

    def check(self) -> None:
        """Health: raises StorageUnavailable when answers could not be saved."""
        self._storage.check()

    # --- territories

    def search(self, text: str, limit: int = 8, visitor: str = "") -> tuple[Hit, ...]:
        """The communes and EPCI that what was typed may mean, best first. Raises TooMany."""
        return self._searching.search(text, limit, visitor)

    def standpoint(self, code: str) -> Standpoint:
        """A territory and its verdicts today. Raises UnknownTerritory."""
        return self.expertise.standpoint(code, self.today())

    def today(self) -> date:
        """The date where the installation is."""
        return self._clock().astimezone(self.settings.timezone).date()

    # --- one file

    def open(self, code: str, role: str | None = None) -> str:
        """Create a file for a territory, its verdict frozen, and give its secret token, told only once.

        No verdict closes the door: out of scope, the screen first proposes the body to select instead.
        Raises UnknownTerritory, or InvalidAnswer when the role is not an option of the first question.
        """
        place = self.standpoint(code)
        first = answer_to(self.handbook, ROLE_QUESTION, role) if role else None
        token = found(self._storage, self.expertise, self._clock, place, self.today()).token
        if first is not None:
            self._storage.record(hash_of(token), StoredAnswer(first.question, first.values, role, self._clock(), None))
        return token

    def file(self, token: str) -> File:
        """The file behind a personal link or an advisor's. Raises UnknownLink."""
        return self._reader.read(self._doors.work(token))

    def answer(self, token: str, question: str, raw: object, client_id: str | None = None) -> Saved:
        """Save one answer to what stands, whatever it is; when this returns, it is durable. An empty answer erases.

        Raises UnknownLink, InvalidAnswer (nothing stored) or StorageUnavailable. `client_id` makes a replay harmless.
        """
        access = self._doors.whole(token)
        answer = answer_to(access.handbook, question, raw)
        role = self._reader.stored(access).answers.chosen(ROLE_QUESTION)
        at = self._storage.record(
            access.file,
            StoredAnswer(answer.question, answer.values, role[0] if role else None, self._clock(), client_id),
        ).answered_at
        return Saved(at.astimezone(self.settings.timezone), answer, self._reader.read(access))

    def diagnose(self, token: str) -> Diagnostic:
        """The diagnostic of the answers given so far, under the content they were given with."""
        file = self._reader.voiced(self._doors.work(token))
        self.statistics.results_read(file)
        return diagnostic_of(file)

    def what_if(self, token: str, question: str, raw: object) -> WhatIf:
        """What another answer would move; nothing is stored. Raises UnknownLink or InvalidAnswer."""
        file = self.file(token)
        answer = answer_to(file.handbook, question, raw)
        return what_if(file.handbook, file.territory, file.answers, file.opened_on, answer)

    def refinement(self, token: str) -> tuple[Refinement, ...]:
        """The themes with questions left, those that could change what to do first before the others.

        Raises UnknownLink, also as ExpiredLink or LimitedLink.
        """
        file = self.file(token)
        standing = stand(file.handbook, file.territory, file.answers, file.opened_on)
        return themes_to_refine(standing, file.handbook, file.opened_on)

    def open_data(self) -> tuple[Row, ...]:
        """What is published of the statistics, row by row. Raises StorageUnavailable."""
        places = (each.code for each in self.expertise.territories.departments)
        return rows(self.statistics.figures(), self.handbook, places)
