"""Decides how an advisor follows the plan of a file in their charge: the same actions, noted on their side."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from ansm.application import SaidStep
from ansm.errors import InvalidRequest
from ansm.web import routes
from ansm.web.exchange_reading import UNREADABLE
from ansm.web.served import desk
from ansm.web.served.case_frame import FOLLOW_UP, PART, CaseHead, head
from ansm.web.served.desk import Visit
from ansm.web.served.follow_up_view import FollowUpView, Typed, follow_up_view
from ansm.web.served.rendering import page
from ansm.web.site import application

PATH = routes.case("{uid}", "suivi")
DONE = {
    "note": "L’étape est notée.",
    "deja": "C’était déjà noté\u00a0: rien n’a changé.",
    "croise": "L’étape est notée. Quelqu’un d’autre en avait noté une entre-temps\u00a0: elle reste dans l’historique.",
}


@dataclass(frozen=True, slots=True)
class DeskFollowUpView:
    """The page: the top of every page of the file, and the follow-up."""

    head: CaseHead
    follow_up: FollowUpView


def show(visit: Visit) -> Response:
    """The actions of the file, as they stand."""
    return _page(visit, None, DONE.get(visit.field("fait"), ""))


def note(visit: Visit) -> Response:
    """Note a step; what is refused comes back as it was typed."""
    said = _said(visit)
    if visit.field("catalogue"):
        return _page(visit, Typed(said, whole=True), "")
    try:
        noted = application().follow_up.note_at_desk(visit.member, visit.path["uid"], said)
    except InvalidRequest as refused:
        return _page(visit, Typed(said, error=str(refused)), "", 400)
    told = "deja" if not noted.new else "croise" if noted.meanwhile else "note"
    return desk.see(f"{_address(visit)}?fait={told}#action-{noted.action.need.id}")


def _page(visit: Visit, typed: Typed | None, notice: str, status: int = 200) -> Response:
    uid = visit.path["uid"]
    case = application().desk.case(visit.member, uid).case
    plan = application().follow_up.plan_at_desk(visit.member, uid)
    shown = DeskFollowUpView(head(case, FOLLOW_UP), follow_up_view(plan, _address(visit), typed))
    return page("desk_follow_up.html", visit.frame(f"{FOLLOW_UP}, {case.name}", PART, notice), shown, status)


def _address(visit: Visit) -> str:
    return routes.case(visit.path["uid"], "suivi")


def _said(visit: Visit) -> SaidStep:
    base = visit.field("vu", 16)
    if not (base.isascii() and base.isdigit()):
        raise InvalidRequest(UNREADABLE)
    return SaidStep(
        need=visit.field("besoin"),
        state=visit.field("etat"),
        happened_on=visit.field("le"),
        who=visit.field("qui", 400),
        service=visit.field("service"),
        base=int(base),
    )


ROUTES = (desk.shown(PATH, desk.FOLLOWERS, show), desk.done(PATH, desk.FOLLOWERS, note))
