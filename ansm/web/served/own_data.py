"""Decides what a file's holder sees of what is stored, takes away, or erases."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ansm.application import OwnData
from ansm.errors import StorageUnavailable, UserError
from ansm.web import page_list, routes
from ansm.web.exchange_reading import Body
from ansm.web.live import hub
from ansm.web.posted import FIELD, posted_fields
from ansm.web.refusal import refusal
from ansm.web.served.held import Piece, held_page, piece
from ansm.web.site import application

UNDERSTOOD = "compris"
REFUSED = "Vos données n’ont pas pu être données"


@dataclass(frozen=True, slots=True)
class OwnDataView:
    """What is shown: what is stored, where it is taken away, where more is said."""

    data: OwnData
    export: str
    field: str
    understood: str
    more: str


def shown(body: Body) -> Piece:
    """What is stored, and what may be done with it."""
    data = application().keeping.own_data(body.token)
    view = OwnDataView(data, routes.OWN_DATA_EXPORT, FIELD, UNDERSTOOD, page_list.PERSONAL_DATA.address)
    return Piece("own_data.html", view)


def erase(body: Body) -> Piece:
    """Erase the whole file."""
    understood = body.fields.get(UNDERSTOOD) == "oui"
    name = application().keeping.erase(body.token, understood=understood, tell=hub().tell)
    return Piece("own_data_erased.html", name, "Le dossier est effacé.")


async def export(request: Request) -> Response:
    """Give the archive. The secret is in the body, as for documents."""
    fields = await posted_fields(request)
    try:
        made = await asyncio.to_thread(application().keeping.export, fields.get(FIELD, ""))
    except UserError as error:
        return refusal(REFUSED, str(error), 404)
    except StorageUnavailable as error:
        return refusal(REFUSED, str(error), 503)
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(made.file_name)}",
        "cache-control": "no-store",
    }
    return Response(made.data, media_type=made.media_type, headers=headers)


ROUTES = (
    held_page(
        routes.OWN_DATA,
        "Les données de votre dossier",
        "Ce que ce site garde de votre diagnostic, comment l’emporter, et comment l’effacer.",
        ("donnees",),
    ),
    piece("donnees", shown),
    piece("donnees/effacer", erase),
    Route(routes.OWN_DATA_EXPORT, export, methods=["POST"]),
)
