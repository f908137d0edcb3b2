"""Whatever is sent to the exchange: a sentence, a small answer, and nothing changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from ansm.application import Application
from ansm.web.exchange_routes import ROUTES
from ansm.web.protection import LARGEST_BODY, Protection
from tests.web.exchange_client import JSON, Browser, message

ADDRESSES = [route.path.removeprefix("/echange/") for route in ROUTES]
NOT_TEXT: tuple[object, ...] = (None, 3, 1.5, True, [], ["a"], {}, {"$ne": ""})
NOT_WHOLE: tuple[object, ...] = (None, "1", 1.0, -1, True, [], {}, 2**53, 10**300)


@pytest.fixture
def browser(installation: Application, tmp_path: Path) -> Browser:
    """A browser on our routes, behind our protection."""
    assert installation.today()
    return Browser(Protection(Starlette(routes=list(ROUTES)), tmp_path))


@pytest.fixture
def token(installation: Application) -> str:
    """The personal link of a new file."""
    return installation.open("38061")


def is_refused(browser: Browser, name: str, content: bytes, headers: dict[str, str] | None = None) -> bool:
    """Whether the request is told to be malformed, in a few words and without a word of what it held."""
    response = browser.raw(name, content, headers)
    told = response.json()
    return response.status_code == 400 and told["code"] == "demande" and "conservées" in told["message"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"lien"',
        b"3",
        b"lien=" + b"A" * 43,
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
        '{"lien": "A"}'.encode("utf-16"),
        b"[" * 16_000,
        b'{"a":' * 3_000,
        b'{"lien": NaN}',
        b'{"lien": Infinity}',
        b'{"lien": ' + b"9" * 5_000 + b"}",
        b"{'lien': 'A'}",
        b'{"lien": "A"} {"lien": "B"}',
        b"{}",
    ],
)
def test_a_body_that_is_no_json_object_is_refused_everywhere(browser: Browser, content: bytes) -> None:
    assert all(is_refused(browser, name, content) for name in ADDRESSES)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_form_of_another_site_is_not_taken_for_json(browser: Browser, token: str, kind: str) -> None:
    """A page elsewhere can post these without asking first."""
    content = json.dumps({"lien": token}).encode()
    assert all(is_refused(browser, name, content, {"content-type": kind}) for name in ADDRESSES)
    assert browser.raw("dossier", content, {"content-type": "Application/JSON; charset=utf-8"}).status_code == 200


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_answers_to_our_own_pages_only(browser: Browser, token: str, name: str) -> None:
    content = json.dumps({"lien": token}).encode()
    response = browser.raw(name, content, JSON | {"origin": "https://ailleurs.example"})
    assert (response.status_code, response.json()["code"]) == (403, "origine")


def test_a_large_body_is_refused_announced_or_not(browser: Browser, token: str) -> None:
    content = json.dumps({"lien": token, "autre": "x" * LARGEST_BODY}).encode()
    response = browser.raw("dossier", content)
    assert (response.status_code, response.json()["code"]) == (413, "taille")
    unannounced = browser.raw("dossier", content, JSON | {"content-length": "12"})
    assert (unannounced.status_code, unannounced.json()["code"]) == (413, "taille")


@pytest.mark.parametrize("value", NOT_TEXT)
def test_a_text_is_a_text(browser: Browser, token: str, value: object) -> None:
    fields = {
        "dossier": {"lien": value},
        "historique": {"lien": token, "question": value},
        "confier": {"lien": token, "theme": value, "a": "agent", "jours": 3},
        "suivi": {"lien": token, "depuis": 0, "appareil": value},
        "courriel": {"lien": token, "adresse": value},
    }
    assert all(is_refused(browser, name, json.dumps(body).encode()) for name, body in fields.items())


@pytest.mark.parametrize("value", NOT_WHOLE)
def test_a_number_is_whole_and_counted_from_zero(browser: Browser, token: str, value: object) -> None:
    fields = {
        "reponses": {"lien": token, "depuis": value, "reponses": []},
        "suivi": {"lien": token, "depuis": value, "appareil": "tablet"},
        "confier": {"lien": token, "theme": "site", "a": "elu", "jours": value},
        "retirer": {"lien": token, "numero": value},
    }
    assert all(is_refused(browser, name, json.dumps(body).encode()) for name, body in fields.items())


@pytest.mark.parametrize("device", ["", "short", "x" * 13, "CAPITAL", "a b c d", "é" * 8, "tablet\n", "../../.."])
def test_a_device_has_a_name_of_its_own_kind(browser: Browser, token: str, device: str) -> None:
    body = {"lien": token, "depuis": 0, "appareil": device}
    assert is_refused(browser, "suivi", json.dumps(body).encode())


@pytest.mark.parametrize(
    "messages",
    [
        None,
        {},
        "x",
        [None],
        ["x"],
        [[]],
        [{}],
        [message("phone1-1", "SEC-01", "non")] * 51,
        [message("phone1", "SEC-01", "non")],
        [message("phone-1", "SEC-01", "non")],
        [message("PHONE1-1", "SEC-01", "non")],
        [message("phone1-1-2", "SEC-01", "non")],
        [message("phone1-1\n", "SEC-01", "non")],
        [message("phone1-" + "1" * 12, "SEC-01", "non")],
        [message("phone1-1", "SEC-01", "non"), message("x")],
    ],
)
def test_messages_that_cannot_be_told_apart_are_refused_together(
    browser: Browser, token: str, messages: object
) -> None:
    """Nothing is recorded, not even those before."""
    body = {"lien": token, "depuis": 0, "reponses": messages}
    assert is_refused(browser, "reponses", json.dumps(body).encode())
    assert browser.post("dossier", lien=token).json()["curseur"] == 0


@pytest.mark.parametrize(
    "part",
    [
        {"q": None},
        {"q": "x" * 65},
        {"q": ["SEC-01"]},
        {"v": None},
        {"v": "non"},
        {"v": {"0": "non"}},
        {"v": [None]},
        {"v": [["non"]]},
        {"v": ["x" * 65]},
        {"v": ["non"] * 65},
        {"base": None},
        {"base": -1},
        {"base": "0"},
        {"base": True},
        {"base": 2**53},
        {"par": 3},
        {"par": "x" * 65},
        {"q": "XXX-99"},
        {"q": "\0"},
        {"q": "\ud800"},
        {"v": ["'; DROP TABLE answer; --"]},
        {"v": ["\ud800"]},
        {"v": ["non", "non", "non", "non", "non", "non"]},
    ],
)
def test_a_message_that_will_never_be_read_is_refused_alone_and_for_good(
    browser: Browser, token: str, part: dict[str, Any]
) -> None:
    """Otherwise the outbox of a browser would be stuck on it."""
    bad = message("phone1-1", "SEC-01", "non") | part
    told = browser.answer(token, bad, message("phone1-2", "SEC-01", "manuel"))
    by_name = {each["id"]: each for each in told["regles"]}
    assert by_name["phone1-1"]["refus"].endswith(".")
    assert "n" in by_name["phone1-2"]
    assert [each["v"] for each in told["reponses"]] == [["manuel"]]


def test_a_missing_part_of_a_message_is_refused_too(browser: Browser, token: str) -> None:
    for name in ("q", "v", "base"):
        bad = {key: value for key, value in message("phone1-1", "SEC-01", "non").items() if key != name}
        assert "refus" in browser.answer(token, bad)["regles"][0]
    anonymous = {key: value for key, value in message("phone1-2", "SEC-01", "non").items() if key != "par"}
    assert "n" in browser.answer(token, anonymous)["regles"][0]


def test_a_key_written_twice_or_unknown_harms_nothing(browser: Browser, token: str) -> None:
    twice = f'{{"lien": "x", "lien": "{token}", "inconnu": {{"a": [1]}}, "depuis": 0, "reponses": []}}'
    assert browser.raw("reponses", twice.encode()).json() == {"regles": [], "reponses": [], "curseur": 0}


@pytest.mark.parametrize("link", ["", "x", "A" * 43, "A" * 128, "é" * 43, "\ud800" * 43, "\0" * 43, "../" * 14 + "a"])
def test_any_text_as_a_link_is_a_link_to_nothing(browser: Browser, link: str) -> None:
    response = browser.post("dossier", lien=link)
    assert (response.status_code, response.json()["code"]) == (404, "lien")
    assert is_refused(browser, "dossier", json.dumps({"lien": "A" * 129}).encode())


def test_the_history_of_no_question_is_empty(browser: Browser, token: str) -> None:
    for question in ("", "XXX-99", "'", "é"):
        assert browser.post("historique", lien=token, question=question).json() == {"lignes": []}
    for question in ("\0", "\ud800", "SEC-01\n"):
        assert is_refused(browser, "historique", json.dumps({"lien": token, "question": question}).encode())
