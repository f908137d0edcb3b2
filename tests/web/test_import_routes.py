"""A browser brings a file: it is told what the file holds, starts from it, or completes the diagnostic it has open."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pikepdf
import pytest
from starlette.applications import Starlette
from starlette.types import ASGIApp

from ansm.application import Application
from ansm.exchange import LARGEST_TRAVELLING
from ansm.exchange.travelling import integrity
from ansm.web import import_routes
from ansm.web.own_routes import ROUTES
from ansm.web.protection import LARGEST_BODY, LARGEST_IMPORT, Protection
from tests.asynchronous import run
from tests.web.asgi_client import HOST

EVERY = [route.path.removeprefix("/importer/") for route in import_routes.ROUTES]
JSON_TYPE = "application/json"


class Browser:
    """Posts files to our routes, behind our protection."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    def post(
        self,
        address: str,
        content: bytes | AsyncIterator[bytes],
        kind: str | None = JSON_TYPE,
        token: str | None = None,
        **headers: str,
    ) -> httpx.Response:
        """Send a file."""
        return run(self.posting(address, content, kind, token, **headers))

    async def posting(
        self,
        address: str,
        content: bytes | AsyncIterator[bytes],
        kind: str | None = JSON_TYPE,
        token: str | None = None,
        **headers: str,
    ) -> httpx.Response:
        """The same, on an event loop that does other things."""
        said = {"content-type": kind} if kind else {}
        said |= {"authorization": f"Bearer {token}"} if token is not None else {}
        transport = httpx.ASGITransport(app=self._app)
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}", timeout=60) as client:
            return await client.post(f"/importer/{address}", content=content, headers=said | headers)


@pytest.fixture
def browser(installation: Application, tmp_path: Path) -> Browser:
    """A browser on the routes of the running installation."""
    assert installation.today()
    return Browser(Protection(Starlette(routes=list(ROUTES)), tmp_path))


@pytest.fixture
def token(installation: Application) -> str:
    """The personal link of a file with two answers."""
    secret = installation.open("38061", "elu")
    installation.answer(secret, "SEC-01", "non")
    return secret


@pytest.fixture
def data(installation: Application, token: str) -> bytes:
    """Its export."""
    return installation.travel.export(token).data


def refusal(response: httpx.Response, status: int, code: str) -> str:
    told = response.json()
    assert (response.status_code, told["code"]) == (status, code), response.text
    sentence: str = told["message"]
    assert sentence.endswith(".")
    return sentence


# --- what each address does


def test_a_file_is_told_before_anything_is_done(browser: Browser, data: bytes, installation: Application) -> None:
    response = browser.post("lire", data)
    assert response.status_code == 200
    assert response.json() == {
        "uid": json.loads(data)["uid"],
        "territoire": {"code": "38061", "nom": "La Buisse"},
        "ouvert": installation.today().isoformat(),
        "edition": None,
        "reponses": 2,
        "historique": True,
        "reprise": True,
        "non_reprises": [],
    }
    assert response.headers["cache-control"] == "no-store"


def test_a_file_is_resumed_under_a_link_of_its_own(
    browser: Browser, data: bytes, token: str, installation: Application
) -> None:
    told = browser.post("commencer", data).json()
    assert (told["territoire"], told["repris"], told["reponses"]) == ("La Buisse", True, 2)
    assert (told["edition"], told["non_reprises"]) == (None, [])
    assert told["lien"] != token
    assert installation.file(told["lien"]).answers == installation.file(token).answers


def test_a_new_diagnostic_starts_from_it(browser: Browser, data: bytes, installation: Application) -> None:
    told = browser.post("commencer?mode=nouveau&role=agent", data).json()
    assert told["repris"] is False
    file = installation.file(told["lien"])
    assert file.answers.chosen("PRO-01") == ("agent",)
    assert (file.answers.chosen("SEC-01"), file.suggested.chosen("SEC-01")) == ((), ("non",))
    assert file.origin is not None


def test_the_open_file_is_completed_with_it(
    browser: Browser, data: bytes, token: str, installation: Application
) -> None:
    other = browser.post("commencer", data).json()["lien"]
    installation.answer(other, "CON-01", "fibre")
    installation.answer(other, "SEC-01", "auto")
    told = browser.post("fusionner", installation.travel.export(other).data, token=token).json()
    assert (told["ajoutees"], told["deja"], told["non_reprises"]) == (2, 1, [])
    assert [each["question"] for each in told["a_departager"]] == ["SEC-01"]
    assert all(each["texte"].endswith("?") for each in told["a_departager"])
    assert installation.file(token).answers.chosen("CON-01") == ("fibre",)
    assert installation.file(token).answers.chosen("SEC-01") == ("non",)


@pytest.mark.parametrize("kind", ["application/pdf", "application/octet-stream", "Application/PDF; charset=binary"])
def test_a_pdf_with_its_diagnostic_is_read_too(browser: Browser, data: bytes, kind: str) -> None:
    pdf, buffer = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.attachments["diagnostic.ansm.json"] = pikepdf.AttachedFileSpec(pdf, data)
    pdf.save(buffer)
    assert browser.post("lire", buffer.getvalue(), kind).json()["reponses"] == 2


# --- who may


@pytest.mark.parametrize("secret", [None, "", "A" * 43, "A" * 500, "%C3%A9" * 10])
def test_only_the_personal_link_completes_a_file(browser: Browser, data: bytes, secret: str | None) -> None:
    assert "diagnostic" in refusal(browser.post("fusionner", data, token=secret), 404, "lien")


def test_a_link_of_one_theme_does_not(browser: Browser, data: bytes, token: str, installation: Application) -> None:
    theme = installation.handovers.hand_over(token, "securite", "agent", 14).token
    assert "un seul thème" in refusal(browser.post("fusionner", data, token=theme), 404, "lien")
    assert refusal(browser.post("fusionner", data, authorization=f"Basic {token}"), 404, "lien")


@pytest.mark.parametrize("address", EVERY)
def test_another_site_sends_nothing(browser: Browser, data: bytes, address: str) -> None:
    for headers in ({"origin": "https://ailleurs.exemple"}, {"sec-fetch-site": "cross-site"}):
        assert "site" in refusal(browser.post(address, data, **headers), 403, "origine")


# --- what may be sent


@pytest.mark.parametrize("address", EVERY)
@pytest.mark.parametrize("kind", [None, "text/plain", "multipart/form-data; boundary=x", "text/json", "image/png"])
def test_only_the_types_of_our_files_are_read(browser: Browser, data: bytes, address: str, kind: str | None) -> None:
    assert ".ansm.json" in refusal(browser.post(address, data, kind), 415, "type")


@pytest.mark.parametrize("address", ["lire", "commencer"])
@pytest.mark.parametrize("content", [b"", b"{}", b"%PDF-1.7", b"\x00" * 1000, b"[" * 100_000, b"PK\x03\x04", b"null"])
def test_what_is_no_diagnostic_is_refused_in_a_sentence(browser: Browser, address: str, content: bytes) -> None:
    assert len(refusal(browser.post(address, content), 400, "demande")) < 400


def test_a_damaged_file_says_so(browser: Browser, data: bytes) -> None:
    assert "abîmé ou modifié" in refusal(browser.post("lire", data.replace(b"non", b"nsp", 1)), 400, "demande")


def test_an_unknown_territory_says_which(browser: Browser, data: bytes) -> None:
    said = json.loads(data)
    said["territory"] = {"code": "99999", "name": "Ville-Imaginaire"}
    del said["integrity"]
    content = json.dumps(said | {"integrity": integrity(said)}).encode()
    assert "Ville-Imaginaire" in refusal(browser.post("lire", content), 400, "demande")


@pytest.mark.parametrize("query", ["mode=autre", "mode=", "mode=nouveau&role=" + "x" * 100, "mode=nouveau&role=prefet"])
def test_a_start_asked_otherwise_is_refused(browser: Browser, data: bytes, query: str) -> None:
    assert refusal(browser.post(f"commencer?{query}", data), 400, "demande")
    assert json.loads(browser.post("lire", data).content)["reprise"]  # the file itself was right


def test_a_file_that_is_too_large_is_not_read_whatever_it_says_of_itself(browser: Browser) -> None:
    assert LARGEST_IMPORT == LARGEST_TRAVELLING > LARGEST_BODY

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(12):
            yield b" " * 1_000_000

    assert "10\u00a0Mo" in refusal(browser.post("lire", b" " * (LARGEST_IMPORT + 1)), 413, "taille")
    assert "10\u00a0Mo" in refusal(browser.post("lire", endless()), 413, "taille")
    assert refusal(browser.post("lire", b"{}", **{"content-length": "x"}), 413, "taille")
    assert "vide" in refusal(browser.post("lire", b" " * LARGEST_IMPORT), 400, "demande")


def test_no_other_address_takes_so_much(browser: Browser, tmp_path: Path) -> None:
    async def post() -> httpx.Response:
        transport = httpx.ASGITransport(app=Protection(Starlette(routes=list(ROUTES)), tmp_path))
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
            return await client.post("/echange/dossier", content=b" " * (LARGEST_BODY + 1))

    assert browser is not None
    refusal(run(post()), 413, "taille")


def test_too_many_files_at_once_are_asked_to_come_back(browser: Browser, data: bytes) -> None:
    async def crowd() -> None:
        let_go = asyncio.Event()

        async def slow() -> AsyncIterator[bytes]:
            yield data[:10]
            await let_go.wait()
            yield data[10:]

        first = [asyncio.ensure_future(browser.posting("lire", slow())) for _ in range(import_routes.MOST_AT_ONCE)]
        while import_routes._turnstile._inside < import_routes.MOST_AT_ONCE:
            await asyncio.sleep(0.005)
        late = await browser.posting("lire", data)
        assert refusal(late, 429, "attente") == import_routes.BUSY
        assert late.headers["retry-after"] == "5"
        let_go.set()
        assert [each.status_code for each in await asyncio.gather(*first)] == [200] * import_routes.MOST_AT_ONCE
        assert (await browser.posting("lire", data)).status_code == 200

    run(crowd())


def test_a_file_that_never_arrives_holds_nothing(
    browser: Browser, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_routes, "MOST_SECONDS", 0.01)

    async def stuck() -> AsyncIterator[bytes]:
        yield data[:10]
        await asyncio.Event().wait()

    assert "n’est pas arrivé à temps" in refusal(browser.post("lire", stuck()), 400, "demande")
    assert import_routes._turnstile._inside == 0


@pytest.fixture(autouse=True)
def _nobody_left_inside() -> Iterator[None]:
    yield
    assert import_routes._turnstile._inside == 0
