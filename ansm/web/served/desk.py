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

from ansm.application import Session
from ansm.domain.people import Member, Role
from ansm.errors import AnsmError, Forbidden, InvalidRequest, SignedOut, StorageUnavailable, TooMany, UnknownLink
from ansm.web.apart import Apart
from ansm.web.protection import LARGEST_BODY
from ansm.web.refusal import refusal
from ansm.web.routes import DESK, SIGN_IN
from ansm.web.served import cookie
from ansm.web.served.rendering import Frame, home_of, page
from ansm.web.site import application

TOKEN_FIELD = "jeton"  # noqa: S105 - the name of a field
MOST_FIELDS = 200
SCRIPT = "/bureau.js"
EVERYONE = frozenset(Role)
FOLLOWERS = frozenset({Role.ADVISOR, Role.MANAGER})
OVER = f"{SIGN_IN}?fait=fin"
FORBIDDEN = "Cette page n’est pas ouverte à votre compte."
STALE_FORM = "Ce formulaire n’est plus valable. Revenez à la page précédente, rechargez-la, puis recommencez."


@dataclass(frozen=True, slots=True)
class Visit:
    """A request of someone who is signed in and may come here.

    `path` holds what the address names, `fields` what the form or the query says: every value of each name.
    """

    session: Session
    path: dict[str, str]
    fields: dict[str, tuple[str, ...]]

    @property
    def member(self) -> Member:
        """Who asks."""
        return self.session.member

    @property
    def form_token(self) -> str:
        """What each of their forms carries."""
        return self.session.form_token

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
        return Frame(title, self.member, self.form_token, part, notice, (SCRIPT, *scripts))


Use = Callable[[Visit], Response]


def shown(path: str, roles: Collection[Role], show: Use) -> Route:
    """A page: read only, for people of these roles."""
    return Route(path, _checked(roles, show, changes=False), methods=["GET"])


def done(path: str, roles: Collection[Role], act: Use, *, leaves: bool = False, apart: Apart | None = None) -> Route:
    """What a form does, for people of these roles: its token is checked, and it usually ends with `see`.

    `leaves` is said of what ends the session: once it is done, the browser forgets the secret. `apart` is where what
    waits for others is done: nobody must wait behind it.
    """
    return Route(path, _checked(roles, act, changes=True, leaves=leaves, apart=apart), methods=["POST"])


def see(address: str) -> Response:
    """Go and see that page: loading it again does nothing twice."""
    return RedirectResponse(address, 303)


def _checked(
    roles: Collection[Role], use: Use, *, changes: bool, leaves: bool = False, apart: Apart | None = None
) -> Callable[[Request], object]:
    call = apart.call if apart else asyncio.to_thread

    async def route(request: Request) -> Response:
        try:
            fields = await posted(request) if changes else parsed(request.url.query)
            session = await asyncio.to_thread(application().identity.session, cookie.shown_secret(request))
        except SignedOut:
            shown_one = bool(cookie.shown_secret(request))
            return cookie.forget(see(OVER), request) if shown_one else see(SIGN_IN)
        except AnsmError as error:
            return refused(error)
        try:
            response = await call(lambda: _visited(request, session, roles, use, fields, changes=changes))
            if leaves:
                return cookie.forget(response, request)
        except AnsmError as error:
            response = refused(error)
        response.headers.setdefault("cache-control", "no-store")
        # With whatever is answered: the secret it replaces is worth nothing any more.
        return cookie.keep(response, request, session.renewed) if session.renewed else response

    return route


def _visited(
    request: Request,
    session: Session,
    roles: Collection[Role],
    use: Use,
    fields: dict[str, tuple[str, ...]],
    *,
    changes: bool,
) -> Response:
    if session.member.role not in roles:
        if request.url.path == DESK:  # the address of the whole space, whoever comes
            return see(home_of(session.member.role))
        raise Forbidden(FORBIDDEN)
    if changes and not session.owns_form(next(iter(fields.get(TOKEN_FIELD, ())), "")):
        raise InvalidRequest(STALE_FORM)
    path = {name: str(value) for name, value in request.path_params.items()}
    return use(Visit(session, path, fields))


def refused(error: AnsmError) -> Response:
    """The page that says why not. The same for what does not exist and for what is somebody else's."""
    match error:
        case Forbidden() | UnknownLink():
            return refusal("Page fermée", str(error), 404)
        case TooMany():
            return refusal("Trop de demandes", str(error), 429)
        case StorageUnavailable():
            return refusal("Service indisponible", str(error), 503)
    return refusal("Demande refusée", str(error), 400)


async def posted(request: Request) -> dict[str, tuple[str, ...]]:
    """The fields of a form. Raises InvalidRequest."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise InvalidRequest("Cette demande est trop volumineuse\u00a0: elle a été refusée.")
    return parsed(body.decode("utf-8", "replace"))


def parsed(text: str) -> dict[str, tuple[str, ...]]:
    """Every value of each field that such a text names. Raises InvalidRequest."""
    try:
        found = parse_qs(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise InvalidRequest("Cette demande est arrivée illisible\u00a0: rien n’a été changé.") from None
    return {name: tuple(values) for name, values in found.items()}


__all__ = ["EVERYONE", "FOLLOWERS", "Visit", "done", "page", "parsed", "posted", "refused", "see", "shown"]
