"""Signing in through a real OpenID provider, on the real routes: who enters, who does not, how it ends."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from ansm.application import Application
from ansm.domain.people import Member, OrganisationKind, Role
from ansm.web import routes
from ansm.web import site as web_site
from tests.openid.running import SECRET, RunningProvider, running_provider
from tests.openid.visitor import carried, sign_in_there
from tests.web.served.people import COOKIE, Browser, member, organisation, site

SITE = "https://diagnostic.exemple.fr"
SESSION, ATTEMPT = f"__Secure-{COOKIE}", "__Secure-ansm-openid"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProvider]:
    """A running provider that knows our site."""
    with running_provider(tmp_path_factory.mktemp("openid"), SITE) as running:
        yield running


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the site."""
    return tmp_path_factory.mktemp("base") / "ansm.sqlite3"


@pytest.fixture(scope="module", params=["ansm"])
def installation(request: pytest.FixtureRequest, provider: RunningProvider, base: Path) -> Iterator[Application]:
    """A site that trusts this provider."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "ANSM_DATABASE_URL": f"sqlite:///{base}",
            "ANSM_PUBLIC_URL": SITE,
            "ANSM_OPENID_ISSUER": provider.issuer,
            "ANSM_OPENID_CLIENT_ID": request.param,
            "ANSM_OPENID_CLIENT_SECRET": SECRET,
            "ANSM_OPENID_NAME": "Compte d’essai",
        }.items():
            patch.setenv(name, value)
        web_site.application.cache_clear()
        running = web_site.application()
        yield running
        running.close()
        web_site.application.cache_clear()


@pytest.fixture(autouse=True)
def nobody_yet(request: pytest.FixtureRequest) -> None:
    """Each test invites its own people."""
    if "installation" in request.fixturenames:
        with sqlite3.connect(request.getfixturevalue("base")) as connection:
            for table in ("session", "entry_link", "openid_account", "openid_attempt", "person"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names


@pytest.fixture
def lea(installation: Application) -> Member:
    agency = organisation(installation, OrganisationKind.OPSN, "OPSN de l’Isère")
    return member(installation, agency, Role.ADVISOR, "lea@exemple.fr")


def come_back(browser: Browser, provider: RunningProvider, subject: str) -> httpx.Response:
    """Leave for the provider, sign in there as this subject, and come back."""
    departure = browser.get(routes.OPENID_GO)
    assert departure.status_code == 303
    place = sign_in_there(departure.headers["location"], subject, provider.redirect)
    return browser.get(place.removeprefix(SITE))


def refused(answer: httpx.Response, status: int) -> str:
    """The sentence of a refusal; nobody is signed in."""
    assert answer.status_code == status
    assert SESSION not in answer.headers.get("set-cookie", "")
    found = re.search(r'<div class="fr-alert fr-alert--error.*?<p>(.*?)</p>\s*</div>', answer.text, re.DOTALL)
    assert found
    return unescape(re.sub(r".*<p>", "", found[1]))


@pytest.mark.parametrize("installation", ["ansm", "ansm-signe"], indirect=True)
def test_an_invited_person_enters_and_leaves_both(
    installation: Application, provider: RunningProvider, lea: Member
) -> None:
    """The provider asks for the token it gave: it is kept for that alone, and erased with the session."""
    provider.know("s-lea", "Lea@Exemple.fr", given_name="Léa")
    browser = Browser(site())
    assert "Se connecter avec Compte d’essai" in browser.get(routes.SIGN_IN).text
    entered = come_back(browser, provider, "s-lea")
    assert (entered.status_code, entered.headers["location"]) == (303, routes.DESK)
    assert ATTEMPT not in browser.cookies
    session = installation.identity.session(browser.cookies[SESSION])
    assert session.member == replace(lea, name="Léa")  # given by nobody here: as the provider says it
    browser.form_token = session.form_token
    left = browser.post(routes.SIGN_OUT)
    farewell = re.search(r'href="([^"]+/session/end[^"]+)"', left.text)
    assert farewell
    address = unescape(farewell[1])
    assert carried(address, "post_logout_redirect_uri") == f"{SITE}{routes.SIGN_IN}"
    assert len(carried(address, "state")) >= 32
    there = httpx.get(address)
    assert (there.status_code, "invalid" in there.text) == (200, False)
    assert browser.cookies == {}
    assert "Vous êtes déconnecté" in browser.get(f"{routes.SIGN_IN}?state=x").text


def test_the_token_of_the_provider_is_kept_no_longer_than_the_session(
    installation: Application, provider: RunningProvider, lea: Member, base: Path
) -> None:
    provider.know("s-lea", lea.address)
    browser = Browser(site())
    come_back(browser, provider, "s-lea")

    def kept() -> list[tuple[bool]]:
        with sqlite3.connect(base) as connection:
            return connection.execute("SELECT id_token IS NOT NULL FROM session").fetchall()

    assert kept() == [(1,)]
    installation.identity.sign_out_everywhere(lea)
    assert kept() == [(0,)]


def test_someone_nobody_invited_is_told_whom_to_ask(installation: Application, provider: RunningProvider) -> None:
    provider.know("s-max", "max@exemple.fr")
    told = refused(come_back(Browser(site()), provider, "s-max"), 403)
    assert "Demandez une invitation à la personne responsable" in told
    assert installation.team.everyone() == ()


def test_an_address_the_provider_does_not_answer_for_opens_nothing(provider: RunningProvider, lea: Member) -> None:
    """Anybody may write anybody's address there."""
    for claim in (False, "true", "oui", 1):
        provider.know("s-autre", lea.address, email_verified=claim)
        assert "ne garantit pas votre adresse" in refused(come_back(Browser(site()), provider, "s-autre"), 403)


def test_an_address_that_only_looks_like_someone_s_is_not_theirs(
    installation: Application, provider: RunningProvider, lea: Member
) -> None:
    """In small letters, the sign of the kelvin becomes the letter k: another mailbox, another person."""
    member(installation, lea.organisation, Role.MANAGER, "karim@exemple.fr")
    provider.know("s-voleur", "\N{KELVIN SIGN}arim@exemple.fr")
    assert "personne ne vous a encore invité" in refused(come_back(Browser(site()), provider, "s-voleur"), 403)


def test_once_bound_the_account_counts_and_not_the_address(
    installation: Application, provider: RunningProvider, lea: Member
) -> None:
    """Someone whose address changed at the provider is still themselves; whoever takes it up is not."""
    provider.know("s-lea", lea.address)
    assert come_back(Browser(site()), provider, "s-lea").status_code == 303
    provider.know("s-lea", "lea.martin@exemple.fr", email_verified=False)
    browser = Browser(site())
    assert come_back(browser, provider, "s-lea").status_code == 303
    assert installation.identity.session(browser.cookies[SESSION]).member == lea
    provider.know("s-voleur", lea.address)
    assert "se connecte déjà avec un autre compte" in refused(come_back(Browser(site()), provider, "s-voleur"), 403)


def test_an_account_that_is_someone_s_does_not_become_somebody_else_s(
    installation: Application, provider: RunningProvider, lea: Member
) -> None:
    """Its address at the provider is now Noé's: its owner is still Léa."""
    provider.know("s-lea", lea.address)
    come_back(Browser(site()), provider, "s-lea")
    noe = member(installation, lea.organisation, Role.MANAGER, "noe@exemple.fr")
    provider.know("s-lea", noe.address)
    browser = Browser(site())
    come_back(browser, provider, "s-lea")
    assert installation.identity.session(browser.cookies[SESSION]).member == lea


def test_someone_shut_out_does_not_enter_and_comes_back_as_another_account_once_invited_again(
    installation: Application, provider: RunningProvider, lea: Member
) -> None:
    provider.know("s-lea", lea.address)
    come_back(Browser(site()), provider, "s-lea")
    installation.team.shut_out(lea)
    refused(come_back(Browser(site()), provider, "s-lea"), 403)
    installation.team.invite(lea.address, lea.organisation, None)
    provider.know("s-lea-2", lea.address)
    assert come_back(Browser(site()), provider, "s-lea-2").status_code == 303


def test_coming_back_serves_once(provider: RunningProvider, lea: Member) -> None:
    """Even for the browser that came back, its cookie still there."""
    provider.know("s-lea", lea.address)
    browser = Browser(site())
    place = sign_in_there(browser.get(routes.OPENID_GO).headers["location"], "s-lea", provider.redirect)
    kept = dict(browser.cookies)
    assert browser.get(place.removeprefix(SITE)).status_code == 303
    assert "a déjà servi" in refused(Browser(site(), kept).get(place.removeprefix(SITE)), 410)


def test_coming_back_in_another_browser_opens_nothing(provider: RunningProvider, lea: Member) -> None:
    """Whoever sends their own way back to somebody else does not sign them in; the attempt stays for its owner."""
    provider.know("s-lea", lea.address)
    browser, victim = Browser(site()), Browser(site())
    place = sign_in_there(browser.get(routes.OPENID_GO).headers["location"], "s-lea", provider.redirect)
    refused(victim.get(place.removeprefix(SITE)), 410)
    victim.get(routes.OPENID_GO)
    refused(victim.get(place.removeprefix(SITE)), 410)
    assert browser.get(place.removeprefix(SITE)).status_code == 303


def test_an_attempt_is_over_after_ten_minutes(provider: RunningProvider, lea: Member, base: Path) -> None:
    provider.know("s-lea", lea.address)
    browser = Browser(site())
    place = sign_in_there(browser.get(routes.OPENID_GO).headers["location"], "s-lea", provider.redirect)
    with sqlite3.connect(base) as connection:
        connection.execute("UPDATE openid_attempt SET expires_at = '2020-01-01 00:00:00'")
    assert "10 minutes" in refused(browser.get(place.removeprefix(SITE)), 410)


def test_a_token_made_for_another_attempt_opens_nothing(provider: RunningProvider, lea: Member) -> None:
    """The nonce was changed on the way to the provider."""
    provider.know("s-lea", lea.address)
    browser = Browser(site())
    departure = browser.get(routes.OPENID_GO).headers["location"]
    other = re.sub(r"nonce=[\w-]+", "nonce=" + "a" * 43, departure)
    place = sign_in_there(other, "s-lea", provider.redirect)
    assert "personne n’a été connecté" in refused(browser.get(place.removeprefix(SITE)), 503)


@pytest.mark.usefixtures("installation")
def test_a_refusal_at_the_provider_is_told_and_uses_the_attempt_up() -> None:
    browser = Browser(site())
    state = carried(browser.get(routes.OPENID_GO).headers["location"], "state")
    kept = dict(browser.cookies)
    place = f"{routes.OPENID_BACK}?{urlencode({'error': 'access_denied', 'state': state})}"
    assert "interrompue" in refused(browser.get(place), 410)
    assert "a déjà servi" in refused(Browser(site(), kept).get(place), 410)


@pytest.mark.usefixtures("installation")
@pytest.mark.parametrize(
    "query", ["", "code=a", "code=a&state=b", "state=é", "code=%00&state=%ff", "state=" + "a" * 9000]
)
def test_an_invented_way_back_opens_nothing(query: str) -> None:
    for kept in ("", "A" * 43, "é", "A" * 5000):
        browser = Browser(site(), {ATTEMPT: kept} if kept.isascii() else {})
        answer = browser.get(f"{routes.OPENID_BACK}?{query}")
        assert refused(answer, 410)
        assert "ansm-session" not in str(answer.headers.get("set-cookie", ""))
