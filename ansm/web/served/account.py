"""Decides what someone who is signed in sees of themselves: who they are here, and where they are signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response

from ansm.domain import say
from ansm.domain.people import Role
from ansm.errors import InvalidRequest
from ansm.web import routes
from ansm.web.served.desk import EVERYONE, FOLLOWERS, Visit, done, page, see, shown
from ansm.web.site import application

PART = "Mon compte"
CLOSE, CLOSE_ALL = f"{routes.ACCOUNT}/fermer", f"{routes.ACCOUNT}/fermer-tout"
ROLE_WORDS = {
    Role.ADVISOR: "Conseiller ou conseillère",
    Role.MANAGER: "Responsable de l’organisation",
    Role.ANCT: "Équipe de l’ANCT",
}
STARTING = (("Commencer un dossier", routes.NEW_CASE), ("Suivre un dossier existant", routes.TAKE_ON))
SAID = {"fermee": "Cette session est terminée."}


@dataclass(frozen=True, slots=True)
class SessionView:
    """One session: its number, when it began and when it last gave a sign of life."""

    number: int
    began: str
    seen: str
    current: bool


@dataclass(frozen=True, slots=True)
class AccountView:
    """Who someone is, and their sessions; `pages` are those of their space that its navigation does not name."""

    address: str
    name: str
    role: str
    organisation: str
    sessions: tuple[SessionView, ...]
    close: str
    close_all: str
    pages: tuple[tuple[str, str], ...]


def show(visit: Visit) -> Response:
    """The account."""
    member = visit.member
    sessions = tuple(
        SessionView(each.number, _moment(each.began_at), _moment(each.seen_at), each.current)
        for each in application().identity.sessions(visit.session)
    )
    view = AccountView(
        address=member.address,
        name=member.name,
        role=ROLE_WORDS[member.role],
        organisation=member.organisation.name,
        sessions=sessions,
        close=CLOSE,
        close_all=CLOSE_ALL,
        pages=STARTING if member.role in FOLLOWERS else (),
    )
    return page("compte.html", visit.frame(PART, PART, SAID.get(visit.field("fait"), "")), view)


def close(visit: Visit) -> Response:
    """End one of their sessions."""
    number = visit.field("session")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise InvalidRequest("Cette session n’existe pas. Revenez à votre compte, puis recommencez.")
    application().identity.close(visit.member, int(number))
    return see(f"{routes.ACCOUNT}?fait=fermee")


def close_all(visit: Visit) -> Response:
    """End them all."""
    application().identity.sign_out_everywhere(visit.member)
    return see(f"{routes.SIGN_IN}?fait=partout")


def _moment(at: datetime) -> str:
    local = at.astimezone(application().settings.timezone)
    return f"{say.day(local.date())} à {local.hour}\u00a0h\u00a0{local.minute:02}"


ROUTES = (
    shown(routes.ACCOUNT, EVERYONE, show),
    done(CLOSE, EVERYONE, close),
    done(CLOSE_ALL, EVERYONE, close_all, leaves=True),
)
