"""Decides how the page that checks documents asks: a code and maybe the checksum of a file, never the file."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.routing import Route

from ansm.application import OFFERS, Checked
from ansm.domain.publication import Edition
from ansm.errors import InvalidRequest
from ansm.web.exchange_reading import UNREADABLE, Body
from ansm.web.exchange_serving import in_thread, served
from ansm.web.exchange_writing import Json
from ansm.web.routes import EXCHANGE
from ansm.web.site import application
from ansm.web.visitor import subscriber

LONGEST_CODE = 64  # with spaces, dashes and hesitations
SHA256 = re.compile(r"[0-9a-f]{64}")
EDITIONS = {Edition.INTERNAL: "version interne", Edition.PUBLISHABLE: "version publiable"}
A_DOCUMENT = "Un document"


async def check(request: Request, body: Body) -> Json:
    """What is known of a document. Raises InvalidRequest or TooMany."""
    code, told = body.text("code", LONGEST_CODE), body.optional("empreinte")
    if told is not None and not SHA256.fullmatch(told):
        raise InvalidRequest(UNREADABLE)
    who = subscriber(request)
    sha256 = None if told is None else bytes.fromhex(told)
    return written(await in_thread(lambda: application().checking.check(code, sha256, who)))


def written(checked: Checked) -> Json:
    """The answer as the page reads it: each document once, whatever version of the program printed it."""
    titles = {(each.kind.value, each.edition): each.title for each in OFFERS}
    lines = dict.fromkeys(
        (each.printed_on.isoformat(), each.territory_name, each.edition, each.kind) for each in checked.documents
    )
    documents = [
        {"le": day, "territoire": name, "edition": EDITIONS[edition], "nature": titles.get((kind, edition), A_DOCUMENT)}
        for day, name, edition, kind in lines
    ]
    return {"etat": checked.verdict.value, "code": checked.code, "documents": documents}


ROUTES = (Route(f"{EXCHANGE}verifier", served(check), methods=["POST"]),)
