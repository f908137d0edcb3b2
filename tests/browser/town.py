"""The pages that the server writes for a town and for everyone: how each is opened, with something to show."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from ansm.application import Application, Draft, ReportWish, SaidStep
from ansm.domain.counting import Counted, ticks
from ansm.domain.people import OrganisationKind, Role
from ansm.settings import read_settings
from ansm.storage import Storage
from tests.application.finished import finished
from tests.browser.conftest import Server
from tests.web.served.test_sharing_desk import follow

LA_BUISSE = "38061"
WAITING = "Chargement…"


@dataclass(frozen=True)
class Town:
    """A server with a finished file, its personal link, and a link to its report."""

    server: Server
    token: str
    given: str

    def open(self, page: Page, path: str, secret: str = "") -> None:
        """Open a page, until each of its parts is there."""
        page.goto("about:blank")
        page.goto(f"{self.server.address}{path}{'#' if secret else ''}{secret}")
        expect(page.get_by_text(WAITING)).to_have_count(0)


def settle(server: Server) -> Town:
    """A long plan, three of its actions noted; a request sent; an organisation that follows; links; figures."""
    url = f"sqlite:///{server.folder / 'ansm.sqlite3'}"
    with closing(Application.start(read_settings({"ANSM_DATABASE_URL": url}))) as running:
        token = finished(running, LA_BUISSE)
        today = running.today().isoformat()
        for action, state in zip(running.follow_up.plan(token).actions, ("faite", "en-cours", "decidee"), strict=False):
            running.follow_up.note(token, SaidStep(action.need.id, state, today, "le secrétariat", "", 0))
        for label in ("la préfecture", "le conseil départemental"):
            wish = ReportWish(kind="rapport", edition="interne", frozen=True, label=label, days=30, address="")
            given = running.report_links.give(token, wish).token
        running.report_links.revoke(token, running.report_links.all(token)[-1].number)
        agency = running.team.add_organisation(OrganisationKind.OPSN, "OPSN de l’Isère", None)
        follow(running, running.file(token).uid, running.team.invite("lea@exemple.fr", agency, Role.ADVISOR, ""))
        draft = Draft("Secrétariat de mairie", "mairie@la-buisse.fr", "", "", "Avant l’été.", whole=True)
        running.support.send(token, draft, running.support.prepare(token, draft).seal, consent=True)
        needs, services = running.handbook.needs[:12], running.handbook.services[:12]
    last_month = datetime.now(UTC).date().replace(day=1) - timedelta(days=1)
    with closing(Storage.open(url)) as storage:
        for code in ("38", "26", "971", "75"):
            storage.tallies.add(ticks(Counted.OPENED, "", code, last_month) * 60)
        for need in needs:
            storage.tallies.add(ticks(Counted.NEED, need.id, "", last_month) * 9)
        for service in services:
            storage.tallies.add(ticks(Counted.SERVICE, service.id, "", last_month) * 12)
        storage.tallies.add(ticks(Counted.DURATION, "30-60-min", "", last_month) * 9)
        storage.tallies.add(ticks(Counted.SATISFACTION, "4", "", last_month) * 7)
    return Town(server, token, given)


def follow_up(page: Page, town: Town) -> None:
    """The follow-up, all unfolded."""
    town.open(page, "/diagnostic/suivi/", town.token)
    unfold(page)


def sharing(page: Page, town: Town) -> None:
    """What is shared, all unfolded."""
    town.open(page, "/diagnostic/partage/", town.token)
    unfold(page)


def asked(page: Page, town: Town) -> None:
    """A request under way, read again."""
    town.open(page, "/diagnostic/demande/", town.token)
    unfold(page)


def again(page: Page, town: Town) -> None:
    """Before it is done again."""
    town.open(page, "/diagnostic/refaire/", town.token)


def own_data(page: Page, town: Town) -> None:
    """Erasing refused, for want of a tick."""
    town.open(page, "/diagnostic/donnees/", town.token)
    page.get_by_role("button", name="Effacer ce dossier").click()
    expect(page.get_by_role("alert")).to_be_focused()


def received(page: Page, town: Town) -> None:
    """A report that was given, once it is weighed."""
    town.open(page, "/agents/", town.given)
    expect(page.locator("[data-poids]")).to_contain_text("Ko")


def statistics(page: Page, town: Town) -> None:
    """The figures of everyone, all unfolded."""
    town.open(page, "/statistiques")
    unfold(page)


def about_the_data(page: Page, town: Town) -> None:
    """What the open data mean."""
    town.open(page, "/statistiques/description")


def unfold(page: Page) -> None:
    """Open every native details."""
    page.evaluate("document.querySelectorAll('main details').forEach((one) => (one.open = true))")


Show = Callable[[Page, Town], None]
PAGES: tuple[Show, ...] = (follow_up, sharing, asked, again, own_data, received, statistics, about_the_data)
