"""Decides which use cases surround a diagnostic in one running installation, and what each of them leans on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ansm.application.access import Doors
from ansm.application.advisor_links import AdvisorLinks
from ansm.application.again import Again
from ansm.application.archive import Archive
from ansm.application.blank_forms import BlankForms
from ansm.application.bundles import Bundles
from ansm.application.casenotes import Notes
from ansm.application.checking import Checking
from ansm.application.desk import Desk
from ansm.application.documents import Documents
from ansm.application.duties import Duties, Duty
from ansm.application.entering import Entering
from ansm.application.exchange import Exchange
from ansm.application.file_reading import FileReader
from ansm.application.files import Library
from ansm.application.follow_up import FollowUp
from ansm.application.followers import Followers
from ansm.application.following import Following
from ansm.application.handovers import Handovers
from ansm.application.identity import Identity
from ansm.application.keeping import Keeper
from ansm.application.mailing import Mailing
from ansm.application.makers import Makers, Office, Papers
from ansm.application.openid import OpenId
from ansm.application.personal_link import PersonalLinks
from ansm.application.pooling import Pooling
from ansm.application.register import Register
from ansm.application.reminders import Reminders
from ansm.application.report_links import ReportLinks
from ansm.application.requests import RequestDesk
from ansm.application.shared_reports import SharedReports
from ansm.application.side_by_side import SideBySide
from ansm.application.statistics import Statistics
from ansm.application.support import Support
from ansm.application.taking_on import TakingOn
from ansm.application.team import Team
from ansm.application.travel import Travel
from ansm.domain.follow_up import Step
from ansm.expertise import Expertise
from ansm.report import PrintContext, PrintShop, ReportPool
from ansm.settings import Settings
from ansm.storage import Storage


@dataclass(frozen=True, slots=True)
class Core:
    """What every use case leans on."""

    settings: Settings
    storage: Storage
    expertise: Expertise
    library: Library
    doors: Doors
    reader: FileReader
    clock: Callable[[], datetime]

    @property
    def timezone(self) -> ZoneInfo:
        """That of the installation."""
        return self.settings.timezone

    def today(self) -> date:
        """The date where the installation is."""
        return self.clock().astimezone(self.timezone).date()

    def print_context(self, day: date) -> PrintContext:
        """What a document says of this installation."""
        return replace(self.expertise.print_context(day), public_address=self.settings.public_url)


class Surroundings:
    """All that an installation does around one diagnostic, each use case in a room of its own.

    `exchange`, `handovers` and `mailing` hold those of the questionnaire's page, `personal_links` those of a town that
    changes its link, `documents` those of paper and files, `travel` those of files that come from elsewhere or go
    there, `again` that of a diagnostic done again, `checking` that of a paper someone holds, `archive` those of who
    runs the installation, `blank_forms` the questionnaires to print. `identity`, `entering`, `openid` and `team` hold
    those of the people who sign in; `desk`, `taking_on`, `notes`, `bundles`, `side_by_side` and `advisor_links` those
    of advisors, who open a file through `following`.
    `follow_up` and `reminders` hold those of a plan being carried out, `keeping` how long all is kept, `statistics`
    what is counted, `pooling` what towns share, `duties` what is done once a day. `support` holds those of a town that
    asks for help, `requests` of who answers, `report_links` of who gives a report, `shared_reports` of who received
    one, `followers` of a town that is followed.
    """

    def __init__(self, core: Core) -> None:
        self._steps = core.storage.actions.steps
        read = core.reader.read
        # who opens a file without its personal link
        self.following = Following(core.storage, core.library)
        self.side_by_side = SideBySide(core.storage, self.following, core.clock)
        self.advisor_links = AdvisorLinks(core.storage, self.following, core.clock, core.timezone)
        # people who sign in
        self.identity = Identity(core.storage, core.clock, core.timezone)
        self.entering = Entering(core.settings, core.storage, self.identity, core.clock)
        self.openid = OpenId(core.settings, core.storage, self.identity, core.clock)
        self.team = Team(core.settings, core.storage, core.expertise, core.clock)
        # the questionnaire's page
        self.handovers = Handovers(core.storage, core.doors, core.clock, core.timezone)
        self.exchange = Exchange(core.storage, core.doors, core.clock, read, self.handovers.last_day)
        self.mailing = Mailing(core.settings, core.doors, core.clock, read)
        self.personal_links = PersonalLinks(core.storage, core.doors, core.clock, core.timezone)
        # what goes on after the questionnaire, and what is done once a day
        self.statistics = Statistics(core.storage, core.doors, core.clock, core.timezone)
        self.follow_up = FollowUp(
            core.storage, core.doors, self.following, core.clock, core.timezone, read, self.statistics.count
        )
        self.reminders = Reminders(core.settings, core.storage, core.doors, core.clock, read, core.reader.named)
        self.keeping = Keeper(core.storage, core.doors, core.settings.retention, core.clock, core.timezone)
        self.pooling = Pooling(
            core.storage, core.doors, core.library, core.expertise.territories, core.clock, core.timezone
        )
        duties = (
            Duty("rappels", self.reminders.send_due),
            Duty("nombres", self.pooling.publish),
            Duty("purge", self.keeping.purge_due),
        )
        self.duties = Duties(core.storage, core.today, duties)
        # files and paper
        self.travel = Travel(core.storage, core.doors, core.library, core.expertise, core.clock, core.timezone)
        self.again = Again(
            core.storage,
            core.doors,
            self.following,
            core.library,
            read,
            core.expertise,
            core.clock,
            core.timezone,
        )
        self._shop = PrintShop(lambda: ReportPool(core.settings.report_workers))
        self.blank_forms = BlankForms(core.library.current, self._shop.ask)
        register, papers = Register(core.storage, core.clock), Papers(core.library, self.travel, core.print_context)
        voiced = core.reader.voiced  # whatever is printed tells whose word the answers are
        self.archive = Archive(core.settings, core.storage, core.library, voiced, papers, register)
        makers = Makers(papers, Office(core.settings.content_folder, self._followed), self.travel)
        self.documents = Documents(core.doors, voiced, core.today, makers, self._shop, register, self.statistics)
        self.checking = Checking(core.storage, core.clock)
        # requests and links
        self.support = Support(core.settings, core.storage, core.doors, read, core.clock)
        self.requests = RequestDesk(core.settings, core.storage, core.clock)
        self.followers = Followers(core.storage, core.doors, core.clock, core.timezone)
        self.report_links = ReportLinks(core.settings, core.storage, core.doors, self.following, core.clock, read)
        self.shared_reports = SharedReports(
            core.storage, core.library, self.documents, core.clock, voiced, core.timezone
        )
        # the desk of advisors
        self.desk = Desk(core.storage, self.following, core.library, core.clock, core.timezone, read)
        self.taking_on = TakingOn(
            core.storage, core.doors, self.following, self.desk, core.expertise, core.clock, core.timezone
        )
        self.notes = Notes(core.storage, self.following, core.clock)
        self.bundles = Bundles(self.following, self.documents, self.desk.portfolio, core.today)

    def take_leave(self) -> None:
        """The server stops: let go, for a few seconds, what nobody waits for in front of a screen."""
        self.duties.stop()
        self.entering.close()

    def stop(self) -> None:
        """Let go of the report workers, of letters on their way and of what is done once a day."""
        self.take_leave()
        self._shop.close()
        self.statistics.close()

    def _followed(self, file: bytes, opened_on: date) -> tuple[tuple[Step, ...], date]:
        return self._steps(file), self.reminders.counted_from(file, opened_on)
