"""The code of every page of the desk, as assistive technology reads it: names, labels, headings, tables."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from ansm.application import Application
from ansm.domain.people import OrganisationKind, Role
from ansm.web import routes
from tests.web.served.advisors import LA_BUISSE, Desk, desk
from tests.web.served.people import Browser, member, organisation, signed_in

FIELDS = ("input", "select", "textarea")
LENGTHENED = ("text", "email", "search", "tel", "url", "password")  # what the length of may be bounded, in HTML


class Code(HTMLParser):
    """What the tags of a page say."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.pointed: set[str] = set()
        self.labelled: set[str] = set()
        self.fields: set[str] = set()
        self.bounded: set[str] = set()
        self.levels: list[int] = []
        self.scopes: set[str] = set()
        self.tables = self.captions = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what matters of it."""
        said = {name: value or "" for name, value in attrs}
        self.ids.update([said["id"]] if "id" in said else [])
        for name in ("aria-labelledby", "aria-describedby"):
            self.pointed.update(said.get(name, "").split())
        if tag == "label":
            self.labelled.add(said["for"])
        if tag in FIELDS and said.get("type") != "hidden":
            self.fields.add(said.get("id", "a field without a name"))
        if tag == "input" and "maxlength" in said:
            self.bounded.add(said.get("type", "text"))
        if tag in ("h1", "h2", "h3", "h4"):
            self.levels.append(int(tag[1]))
        if tag == "th":
            self.scopes.add(said.get("scope", "none"))
        self.tables += tag == "table"
        self.captions += tag == "caption"


def check(browser: Browser, address: str) -> None:
    """Nothing is named twice, nothing pointed at is missing, every field and table has its words."""
    page = browser.get(address)
    assert page.status_code == 200, address
    code = Code(page.text)
    assert [name for name, times in code.ids.items() if times > 1] == [], address
    assert code.pointed <= set(code.ids), address
    assert code.fields <= code.labelled, address
    assert code.bounded <= set(LENGTHENED), address
    assert code.levels[0] == 1, address
    assert code.levels.count(1) == 1, address
    assert all(after <= before + 1 for before, after in pairwise(code.levels)), (address, code.levels)
    assert code.scopes <= {"col", "row"}, address
    assert code.tables == code.captions, address


@pytest.fixture
def at_work(installation: Application, request: pytest.FixtureRequest) -> Desk:
    """A file with notes, answers of both sides, links and a followed plan."""
    found = desk(installation, request.node.name)
    for question, value in {"PRO-01": "elu", "SEC-01": "non", "SIT-01": "non", "GES-05": "non"}.items():
        installation.answer(found.token, question, value)
    for theme in ("", "securite"):
        for text in ("Une note.", "Une autre note."):
            installation.notes.add(found.lea, found.uid, theme, text)
    installation.desk.plan(found.lea, found.uid, "Appeler", "2020-01-01")
    return found


@pytest.mark.parametrize("part", ["", "reponses", "suivi", "partage", "notes", "refaire", "arreter"])
def test_every_page_of_a_file(at_work: Desk, part: str) -> None:
    check(at_work.browser(at_work.lea), routes.case(at_work.uid, part))


@pytest.mark.parametrize(
    "address",
    [
        routes.DESK,
        f"{routes.DESK}?cherche=rien",
        routes.NEW_CASE,
        f"{routes.NEW_CASE}?cherche=saint",
        f"{routes.NEW_CASE}?code={LA_BUISSE}",
        routes.TAKE_ON,
        routes.OFFLINE_CASES,
        routes.TEAM,
        routes.ACCOUNT,
    ],
)
def test_every_page_of_the_desk(at_work: Desk, address: str) -> None:
    check(at_work.browser(at_work.manon), address)


def test_the_pages_of_an_epci_and_of_the_anct_and_those_one_enters_by(installation: Application) -> None:
    body = organisation(installation, OrganisationKind.EPCI, "CC du code", "243800984")
    check(signed_in(installation, member(installation, body, Role.ADVISOR, "code@epci.exemple.fr")), routes.GROUP)
    staff = member(installation, installation.team.organisation_for(None, Role.ANCT), Role.ANCT, "code@anct.exemple.fr")
    for address in (routes.REQUESTS, routes.UNCOVERED):
        check(signed_in(installation, staff), address)
    nobody = Browser(signed_in(installation, staff).app)
    for address in (routes.SIGN_IN, routes.ENTER):
        check(nobody, address)
