"""Decides how a page of signed-in people is asked for: who asks, whether they may, what their form says.

Every route of the desk is made here, so that each checks the session, the role and the form's token by itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ansm.domain.people import Member, Role
from ansm.errors import AnsmError, Forbidden, InvalidRequest, SignedOut, StorageUnavailable, TooMany, UnknownLink
from ansm.web.protection import LARGEST_BODY
from ansm.web.refusal import refusal
from ansm.web.routes import SIGN_IN
from ansm.web.served.rendering import Frame, page
from ansm.web.site import application

COOKIE = "ansm-session"  # the identity room says how it is set
TOKEN_FIELD = "jeton"  # noqa: S105 - the name of a field
MOST_FIELDS = 200
EVERYONE = frozenset(Role)
FOLLOWERS = frozenset({Role.ADVISOR, Role.MANAGER})
FORBIDDEN = "Cette page n’est pas ouverte à votre compte."
STALE_FORM = "Ce formulaire n’est plus valable. Revenez à la page précédente, rechargez-la, puis recommencez."


@dataclass(frozen=True, slots=True)
class Visit:
    """A request of someone who is signed in and may come here.

    `path` holds what the address names, `fields` what the form or the query says: every value of each name.
    """

    member: Member
    form_token: str
    path: dict[str, str]
    fields: dict[str, tuple[str, ...]]

    def field(self, name: str, longest: int = 200) -> str:
        """One value without the spaces around it, empty when it is missing. Raises InvalidRequest when too long."""
        found = next(iter(self.fields.get(name, ())), "").strip()
        if len(found) > longest:
            raise InvalidRequest(
                f"Ce que vous avez écrit dépasse {longest} caractères. Raccourcissez, puis recommencez."
            )
        return found

    def several(self, name: str) -> tuple[str, ...]:
        """Every value of a name."""
        return self.fields.get(name, ())

    def frame(self, title: str, part: str = "", notice: str = "", scripts: tuple[str, ...] = ()) -> Frame:
        """What surrounds a page for this person."""
        return Frame(title, self.member, self.form_token, part, notice, scripts)


Use = Callable[[Visit], Response]


def shown(path: str, roles: Collection[Role], show: Use) -> Route:
    """A page: read only, for people of these roles."""
    return Route(path, _checked(roles, show, changes=False), methods=["GET"])


def done(path: str, roles: Collection[Role], act: Use) -> Route:
    """What a form does, for people of these roles: its token is checked, and it usually ends with `see`."""
    return Route(path, _checked(roles, act, changes=True), methods=["POST"])


def see(address: str) -> Response:
    """Go and see that page: loading it again does nothing twice."""
    return RedirectResponse(address, 303)


def _checked(roles: Collection[Role], use: Use, *, changes: bool) -> Callable[[Request], object]:
    async def route(request: Request) -> Response:
        try:
            fields = await _fields(request) if changes else _parsed(request.url.query)
            return await asyncio.to_thread(_visited, request, roles, use, fields, changes=changes)
        except SignedOut:
            return see(SIGN_IN)
        except (Forbidden, UnknownLink) as error:
            # The same for what does not exist and for what is somebody else's: nothing is told of either.
            return refusal("Page fermée", str(error), 404)
        except TooMany as error:
            return refusal("Trop de demandes", str(error), 429)
        except StorageUnavailable as error:
            return refusal("Service indisponible", str(error), 503)
        except AnsmError as error:
            return refusal("Demande refusée", str(error), 400)

    return route


def _visited(
    request: Request, roles: Collection[Role], use: Use, fields: dict[str, tuple[str, ...]], *, changes: bool
) -> Response:
    session = application().identity.session(request.cookies.get(COOKIE, ""))
    if session.member.role not in roles:
        raise Forbidden(FORBIDDEN)
    if changes and not session.owns_form(next(iter(fields.get(TOKEN_FIELD, ())), "")):
        raise InvalidRequest(STALE_FORM)
    path = {name: str(value) for name, value in request.path_params.items()}
    response = use(Visit(session.member, session.form_token, path, fields))
    response.headers.setdefault("cache-control", "no-store")
    return response


async def _fields(request: Request) -> dict[str, tuple[str, ...]]:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise InvalidRequest("Cette demande est trop volumineuse : elle a été refusée.")
    return _parsed(body.decode("utf-8", "replace"))


def _parsed(text: str) -> dict[str, tuple[str, ...]]:
    try:
        found = parse_qs(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise InvalidRequest("Cette demande est arrivée illisible : rien n’a été changé.") from None
    return {name: tuple(values) for name, values in found.items()}


__all__ = ["COOKIE", "EVERYONE", "FOLLOWERS", "Visit", "done", "page", "see", "shown"]
