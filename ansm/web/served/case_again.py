"""How an advisor does again the diagnostic of a territory they follow: what is taken over, then the new link."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from ansm.application import Prospect
from ansm.errors import UserError
from ansm.web import routes
from ansm.web.served import desk
from ansm.web.served.case_frame import PART, CaseHead, head
from ansm.web.served.desk import Visit
from ansm.web.served.rendering import page
from ansm.web.served.starting import link_page
from ansm.web.site import application

ADDRESS = "refaire"


@dataclass(frozen=True, slots=True)
class CaseAgainView:
    """The former file, what a new one would take over, and where the form goes."""

    head: CaseHead
    former: Prospect
    case: str
    here: str
    error: str


def show(visit: Visit) -> Response:
    """What would be taken over; nothing is made yet."""
    return _page(visit, "", 200)


def start(visit: Visit) -> Response:
    """Make the new file, and show its link once: that page is not one to come back to."""
    uid = visit.path["uid"]
    application().following.open(visit.member, uid)  # what is not theirs stays unknown, whatever else is wrong
    try:
        made = application().again.start_followed(visit.member, uid)
    except UserError as error:
        return _page(visit, str(error), 400)
    return link_page(visit, made.uid, made.token, "", "", 200)


def _page(visit: Visit, error: str, status: int) -> Response:
    uid = visit.path["uid"]
    opened = application().desk.case(visit.member, uid)
    former = application().again.look_followed(visit.member, uid)
    view = CaseAgainView(head(opened.case, ""), former, routes.case(uid), routes.case(uid, ADDRESS), error)
    return page("case_again.html", visit.frame(f"Refaire le diagnostic de {opened.case.name}", PART), view, status)


ROUTES = (
    desk.shown(routes.case("{uid}", ADDRESS), desk.FOLLOWERS, show),
    desk.done(routes.case("{uid}", ADDRESS), desk.FOLLOWERS, start),
)
