"""Decides the page where a town gives its report to someone, and sees who follows its diagnostic."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.application import NewReport, ReportWish
from ansm.domain import say
from ansm.errors import InvalidRequest
from ansm.web import routes
from ansm.web.exchange_reading import LONGEST_ADDRESS, Body
from ansm.web.served import agreement, entrusted, new_link
from ansm.web.served.held import Piece, held_page, piece
from ansm.web.served.sharing_view import FROZEN, sharing_view
from ansm.web.served.whose import whose
from ansm.web.site import application

LONGEST_TYPED = 1000  # more than fits, so that its own sentence says how much does
REPORTS, FOLLOWERS = "liens-rapport", "qui-suit"
PIECES = (REPORTS, entrusted.PART, FOLLOWERS, agreement.PART, new_link.PART)
NOT_A_NUMBER = "Écrivez la durée en jours, en chiffres, par exemple 30."
SENT = "Le lien est parti par courriel. L’adresse n’est pas conservée."
TAKEN_BACK = "Le lien est retiré\u00a0: il n’ouvre plus rien."


@dataclass(frozen=True, slots=True)
class FollowerLine:
    """An organisation that follows the file."""

    number: int
    name: str
    since: str


@dataclass(frozen=True, slots=True)
class FollowersView:
    """Who follows the file."""

    followers: tuple[FollowerLine, ...]


def reports(body: Body) -> Piece:
    """The form and the list."""
    return _reports(body.token)


def give_report(body: Body) -> Piece:
    """Make a link, or send one."""
    wish = ReportWish(
        kind=body.text("document", LONGEST_TYPED),
        edition=body.text("edition", LONGEST_TYPED),
        frozen=body.text("contenu", LONGEST_TYPED) == FROZEN,
        label=body.text("pour", LONGEST_TYPED),
        days=days(body.text("jours", LONGEST_TYPED)),
        address=body.text("adresse", LONGEST_ADDRESS) if "adresse" in body.fields else "",
    )
    made = application().report_links.give(body.token, wish)
    return _reports(body.token, "" if made.token else SENT, made)


def take_report_back(body: Body) -> Piece:
    """Close a link, whoever made it."""
    application().report_links.revoke(body.token, number(body.text("numero", LONGEST_TYPED)))
    return _reports(body.token, TAKEN_BACK)


def followers(body: Body) -> Piece:
    """Who follows the file."""
    return _followers(body.token)


def stop_follower(body: Body) -> Piece:
    """Stop one of them."""
    name = application().followers.stop(body.token, number(body.text("numero", LONGEST_TYPED)))
    return _followers(body.token, f"{name} ne suit plus ce diagnostic, et les liens qu’elle avait faits sont retirés.")


def days(typed: str) -> int:
    """A number of days as it was typed. Raises InvalidRequest."""
    found = typed.strip()
    if not found.isascii() or not found.isdigit() or len(found) > 6:
        raise InvalidRequest(NOT_A_NUMBER)
    return int(found)


def number(sent: str) -> int:
    """The number of a row, as our own forms send it; anything else names none."""
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 16 else 0


def _reports(token: str, said: str = "", made: NewReport | None = None) -> Piece:
    links = application().report_links
    listed, url = links.all(token), application().settings.public_url
    view = sharing_view(listed, made, url, by_mail=links.by_mail, place=whose(application().file(token)))
    return Piece("piece_reports.html", view, said)


def _followers(token: str, said: str = "") -> Piece:
    lines = tuple(
        FollowerLine(each.number, each.name, f"depuis le {say.day(each.since)}")
        for each in application().followers.all(token)
    )
    return Piece("piece_followers.html", FollowersView(lines), said)


ROUTES = (
    held_page(
        routes.SHARING,
        "Partager le diagnostic",
        "Donnez un document par un lien, voyez qui suit votre diagnostic, choisissez si vos besoins sont comptés avec "
        "ceux des autres, ou changez votre lien personnel. Vous pouvez changer d’avis à tout moment.",
        PIECES,
        scripts=new_link.SCRIPTS,
    ),
    piece(REPORTS, reports),
    piece(f"{REPORTS}-donner", give_report, slow=True),
    piece(f"{REPORTS}-retirer", take_report_back),
    piece(FOLLOWERS, followers),
    piece(f"{FOLLOWERS}-arreter", stop_follower),
)
