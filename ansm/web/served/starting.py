"""How a file comes into a portfolio: opened before a visit from a commune's name, or given by the town that has it."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from ansm.domain import say
from ansm.domain.people import Role
from ansm.errors import MailUnavailable, TooMany, UserError
from ansm.territories import Hit
from ansm.web import french, routes
from ansm.web.apart import LETTERS
from ansm.web.served import desk
from ansm.web.served.case_frame import PART
from ansm.web.served.desk import Visit, see
from ansm.web.served.rendering import page
from ansm.web.site import application
from ansm.web.verdict_view import VerdictView, verdict_view

MOST_FOUND = 20
LONGEST_LINK = 1000
LONGEST_ADDRESS = 512
NOTHING = "Aucune commune ni intercommunalité ne porte ce nom. Vérifiez l’orthographe, ou essayez le code postal."
AGREE = (
    "Cochez la case qui confirme que la mairie vous a donné ce lien pour cela\u00a0: sans son accord, un dossier ne se "
    "suit pas."
)
SENT = "Le lien est parti par courriel. L’adresse n’a pas été conservée."


@dataclass(frozen=True, slots=True)
class Choice:
    """A territory that the typed text may mean."""

    address: str
    name: str
    place: str
    via: str


@dataclass(frozen=True, slots=True)
class Known:
    """A file of the same territory that the organisation follows already."""

    address: str
    opened_on: str
    in_charge: str


@dataclass(frozen=True, slots=True)
class StartView:
    """The search, what it found, then the territory chosen with its verdict."""

    text: str
    choices: tuple[Choice, ...]
    nothing: str
    code: str
    verdict: VerdictView | None
    instead: str
    known: tuple[Known, ...]
    error: str
    here: str
    take_on: str


@dataclass(frozen=True, slots=True)
class LinkView:
    """The personal link of a file just opened, shown once."""

    name: str
    link: str
    token: str
    case: str
    mail: str
    address: str
    error: str


@dataclass(frozen=True, slots=True)
class TakeView:
    """The form by which a file that a town has is followed; it keeps what was typed when it is refused."""

    pasted: str
    error: str
    here: str
    new: str


def choose(visit: Visit) -> Response:
    """Find the territory, then see its verdict."""
    return _start_page(visit, visit.field("cherche"), visit.field("code", 20), "", 200)


def start(visit: Visit) -> Response:
    """Open the file, and show its link once: that page is not one to come back to."""
    code = visit.field("code", 20)
    try:
        found = application().taking_on.start(visit.member, code, again=visit.field("encore") == "oui")
    except UserError as error:
        return _start_page(visit, "", code, str(error), 400)
    return link_page(visit, found.uid, found.token, "", "", 200)


def send(visit: Visit) -> Response:
    """Send the link by e-mail, from the page that shows it."""
    uid, token, address = visit.path["uid"], visit.field("remis"), visit.field("adresse", LONGEST_ADDRESS)
    application().taking_on.same(visit.member, uid, token)
    try:
        application().mailing.send_link(token, address, routes.DIAGNOSTIC)
    except TooMany as error:
        return link_page(visit, uid, token, address, str(error), 429)
    except (UserError, MailUnavailable) as error:
        return link_page(visit, uid, token, address, str(error), 400)
    return link_page(visit, uid, token, "", "", 200, SENT)


def paste(visit: Visit) -> Response:
    """The form to follow a file that a town has."""
    return _take_page(visit, "", "", 200)


def take(visit: Visit) -> Response:
    """Follow it."""
    pasted = visit.field("remis", LONGEST_LINK)
    if visit.field("accord") != "oui":
        return _take_page(visit, pasted, AGREE, 400)
    try:
        uid = application().taking_on.take(visit.member, pasted)
    except UserError as error:
        return _take_page(visit, pasted, str(error), 400)
    return see(f"{routes.case(uid)}?fait=suivi")


def _start_page(visit: Visit, text: str, code: str, error: str, status: int) -> Response:
    hits = application().search(text, MOST_FOUND) if text and not code else ()
    verdict: VerdictView | None = None
    known: tuple[Known, ...] = ()
    if code:
        place = application().standpoint(code)
        verdict = verdict_view(place.territory, place.eligibility)
        known = _known(visit, code)
    instead = f"{routes.NEW_CASE}?code={verdict.select_code}" if verdict and verdict.select_code else ""
    view = StartView(
        text=text,
        choices=tuple(_choice(hit) for hit in hits),
        nothing=NOTHING if text and not hits and not code else "",
        code=code,
        verdict=verdict,
        instead=instead,
        known=known,
        error=error,
        here=routes.NEW_CASE,
        take_on=routes.TAKE_ON,
    )
    return page("case_start.html", visit.frame("Commencer un dossier", PART), view, status)


def link_page(visit: Visit, uid: str, token: str, address: str, error: str, status: int, notice: str = "") -> Response:
    """The personal link of a file just made, shown once."""
    opened = application().desk.case(visit.member, uid)
    link = f"{application().settings.public_url}{routes.diagnostic(token)}"
    mail = routes.case(uid, "courriel") if application().mailing.available else ""
    view = LinkView(opened.case.name, link, token, routes.case(uid), mail, address, error)
    return page("case_link.html", visit.frame("Le lien à remettre à la mairie", PART, notice), view, status)


def _take_page(visit: Visit, pasted: str, error: str, status: int) -> Response:
    view = TakeView(pasted, error, routes.TAKE_ON, routes.NEW_CASE)
    return page("case_take.html", visit.frame("Suivre un dossier existant", PART), view, status)


def _choice(hit: Hit) -> Choice:
    people = "population non publiée" if hit.population is None else french.inhabitants(hit.population)
    where = f"{hit.department_name}{say.NBSP}({hit.department})" if hit.department_name else hit.department
    place = ", ".join(part for part in (KINDS.get(hit.kind.value, ""), where, people) if part)
    via = f"trouvé par{say.NBSP}: {hit.via}" if hit.via else ""
    return Choice(f"{routes.NEW_CASE}?code={hit.code}", french.proper(hit.name), place, via)


KINDS = {
    "epci": "intercommunalité",
    "commune_deleguee": "commune déléguée",
    "commune_associee": "commune associée",
    "arrondissement": "arrondissement",
}


def _known(visit: Visit, code: str) -> tuple[Known, ...]:
    member = visit.member
    return tuple(
        Known(
            # The page of a file opens for who is in charge of it, and for who manages the organisation.
            routes.case(case.uid) if member.role is Role.MANAGER or case.followed_by(member.number) else "",
            say.day(case.opened_on),
            say.joined([each.label for each in case.in_charge]),
        )
        for case in application().desk.of_organisation(member, code)
    )


ROUTES = (
    desk.shown(routes.NEW_CASE, desk.FOLLOWERS, choose),
    desk.done(routes.NEW_CASE, desk.FOLLOWERS, start),
    desk.done(routes.case("{uid}", "courriel"), desk.FOLLOWERS, send, apart=LETTERS),
    desk.shown(routes.TAKE_ON, desk.FOLLOWERS, paste),
    desk.done(routes.TAKE_ON, desk.FOLLOWERS, take),
)
