"""Decides how someone leaves for the OpenID provider and comes back."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ansm.application import OpenIdReturn
from ansm.errors import AnsmError
from ansm.web import routes
from ansm.web.apart import PROVIDER
from ansm.web.served import cookie
from ansm.web.served.desk import parsed
from ansm.web.served.signing import enter_space, sign_in_page, status_of
from ansm.web.site import application

BINDING, BINDING_SECONDS = "ansm-openid", 600
LONGEST = 4_000


async def go(request: Request) -> Response:
    """Send someone to the provider."""
    try:
        departure = await PROVIDER.call(lambda: application().openid.depart(routes.OPENID_BACK))
    except AnsmError as error:
        return sign_in_page(problem=str(error), status=status_of(error))
    response = RedirectResponse(departure.address, 303, headers={"cache-control": "no-store"})
    cookie.write_cookie(response, request, BINDING, departure.binding, BINDING_SECONDS)
    return response


async def come_back(request: Request) -> Response:
    """Recognise who comes back, and open their session. Whatever happens, this attempt is over for the browser."""
    try:
        fields = parsed(request.url.query)
        code, state = (next(iter(fields.get(name, ())), "")[:LONGEST] for name in ("code", "state"))
        kept = request.cookies.get(cookie.cookie_name(BINDING, request), "")
        returned = OpenIdReturn(code, state, kept)
        secret = await PROVIDER.call(lambda: application().openid.arrive(returned, routes.OPENID_BACK))
        response = await enter_space(request, secret)
    except AnsmError as error:
        response = sign_in_page(problem=str(error), status=status_of(error))
    cookie.write_cookie(response, request, BINDING, "", 0)
    return response


ROUTES = (
    Route(routes.OPENID_GO, go, methods=["GET"]),
    Route(routes.OPENID_BACK, come_back, methods=["GET"]),
)
