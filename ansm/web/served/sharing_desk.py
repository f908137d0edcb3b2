"""Decides the page of the desk where an organisation gives a report of a file it follows, and takes it back."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from ansm.application import NewReport, ReportWish
from ansm.errors import MailUnavailable, TooMany, UnknownLink, UserError
from ansm.web import routes
from ansm.web.apart import LETTERS
from ansm.web.exchange_reading import LONGEST_ADDRESS
from ansm.web.served.case_frame import PART, SHARING, CaseHead, head
from ansm.web.served.desk import FOLLOWERS, Visit, done, page, see, shown
from ansm.web.served.held import SCRIPT
from ansm.web.served.sharing import LONGEST_TYPED, SENT, TAKEN_BACK, days, number
from ansm.web.served.sharing_view import FROZEN, SharingView, Typed, sharing_view
from ansm.web.site import application

PATH = routes.case("{uid}", "partage")
TAKE_BACK = f"{PATH}/retirer"
HEADING = "Donner un document à quelqu’un"
DONE = {"envoye": SENT, "retire": TAKEN_BACK}


@dataclass(frozen=True, slots=True)
class DeskSharingView:
    """The page of a followed file: the form and the links of the organisation, and what was refused."""

    head: CaseHead
    heading: str
    give: str
    take_back: str
    refused: str
    sharing: SharingView


def show(visit: Visit) -> Response:
    """The form and the links of the organisation."""
    return _page(visit, notice=DONE.get(visit.field("fait"), ""))


def give(visit: Visit) -> Response:
    """Make a link. It is shown in this very answer, and never again."""
    typed = Typed(
        kind=visit.field("document"),
        edition=visit.field("edition"),
        content=visit.field("contenu"),
        label=visit.field("pour", LONGEST_TYPED),
        days=visit.field("jours", LONGEST_TYPED),
        address=visit.field("adresse", LONGEST_ADDRESS),
    )
    try:
        frozen, lasting = typed.content == FROZEN, days(typed.days)
        wish = ReportWish(typed.kind, typed.edition, frozen, typed.label, lasting, typed.address)
        made = application().report_links.give_as(visit.member, visit.path["uid"], wish)
    except UnknownLink:
        raise
    except (UserError, MailUnavailable) as error:
        # The form again, as it was typed.
        return _page(visit, refused=str(error), typed=typed, status=429 if isinstance(error, TooMany) else 400)
    if not made.token:
        return see(f"{PATH.format(uid=visit.path['uid'])}?fait=envoye")
    return _page(visit, made=made)


def take_back(visit: Visit) -> Response:
    """Close a link of the organisation."""
    uid = visit.path["uid"]
    application().report_links.revoke_as(visit.member, uid, number(visit.field("numero")))
    return see(f"{PATH.format(uid=uid)}?fait=retire")


def _page(
    visit: Visit,
    *,
    made: NewReport | None = None,
    notice: str = "",
    refused: str = "",
    typed: Typed | None = None,
    status: int = 200,
) -> Response:
    links, uid = application().report_links, visit.path["uid"]
    case = application().desk.case(visit.member, uid).case
    public_url, mine = application().settings.public_url, links.all_of(visit.member, uid)
    view = DeskSharingView(
        head=head(case, SHARING),
        heading=HEADING,
        give=PATH.format(uid=uid),
        take_back=TAKE_BACK.format(uid=uid),
        refused=refused,
        sharing=sharing_view(mine, made, public_url, by_mail=links.by_mail, typed=typed),
    )
    frame = visit.frame(f"{HEADING}\u00a0: {case.name}", PART, notice, scripts=(SCRIPT,))
    return page("desk_sharing.html", frame, view, status)


ROUTES = (
    shown(PATH, FOLLOWERS, show),
    done(PATH, FOLLOWERS, give, apart=LETTERS),
    done(TAKE_BACK, FOLLOWERS, take_back),
)
