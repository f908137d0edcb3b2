"""Giving a report by a link, over HTTP: what is shown, what is refused, and that nothing else opens."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from starlette.applications import Starlette

from ansm.application import Application, ReportWish
from ansm.web import routes
from ansm.web.own_routes import ROUTES
from ansm.web.protection import LARGEST_BODY, Protection
from tests.web.asgi_client import AsgiClient
from tests.web.exchange_client import Browser

LA_BUISSE = "38061"
FORGED = "A" * 43
FORM = {"content-type": "application/x-www-form-urlencoded"}
GIVE = {
    "document": "rapport",
    "edition": "publiable",
    "contenu": "fige",
    "pour": "la préfecture",
    "jours": "30",
}
PIECES = [
    "liens-rapport",
    "liens-rapport-donner",
    "liens-rapport-retirer",
    "qui-suit",
    "qui-suit-arreter",
    "rapport-recu",
    "rapport-recu-poids",
]


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


def given(browser: Browser, token: str, **changed: str) -> str:
    """Make a link on the page, and read it there."""
    told = browser.post("piece/liens-rapport-donner", lien=token, **(GIVE | changed))
    assert told.status_code == 200, told.text
    found = re.search(r'value="/agents/#([\w-]{43})"', told.json()["html"])
    assert found is not None
    return found[1]


def words(markup: str) -> str:
    """What is read of it, with ordinary spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def test_the_pages_themselves_say_nothing_of_any_file(site: Protection) -> None:
    for address in (routes.SHARING, routes.AGENTS, "/agents"):
        page = AsgiClient(site).get(address)
        assert page.status_code == 200
        assert page.text.count("<h1") == 1
        assert page.headers["cache-control"] == "no-store"
        assert 'content="noindex"' in page.text
        assert "script-src 'self'" in page.headers["content-security-policy"]
    assert AsgiClient(site).get(routes.AGENTS).headers["x-robots-tag"] == "noindex"


def test_a_link_is_shown_once_then_only_listed(browser: Browser, token: str) -> None:
    secret = given(browser, token)
    listed = browser.post("piece/liens-rapport", lien=token).json()["html"]
    assert secret not in listed
    text = words(listed)
    for expected in ("La préfecture", "Ouvert", "Le diagnostic complet, version publiable", "pas encore téléchargé"):
        assert expected in text


def test_what_a_person_typed_is_shown_as_text(browser: Browser, token: str) -> None:
    given(browser, token, pour="<script>alert(1)</script>")
    listed = browser.post("piece/liens-rapport", lien=token).json()["html"]
    assert "<script>" not in listed
    assert "&lt;script&gt;alert(1)" in listed


def test_the_page_of_who_receives_it_says_what_it_is_and_until_when(browser: Browser, token: str) -> None:
    public = words(browser.post("piece/rapport-recu", lien=given(browser, token)).json()["html"])
    for expected in ("La Buisse (Isère)", "version publiable", "il ne change plus", "compris", "peut être montrée"):
        assert expected in public
    assert "Ne le publiez pas" not in public
    kept = words(browser.post("piece/rapport-recu", lien=given(browser, token, edition="interne")).json()["html"])
    assert "Ne le publiez pas" in kept
    assert "ni une note, ni un classement" in kept


def test_the_document_comes_as_a_file_and_is_counted(site: Protection, browser: Browser, token: str) -> None:
    secret = given(browser, token, document="synthese")
    weight = browser.post("piece/rapport-recu-poids", lien=secret).json()
    answer = download(site, secret)
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    assert weight == {"etat": "pret", "octets": len(answer.content)}
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-robots-tag"] == "noindex"
    assert "Accompagnement-Numerique-Sur-Mesure_synthese_la-buisse" in answer.headers["content-disposition"]
    assert answer.content == download(site, secret).content
    assert "2 téléchargements" in words(browser.post("piece/liens-rapport", lien=token).json()["html"])


def test_a_link_taken_back_closes_everything_at_once(site: Protection, browser: Browser, token: str) -> None:
    secret = given(browser, token)
    listed = browser.post("piece/liens-rapport", lien=token).json()["html"]
    (number,) = re.findall(r'name="numero" value="(\d+)"', listed)
    told = browser.post("piece/liens-rapport-retirer", lien=token, numero=number).json()
    assert told["dit"].startswith("Le lien est retiré")
    for name in ("rapport-recu", "rapport-recu-poids"):
        refused = browser.post(f"piece/{name}", lien=secret)
        assert (refused.status_code, refused.json()["code"]) == (410, "expire")
        assert "retiré le" in refused.json()["message"]
    page = download(site, secret)
    assert page.status_code == 410
    assert "retiré le" in words(page.text)
    assert not page.content.startswith(b"%PDF")


@pytest.mark.parametrize("link", ["", "x", FORGED, FORGED[1:], "A" * 128, "é" * 43, "\ud800" * 43, "\0" * 43])
def test_any_text_as_a_link_gives_nothing(site: Protection, browser: Browser, link: str) -> None:
    for name in ("rapport-recu", "rapport-recu-poids"):
        refused = browser.post(f"piece/{name}", lien=link)
        assert refused.status_code in {404, 429}
        assert refused.json()["message"].endswith(".")
    page = download(site, link)
    assert page.status_code in {404, 429}
    assert page.headers["content-type"].startswith("text/html")


def test_neither_link_opens_what_the_other_opens(site: Protection, browser: Browser, token: str) -> None:
    secret = given(browser, token)
    for name in ("liens-rapport", "liens-rapport-retirer", "qui-suit", "qui-suit-arreter", "donnees"):
        assert browser.post(f"piece/{name}", lien=secret, numero="1").status_code == 404
    assert browser.post("piece/liens-rapport-donner", lien=secret, **GIVE).status_code == 404
    for name in ("dossier", "confies", "affiner", "preparer"):
        assert browser.post(name, lien=secret).status_code == 404
    assert browser.post("piece/rapport-recu", lien=token).status_code in {404, 429}
    assert download(site, token).status_code in {404, 429}


def test_a_link_to_entrust_gives_no_report(browser: Browser, installation: Application, token: str) -> None:
    theme = installation.handovers.hand_over(token, "securite", "agent", 14).token
    for name in ("liens-rapport", "qui-suit"):
        assert browser.post(f"piece/{name}", lien=theme).status_code == 404
    assert browser.post("piece/liens-rapport-donner", lien=theme, **GIVE).status_code == 404
    assert installation.report_links.all(token) == ()


def test_the_link_of_another_file_takes_nothing_back(browser: Browser, installation: Application, token: str) -> None:
    made = installation.report_links.give(token, ReportWish("rapport", "interne", frozen=True, label="", days=30))
    other = installation.open(LA_BUISSE)
    for number in (str(made.number), "0", "-1", "9" * 30, "x", ""):
        refused = browser.post("piece/liens-rapport-retirer", lien=other, numero=number)
        assert (refused.status_code, refused.json()["code"]) == (400, "demande")
    assert installation.shared_reports.look(made.token, "x")


@pytest.mark.parametrize("name", PIECES)
@pytest.mark.parametrize(
    "content", [b"", b"null", b"[]", b"{", b'{"lien": 3}', b'{"lien": null}', b"\xff\xfe", b"[" * 5000]
)
def test_what_cannot_be_read_is_refused_in_a_sentence(browser: Browser, name: str, content: bytes) -> None:
    refused = browser.raw(f"piece/{name}", content)
    assert refused.status_code == 400
    assert refused.json()["message"].endswith(".")


@pytest.mark.parametrize("name", PIECES)
def test_what_is_too_large_or_a_form_of_another_site_is_refused(browser: Browser, name: str) -> None:
    assert browser.raw(f"piece/{name}", b'{"lien": "' + b"x" * LARGEST_BODY + b'"}').status_code == 413
    assert browser.raw(f"piece/{name}", b'{"lien": "x"}', {"content-type": "text/plain"}).status_code == 400
    foreign = {"content-type": "application/json", "origin": "https://ailleurs.exemple"}
    assert browser.raw(f"piece/{name}", b"{}", foreign).status_code == 403


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("jours", value) for value in ("", "x", "-1", "0", "366", "1e3", "²", "9" * 400, None, 30, [], {}, True)),
        *(("document", value) for value in ("", "echange", "x" * 900, None, ["rapport"], 3)),
        *(("edition", value) for value in ("", "x", None, {})),
        *(("pour", value) for value in ("x" * 101, "a\0b", "\ud800", None, ["x"])),
        *(("adresse", value) for value in ("x", "a@b", "x" * 513, None, [])),
        ("contenu", None),
    ],
)
def test_each_field_is_looked_at_and_nothing_is_made(
    browser: Browser, installation: Application, token: str, field: str, value: object
) -> None:
    body = json.dumps({"lien": token, **GIVE, field: value}).encode()
    refused = browser.raw("piece/liens-rapport-donner", body)
    assert refused.status_code in {400, 409}, refused.text  # 409: this site sends no letters
    assert refused.json()["message"].rstrip().endswith(".")
    assert installation.report_links.all(token) == ()


def test_the_form_of_another_site_downloads_nothing(site: Protection, browser: Browser, token: str) -> None:
    content = urlencode({"lien": given(browser, token)}).encode()
    foreign = FORM | {"origin": "https://ailleurs.exemple", "sec-fetch-site": "cross-site"}
    assert AsgiClient(site).request("POST", routes.AGENTS_DOWNLOAD, headers=foreign, content=content).status_code == 403
    assert AsgiClient(site).get(routes.AGENTS_DOWNLOAD).status_code == 405


def test_nobody_follows_a_new_file_and_nobody_can_be_stopped(browser: Browser, token: str) -> None:
    assert "Aucune organisation" in words(browser.post("piece/qui-suit", lien=token).json()["html"])
    refused = browser.post("piece/qui-suit-arreter", lien=token, numero="1")
    assert (refused.status_code, refused.json()["code"]) == (400, "demande")


def download(site: Protection, secret: str) -> httpx.Response:
    """Send the form of the page."""
    content = urlencode({"lien": secret.encode("utf-8", "surrogatepass")}).encode()
    return AsgiClient(site).request("POST", routes.AGENTS_DOWNLOAD, headers=FORM, content=content)
