"""Who works at the desk, for browser tests: people and their files, a session, and what is heard of a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from ansm.application import Application
from ansm.domain.people import Member, OrganisationKind, Role
from ansm.settings import read_settings
from ansm.web import routes
from tests.browser.conftest import PATIENCE_MS, Server

COOKIE = "ansm-session"
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 320, "height": 640}


@contextmanager
def beside(server: Server) -> Iterator[Application]:
    """The installation of that server, as its administrator has it on the command line."""
    running = Application.start(read_settings({"ANSM_DATABASE_URL": f"sqlite:///{server.folder / 'ansm.sqlite3'}"}))
    try:
        yield running
    finally:
        running.close()


@dataclass(frozen=True)
class Followed:
    """A file that someone has charge of: its public name, and the town's own link."""

    uid: str
    token: str


def someone(application: Application, body: str, name: str, role: Role = Role.ADVISOR, epci: str = "") -> Member:
    """A person of that organisation, which is made if there is none of this name."""
    kind = OrganisationKind.EPCI if epci else OrganisationKind.OPSN
    found = next((each for each in application.team.organisations() if each.name == body), None)
    organisation = found or application.team.add_organisation(kind, body, epci or None)
    address = f"personne-{len(application.team.everyone())}@bureau.exemple.fr"
    return application.team.invite(address, organisation, role, name)


def follow(application: Application, member: Member, code: str, **answers: str) -> Followed:
    """A file of that territory, in charge of this person, with these answers of the town."""
    started = application.taking_on.start(member, code, again=True)
    for question, value in answers.items():
        application.answer(started.token, question.replace("_", "-"), value)
    return Followed(started.uid, started.token)


@contextmanager
def signed_in(
    browser: Browser, server: Server, application: Application, member: Member, screen: dict[str, int] = WIDE
) -> Iterator[Page]:
    """The browser of someone who has signed in (the sign-in itself has its own journeys); axe may enter it."""
    context = browser.new_context(
        locale="fr-FR",
        timezone_id="Europe/Paris",
        viewport={"width": screen["width"], "height": screen["height"]},
        bypass_csp=True,
    )
    context.set_default_timeout(PATIENCE_MS)
    secret = application.identity.open_for(member)
    context.add_cookies([{"name": COOKIE, "value": secret, "url": f"{server.address}{routes.DESK}"}])
    try:
        yield context.new_page()
    finally:
        context.close()


def roles_heard(page: Page) -> Counter[str]:
    """How many of each role the browser gives to assistive technology: what it makes of the page, not of its source."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return Counter(node["role"]["value"] for node in nodes if not node["ignored"])
