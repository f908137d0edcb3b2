"""Decides the pages where the staff of the ANCT reads requests for support, answers them, and takes the list away."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from starlette.responses import Response

from ansm.application import Wanted
from ansm.domain import say
from ansm.domain.people import Role
from ansm.domain.support import SAID_BY_ANCT, STATES, Request, RequestState, Sent
from ansm.errors import InvalidRequest
from ansm.web import routes
from ansm.web.served.desk import Visit, done, page, see, shown
from ansm.web.served.support_request import BADGES
from ansm.web.served.support_words import contact_lines
from ansm.web.site import application
from ansm.web.verdict_view import BADGES as VERDICTS

PART = "Demandes d’accompagnement"
STAFF = frozenset({Role.ANCT})
EXPORT = f"{routes.REQUESTS}/tableau"
ALL = ("", "Tous")
FORMATS = (("Tableur (.ods)", "ods"), ("Données (.csv)", "csv"))
LONGEST_TYPED = 4000
SAID = {"change": "L’état de la demande est changé. La collectivité le voit sur sa page, avec votre message."}


@dataclass(frozen=True, slots=True)
class Line:
    """A request in the list."""

    address: str
    territory: str
    department: str
    asked_on: str
    verdict: str
    state: str
    badge: str


@dataclass(frozen=True, slots=True)
class ListView:
    """The list, what it was narrowed to, where to take it away. `withdrawn` says what remains of those withdrawn."""

    lines: tuple[Line, ...]
    total: int
    wanted: Wanted
    states: tuple[tuple[str, str], ...]
    departments: tuple[tuple[str, str], ...]
    exports: tuple[tuple[str, str], ...]
    withdrawn: str
    here: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A state it came to, who said so, and the message that the town reads."""

    day: str
    state: str
    author: str
    comment: str


@dataclass(frozen=True, slots=True)
class RequestPage:
    """One request, and the form to bring it further; `typed` and `chosen` are what was sent and refused."""

    number: int
    sent: Sent
    contact: tuple[str, ...]
    state: str
    before: str
    badge: str
    asked_on: str
    kept_until: str
    history: tuple[HistoryLine, ...]
    choices: tuple[tuple[str, str], ...]
    chosen: str
    typed: str
    error: str
    back: str


def show(visit: Visit) -> Response:
    """The list."""
    wanted = _wanted(visit)
    found = application().requests.all(visit.member, wanted)
    asked = {"etat": wanted.state, "departement": wanted.department, "nom": wanted.name}
    query = urlencode({name: value for name, value in asked.items() if value})
    view = ListView(
        lines=tuple(_line(each) for each in found.found),
        total=found.total,
        wanted=wanted,
        states=(ALL, *((each.value, STATES[each]) for each in RequestState if each is not RequestState.WITHDRAWN)),
        departments=(ALL, *((code, f"{name} ({code})") for code, name in found.departments)),
        exports=tuple((label, f"{EXPORT}.{kind}?{query}") for label, kind in FORMATS),
        withdrawn=_withdrawn(found.withdrawn.count),
        here=routes.REQUESTS,
    )
    return page("requests.html", visit.frame(PART, PART), view)


def read(visit: Visit) -> Response:
    """One request."""
    return _page(visit, notice=SAID.get(visit.field("fait"), ""))


def change(visit: Visit) -> Response:
    """Bring it to another state. What is refused is said on the page, with what was typed."""
    number = _number(visit)
    after, comment = visit.field("etat"), visit.field("message", LONGEST_TYPED)
    application().requests.open(visit.member, number)
    try:
        application().requests.change(visit.member, number, visit.field("avant"), after, comment)
    except InvalidRequest as error:
        return _page(visit, error=str(error), chosen=after, typed=comment)
    return see(f"{routes.REQUESTS}/{number}?fait=change")


def _page(visit: Visit, notice: str = "", error: str = "", chosen: str = "", typed: str = "") -> Response:
    request = application().requests.open(visit.member, _number(visit))
    day = application().requests.day
    sent = request.sent
    if sent is None:  # `open` gives none that was withdrawn
        raise InvalidRequest("Cette demande n’a plus de contenu.")
    view = RequestPage(
        number=request.number,
        sent=sent,
        contact=contact_lines(request),
        state=STATES[request.state],
        before=request.seen,
        badge=BADGES[request.state],
        asked_on=say.day(day(request.asked_at)),
        kept_until=say.day(request.kept_until),
        history=tuple(
            HistoryLine(say.day(day(each.at)), STATES[each.state], each.author, each.comment) for each in request.steps
        ),
        choices=tuple((each.value, STATES[each]) for each in SAID_BY_ANCT if each is not request.state),
        chosen=chosen,
        typed=typed,
        error=error,
        back=routes.REQUESTS,
    )
    frame = visit.frame(f"Demande de {sent.territory}", PART, notice)
    return page("request.html", frame, view, 400 if error else 200)


def table(visit: Visit) -> Response:
    """The list as a file; the contacts only when they are asked for by name."""
    contacts = visit.field("coordonnees") == "oui"
    made = application().requests.table(visit.member, _wanted(visit), visit.path["kind"], contacts=contacts)
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(made.file_name)}"}
    return Response(made.data, media_type=made.media_type, headers=headers)


def _line(request: Request) -> Line:
    sent = request.sent
    return Line(
        address=f"{routes.REQUESTS}/{request.number}",
        territory=sent.territory if sent else "",
        department=f"{sent.department_name} ({sent.department})" if sent else "",
        asked_on=say.day(application().requests.day(request.asked_at)),
        verdict=VERDICTS[sent.verdict][0] if sent else "",
        state=STATES[request.state],
        badge=BADGES[request.state],
    )


def _withdrawn(count: int) -> str:
    if not count:
        return ""
    told = say.count(
        count, "demande a été retirée par sa collectivité", "demandes ont été retirées par leur collectivité"
    )
    return f"{told}\u00a0: rien n’en est gardé, ni le nom ni le contenu."


def _wanted(visit: Visit) -> Wanted:
    return Wanted(visit.field("etat"), visit.field("departement"), visit.field("nom"))


def _number(visit: Visit) -> int:
    named = visit.path["number"]
    return int(named) if named.isascii() and named.isdigit() and len(named) < 16 else 0


ROUTES = (
    shown(routes.REQUESTS, STAFF, show),
    shown(f"{EXPORT}.{{kind}}", STAFF, table),
    shown(f"{routes.REQUESTS}/{{number}}", STAFF, read),
    done(f"{routes.REQUESTS}/{{number}}", STAFF, change),
)
