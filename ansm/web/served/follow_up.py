"""Decides how whoever holds a link follows the plan: the actions and their steps, then the reminders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ansm.application import RemindersOfFile, SaidStep
from ansm.domain.say import day, joined
from ansm.errors import InvalidRequest
from ansm.web.exchange_reading import LONGEST_ADDRESS, LONGEST_NAME, UNREADABLE, Body
from ansm.web.routes import FOLLOW_UP
from ansm.web.served.follow_up_view import Typed, follow_up_view, said_of
from ansm.web.served.held import Piece, held_page, piece
from ansm.web.site import application

PLAN, STEP, REMINDERS, ASK, STOP = "suivi", "suivi-etape", "rappels", "rappels-demande", "rappels-arret"
LONGEST_TYPED = 200
INTRODUCTION = (
    "Notez ce que devient chaque action\u00a0: décidée, en cours, faite ou abandonnée. Vous pouvez corriger à tout "
    "moment\u00a0; l’historique est gardé."
)
ASKED = (
    "C’est noté. Nous écrirons à {address} {days}. Vérifiez bien cette adresse\u00a0: chaque message ouvre le suivi "
    "des actions. Elle ne sera plus montrée en entier."
)
WHOLE_CATALOGUE = "La liste des services contient maintenant tout le catalogue."
STOPPED = "Ces rappels sont arrêtés\u00a0: l’adresse est effacée, et les liens déjà envoyés ne s’ouvrent plus."


@dataclass(frozen=True, slots=True)
class ReminderView:
    """One reminder: its masked address, empty once it is forgotten, and the days on which it will still write."""

    number: int
    address: str
    days: str


@dataclass(frozen=True, slots=True)
class RemindersView:
    """The reminders. `stopped_here`: the link that is read was just closed with them; `asked`: what was promised."""

    asked: str
    available: bool
    by_letter: bool
    refused: bool
    stopped_here: bool
    offered: str
    standing: tuple[ReminderView, ...]


def plan(body: Body) -> Piece:
    """The actions, as they stand."""
    return Piece("follow_up.html", follow_up_view(application().follow_up.plan(body.token)))


def step(body: Body) -> Piece:
    """A step is noted; or the form comes back with the whole catalogue."""
    said, follow_up = _said(body), application().follow_up
    if body.fields.get("catalogue"):
        typed = Typed(said, whole=True)
        return Piece("follow_up.html", follow_up_view(follow_up.plan(body.token), typed=typed), WHOLE_CATALOGUE)
    noted = follow_up.note(body.token, said)
    return Piece("follow_up.html", follow_up_view(noted.plan, noted=said.need), said_of(noted))


def reminders(body: Body) -> Piece:
    """The reminders of the file."""
    return _shown(application().reminders.of(body.token))


def ask(body: Body) -> Piece:
    """One more reminder is asked for."""
    address = body.text("adresse", LONGEST_ADDRESS).strip()
    found = application().reminders.ask(body.token, address)
    return _shown(found, asked=ASKED.format(address=address, days=_days(found.offered)))


def stop(body: Body) -> Piece:
    """One is stopped for good."""
    number = body.text("rappel", LONGEST_NAME)
    found = application().reminders.stop(body.token, _number(number))
    if found is None:
        return Piece("reminders.html", RemindersView("", True, True, False, True, "", ()), STOPPED)
    return _shown(found, STOPPED)


def _shown(found: RemindersOfFile, said: str = "", asked: str = "") -> Piece:
    view = RemindersView(
        asked,
        found.available,
        found.by_letter,
        found.refused,
        False,
        _days(found.offered),
        tuple(ReminderView(each.number, each.address, _days(each.days)) for each in found.standing),
    )
    return Piece("reminders.html", view, said)


def _days(days: tuple[date, ...]) -> str:
    return joined([f"le {day(each)}" for each in days])


def _said(body: Body) -> SaidStep:
    return SaidStep(
        need=body.name("besoin"),
        state=body.name("etat"),
        happened_on=body.text("le", LONGEST_TYPED),
        who=body.text("qui", LONGEST_TYPED),
        service=body.name("service"),
        base=_number(body.text("vu", LONGEST_NAME)),
    )


def _number(text: str) -> int:
    """A whole number as a form writes it."""
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise InvalidRequest(UNREADABLE)
    return int(text)


ROUTES = (
    held_page(FOLLOW_UP, "Suivi des actions", INTRODUCTION, (PLAN, REMINDERS)),
    piece(PLAN, plan),
    piece(STEP, step),
    piece(REMINDERS, reminders),
    piece(ASK, ask),
    piece(STOP, stop),
)
