"""The advisors' desk over HTTP: who sees which file, what is found, what is said and what is kept when refused."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest

from ansm.application import Application
from ansm.domain.people import Member, Organisation, OrganisationKind, Role
from ansm.web import routes
from tests.web.served.people import Browser, member, organisation, signed_in

LA_BUISSE, GRENOBLE = "38061", "38185"
LINK = re.compile(r'value="https?://[^"#]*/diagnostic/#([\w-]{43})"')


@pytest.fixture
def agency(installation: Application, request: pytest.FixtureRequest) -> Organisation:
    """An organisation of this test alone."""
    return organisation(installation, OrganisationKind.OPSN, f"Agence {request.node.name}")


def someone(installation: Application, body: Organisation, role: Role, name: str) -> Member:
    return member(installation, body, role, f"p{body.number}.{len(name)}@exemple.fr", name)


@pytest.fixture
def lea(installation: Application, agency: Organisation) -> Member:
    return someone(installation, agency, Role.ADVISOR, "Léa")


@pytest.fixture
def browser(installation: Application, lea: Member) -> Iterator[Browser]:
    yield signed_in(installation, lea)


def text_of(page: str) -> str:
    """What a page says, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def test_a(browser: Browser, installation: Application, lea: Member) -> None:
    r = browser.get(routes.DESK)
    print(r.status_code, text_of(r.text)[:1500])
    r = browser.get(routes.NEW_CASE + "?cherche=buisse")
    print(r.status_code, text_of(r.text)[:1500])
    r = browser.get(routes.NEW_CASE + "?code=38061")
    print(r.status_code, text_of(r.text)[:1900])
    r = browser.post(routes.NEW_CASE, code="38061")
    print(r.status_code, text_of(r.text)[:1500])
    r = browser.get(routes.DESK)
    print(r.status_code, text_of(r.text)[:2500])
    uid = re.search(r"/conseillers/dossiers/([0-9a-f]{32})", r.text)[1]
    r = browser.get(routes.case(uid))
    print(r.status_code, text_of(r.text)[:3500])
    r = browser.get(routes.case(uid,"notes"))
    print(r.status_code, text_of(r.text)[:2500])
    r = browser.get(routes.case(uid,"arreter"))
    print(r.status_code, text_of(r.text)[:1500])
    r = browser.post(routes.BUNDLE, dossier=[uid], edition="publiable")
    print(r.status_code, r.headers, len(r.content))
    open("/tmp/desk.zip","wb").write(r.content)
    r = browser.post(routes.case(uid,"document"), document="rapport:interne")
    print(r.status_code, r.headers, len(r.content))
    r = browser.get(routes.PORTFOLIO_SHEET)
    print(r.status_code, r.headers, len(r.content))
    open("/tmp/desk.ods","wb").write(r.content)
