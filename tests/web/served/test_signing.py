"""Signing in and out through the pages, on the real routes: what is said, what the browser keeps, what is refused."""

from __future__ import annotations

import re

import pytest

from ansm.application import Application
from ansm.domain.people import Member, OrganisationKind, Role
from ansm.web import routes
from tests.web.served.people import COOKIE, Browser, member, organisation, signed_in, site

SECURE = f"__Secure-{COOKIE}"


@pytest.fixture
def lea(installation: Application) -> Member:
    agency = organisation(installation, OrganisationKind.OPSN, "OPSN de l’Isère")
    return member(installation, agency, Role.ADVISOR, "lea@exemple.fr")


def link_of(installation: Application, someone: Member) -> str:
    return installation.entering.link(someone, routes.ENTER).rpartition("#")[2]


def test_opening_the_link_uses_nothing_up_and_its_button_signs_in(installation: Application, lea: Member) -> None:
    """Programs that check letters open their links: the secret stays in the browser until its owner sends it."""
    link, browser = link_of(installation, lea), Browser(site())
    for _ in range(2):
        assert browser.get(routes.ENTER).status_code == 200
    entered = browser.post(routes.ENTER, entree=link)
    assert entered.status_code == 303
    assert entered.headers["location"] == routes.DESK
    assert installation.identity.session(browser.cookies[COOKIE]).member == lea
    again = Browser(site()).post(routes.ENTER, entree=link)
    assert again.status_code == 410
    assert "déjà servi" in again.text
    assert f'href="{routes.SIGN_IN}"' in again.text


def test_the_cookie_is_for_the_server_and_this_space_only(installation: Application, lea: Member) -> None:
    entered = Browser(site()).post(routes.ENTER, entree=link_of(installation, lea))
    written = entered.headers["set-cookie"]
    assert re.fullmatch(rf"{COOKIE}=[\w-]{{86}}; HttpOnly; Max-Age=75600; Path=/conseillers; SameSite=lax", written), (
        written
    )


def test_over_https_the_cookie_never_travels_in_clear(installation: Application, lea: Member) -> None:
    """Behind a proxy too; and the name that browsers protect is then the only one that is read."""
    https = {"x-forwarded-proto": "https"}
    browser = Browser(site())
    entered = browser.post(routes.ENTER, https, entree=link_of(installation, lea))
    written = entered.headers["set-cookie"]
    assert written.startswith(f"{SECURE}=")
    assert "; Secure" in written
    assert browser.get(routes.ACCOUNT, https).status_code == 200
    planted = Browser(site(), {COOKIE: browser.cookies[SECURE]})
    assert planted.get(routes.ACCOUNT, https).status_code == 303


@pytest.mark.usefixtures("installation")
def test_nobody_is_sent_to_the_sign_in_page() -> None:
    assert Browser(site()).get(routes.ACCOUNT).headers["location"] == routes.SIGN_IN
    forged = Browser(site(), {COOKIE: "A" * 86})
    told = forged.get(routes.ACCOUNT)
    assert told.headers["location"] == f"{routes.SIGN_IN}?fait=fin"
    assert forged.cookies == {}
    assert "Votre session est terminée" in forged.get(told.headers["location"]).text


def test_whoever_is_signed_in_does_not_sign_in_again(installation: Application, lea: Member) -> None:
    """The link at the bottom of every page leads them to where they begin."""
    assert signed_in(installation, lea).get(routes.SIGN_IN).headers["location"] == routes.DESK


def test_leaving_ends_the_session_and_forgets_the_cookie(installation: Application, lea: Member) -> None:
    browser = signed_in(installation, lea)
    secret = browser.cookies[COOKIE]
    left = browser.post(routes.SIGN_OUT)
    assert left.headers["location"] == f"{routes.SIGN_IN}?fait=deconnexion"
    assert browser.cookies == {}
    assert Browser(site(), {COOKIE: secret}).get(routes.ACCOUNT).status_code == 303


def test_a_form_without_our_token_does_nothing(installation: Application, lea: Member) -> None:
    """Nor with that of somebody else's session."""
    browser, other = signed_in(installation, lea), signed_in(installation, lea)
    for token in ("", "A" * 64, "é", other.form_token):
        assert browser.post(routes.SIGN_OUT, jeton=token).status_code == 400
    assert browser.get(routes.ACCOUNT).status_code == 200


def test_a_form_sent_from_another_site_goes_no_further(installation: Application, lea: Member) -> None:
    browser = signed_in(installation, lea)
    foreign = {"sec-fetch-site": "cross-site"}
    assert browser.post(routes.SIGN_OUT, foreign).status_code == 403
    assert Browser(site()).post(routes.ENTER, foreign, entree=link_of(installation, lea)).status_code == 403


@pytest.mark.usefixtures("installation")
def test_without_a_mail_server_the_page_says_whom_to_ask() -> None:
    assert "ansm advisor invite" in Browser(site()).get(routes.SIGN_IN).text
    assert Browser(site()).post(routes.SIGN_IN, adresse="lea@exemple.fr").status_code == 503


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"entree=" + b"A" * 15_000, b"&" * 500, b"entree[]=x", b"entree=%00"]
)
@pytest.mark.usefixtures("installation")
def test_any_body_is_refused_with_a_sentence(body: bytes) -> None:
    browser = Browser(site())
    for place in (routes.ENTER, routes.SIGN_IN, routes.SIGN_OUT):
        answer = browser._send("POST", place, {}, body)
        assert answer.status_code in {303, 400, 410, 503}, place
        assert "Traceback" not in answer.text


@pytest.mark.usefixtures("installation")
def test_the_address_of_the_space_works_without_its_last_stroke() -> None:
    assert Browser(site()).get("/conseillers").headers["location"] == routes.DESK


@pytest.mark.usefixtures("installation")
def test_a_site_without_an_openid_provider_says_so() -> None:
    assert "Se connecter avec" not in Browser(site()).get(routes.SIGN_IN).text
    for place in (routes.OPENID_GO, f"{routes.OPENID_BACK}?code=a&state=b"):
        assert Browser(site()).get(place).status_code == 503
