"""The use cases: search, open a file, answer, diagnose, report. The only place with the clock and the tokens."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

from ansm import content
from ansm.domain.answers import Answer, Answers, validate
from ansm.domain.diagnostic import Diagnostic, establish
from ansm.domain.eligibility import Eligibility
from ansm.domain.handbook import Handbook
from ansm.domain.journey import Journey
from ansm.domain.territory import Territory
from ansm.domain.what_if import WhatIf, what_if
from ansm.errors import InvalidAnswer, UnknownLink, UnknownTerritory
from ansm.expertise import ROLE_QUESTION, Expertise, Standpoint, application_version
from ansm.report import ReportPool, compose
from ansm.settings import Settings, default_folder
from ansm.storage import NewDiagnostic, Storage, StoredAnswer, StoredDiagnostic
from ansm.territories import Hit

TOKEN_BYTES = 32
TOKEN_LENGTH = 43  # TOKEN_BYTES in unpadded base 64


def utc_now() -> datetime:
    """The clock of every part of the program."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class File:
    """A diagnostic being filled in, under the content it was opened with.

    `moved` tells that the reference data now gives another verdict than the one frozen at opening, `outdated`
    that the content has changed since; the file keeps both as they were.
    """

    territory: Territory
    eligibility: Eligibility
    route: Eligibility | None
    opened_on: date
    handbook: Handbook
    answers: Answers
    last_question: str | None
    moved: bool
    outdated: bool

    @cached_property
    def journey(self) -> Journey:
        """What applies and what is left, for these answers."""
        return Journey(self.handbook.questionnaire, self.territory, self.answers)


@dataclass(frozen=True, slots=True)
class Report:
    """A PDF ready to be saved under that name."""

    file_name: str
    pdf: bytes


@dataclass(frozen=True, slots=True)
class Saved:
    """An answer that is durable, at a local time, and the file as it stands with it."""

    at: datetime
    answer: Answer
    file: File


class Application:
    """One running installation; safe to call from several threads. Every method checks access itself."""

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
        self._handbooks = {self.handbook.version: self.handbook}
        self._reports: ReportPool | None = None
        self._lock = threading.Lock()

    @classmethod
    def start(cls, settings: Settings) -> Application:
        """Open the database (migrating it), the content and the reference data.

        Raises ContentError, TerritoryDataError or StorageUnavailable.
        """
        if str(default_folder()) in settings.database_url:
            default_folder().mkdir(exist_ok=True)  # a folder the operator named is never made up for them
        application = cls(settings, Storage.open(settings.database_url))
        application.expertise.territories.prepare_search()  # so that nobody's first keystroke waits for the index
        return application

    @property
    def handbook(self) -> Handbook:
        """The content new files are opened with."""
        return self.expertise.handbook

    def close(self) -> None:
        """Let go of the database and of the report workers."""
        if self._reports is not None:
            self._reports.close()
        self._storage.close()

    def check(self) -> None:
        """Health: raises StorageUnavailable when answers could not be saved."""
        self._storage.check()

    # --- territories

    def search(self, text: str, limit: int = 8) -> tuple[Hit, ...]:
        """The communes and EPCI that what was typed may mean, best first."""
        return self.expertise.territories.search(text, limit)

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
        first = self._answer_to(self.handbook, ROLE_QUESTION, role) if role else None
        token = secrets.token_urlsafe(TOKEN_BYTES)
        self._storage.keep_content(self.handbook.version, self.expertise.archive)
        self._storage.create(
            NewDiagnostic(
                token_hash=_hash(token),
                territory=place.territory,
                eligibility=place.eligibility,
                route=place.route,
                content_version=self.handbook.version,
                territories_version=self.expertise.territories.version,
                application_version=application_version(),
                opened_on=self.today(),
                created_at=self._clock(),
            )
        )
        if first is not None:
            self._storage.record(_hash(token), StoredAnswer(first.question, first.values, role, self._clock(), None))
        return token

    def file(self, token: str) -> File:
        """The file behind a personal link. Raises UnknownLink."""
        return self._file(self._stored(token))

    def answer(self, token: str, question: str, raw: object, client_id: str | None = None) -> Saved:
        """Save one answer; when this returns, it is durable. An empty answer erases.

        Raises UnknownLink, InvalidAnswer (nothing stored) or StorageUnavailable. `client_id` makes a replay harmless.
        """
        stored = self._stored(token)
        answer = self._answer_to(self._handbook(stored.content_version), question, raw)
        role = stored.answers.chosen(ROLE_QUESTION)
        at = self._storage.record(
            _hash(token),
            StoredAnswer(answer.question, answer.values, role[0] if role else None, self._clock(), client_id),
        )
        return Saved(at.astimezone(self.settings.timezone), answer, self._file(self._stored(token)))

    def diagnose(self, token: str) -> Diagnostic:
        """The diagnostic of the answers given so far, under the content they were given with."""
        file = self.file(token)
        return establish(file.territory, file.answers, file.handbook, file.eligibility, file.route, file.opened_on)

    def what_if(self, token: str, question: str, raw: object) -> WhatIf:
        """What another answer would move; nothing is stored. Raises UnknownLink or InvalidAnswer."""
        file = self.file(token)
        answer = self._answer_to(file.handbook, question, raw)
        return what_if(file.handbook, file.territory, file.answers, file.opened_on, answer)

    def report(self, token: str) -> Report:
        """The PDF of the diagnostic as it stands. Raises UnknownLink or ReportUnavailable."""
        diagnostic = self.diagnose(token)
        document = compose(diagnostic, self.expertise.print_context(self.today()))
        return Report(document.file_name, self._pool().render(document))

    # --- inside

    def _pool(self) -> ReportPool:
        """The report workers, started with the first report."""
        with self._lock:
            if self._reports is None:
                self._reports = ReportPool(self.settings.report_workers)
            return self._reports

    def _stored(self, token: str) -> StoredDiagnostic:
        stored = self._storage.find(_hash(token)) if len(token) == TOKEN_LENGTH else None
        if stored is None:
            raise UnknownLink(
                "Ce lien ne mène à aucun diagnostic. Vérifiez qu’il est complet, ou commencez un nouveau diagnostic."
            )
        return stored

    def _file(self, stored: StoredDiagnostic) -> File:
        return File(
            territory=stored.territory,
            eligibility=stored.eligibility,
            route=stored.route,
            opened_on=stored.opened_on,
            handbook=self._handbook(stored.content_version),
            answers=stored.answers,
            last_question=stored.last_question,
            moved=self._moved(stored),
            outdated=stored.content_version != self.handbook.version,
        )

    def _moved(self, stored: StoredDiagnostic) -> bool:
        try:
            return self.standpoint(stored.territory.code).eligibility.verdict is not stored.eligibility.verdict
        except UnknownTerritory:
            return True

    def _handbook(self, version: str) -> Handbook:
        """The content of that version: the current one, or the archive kept with the diagnostics."""
        if version not in self._handbooks:
            archive = self._storage.content(version)
            if archive is None:
                raise UnknownLink(
                    "La version du questionnaire de ce diagnostic est introuvable. "
                    "Prévenez la personne qui gère ce site."
                )
            self._handbooks[version] = content.load(content.SourceTree.from_archive(archive))
        return self._handbooks[version]

    @staticmethod
    def _answer_to(handbook: Handbook, identifier: str, raw: object) -> Answer:
        question = handbook.questionnaire.question(identifier)
        if question is None:
            raise InvalidAnswer(f"La question « {identifier[:40]} » n’existe pas. Rechargez la page et recommencez.")
        return validate(question, raw)


def _hash(token: str) -> bytes:
    """What is stored of a token: enough to recognise it, useless to whoever reads the database."""
    return hashlib.sha256(token.encode()).digest()
