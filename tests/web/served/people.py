"""People who sign in, for tests: organisations, members, and browsers that carry their session on the real site.

    agency = organisation(installation, OrganisationKind.OPSN, "OPSN de l’Isère")
    browser = signed_in(installation, member(installation, agency, Role.ADVISOR, "lea@exemple.fr"))
    browser.get("/conseillers/").status_code
    browser.post("/conseillers/dossiers", commune="38061")   # with the form's token; `jeton=""` to send another

The installation must be the running one (the fixture `installation` of tests/web/conftest.py): routes ask for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import httpx
from starlette.applications import Starlette
from starlette.types import ASGIApp

from ansm.application import Application
from ansm.domain.people import Member, Organisation, OrganisationKind, Role
from ansm.web.interface_folder import PUBLISHED
from ansm.web.own_routes import ROUTES
from ansm.web.protection import Protection
from tests.web.asgi_client import AsgiClient

COOKIE = "ansm-session"
FORM = "application/x-www-form-urlencoded"


def organisation(
    installation: Application, kind: OrganisationKind, name: str, territory: str | None = None
) -> Organisation:
    """An organisation of that name, made if there is none."""
    found = [each for each in installation.team.organisations() if each.name == name]
    return found[0] if found else installation.team.add_organisation(kind, name, territory)


def member(installation: Application, body: Organisation, role: Role, address: str, name: str = "") -> Member:
    """Someone of that organisation, invited."""
    return installation.team.invite(address, body, role, name)


@cache
def site() -> ASGIApp:
    """Our own routes, behind what protects them; made once, for it reads every built page."""
    return Protection(Starlette(routes=ROUTES), PUBLISHED)


@dataclass
class Browser:
    """What someone's browser keeps and sends. `cookies` are those the site has set, by name."""

    app: ASGIApp
    cookies: dict[str, str] = field(default_factory=dict)
    form_token: str = ""

    def get(self, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
        """Ask for a page."""
        return self._send("GET", path, headers or {}, None)

    def post(self, path: str, headers: dict[str, str] | None = None, /, **fields: str | list[str]) -> httpx.Response:
        """Send a form, with its token unless `jeton` says otherwise; a list is several values of one name."""
        body = urlencode({"jeton": self.form_token} | fields, doseq=True).encode()
        return self._send("POST", path, {"content-type": FORM} | (headers or {}), body)

    def _send(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> httpx.Response:
        if self.cookies:
            headers = headers | {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        answer = AsgiClient(self.app).request(method, path, headers=headers, content=body)
        for line in answer.headers.get_list("set-cookie"):
            for name, kept in SimpleCookie(line).items():
                self.cookies[name] = kept.value
                if kept["max-age"] == "0":
                    del self.cookies[name]
        return answer


def signed_in(installation: Application, someone: Member) -> Browser:
    """A browser in which this person is signed in."""
    secret = installation.identity.open_for(someone)
    return Browser(site(), {COOKIE: secret}, installation.identity.session(secret).form_token)
