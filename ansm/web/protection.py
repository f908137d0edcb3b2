"""Decides what every response says to the browser, and which requests go no further.

- Pages may load and call nothing but ourselves; the few inline scripts that React Router writes are allowed
  one by one, by their hash, so that no `unsafe-inline` nor `unsafe-eval` is needed for scripts.
- A request that says it comes from another site opens no event socket and posts nothing.
- A request body is small, but for a file that somebody brings.
- What only a program of ours reads (the exchange, the import) carries no header that a page alone would need.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ansm.web.routes import EVENTS, EXCHANGE, IMPORT, WORKER

INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
HOST = re.compile(r"[A-Za-z0-9.\-\[\]:]{1,255}")
LARGEST_BODY = 16 * 1024
LARGEST_IMPORT = 10_000_000  # a report with its answers is a few hundred kilobytes
UNREADABLE_LENGTH = 10**12
PROGRAMS = (EXCHANGE, IMPORT)
FOREIGN = "Cette demande vient d’un autre site : elle a été refusée. Ouvrez la page depuis ce site."
TOO_LARGE = "Cette demande est trop volumineuse : elle a été refusée."
FILE_TOO_LARGE = (
    f"Ce fichier est trop gros pour être un diagnostic (limite\u00a0: {LARGEST_IMPORT // 1_000_000}\u00a0Mo). "
    "Il n’a pas été lu. Choisissez le fichier d’échange (.ansm.json) ou le document PDF du diagnostic."
)
# A script or an image loads nothing itself, and the list of hashes would weigh on each of them.
FILE_POLICY = "default-src 'none'; frame-ancestors 'none'"
# The worker that keeps the pages on the device fetches them itself, under its own policy.
WORKER_POLICY = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'"
A_YEAR = "public, max-age=31536000, immutable"


def script_hashes(interface: Path) -> tuple[str, ...]:
    """Return the CSP source of every inline script of the built pages, sorted."""
    scripts = {
        script
        for page in interface.rglob("*.html")
        for script in INLINE_SCRIPT.findall(page.read_text(encoding="utf-8"))
    }
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    return tuple(sorted(f"'sha256-{digest}'" for digest in digests))


class Protection:
    """ASGI middleware around everything we serve."""

    def __init__(self, app: ASGIApp, interface: Path) -> None:
        self.app = app
        self.scripts = " ".join(("'self'", *script_hashes(interface)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what comes from elsewhere or is too large, and dress the rest."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        dressed = self._dress(scope, headers, send)
        if is_foreign(scope, headers):
            await refuse(scope, receive, dressed, 403, "origine", FOREIGN)
        elif scope["type"] == "http" and announced_length(headers) > largest_body(scope["path"]):
            sentence = FILE_TOO_LARGE if scope["path"].startswith(IMPORT) else TOO_LARGE
            await refuse(scope, receive, dressed, 413, "taille", sentence)
        else:
            await self.app(scope, receive, dressed)

    def _dress(self, scope: Scope, request: Headers, send: Send) -> Send:
        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers(request, scope["path"], headers))
            await send(message)

        return dressed

    def _headers(self, request: Headers, path: str, response: MutableHeaders) -> dict[str, str]:
        if path.startswith(PROGRAMS):
            # An answer is a few hundred bytes, of which these are already half.
            return {
                "content-security-policy": FILE_POLICY,
                "x-content-type-options": "nosniff",
                "cross-origin-resource-policy": "same-origin",
                "cache-control": "no-store",
            }
        host = request.get("host", "")
        sockets = f" ws://{host} wss://{host}" if HOST.fullmatch(host) else ""
        if location := response.get("location"):
            # Behind an https proxy, an absolute address built here would send the visitor back to http.
            response["location"] = within_the_site(location, f"http://{host}")
        hashed_name = path.startswith("/assets/") and "text/html" not in response.get("content-type", "")
        return {
            # By the address and not by the type: a « not modified » answer has no type, and its policy replaces
            # that of the page the browser kept.
            "content-security-policy": self._policy(path, sockets),
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
            "permissions-policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
            "cache-control": response.get("cache-control") or (A_YEAR if hashed_name else "no-cache"),
        }

    def _policy(self, path: str, sockets: str) -> str:
        if path == WORKER:
            return WORKER_POLICY
        return FILE_POLICY if is_file(path) else self._page_policy(sockets)

    def _page_policy(self, sockets: str) -> str:
        return "; ".join(
            (
                "default-src 'none'",
                f"script-src {self.scripts}",
                "style-src 'self'",
                "img-src 'self' data:",
                "font-src 'self'",
                # Older Safari does not read 'self' as covering the socket of the same origin.
                f"connect-src 'self'{sockets}",
                "manifest-src 'self'",
                "worker-src 'self'",
                "form-action 'self'",
                "base-uri 'none'",
                "frame-ancestors 'none'",
            )
        )


def within_the_site(location: str, here: str) -> str:
    """Where a redirection leads, without our own name; two strokes at its beginning would name another site."""
    path = location.removeprefix(here)
    return "/" + path.lstrip("/\\") if path.startswith("/") else path


def is_file(path: str) -> bool:
    """Tell whether the address names a file that is no page: a script, a sheet, an image."""
    name = path.rpartition("/")[2]
    return "." in name and not name.endswith(".html")


def is_foreign(scope: Scope, headers: Headers) -> bool:
    """Tell whether another site opens a socket here, or posts something.

    The scheme is left out on purpose: behind an https proxy we see plain http. A program that is not a
    browser says nothing of its origin, and gains nothing here that it could not do with a browser.
    """
    origin = headers.get("origin")
    if scope["type"] == "websocket":
        return origin is not None and not names_host(origin, headers)
    if scope["method"] in {"GET", "HEAD"}:
        return False
    if site := headers.get("sec-fetch-site"):
        return site not in {"same-origin", "none"}
    # Our own pages send no referrer, and browsers then say « null » for the origin of a form.
    return origin not in {None, "null"} and not names_host(origin or "", headers)


def names_host(origin: str, headers: Headers) -> bool:
    """Tell whether an origin is the host the request talks to."""
    return urlsplit(origin).netloc.lower() == headers.get("host", "").lower()


def announced_length(headers: Headers) -> int:
    """Return the announced length of the body; what cannot be read counts as too large."""
    announced = headers.get("content-length", "0")
    return int(announced) if announced.isascii() and announced.isdigit() and len(announced) < 12 else UNREADABLE_LENGTH


def largest_body(path: str) -> int:
    """Return the largest body that is read at this address, in bytes."""
    return LARGEST_IMPORT if path.startswith(IMPORT) else LARGEST_BODY


async def refuse(scope: Scope, receive: Receive, send: Send, status: int, code: str, sentence: str) -> None:
    """Answer with a sentence, in the form the address speaks, or close the socket before it opens."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 4403, "reason": ""})
    elif scope["path"].startswith(PROGRAMS):
        await JSONResponse({"message": sentence, "code": code}, status)(scope, receive, send)
    else:
        await PlainTextResponse(sentence, status_code=status)(scope, receive, send)


def is_event(path: str) -> bool:
    """Tell whether the path belongs to Reflex's event socket."""
    return path == EVENTS or path.startswith(EVENTS + "/")
