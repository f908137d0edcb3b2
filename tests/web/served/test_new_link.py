"""Changing the personal link over HTTP: what is said before, the two steps, and what every other address says then."""

from __future__ import annotations

import html
import re
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from ansm.application import Application, ReportWish
from ansm.domain.people import OrganisationKind, Role
from ansm.web import routes
from ansm.web.own_routes import ROUTES
from ansm.web.protection import Protection
from tests.asynchronous import run
from tests.web.asgi_client import AsgiClient
from tests.web.exchange_client import Browser, database, message, while_waiting
from tests.web.served.people import member, organisation

LA_BUISSE = "38061"
FORGED = "A" * 43
PART = "piece/lien-personnel"


@pytest.fixture
def site(installation: Application, tmp_path: Path) -> Protection:
    """Our routes behind our protection."""
    assert installation.today()
    return Protection(Starlette(routes=list(ROUTES)), tmp_path)


@pytest.fixture
def browser(site: Protection) -> Browser:
    """A browser that posts JSON."""
    return Browser(site)


@pytest.fixture
def token(installation: Application) -> str:
    """The personal link of a new file."""
    return installation.open(LA_BUISSE)


def words(answer: httpx.Response) -> str:
    """What is read of a part, with ordinary spaces."""
    assert answer.status_code == 200, answer.text
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.json()["html"])).split())


def prepared(browser: Browser, token: str) -> str:
    """Take the first step, and read the new secret on the page."""
    told = browser.post(f"{PART}/preparer", lien=token)
    assert told.status_code == 200, told.text
    found = re.search(r'data-lien-prepare="([\w-]{43})"', told.json()["html"])
    assert found is not None
    return found[1]


def changed(browser: Browser, token: str) -> str:
    """Take both."""
    fresh = prepared(browser, token)
    told = browser.post(f"{PART}/changer", lien=token, nouveau=fresh, garde="oui")
    assert told.status_code == 200, told.text
    return fresh


def test_the_page_of_sharing_brings_this_part_and_its_script(site: Protection) -> None:
    page = AsgiClient(site).get(routes.SHARING).text
    assert 'data-piece="lien-personnel"' in page
    assert 'data-piece="liens-confies"' in page
    assert page.index("/lien.js") < page.index("/held.js"), "what a part is asked with is known before it is asked"


def test_before_it_says_what_stops_and_what_goes_on(browser: Browser, token: str, installation: Application) -> None:
    alone = words(browser.post(PART, lien=token))
    assert "L’ancien lien n’ouvre plus rien, tout de suite et partout" in alone
    assert "ni lien vers un rapport, ni thème confié, ni organisation, ni rappel" in alone
    assert "elles restent sur l’appareil, et partent quand le nouveau lien y est ouvert" in alone
    installation.handovers.hand_over(token, "securite", "agent", 14)
    gone = installation.handovers.hand_over(token, "site", "elu", 14)
    installation.handovers.revoke(token, gone.number, lambda _file, _device: None)
    for _ in range(2):
        installation.report_links.give(token, ReportWish("synthese", "publiable", True, "", 30))
    agency = organisation(installation, OrganisationKind.OPSN, "OPSN")
    installation.taking_on.take(member(installation, agency, Role.ADVISOR, "lea@exemple.fr"), f"#{token}")
    others = words(browser.post(PART, lien=token))
    for line in (
        "2 liens vers un rapport.",
        "1 thème confié à quelqu’un.",
        "1 organisation qui suit ce diagnostic, avec ses conseillers.",
        "qui a eu votre lien a pu donner ces accès à votre place",
    ):
        assert line in others
    assert "rappel par courriel" not in others


def test_the_first_step_shows_the_link_and_changes_nothing(browser: Browser, token: str) -> None:
    told = browser.post(f"{PART}/preparer", lien=token).json()
    fresh = re.search(r'data-lien-prepare="([\w-]{43})"', told["html"])
    assert fresh is not None
    assert f'value="/diagnostic/#{fresh[1]}"' in told["html"]
    assert "pas encore en service" in told["dit"]
    assert re.search(r"À faire avant le \d+\S*\s\S+\s\d{4}\sà\s\d+\sh\s\d\d", html.unescape(told["html"]))
    assert browser.post("dossier", lien=token).status_code == 200
    closed = browser.post("dossier", lien=fresh[1])
    assert (closed.status_code, closed.json()["code"]) == (404, "lien")
    assert "remplace" not in closed.json()
    assert "pas encore en service" in closed.json()["message"]


def test_loaded_again_the_page_shows_the_link_that_it_had_prepared(browser: Browser, token: str) -> None:
    fresh = prepared(browser, token)
    assert f'data-lien-prepare="{fresh}"' in browser.post(PART, lien=token, nouveau=fresh).json()["html"]
    for unknown in (FORGED, "", "<script>"):
        shown = browser.post(PART, lien=token, nouveau=unknown).json()["html"]
        assert "data-lien-prepare" not in shown
        assert "Préparer un nouveau lien" in shown
    assert browser.post(PART, lien=token, nouveau=["a", "b"]).status_code == 400


def test_given_up_the_present_link_goes_on_and_the_other_is_nothing(browser: Browser, token: str) -> None:
    fresh = prepared(browser, token)
    told = browser.post(f"{PART}/renoncer", lien=token, nouveau=fresh).json()
    assert "data-lien-renonce" in told["html"]
    assert "votre lien actuel fonctionne toujours" in told["dit"]
    refused = browser.post(f"{PART}/changer", lien=token, nouveau=fresh, garde="oui")
    assert refused.status_code == 400
    assert "votre lien actuel fonctionne toujours" in refused.json()["message"]
    assert browser.post("dossier", lien=token).status_code == 200


@pytest.mark.parametrize("kept", [{}, {"garde": ""}, {"garde": ["oui"]}, {"garde": True}])
def test_the_second_step_wants_the_link_to_be_kept(browser: Browser, token: str, kept: dict[str, object]) -> None:
    fresh = prepared(browser, token)
    refused = browser.post(f"{PART}/changer", lien=token, nouveau=fresh, **kept)
    assert refused.status_code == 400
    assert "Gardez d’abord le nouveau lien" in refused.json()["message"]
    assert browser.post("dossier", lien=token).status_code == 200


def test_changed_every_address_refuses_the_former_link_in_words(site: Protection, browser: Browser, token: str) -> None:
    fresh = changed(browser, token)
    sent = message("device-1", "SEC-01", "non")
    for name, more in (
        ("dossier", {}),
        ("reponses", {"depuis": 0, "reponses": [sent]}),
        ("suivi", {"depuis": 0, "appareil": "device1"}),
        ("historique", {"question": "SEC-01"}),
        ("confies", {}),
        ("piece/donnees", {}),
        ("piece/suivi", {}),
        ("piece/liens-rapport", {}),
        (PART, {}),
        (f"{PART}/preparer", {}),
    ):
        refused = browser.post(name, lien=token, **more)
        assert (refused.status_code, refused.json()["code"], refused.json()["remplace"]) == (410, "expire", True), name
        assert "a été changé" in refused.json()["message"]
    form = {"content-type": "application/x-www-form-urlencoded"}
    exported = AsgiClient(site).request("POST", routes.OWN_DATA_EXPORT, headers=form, content=f"lien={token}".encode())
    assert exported.status_code == 404
    assert "a été changé" in exported.text
    assert browser.post("dossier", lien=fresh).json()["reponses"] == []
    again = browser.answer(fresh, sent)
    assert [each["id"] for each in again["regles"]] == ["device-1"]
    assert "Le lien a été changé pour la dernière fois le" in words(browser.post(PART, lien=fresh))


def test_sent_twice_it_is_changed_once(browser: Browser, token: str) -> None:
    """The first answer was lost: the same form is sent again, with the link that works no longer."""
    fresh = changed(browser, token)
    again = browser.post(f"{PART}/changer", lien=token, nouveau=fresh, garde="oui")
    assert again.status_code == 200
    assert f'data-lien-change="{fresh}"' in again.json()["html"]
    other = changed(browser, fresh)
    late = browser.post(f"{PART}/changer", lien=token, nouveau=fresh, garde="oui")
    assert (late.status_code, late.json()["remplace"]) == (410, True)
    assert browser.post("dossier", lien=other).status_code == 200


def test_a_page_that_waits_for_news_hears_at_once_that_its_link_was_changed(browser: Browser, token: str) -> None:
    fresh = prepared(browser, token)

    async def change() -> None:
        assert (await browser.posting(f"{PART}/changer", lien=token, nouveau=fresh, garde="oui")).status_code == 200

    async def wait() -> httpx.Response:
        return await while_waiting(browser.posting("suivi", lien=token, depuis=0, appareil="device1"), change)

    heard = run(wait())
    assert (heard.status_code, heard.json()["remplace"]) == (410, True)


def test_news_go_on_for_a_colleague_whose_link_was_made_before(
    browser: Browser, token: str, installation: Application
) -> None:
    """They wait under the name of the file, which a new link does not change."""
    theme = installation.handovers.hand_over(token, "securite", "agent", 14).token
    fresh = changed(browser, token)

    async def answer() -> None:
        told = await browser.posting("reponses", lien=fresh, depuis=0, reponses=[message("town01-1", "SEC-01", "non")])
        assert told.status_code == 200

    async def wait() -> httpx.Response:
        return await while_waiting(browser.posting("suivi", lien=theme, depuis=0, appareil="clerk1"), answer)

    assert [row["q"] for row in run(wait()).json()["reponses"]] == ["SEC-01"]


def test_too_many_in_an_hour_are_refused_in_words(browser: Browser, token: str) -> None:
    for _ in range(6):
        prepared(browser, token)
    refused = browser.post(f"{PART}/preparer", lien=token)
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0
    assert "votre lien actuel fonctionne toujours" in refused.json()["message"]


def test_a_theme_is_taken_back_where_access_is_seen(browser: Browser, token: str, installation: Application) -> None:
    theme = installation.handovers.hand_over(token, "securite", "agent", 14)
    shown = browser.post("piece/liens-confies", lien=token)
    assert "Sécurité et copies de secours Confié à un agent le" in words(shown)
    told = browser.post("piece/liens-confies-retirer", lien=token, numero=str(theme.number))
    assert "n’ouvre plus rien" in told.json()["dit"]
    assert "Aucun en ce moment" in words(told)
    assert browser.post("dossier", lien=theme.token).status_code == 410
    for unknown in ("999999", "x", "-1", "٣"):
        assert browser.post("piece/liens-confies-retirer", lien=token, numero=unknown).status_code == 400


def test_nothing_of_a_change_is_counted(browser: Browser, token: str, installation: Application) -> None:
    def counted() -> list[object]:
        installation.statistics.settle()
        with database(installation) as connection:
            return connection.execute("SELECT * FROM tally ORDER BY 1, 2, 3, 4").fetchall()

    before = counted()
    assert before, "its opening is"
    changed(browser, token)
    assert counted() == before
