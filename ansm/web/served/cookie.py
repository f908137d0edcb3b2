"""Decides how the browser keeps the secret of a session: out of reach of scripts, other sites and other pages.

Over https the cookie is « Secure » and its name says so, which makes a browser refuse the same name from anyone who
speaks in clear. On this machine without https, where browsers would not send such a cookie back, it is neither.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from ansm.application import SESSION_LASTS
from ansm.web.site import application

NAME, SECURE_PREFIX = "ansm-session", "__Secure-"
# Only the pages of signed-in people are sent it. « __Host- » would send it to every page.
PATH = "/conseillers"


def shown_secret(request: Request) -> str:
    """The secret that the browser shows, empty when it shows none."""
    return request.cookies.get(cookie_name(NAME, request), "")


def keep(response: Response, request: Request, secret: str) -> Response:
    """Have the browser keep this secret, until the session would end by itself."""
    write_cookie(response, request, NAME, secret, int(SESSION_LASTS.total_seconds()))
    return response


def forget(response: Response, request: Request) -> Response:
    """Have the browser forget it."""
    write_cookie(response, request, NAME, "", 0)
    return response


def cookie_name(name: str, request: Request) -> str:
    """The name of a cookie as it is on this connection."""
    return f"{SECURE_PREFIX}{name}" if is_secure(request) else name


def write_cookie(response: Response, request: Request, name: str, value: str, seconds: int) -> None:
    """Set a cookie that only the server reads, and only in what the visitor does from our pages or a link to them."""
    response.set_cookie(
        cookie_name(name, request),
        value,
        max_age=seconds,
        path=PATH,
        secure=is_secure(request),
        httponly=True,
        samesite="lax",
    )


def is_secure(request: Request) -> bool:
    """Whether the browser speaks https, to us or to the proxy in front of us.

    The scheme is what a trusted proxy says of it. As long as none is named, anyone is believed: what they say decides
    of their own cookie only.
    """
    settings = application().settings
    anyone = "" if settings.trusted_proxies else request.headers.get("x-forwarded-proto", "")
    told = anyone.partition(",")[0].strip()
    return "https" in (request.url.scheme, told) or settings.public_url.startswith("https://")
