"""Decides what is open to everyone of what the product counts: the page, the open data and their description."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ansm.domain.open_data import FIELDS, Field
from ansm.errors import StorageUnavailable
from ansm.web import page_list
from ansm.web.refusal import refusal
from ansm.web.routes import STATISTICS, STATISTICS_ABOUT, STATISTICS_DATA, STATISTICS_SCHEMA
from ansm.web.served.figures_view import view
from ansm.web.served.rendering import Frame, page
from ansm.web.site import application

# They change once a day.
FRESH = "public, max-age=300"
CSV = "text/csv; charset=utf-8; header=present"
FILE_NAME = "statistiques-ansm.csv"
TABLE_SCHEMA_TYPES = {"boolean": {"trueValues": ["oui"], "falseValues": ["non"]}}


@dataclass(frozen=True, slots=True)
class About:
    """The description of the open data."""

    fields: tuple[Field, ...]
    data: str
    schema: str
    statistics: str


def figures_page() -> Response:
    """The page."""
    running = application()
    shown = view(running.statistics.figures(), running.handbook, running.expertise.territories.departments)
    return page("figures.html", Frame(page_list.STATISTICS.name, private=False), shown)


def data() -> Response:
    """The open data, as RFC 4180 wants them."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(each.name for each in FIELDS)
    writer.writerows(row.cells for row in application().open_data())
    headers = {"content-disposition": f'attachment; filename="{FILE_NAME}"'}
    return Response(text.getvalue().encode(), headers=headers, media_type=CSV)


def about() -> Response:
    """What the open data mean, under which licence."""
    told = About(FIELDS, STATISTICS_DATA, STATISTICS_SCHEMA, STATISTICS)
    return page("figures_about.html", Frame("Données ouvertes du diagnostic", private=False), told)


def schema() -> Response:
    """The same for programs, as a Table Schema."""
    told = {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "name": "statistiques-ansm",
        "title": "Statistiques publiques du diagnostic numérique ANSM",
        "licenses": [
            {
                "name": "etalab-2.0",
                "title": "Licence Ouverte 2.0",
                "path": "https://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf",
            }
        ],
        "fields": [
            {
                "name": each.name,
                "type": each.type,
                "description": each.description,
                "example": each.example,
                **TABLE_SCHEMA_TYPES.get(each.type, {}),
            }
            for each in FIELDS
        ],
        "missingValues": [""],
        "primaryKey": ["indicateur", "sujet", "departement", "dernier_mois", "masque"],
    }
    text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    return Response(text.encode(), media_type="application/json")


def _open(address: str, make: Callable[[], Response]) -> Route:
    """A route that anyone may read, and keep for a few minutes."""

    async def show(_request: Request) -> Response:
        try:
            response = await asyncio.to_thread(make)
        except StorageUnavailable as error:
            return refusal("Service indisponible", str(error), 503)
        response.headers["cache-control"] = FRESH
        return response

    return Route(address, show, methods=["GET"], middleware=[Middleware(GZipMiddleware)])


ROUTES = (
    _open(STATISTICS, figures_page),
    _open(f"{STATISTICS}/", figures_page),
    _open(STATISTICS_DATA, data),
    _open(STATISTICS_ABOUT, about),
    _open(STATISTICS_SCHEMA, schema),
)
