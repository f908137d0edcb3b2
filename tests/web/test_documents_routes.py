"""Documents as a browser asks for them: the secret in the body, each request checked, waits and trouble in words."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import Future
from dataclasses import replace
from urllib.parse import quote

import httpx
import pytest
from starlette.applications import Starlette
from starlette.types import Message

from ansm.application import OFFERS, Application, Begun
from ansm.errors import ReportUnavailable, StorageUnavailable
from ansm.web import documents_routes
from ansm.web.own_routes import ROUTES
from tests.asynchronous import run
from tests.web.asgi_client import AsgiClient

FORGED = "A" * 43
BUSY = "Beaucoup de PDF sont demandés en ce moment."


@pytest.fixture
def client(installation: Application) -> AsgiClient:
    """Our routes, on a running installation."""
    assert installation.today()
    return AsgiClient(Starlette(routes=list(ROUTES)))


@pytest.fixture
def token(installation: Application) -> str:
    """A file of La Buisse."""
    return installation.open("38061")


def form(client: AsgiClient, *fields: tuple[str, str], address: str = "/documents") -> httpx.Response:
    """A native form."""
    return client.request(
        "POST", address, content="&".join(f"{name}={quote(value)}" for name, value in fields).encode()
    )


def asked(client: AsgiClient, name: str, **fields: object) -> httpx.Response:
    """A question of the script."""
    headers = {"content-type": "application/json"}
    return client.request("POST", f"/echange/{name}", headers=headers, content=json.dumps(fields).encode())


def test_a_document_is_given_as_a_file_to_keep_under_its_name_and_cached_nowhere(
    client: AsgiClient, token: str
) -> None:
    given = form(client, ("lien", token), ("document", "echeances"), ("edition", "publiable"))
    assert given.status_code == 200
    assert given.headers["content-type"] == "text/calendar; charset=utf-8"
    assert given.headers["cache-control"] == "no-store"
    assert given.headers["content-disposition"].startswith(
        "attachment; filename*=UTF-8''Accompagnement-Numerique-Sur-Mesure_echeances_la-buisse_"
    )
    assert given.content.startswith(b"BEGIN:VCALENDAR")
    assert token not in given.text


def test_the_former_address_still_gives_the_report(client: AsgiClient, token: str) -> None:
    """A page that was open while the site was brought up to date knows that one."""
    given = form(client, ("lien", token), address="/rapport")
    assert given.headers["content-type"] == "application/pdf"
    assert "version-interne.pdf" in given.headers["content-disposition"]
    assert given.content.startswith(b"%PDF-")


@pytest.mark.parametrize("address", ["/documents", "/rapport"])
def test_no_address_ever_carries_a_secret(client: AsgiClient, token: str, address: str) -> None:
    assert client.get(f"{address}?lien={token}").status_code == 405
    assert client.request("POST", f"{address}?lien={token}").status_code == 404


@pytest.mark.parametrize("offer", OFFERS, ids=lambda each: f"{each.kind}-{each.edition}")
def test_each_document_checks_the_link_itself(client: AsgiClient, installation: Application, token: str, offer) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 — pytest’s own
    """A link that is unknown, « à confier » or over gets a page, and nothing of the file."""
    handed = installation.handovers.hand_over(token, "securite", "agent", 14)
    revoked = installation.handovers.hand_over(token, "securite", "agent", 14)
    installation.handovers.revoke(token, revoked.number, lambda _file, _device: None)
    for link in (FORGED, "", handed.token, revoked.token):
        refused = form(client, ("lien", link), ("document", offer.kind.value), ("edition", offer.edition.value))
        assert refused.status_code == 404
        assert "La Buisse" not in refused.text
        told = asked(client, "document", lien=link, document=offer.kind.value, edition=offer.edition.value)
        assert told.status_code in (400, 404, 410)
        assert set(told.json()) == {"message", "code"}
    for link in (FORGED, handed.token, revoked.token):
        assert asked(client, "preparer", lien=link).status_code in (400, 404, 410)


@pytest.mark.parametrize(
    "body",
    [b"", b"lien=", b"lien=%00", b"autre=1", b"\xff\xfe", b"lien=a&" * 200, b"lien=<b>", b"lien=" + b"a" * 90_000],
)
def test_what_is_no_form_of_ours_gets_a_page_and_none_of_its_own_words(client: AsgiClient, body: bytes) -> None:
    refused = client.request("POST", "/documents", content=body)
    assert refused.status_code == 404
    assert "<b>" not in refused.text


@pytest.mark.parametrize(
    "fields", [{}, {"document": "rapport"}, {"document": 1, "edition": "interne"}, {"lien": ["a"]}]
)
def test_an_unreadable_question_is_refused_in_words(client: AsgiClient, token: str, fields: dict[str, object]) -> None:
    told = asked(client, "document", **{"lien": token, **fields})
    assert (told.status_code, told.json()["code"]) == (400, "demande")


def test_a_document_that_does_not_exist_is_refused_in_words(client: AsgiClient, token: str) -> None:
    told = asked(client, "document", lien=token, document="facture", edition="interne")
    assert told.status_code == 400
    assert "n’existe pas" in told.json()["message"]
    assert form(client, ("lien", token), ("document", "facture")).status_code == 404


def test_a_document_is_said_ready_with_its_size(client: AsgiClient, token: str) -> None:
    told = asked(client, "document", lien=token, document="synthese", edition="publiable")
    given = form(client, ("lien", token), ("document", "synthese"), ("edition", "publiable"))
    assert told.json() == {"etat": "pret", "octets": len(given.content)}


def test_what_is_prepared_is_told_with_its_sizes(client: AsgiClient, token: str) -> None:
    found = asked(client, "preparer", lien=token).json()["prets"]
    assert [(one["document"], one["edition"]) for one in found] == [
        ("rapport", "interne"),
        ("rapport", "publiable"),
        ("synthese", "publiable"),
    ]
    given = form(client, ("lien", token), ("document", "rapport"), ("edition", "publiable"))
    assert found[1]["octets"] == len(given.content)


@pytest.mark.parametrize("error", [ReportUnavailable(BUSY), StorageUnavailable("La base de données est verrouillée.")])
def test_a_document_that_cannot_be_made_now_is_said_in_a_sentence(
    client: AsgiClient, installation: Application, token: str, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """Answers are safe, and both the page and the script can say so."""

    def fail(*_arguments: object) -> Begun:
        raise error

    monkeypatch.setattr(installation.documents, "begin", fail)
    page = form(client, ("lien", token), ("document", "rapport"), ("edition", "interne"))
    assert page.status_code == 503
    assert str(error) in page.text
    assert "Vos réponses sont enregistrées" in page.text
    told = asked(client, "document", lien=token, document="rapport", edition="interne")
    assert (told.status_code, told.json()["message"]) == (503, str(error))


def test_a_promise_that_breaks_is_told_too(
    client: AsgiClient, installation: Application, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken: Future[bytes] = Future()
    broken.set_exception(ReportUnavailable(BUSY))
    begin = installation.documents.begin
    monkeypatch.setattr(installation.documents, "begin", lambda *names: replace(begin(*names), data=broken))
    told = asked(client, "document", lien=token, document="plan-csv", edition="interne")
    assert (told.status_code, told.json()) == (503, {"message": BUSY, "code": "document"})
    assert BUSY in form(client, ("lien", token), ("document", "plan-csv"), ("edition", "interne")).text


def test_a_document_that_lasts_is_said_to_wait_and_the_question_is_let_go(
    client: AsgiClient, installation: Application, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Proxies cut long requests: the page asks again."""
    begin = installation.documents.begin
    monkeypatch.setattr(installation.documents, "begin", lambda *names: replace(begin(*names), data=Future()))
    monkeypatch.setattr(documents_routes, "HELD_SECONDS", 0.05)
    assert asked(client, "document", lien=token, document="plan-csv", edition="interne").json() == {"etat": "attente"}


def test_a_reader_who_leaves_takes_what_was_being_prepared_along(
    installation: Application, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rendered ahead for nobody is work for nothing: what is not begun is dropped."""
    offer = OFFERS[0]
    never = Begun(offer, installation.file(token).territory, "a.pdf", None, Future())
    given_up: list[tuple[Begun, ...]] = []
    monkeypatch.setattr(installation.documents, "prepare", lambda _token: (never,))
    monkeypatch.setattr(installation.documents, "give_up", given_up.append)
    body = json.dumps({"lien": token}).encode()
    messages: list[Message] = [
        {"type": "http.request", "body": body, "more_body": False},
        {"type": "http.disconnect"},
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return messages.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/echange/preparer",
        "headers": [(b"content-type", b"application/json"), (b"host", b"testserver")],
        "query_string": b"",
    }

    async def served() -> None:
        await asyncio.wait_for(Starlette(routes=list(ROUTES))(scope, receive, send), 60)

    run(served())
    assert given_up == [(never,)]
    assert json.loads(sent[1]["body"]) == {"prets": []}
