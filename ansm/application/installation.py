"""Decides what one running installation does: search, open a file, answer, diagnose; holds the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from ansm.application.access import Access, Doors, hash_of, new_token, new_uid
from ansm.application.advisor_links import AdvisorLinks
from ansm.application.again import Again, of_the_link
from ansm.application.archive import GONE, Archive
from ansm.application.blank_forms import BlankForms
from ansm.application.bundles import Bundles
from ansm.application.casenotes import Notes
from ansm.application.checking import Checking
from ansm.application.desk import Desk
from ansm.application.documents import Documents
from ansm.application.duties import Duties, Duty
from ansm.application.entering import Entering
from ansm.application.exchange import Exchange
from ansm.application.files import File, Library, Saved, answer_to, diagnostic_of
from ansm.application.follow_up import FollowUp
from ansm.application.followers import Followers
from ansm.application.following import Following
from ansm.application.handovers import Handovers
from ansm.application.identity import Identity
from ansm.application.keeping import Keeper
from ansm.application.mailing import Mailing
from ansm.application.makers import Makers, Office, Papers
from ansm.application.openid import OpenId
from ansm.application.pooling import Pooling
from ansm.application.register import Register
from ansm.application.reminders import Reminders
from ansm.application.report_links import ReportLinks
from ansm.application.requests import RequestDesk
from ansm.application.searching import Searching
from ansm.application.shared_reports import SharedReports
from ansm.application.side_by_side import SideBySide
from ansm.application.statistics import Statistics
from ansm.application.support import Support
from ansm.application.taking_on import TakingOn
from ansm.application.team import Team
from ansm.application.travel import Travel
from ansm.domain.answers import Answers
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.follow_up import Step
from ansm.domain.handbook import Handbook
from ansm.domain.open_data import Row, rows
from ansm.domain.refinement import Refinement, themes_to_refine
from ansm.domain.standing import stand
from ansm.domain.what_if import WhatIf, what_if
from ansm.errors import UnknownLink, UnknownTerritory
from ansm.expertise import ROLE_QUESTION, Expertise, Standpoint, application_version
from ansm.report import PrintContext, PrintShop, ReportPool
from ansm.settings import Settings, default_folder
from ansm.storage import NewDiagnostic, Storage, StoredAnswer, StoredDiagnostic
from ansm.territories import Hit


def utc_now() -> datetime:
    """The clock of every part of the program."""
    return datetime.now(UTC)


class Application:
    """One running installation; safe to call from several threads. Every use case checks access itself.

    `exchange`, `handovers` and `mailing` hold those of the questionnaire's page, `documents` those of paper and files,
    `travel` those of files that come from elsewhere or go there, `checking` that of a paper someone holds, `archive`
    those of who runs the installation, `blank_forms` the questionnaires to print, `identity`, `entering`, `openid` and
    `team` those of the people who sign in, `statistics` what is counted, `report_links` those of who gives a report,
    `shared_reports` those of who received one, `followers` those of a town that is followed. `desk`, `taking_on`,
    `notes` and `bundles` hold those of advisors, who open a file through `following`.
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
        self.following = Following(storage, self._library)
        self.side_by_side = SideBySide(storage, self.following, clock)
        self.advisor_links = AdvisorLinks(storage, self.following, clock, settings.timezone)
        self._searching = Searching(self.expertise.territories, clock)
        self.identity = Identity(storage, clock, settings.timezone)
        self.entering = Entering(settings, storage, self.identity, clock)
        self.openid = OpenId(settings, storage, self.identity, clock)
        self.team = Team(settings, storage, self.expertise, clock)
        self.handovers = Handovers(storage, self._doors, clock, settings.timezone)
        self.exchange = Exchange(storage, self._doors, clock, self._read, self.handovers.last_day)
        self.mailing = Mailing(settings, self._doors, clock, self._read)
        self.statistics = Statistics(storage, self._doors, clock, settings.timezone)
        self.follow_up = FollowUp(
            storage, self._doors, self.following, clock, settings.timezone, self._read, self.statistics.count
        )
        self.reminders = Reminders(settings, storage, self._doors, clock, self._read, self._file)
        self.keeping = Keeper(storage, self._doors, settings.retention, clock, settings.timezone)
        self.pooling = Pooling(
            storage, self._doors, self._library, self.expertise.territories, clock, settings.timezone
        )
        duties = (
            Duty("rappels", self.reminders.send_due),
            Duty("nombres", self.pooling.publish),
            Duty("purge", self.keeping.purge_due),
        )
        self.duties = Duties(storage, self.today, duties)
        self.travel = Travel(storage, self._doors, self._library, self.expertise, clock, settings.timezone)
        self.again = Again(
            storage, self._doors, self.following, self._library, self._read, self.expertise, clock, settings.timezone
        )
        self._shop = PrintShop(lambda: ReportPool(settings.report_workers))
        self.blank_forms = BlankForms(self.handbook, self._shop.ask)
        register, papers = Register(storage, clock), Papers(self._library, self.travel, self._print_context)
        self.archive = Archive(settings, storage, self._library, self._read, papers, register)
        makers = Makers(papers, Office(settings.content_folder, self._followed), self.travel)
        self.documents = Documents(self._doors, self._read, self.today, makers, self._shop, register, self.statistics)
        self.checking = Checking(storage, clock)
        self.support = Support(settings, storage, self._doors, self._read, clock)
        self.requests = RequestDesk(settings, storage, clock)
        self.followers = Followers(storage, self._doors, clock, settings.timezone)
        self.report_links = ReportLinks(settings, storage, self._doors, self.following, clock, self._read)
        self.shared_reports = SharedReports(
            storage, self._library, self.documents, clock, self._read, settings.timezone
        )
        self.desk = Desk(storage, self.following, self._library, clock, settings.timezone, self._read)
        self.taking_on = TakingOn(storage, self._doors, self.following, self.desk, clock, self.open)
        self.notes = Notes(storage, self.following, clock)
        self.bundles = Bundles(self.following, self.documents, self.desk.portfolio, self.today)

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
        self.duties.stop()
        self.entering.close()
        self._shop.close()
        self.statistics.close()
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
        token = new_token()
        self._storage.keep_content(self.handbook.version, self.expertise.archive)
        self._storage.create(
            NewDiagnostic(
                token_hash=hash_of(token),
                uid=new_uid(),
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
            self._storage.record(hash_of(token), StoredAnswer(first.question, first.values, role, self._clock(), None))
        return token

    def file(self, token: str) -> File:
        """The file behind a personal link or an advisor's. Raises UnknownLink."""
        return self._read(self._doors.work(token))

    def answer(self, token: str, question: str, raw: object, client_id: str | None = None) -> Saved:
        """Save one answer to what stands, whatever it is; when this returns, it is durable. An empty answer erases.

        Raises UnknownLink, InvalidAnswer (nothing stored) or StorageUnavailable. `client_id` makes a replay harmless.
        """
        access = self._doors.whole(token)
        answer = answer_to(access.handbook, question, raw)
        role = self._stored(access).answers.chosen(ROLE_QUESTION)
        at = self._storage.record(
            access.file,
            StoredAnswer(answer.question, answer.values, role[0] if role else None, self._clock(), client_id),
        ).answered_at
        return Saved(at.astimezone(self.settings.timezone), answer, self._read(access))

    def diagnose(self, token: str) -> Diagnostic:
        """The diagnostic of the answers given so far, under the content they were given with."""
        file = self.file(token)
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

    # --- inside

    def _followed(self, file: bytes, opened_on: date) -> tuple[tuple[Step, ...], date]:
        return self._storage.actions.steps(file), self.reminders.counted_from(file, opened_on)

    def _file(self, file: bytes) -> File:
        """A file by its name in storage, for what nobody asks for. Raises UnknownLink."""
        stored = self._storage.find(file)
        if stored is None:
            raise UnknownLink(GONE)
        return self._read(Access(file, self._library.handbook(stored.content_version), None))

    def _print_context(self, day: date) -> PrintContext:
        return replace(self.expertise.print_context(day), public_address=self.settings.public_url)

    def _stored(self, access: Access) -> StoredDiagnostic:
        stored = self._storage.find(access.file)
        if stored is None:  # erased between two lines, by whoever administers the database
            raise UnknownLink("Ce diagnostic n’existe plus. Vous pouvez en commencer un nouveau.")
        return stored

    def _read(self, access: Access) -> File:
        """The file as far as the link sees it."""
        stored = self._stored(access)
        file = File(
            territory=stored.territory,
            eligibility=stored.eligibility,
            route=stored.route,
            opened_on=stored.opened_on,
            handbook=access.handbook,
            answers=stored.answers,
            last_question=stored.last_question,
            moved=self._moved(stored),
            outdated=stored.content_version != self.handbook.version,
            uid=stored.uid,
            origin=stored.origin,
            finished=stored.finished_at is not None,
        )
        readable = access.readable
        if readable is None:
            return file
        seen = Answers(tuple(each for each in stored.answers.items if each.question in readable))
        return replace(file, answers=seen, last_question=None, uid="", origin=of_the_link(stored.origin, access))

    def _moved(self, stored: StoredDiagnostic) -> bool:
        try:
            return self.standpoint(stored.territory.code).eligibility.verdict is not stored.eligibility.verdict
        except UnknownTerritory:
            return True
