"""What every response says to the browser, and which requests go no further."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from ansm.web.protection import LARGEST_BODY, Protection, script_hashes
from tests.web.asgi_client import AsgiClient


@pytest.fixture
def client(tmp_path: Path) -> AsgiClient:
    """A small site behind our protection, with one inline script in its pages."""
    (tmp_path / "diagnostic").mkdir()
    (tmp_path / "diagnostic" / "index.html").write_text("le questionnaire", encoding="utf-8")
    (tmp_path / "index.html").write_text('<script>un</script><script src="/a.js"></script>', encoding="utf-8")

    async def page(_request: Request) -> Response:
        return PlainTextResponse("bonjour")

    async def moved(_request: Request) -> Response:
        return RedirectResponse("http://testserver/diagnostic/")

    async def events(socket: WebSocket) -> None:
        await socket.accept()

    app = Starlette(
        routes=[
            Route("/", page, methods=["GET", "POST"]),
            Route("/assets/a-1234.js", page),
            Route("/ailleurs", moved),
            WebSocketRoute("/_event", events),
            Mount("/", StaticFiles(directory=tmp_path, html=True)),
        ]
    )
    return AsgiClient(Protection(app, tmp_path))


def test_scripts_come_from_us_or_are_known_by_their_hash(client: AsgiClient, tmp_path: Path) -> None:
    """No inline script is allowed as such, and nothing may be evaluated from a string."""
    policy = client.get("/").headers["content-security-policy"]
    digest = base64.b64encode(hashlib.sha256(b"un").digest()).decode()
    assert script_hashes(tmp_path) == (f"'sha256-{digest}'",)
    assert f"script-src 'self' 'sha256-{digest}';" in policy
    assert "unsafe" not in policy


def test_a_page_calls_nobody_and_is_framed_by_nobody(client: AsgiClient) -> None:
    """Same origin only, the event socket included."""
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "connect-src 'self' ws://testserver wss://testserver;" in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy


def test_a_file_may_load_nothing_and_a_page_kept_by_the_browser_keeps_its_policy(client: AsgiClient) -> None:
    """The address decides: the answer « not modified » has no type."""
    assert client.get("/assets/a-1234.js").headers["content-security-policy"].startswith("default-src 'none'; frame")
    for page in ("/", "/diagnostic/", "/diagnostic", "/index.html", "/a.b/"):
        assert "script-src 'self'" in client.get(page).headers["content-security-policy"]


def test_every_response_carries_the_other_headers(client: AsgiClient) -> None:
    """Errors too."""
    for response in (client.get("/"), client.get("/absente")):
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["referrer-policy"] == "no-referrer"
        assert response.headers["cross-origin-opener-policy"] == "same-origin"


def test_a_strange_host_does_not_enter_the_policy(client: AsgiClient) -> None:
    """A host header is text that a client chose."""
    policy = client.get("/", headers={"host": "a; script-src *"}).headers["content-security-policy"]
    assert "script-src *" not in policy


def test_files_named_by_their_content_are_kept_a_year_and_pages_are_asked_again(client: AsgiClient) -> None:
    """A new version of the site is seen at the next visit."""
    assert "immutable" in client.get("/assets/a-1234.js").headers["cache-control"]
    assert client.get("/").headers["cache-control"] == "no-cache"


def test_a_redirection_keeps_the_visitor_on_https(client: AsgiClient) -> None:
    """Behind a proxy, an address with a host and plain http would leave it."""
    assert client.get("/ailleurs").headers["location"] == "/diagnostic/"


@pytest.mark.parametrize(
    "path",
    [
        "//ailleurs.example/%2e%2e%2fdiagnostic",
        "/%2failleurs.example/%2e%2e%2fdiagnostic",
        "///ailleurs.example/%2e%2e%2fdiagnostic",
        "//diagnostic",
    ],
)
def test_a_redirection_never_leaves_the_site(client: AsgiClient, path: str) -> None:
    """What follows two strokes is another site: whoever clicks on an address of ours must not land there."""
    response = client.get(f"http://testserver{path}")
    assert response.is_redirect
    assert urlsplit(response.headers["location"]).netloc == ""
    assert response.headers["location"].startswith("/")


@pytest.mark.parametrize("origin", ["https://ailleurs.example", "null", "", "http://testserver.ailleurs.example"])
def test_another_site_opens_no_event_socket(client: AsgiClient, origin: str) -> None:
    """Whatever it says of itself."""
    assert not client.opens_socket("/_event", origin)


@pytest.mark.parametrize("origin", ["http://testserver", "https://testserver", None])
def test_our_pages_open_the_event_socket(client: AsgiClient, origin: str | None) -> None:
    """Behind an https proxy too, where we only see http."""
    assert client.opens_socket("/_event", origin)


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://ailleurs.example"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}],
)
def test_another_site_posts_nothing(client: AsgiClient, headers: dict[str, str]) -> None:
    """Refused with a sentence."""
    response = client.request("POST", "/", headers=headers)
    assert response.status_code == 403
    assert response.text.endswith("depuis ce site.")


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "null", "sec-fetch-site": "same-origin"}, {"origin": "http://testserver"}]
)
def test_our_pages_post_forms(client: AsgiClient, headers: dict[str, str]) -> None:
    """Without a referrer, browsers say that the origin is « null »."""
    assert client.request("POST", "/", headers=headers).status_code == 200


@pytest.mark.parametrize("length", [str(LARGEST_BODY + 1), "9" * 40, "-1", "dix", "²"])
def test_a_large_or_strange_body_is_refused(client: AsgiClient, length: str) -> None:
    """Before anything is read."""
    headers = [(b"content-length", length.encode())]
    assert client.request("POST", "/", headers=headers).status_code == 413
