"""Decides the page of whoever received a link to a report: what it is, until when, and its download. Nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ansm.application import USES, SharedReport
from ansm.domain import say
from ansm.errors import AnsmError, ExpiredLink, ReportUnavailable, StorageUnavailable, TooMany, UnknownLink
from ansm.web import french
from ansm.web.documents_routes import ended, settled
from ansm.web.documents_routes import in_thread as in_documents
from ansm.web.exchange_reading import LONGEST_TOKEN, Body
from ansm.web.exchange_serving import in_thread, served
from ansm.web.exchange_writing import Json
from ansm.web.posted import FIELD, posted_fields
from ansm.web.routes import AGENTS, AGENTS_DOWNLOAD, EXCHANGE
from ansm.web.served.held import SCRIPT, Piece, drawn
from ansm.web.served.rendering import Frame, page
from ansm.web.served.sharing_view import TITLES, VERSIONS
from ansm.web.site import application
from ansm.web.visitor import subscriber

TITLE = "Un document vous a été donné"
PIECE = "rapport-recu"
OWN_SCRIPT = "/agents.js"
NO_LINK = (
    "Il manque la fin du lien. Reprenez-le en entier dans le message que vous avez reçu, avec tout ce qui suit le "
    "signe #, ou demandez-le à nouveau à la personne qui vous l’a donné."
)
STATUS = {ExpiredLink: 410, UnknownLink: 404, TooMany: 429, ReportUnavailable: 503, StorageUnavailable: 503}


@dataclass(frozen=True, slots=True)
class AgentsView:
    """The empty page; `no_link` is said by the script when the address holds no link."""

    heading: str
    piece: str
    no_link: str


@dataclass(frozen=True, slots=True)
class ReceivedView:
    """A document that was received, in words."""

    place: str
    document: str
    version: str
    internal: bool
    printed: str
    until: str
    giver: str
    use: str
    format: str
    download: str


@dataclass(frozen=True, slots=True)
class RefusedView:
    """Why the download did not come, and where one goes from there."""

    heading: str
    sentence: str
    back: str


def received_view(shared: SharedReport) -> ReceivedView:
    """What the page says of a document."""
    territory = shared.territory
    place = french.proper(territory.name)
    day = say.day(shared.printed_on)
    return ReceivedView(
        place=f"{place} ({territory.department_name})" if territory.department_name else place,
        document=say.lowered(TITLES[shared.offer.kind]),
        version=VERSIONS[shared.offer.edition],
        internal=shared.offer.edition.value == "interne",
        printed=f"tel qu’il était le {day}\u00a0: il ne change plus" if shared.frozen else f"à jour, au {day}",
        until=say.day(shared.last_day),
        giver=shared.given_by or place,
        use=USES[shared.offer.edition],
        format=shared.offer.format.words,
        download=AGENTS_DOWNLOAD,
    )


async def show(_request: Request) -> Response:
    """The page, the same for everyone: only its script knows the link."""
    frame = Frame(TITLE, scripts=(SCRIPT, OWN_SCRIPT))
    return _unlisted(page("agents.html", frame, AgentsView(TITLE, PIECE, NO_LINK)))


async def received(request: Request, body: Body) -> Json:
    """What the link gives. Raises UnknownLink, ExpiredLink or TooMany."""
    secret, who = body.token, subscriber(request)
    shared = await in_thread(lambda: application().shared_reports.look(secret, who))
    return drawn(Piece("piece_received.html", received_view(shared)))


async def weight(request: Request, body: Body) -> Json:
    """Have the document printed, and tell what it weighs once it is, or that it is not yet."""
    secret, who = body.token, subscriber(request)
    ordered = await in_documents(lambda: application().shared_reports.begin(secret, who))
    promise = ordered.begun.data
    await settled(request, (promise,))
    return {"etat": "pret", "octets": len(promise.result())} if promise.done() else {"etat": "attente"}


async def download(request: Request) -> Response:
    """The file, and one more download."""
    fields = await posted_fields(request)
    secret, who = fields.get(FIELD, "")[: LONGEST_TOKEN + 1], subscriber(request)
    reports = application().shared_reports
    try:
        ordered = await in_documents(lambda: reports.begin(secret, who))
        await ended(ordered.begun.data)
        made = await in_documents(lambda: reports.finish(ordered))
    except AnsmError as error:
        return _refused(error)
    disposition = f"attachment; filename*=UTF-8''{quote(made.file_name)}"
    headers = {"content-disposition": disposition, "cache-control": "no-store"}
    return _unlisted(Response(made.data, media_type=made.media_type, headers=headers))


def _refused(error: AnsmError) -> Response:
    status = next((status for kind, status in STATUS.items() if isinstance(error, kind)), 400)
    heading = "Le document n’a pas pu être donné"
    response = page("agents_refused.html", Frame(heading), RefusedView(heading, str(error), AGENTS), status)
    if isinstance(error, TooMany) and error.seconds is not None:
        response.headers["retry-after"] = str(error.seconds)
    return _unlisted(response)


def _unlisted(response: Response) -> Response:
    response.headers["x-robots-tag"] = "noindex"
    return response


ROUTES = (
    Route(AGENTS, show, methods=["GET"]),
    Route(AGENTS.rstrip("/"), show, methods=["GET"]),
    Route(AGENTS_DOWNLOAD, download, methods=["POST"]),
    Route(f"{EXCHANGE}piece/{PIECE}", served(received), methods=["POST"]),
    Route(f"{EXCHANGE}piece/{PIECE}-poids", served(weight), methods=["POST"]),
)
