"""Preparing a visit without network: the files that are ticked are kept by the device that asks for them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from ansm.application import ADVISOR_DAYS, MOST_AT_ONCE
from ansm.domain import caseload, caseload_words, say
from ansm.domain.caseload import Case, Order, Sought
from ansm.web import routes
from ansm.web.served import desk
from ansm.web.served.case_frame import place
from ansm.web.served.desk import Visit, see
from ansm.web.served.rendering import page
from ansm.web.site import application

TITLE = PART = "Hors connexion"
NONE_TICKED = "Cochez au moins un dossier à préparer."
TOO_MANY = f"Cochez {MOST_AT_ONCE} dossiers au plus à la fois\u00a0: préparez les autres ensuite."
CLOSED = "Aucun appareil n’ouvre plus les dossiers que vous aviez préparés."
LONGEST_COUNT = 6  # digits
CLOSE = f"{routes.OFFLINE_CASES}/fermer"


@dataclass(frozen=True, slots=True)
class Choice:
    """A file that may be prepared."""

    uid: str
    name: str
    place: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class PreparingView:
    """The page."""

    choices: tuple[Choice, ...]
    days: int
    error: str
    here: str
    close: str
    device: str
    portfolio: str


def show(visit: Visit) -> Response:
    """The page."""
    closed = visit.field("fermes")
    known = closed.isascii() and closed.isdigit() and len(closed) < LONGEST_COUNT
    told = f"{say.count(int(closed), 'lien fermé', 'liens fermés')}. {CLOSED}" if known else ""
    return _page(visit, "", 200, told)


def prepare(visit: Visit) -> Response:
    """Make a link to each file, and go where the device keeps them."""
    chosen = tuple(dict.fromkeys(visit.several("dossier")))
    if not chosen or len(chosen) > MOST_AT_ONCE:
        return _page(visit, TOO_MANY if chosen else NONE_TICKED, 400)
    links = application().advisor_links.make_several(visit.member, chosen)
    return see(routes.on_this_device([each.token for each in links]))


def close(visit: Visit) -> Response:
    """Close every link of this person: a device was lost, or was not theirs."""
    return see(f"{routes.OFFLINE_CASES}?fermes={application().advisor_links.close_all(visit.member)}")


def _which(case: Case, today: date, *, alone: bool) -> str:
    """Where it is and what is planned, to find the next visits; since when, for a territory that has two files."""
    which = place(case) if alone else f"{place(case)}, dossier ouvert le {say.day(case.opened_on)}"
    planned = ", ".join(part for part in (case.next_step, caseload_words.step_day(case, today)) if part)
    return f"{which}. Prévu\u00a0: {planned}" if planned else which


def _page(visit: Visit, error: str, status: int, notice: str = "") -> Response:
    chosen = set(visit.several("dossier"))
    today = application().today()
    cases = caseload.found(application().desk.portfolio(visit.member), Sought(order=Order.NEXT_STEP), today)
    files = Counter(case.code for case in cases)
    view = PreparingView(
        choices=tuple(
            Choice(case.uid, case.name, _which(case, today, alone=files[case.code] == 1), case.uid in chosen)
            for case in cases
        ),
        days=ADVISOR_DAYS,
        error=error,
        here=routes.OFFLINE_CASES,
        close=CLOSE,
        device=routes.on_this_device(),
        portfolio=routes.DESK,
    )
    return page("preparing.html", visit.frame(TITLE, PART, notice), view, status)


ROUTES = (
    desk.shown(routes.OFFLINE_CASES, desk.FOLLOWERS, show),
    desk.done(routes.OFFLINE_CASES, desk.FOLLOWERS, prepare),
    desk.done(CLOSE, desk.FOLLOWERS, close),
)
