"""Decides how a draft « fiche produit » becomes a file: the text as the person left it on the page, kept nowhere."""

from __future__ import annotations

import asyncio
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ansm.errors import StorageUnavailable, UserError
from ansm.web.posted import FIELD, posted_fields
from ansm.web.refusal import refusal
from ansm.web.routes import BRIEF
from ansm.web.site import application

TEXT = "texte"
PREFIX = "Accompagnement-Numerique-Sur-Mesure_fiche-produit"
REFUSED = "Le fichier n’a pas pu être préparé"
EMPTY = "Le brouillon est vide ou trop long. Revenez à la page précédente, puis réessayez."


async def brief_file(request: Request) -> Response:
    """Give the text back as a file, to who holds a personal link only: this is no place to make files of anything."""
    fields = await posted_fields(request)
    try:
        file = await asyncio.to_thread(application().file, fields.get(FIELD, ""))
    except UserError as error:
        return refusal(REFUSED, str(error), 404)
    except StorageUnavailable as error:
        return refusal(REFUSED, str(error), 503)
    text = fields.get(TEXT, "")
    if not text.strip():
        return refusal(REFUSED, EMPTY, 400)
    name = quote(f"{PREFIX}_{file.territory.code}.txt")
    return PlainTextResponse(
        text,
        headers={"content-disposition": f"attachment; filename*=UTF-8''{name}", "cache-control": "no-store"},
    )


ROUTE = Route(BRIEF, brief_file, methods=["POST"])
