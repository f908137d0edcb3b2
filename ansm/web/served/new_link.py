"""Decides the part of the sharing page where a town changes its personal link, in two steps (docs/decisions/0013)."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.application import HandoverState, PreparedLink, ReportLinkState
from ansm.domain import say
from ansm.web import routes
from ansm.web.exchange_reading import LONGEST_TOKEN, Body
from ansm.web.live import hub
from ansm.web.served.held import Piece, piece
from ansm.web.site import application

PART = "lien-personnel"
SCRIPTS = ("/lien.js",)
PREPARED = "Le nouveau lien est prêt, pas encore en service."
GIVEN_UP = "Rien n’a changé\u00a0: votre lien actuel fonctionne toujours."
CHANGED = "Le lien est changé. L’ancien n’ouvre plus rien."
KEEP = f"{routes.DIAGNOSTIC}?{routes.KEEP_LINK}"


@dataclass(frozen=True, slots=True)
class BeforeView:
    """What changing the link does, said before. `goes_on` is what other people hold, and where each is taken back.

    `given_up` tells the page to forget the link that it held ready.
    """

    goes_on: tuple[str, ...]
    changed_on: str
    given_up: bool


@dataclass(frozen=True, slots=True)
class LinkView:
    """A personal link, shown to be kept. `until` is the last moment to put a prepared one in use."""

    secret: str
    address: str
    until: str
    keep: str = KEEP


def show(body: Body) -> Piece:
    """What would change; or the link that this browser has prepared, when it still may be put in use."""
    ready = _fresh(body) if "nouveau" in body.fields else ""
    prepared = application().personal_links.prepared(body.token, ready) if ready else None
    return _before(body.token) if prepared is None else _prepared(prepared, "")


def prepare(body: Body) -> Piece:
    """First step: a new link, shown to be kept. The present one goes on."""
    return _prepared(application().personal_links.prepare(body.token), PREPARED)


def give_up(body: Body) -> Piece:
    """Keep the present link."""
    application().personal_links.give_up(body.token, _fresh(body))
    return _before(body.token, GIVEN_UP, given_up=True)


def change(body: Body) -> Piece:
    """Second step: the new link takes the place of the present one."""
    fresh = _fresh(body)
    kept = body.fields.get("garde") == "oui"
    application().personal_links.change(body.token, fresh, kept=kept, tell=hub().tell)
    return Piece("piece_link_changed.html", LinkView(fresh, _address(fresh), ""), CHANGED)


def _fresh(body: Body) -> str:
    return body.text("nouveau", LONGEST_TOKEN)


def _before(token: str, said: str = "", *, given_up: bool = False) -> Piece:
    changed_on = application().personal_links.changed_on(token)
    view = BeforeView(_goes_on(token), say.day(changed_on) if changed_on else "", given_up)
    return Piece("piece_link.html", view, said)


def _prepared(link: PreparedLink, said: str) -> Piece:
    until = f"{say.day(link.until.date())} à {link.until.hour}\u00a0h\u00a0{link.until.minute:02}"
    return Piece("piece_link_prepared.html", LinkView(link.token, _address(link.token), until), said)


def _address(token: str) -> str:
    return f"{application().settings.public_url}{routes.diagnostic(token)}"


def _goes_on(token: str) -> tuple[str, ...]:
    """What other people hold, which a change of the personal link leaves as it is: who found it may have given some."""
    running = application()
    reports = sum(each.state is ReportLinkState.OPEN for each in running.report_links.all(token))
    themes = sum(each.state is HandoverState.OPEN for each in running.handovers.all(token))
    followers = len(running.followers.all(token))
    reminders = len(running.reminders.of(token).standing)
    lines = (
        (reports, f"{say.count(reports, 'lien', 'liens')} vers un rapport"),
        (themes, f"{say.count(themes, 'thème confié', 'thèmes confiés')} à quelqu’un"),
        (
            followers,
            f"{say.count(followers, 'organisation qui suit', 'organisations qui suivent')} ce diagnostic, "
            "avec ses conseillers" + ("" if followers < 2 else " chacune"),
        ),
        (
            reminders,
            f"{say.count(reminders, 'rappel')} par courriel, dont les liens ouvrent le suivi des actions",
        ),
    )
    return tuple(line for count, line in lines if count)


ROUTES = (
    piece(PART, show),
    piece(f"{PART}/preparer", prepare),
    piece(f"{PART}/renoncer", give_up),
    piece(f"{PART}/changer", change),
)
