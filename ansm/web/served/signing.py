"""Decides how people sign in and out: they ask for a link by e-mail, open it, and leave."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ansm.application import EntryPages
from ansm.errors import AnsmError, InvalidRequest, MailUnavailable, SignedOut, StorageUnavailable, TooMany
from ansm.web import routes
from ansm.web.served import cookie
from ansm.web.served.desk import EVERYONE, Visit, done, page, parsed, posted, refused, see
from ansm.web.served.rendering import Frame, home_of
from ansm.web.site import application

PAGES = EntryPages(routes.ENTER, routes.SIGN_IN)
LONGEST_ADDRESS = 254
ENTRY_SCRIPT = "/entree.js"
SENT = (
    "Si un compte existe à cette adresse, un message vient d’y être envoyé. Ouvrez le lien qu’il contient dans les "
    "20 minutes. Rien n’arrive\u00a0? Regardez dans les courriers indésirables, vérifiez l’adresse, ou demandez à la "
    "personne responsable de votre organisation si elle vous a bien invité."
)
SAID = {
    "envoye": ("Regardez votre messagerie", SENT),
    "deconnexion": ("Vous êtes déconnecté", "Vous pouvez fermer cette page."),
    "partout": ("Vous êtes déconnecté partout", "Toutes vos sessions sont terminées, sur tous vos appareils."),
    "fin": (
        "Votre session est terminée",
        "Elle s’arrête après 12 heures sans activité, et au plus tard après 7 jours. Reconnectez-vous pour continuer.",
    ),
}


@dataclass(frozen=True, slots=True)
class SignInView:
    """The page where a link is asked for. `said` is what was just done: its title and its sentence."""

    ask: str
    by_mail: bool
    home: str
    said: tuple[str, str] | None = None
    address: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class EnterView:
    """The page that an e-mailed link opens. `error` is why the link opened nothing."""

    enter: str
    ask: str
    error: str = ""


async def show_sign_in(request: Request) -> Response:
    """Ask for an address."""
    try:
        done_before = next(iter(parsed(request.url.query).get("fait", ())), "")
    except InvalidRequest as error:
        return refused(error)
    return _sign_in_page(said=SAID.get(done_before))


async def ask_for_link(request: Request) -> Response:
    """Send a link to the address, if someone has it; the answer is the same if nobody does."""
    address = ""
    try:
        address = next(iter((await posted(request)).get("adresse", ())), "").strip()
        await asyncio.to_thread(application().entering.ask, address, PAGES)
    except AnsmError as error:
        return _sign_in_page(address=address[:LONGEST_ADDRESS], error=str(error), status=_status(error))
    return see(f"{routes.SIGN_IN}?fait=envoye")


async def show_enter(_request: Request) -> Response:
    """Show a button. Opening the page uses nothing up: programs that check letters open every link they hold."""
    return _enter_page()


async def enter(request: Request) -> Response:
    """Use the link up, and open a session."""
    try:
        link = next(iter((await posted(request)).get("lien", ())), "")
        secret = await asyncio.to_thread(application().entering.enter, link)
        session = await asyncio.to_thread(application().identity.session, secret)
    except AnsmError as error:
        return _enter_page(str(error), _status(error))
    return cookie.keep(see(home_of(session.member.role)), request, secret)


async def show_space(_request: Request) -> Response:
    """The address of the space without its last stroke."""
    return see(routes.DESK)


def leave(visit: Visit) -> Response:
    """End the session."""
    application().identity.sign_out(visit.session)
    return see(f"{routes.SIGN_IN}?fait=deconnexion")


def _sign_in_page(
    said: tuple[str, str] | None = None, address: str = "", error: str = "", status: int = 200
) -> Response:
    view = SignInView(routes.SIGN_IN, application().entering.by_mail, routes.HOME, said, address, error)
    return page("connexion.html", Frame("Espace des conseillers", private=status != 200), view, status)


def _enter_page(error: str = "", status: int = 200) -> Response:
    frame = Frame("Me connecter", scripts=(ENTRY_SCRIPT,))
    return page("entrer.html", frame, EnterView(routes.ENTER, routes.SIGN_IN, error), status)


def _status(error: AnsmError) -> int:
    match error:
        case TooMany():
            return 429
        case SignedOut():
            return 410
        case MailUnavailable() | StorageUnavailable():
            return 503
    return 400


ROUTES = (
    Route(routes.DESK.rstrip("/"), show_space, methods=["GET"]),
    Route(routes.SIGN_IN, show_sign_in, methods=["GET"]),
    Route(routes.SIGN_IN, ask_for_link, methods=["POST"]),
    Route(routes.ENTER, show_enter, methods=["GET"]),
    Route(routes.ENTER, enter, methods=["POST"]),
    done(routes.SIGN_OUT, EVERYONE, leave, leaves=True),
)
