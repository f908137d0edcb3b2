"""Decides what the server answers outside the pages: is it well, documents, the exchange, a worker to retire."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ansm.errors import AnsmError
from ansm.web import blank_route, checking_routes, documents_routes, exchange_routes, import_routes
from ansm.web.offline import RETIRED
from ansm.web.results import brief_file
from ansm.web.routes import HEALTH, WORKER
from ansm.web.served import (
    account,
    again,
    agents,
    agreement,
    case,
    case_again,
    casenotes,
    desk_follow_up,
    entrusted,
    figures_routes,
    follow_up,
    groups,
    new_link,
    openid,
    own_data,
    portfolio,
    preparing,
    requests,
    sharing,
    sharing_desk,
    side_by_side,
    signing,
    starting,
    support_request,
    team,
)
from ansm.web.site import application


async def health(_request: Request) -> JSONResponse:
    """Answer 200 when diagnostics can be read and saved, 503 with a sentence when they cannot."""
    try:
        await asyncio.to_thread(application().check)
    except AnsmError as error:
        return JSONResponse({"etat": "indisponible", "message": str(error)}, status_code=503)
    return JSONResponse({"etat": "ok"})


async def retired_worker(_request: Request) -> Response:
    """Give the script that makes devices let go of the pages they keep, in place of the one that keeps them."""
    return Response(RETIRED.read_bytes(), media_type="text/javascript")


ROUTES = (
    Route(HEALTH, health, methods=["GET"]),
    *documents_routes.ROUTES,
    brief_file.ROUTE,
    blank_route.ROUTE,
    *exchange_routes.ROUTES,
    *checking_routes.ROUTES,
    *import_routes.ROUTES,
    *figures_routes.ROUTES,
    *agents.ROUTES,
    *sharing.ROUTES,
    *entrusted.ROUTES,
    *new_link.ROUTES,
    *sharing_desk.ROUTES,
    *follow_up.ROUTES,
    *desk_follow_up.ROUTES,
    *own_data.ROUTES,
    *again.ROUTES,
    *case_again.ROUTES,
    *signing.ROUTES,
    *openid.ROUTES,
    *account.ROUTES,
    *team.ROUTES,
    *support_request.ROUTES,
    *requests.ROUTES,
    *groups.ROUTES,
    *agreement.ROUTES,
    *portfolio.ROUTES,
    *starting.ROUTES,
    *case.ROUTES,
    *casenotes.ROUTES,
    *side_by_side.ROUTES,
    *preparing.ROUTES,
)
# Served before the built files, when the settings say so.
RETIRED_WORKER = Route(WORKER, retired_worker, methods=["GET"])
