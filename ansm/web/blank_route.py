"""Decides how the questionnaire to print is given, at an address to pass on: `?pour=epci&parcours=complet`."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ansm.application import Audience, FormPath
from ansm.errors import ReportUnavailable, TooMany
from ansm.web.apart import PRESS
from ansm.web.refusal import refusal
from ansm.web.routes import BLANK
from ansm.web.site import application

REFUSED = "Le questionnaire à imprimer n’a pas pu être préparé"
WRONG = "L’adresse demande un questionnaire qui n’existe pas. Choisissez-le sur la page d’aide."
LATER = "Le questionnaire n’a pas pu être imprimé pour l’instant. Réessayez dans une minute."
KEPT = "public, no-cache"  # kept by the browser, and asked again each time: a new content replaces it at once

Value = TypeVar("Value", bound=StrEnum)


async def give_blank(request: Request) -> Response:
    """The PDF, or « not modified » for who holds it already."""
    audience = _named(request, "pour", Audience.COMMUNE)
    path = _named(request, "parcours", FormPath.WHOLE)
    if audience is None or path is None:
        return refusal(REFUSED, WRONG, 404)
    try:
        paper = await PRESS.call(lambda: application().blank_forms.get(audience, path))
    except (ReportUnavailable, TooMany):
        return refusal(REFUSED, LATER, 503)
    mark = f'"{paper.mark}"'
    headers = {
        "etag": mark,
        "cache-control": KEPT,
        "content-disposition": f"attachment; filename*=UTF-8''{quote(paper.file_name)}",
    }
    if mark in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(paper.pdf, media_type="application/pdf", headers=headers)


def _named(request: Request, parameter: str, usual: Value) -> Value | None:
    """The value that the address names, the usual one when it names none, None when it names nothing we print."""
    asked = request.query_params.get(parameter, usual.value)
    return next((each for each in type(usual) if each.value == asked), None)


ROUTE = Route(BLANK, give_blank, methods=["GET"])
