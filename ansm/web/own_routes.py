"""Decides what the server answers outside the pages: is it well, documents, the exchange, a worker to retire."""

from __future__ import annotations

import asyncio
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ansm.errors import AnsmError, ReportUnavailable, StorageUnavailable, UserError
from ansm.web import exchange_routes, import_routes
from ansm.web.offline import RETIRED
from ansm.web.posted import FIELD, posted_fields
from ansm.web.refusal import refusal
from ansm.web.results import brief_file
from ansm.web.routes import HEALTH, REPORT, WORKER
from ansm.web.site import application

REFUSED = "Le document n’a pas pu être préparé"


async def health(_request: Request) -> JSONResponse:
    """Answer 200 when diagnostics can be read and saved, 503 with a sentence when they cannot."""
    try:
        await asyncio.to_thread(application().check)
    except AnsmError as error:
        return JSONResponse({"etat": "indisponible", "message": str(error)}, status_code=503)
    return JSONResponse({"etat": "ok"})


async def report(request: Request) -> Response:
    """Give the PDF of the diagnostic whose secret is in the body, so that no address ever carries it."""
    token = (await posted_fields(request)).get(FIELD, "")
    try:
        document = await asyncio.to_thread(application().report, token)
    except UserError as error:
        return refusal(REFUSED, str(error), 404)
    except (ReportUnavailable, StorageUnavailable) as error:
        return refusal(REFUSED, str(error), 503)
    name = quote(document.file_name)
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}", "cache-control": "no-store"}
    return Response(document.pdf, media_type="application/pdf", headers=headers)


async def retired_worker(_request: Request) -> Response:
    """Give the script that makes devices let go of the pages they keep, in place of the one that keeps them."""
    return Response(RETIRED.read_bytes(), media_type="text/javascript")


ROUTES = (
    Route(HEALTH, health, methods=["GET"]),
    Route(REPORT, report, methods=["POST"]),
    brief_file.ROUTE,
    *exchange_routes.ROUTES,
    *import_routes.ROUTES,
)
# Served before the built files, when the settings say so.
RETIRED_WORKER = Route(WORKER, retired_worker, methods=["GET"])
