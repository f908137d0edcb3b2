"""Decides how people sign in and out: they ask for a link by e-mail, open it, and leave."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ansm.application import EntryPages
from ansm.errors import (
    AnsmError,
    Forbidden,
    IdentityUnavailable,
    InvalidRequest,
    MailUnavailable,
    SignedOut,
    StorageUnavailable,
    TooMany,
)
from ansm.web import routes
from ansm.web.served import cookie
from ansm.web.served.desk import EVERYONE, Visit, done, page, parsed, posted, refused, see
from ansm.web.served.rendering import Frame, home_of
from ansm.web.site import application

PAGES = EntryPages(routes.ENTER, routes.SIGN_IN)
LONGEST_ADDRESS = 254
ENTRY_SCRIPT = "/entree.js"
# Not « lien »: the script of every page writes the personal link there as a form leaves.
LINK_FIELD = "entree"
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
        "Elle s’arrête après 21 heures sans activité, et au plus tard après 7 jours. Reconnectez-vous pour continuer.",
    ),
}


@dataclass(frozen=True, slots=True)
class SignInView:
    """The page where a link is asked for. `said` is what was just done: its title and its sentence."""

    ask: str
    by_mail: bool
    home: str
    openid: str
    openid_name: str
    said: tuple[str, str] | None = None
    address: str = ""
    error: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class LeftView:
    """The page that ends the provider's session too: its address, and the provider's name."""

    farewell: str
    name: str


@dataclass(frozen=True, slots=True)
class EnterView:
    """The page that an e-mailed link opens. `error` is why the link opened nothing."""

    enter: str
    ask: str
    error: str = ""


async def show_sign_in(request: Request) -> Response:
    """Ask for an address; whoever is signed in already is led to where they begin."""
    try:
        session = await asyncio.to_thread(application().identity.session, cookie.shown_secret(request))
        begins = see(home_of(session.member.role))
        return cookie.keep(begins, request, session.renewed) if session.renewed else begins
    except SignedOut:
        pass  # as expected of whoever comes here
    except StorageUnavailable as error:
        return refused(error)
    try:
        fields = parsed(request.url.query)
    except InvalidRequest as error:
        return refused(error)
    # The provider sends back here those who left it, with a « state ».
    was_done = "deconnexion" if "state" in fields else next(iter(fields.get("fait", ())), "")
    return sign_in_page(said=SAID.get(was_done))


async def ask_for_link(request: Request) -> Response:
    """Send a link to the address, if someone has it; the answer is the same if nobody does."""
    address = ""
    try:
        address = next(iter((await posted(request)).get("adresse", ())), "").strip()
        await asyncio.to_thread(application().entering.ask, address, PAGES)
    except AnsmError as error:
        return sign_in_page(address=address[:LONGEST_ADDRESS], error=str(error), status=status_of(error))
    return see(f"{routes.SIGN_IN}?fait=envoye")


async def show_enter(_request: Request) -> Response:
    """Show a button. Opening the page uses nothing up: programs that check letters open every link they hold."""
    return _enter_page()


async def enter(request: Request) -> Response:
    """Use the link up, and open a session."""
    try:
        link = next(iter((await posted(request)).get(LINK_FIELD, ())), "")
        secret = await asyncio.to_thread(application().entering.enter, link)
        return await enter_space(request, secret)
    except AnsmError as error:
        return _enter_page(str(error), status_of(error))


async def enter_space(request: Request, secret: str) -> Response:
    """Give the browser the secret of a session that has just begun, and lead to where its person begins."""
    session = await asyncio.to_thread(application().identity.session, secret)
    return cookie.keep(see(home_of(session.member.role)), request, secret)


async def show_space(_request: Request) -> Response:
    """The address of the space without its last stroke."""
    return see(routes.DESK)


def leave(visit: Visit) -> Response:
    """End the session."""
    id_token = application().identity.sign_out(visit.session)
    provider = application().settings.openid
    farewell = application().openid.farewell(id_token, routes.SIGN_IN) if id_token else None
    if farewell is None or provider is None:
        return see(f"{routes.SIGN_IN}?fait=deconnexion")
    # A page, and not a redirection: browsers do not follow a form from our pages to another site.
    return page("deconnexion.html", Frame("Déconnexion"), LeftView(farewell, provider.name))


def sign_in_page(
    said: tuple[str, str] | None = None, address: str = "", error: str = "", problem: str = "", status: int = 200
) -> Response:
    """The page where one signs in. `error` is about the address typed, `problem` about anything else."""
    provider = application().settings.openid
    view = SignInView(
        ask=routes.SIGN_IN,
        by_mail=application().entering.by_mail,
        home=routes.HOME,
        openid=routes.OPENID_GO if provider else "",
        openid_name=provider.name if provider else "",
        said=said,
        address=address,
        error=error,
        problem=problem,
    )
    return page("connexion.html", Frame("Espace des conseillers", private=status != 200), view, status)


def _enter_page(error: str = "", status: int = 200) -> Response:
    frame = Frame("Me connecter", scripts=(ENTRY_SCRIPT,))
    return page("entrer.html", frame, EnterView(routes.ENTER, routes.SIGN_IN, error), status)


def status_of(error: AnsmError) -> int:
    """The status of the page that tells of this error."""
    match error:
        case Forbidden():
            return 403
        case TooMany():
            return 429
        case SignedOut():
            return 410
        case MailUnavailable() | StorageUnavailable() | IdentityUnavailable():
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
