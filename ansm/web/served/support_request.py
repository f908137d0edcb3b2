"""Decides the page where a town asks for the support: who to answer, what would be sent, what became of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ansm.application import Draft, Prepared, Situation
from ansm.domain import say
from ansm.domain.orientation import Orientation
from ansm.domain.support import STATES, Request, RequestState, Sent, verdict_told
from ansm.web import routes
from ansm.web.exchange_reading import Body
from ansm.web.results.words import safe_address
from ansm.web.served.held import Piece, held_page, piece
from ansm.web.served.support_words import contact_lines, kept, recipient
from ansm.web.served.whose import whose
from ansm.web.site import application

PART = "demande"
LONGEST_TYPED = 4000  # more than fits, so that its own sentence says how much does
LONGEST_SEAL = 64
WHOLE = "diagnostic"
BADGES = {
    RequestState.RECEIVED: "info",
    RequestState.EXAMINED: "info",
    RequestState.ACCEPTED: "success",
    RequestState.REFUSED: "warning",
    RequestState.CLOSED: "",
    RequestState.WITHDRAWN: "",
}
SENT = "Votre demande est enregistrée. Vous pouvez la suivre, et la retirer, sur cette page."
WITHDRAWN = "Votre demande est retirée\u00a0: ce qui avait été envoyé et vos coordonnées sont effacés."
CHANGED = "Vos réponses ont changé depuis\u00a0: rien n’est parti. Relisez ce qui serait envoyé maintenant."
SHOWN = "Rien n’est encore parti. Relisez, puis décidez."
EMPTY = Draft("", "", "", "", "", whole=False)


@dataclass(frozen=True, slots=True)
class StepView:
    """A state that a request came to, and the message that came with it."""

    state: str
    day: str
    comment: str


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request already made. `standing` tells that it may be withdrawn, `sent` is None once it was."""

    number: int
    state: str
    badge: str
    asked_on: str
    state_on: str
    kept_until: str
    standing: bool
    sent: Sent | None
    contact: tuple[str, ...]
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class SupportView:
    """The page. `draft` is what was typed already; `form` tells that a request may be written now."""

    place: str
    told: tuple[str, ...]
    open: bool
    form: bool
    draft: Draft
    requests: tuple[RequestView, ...]
    orientations: tuple[Orientation, ...]
    recontact: str
    recipient: tuple[str, ...]
    kept: str
    territory_address: str
    results: str


@dataclass(frozen=True, slots=True)
class PreviewView:
    """Word for word what would be sent, to whom, for how long."""

    sent: Sent
    contact: tuple[str, ...]
    draft: Draft
    whole: str
    seal: str
    recipient: tuple[str, ...]
    kept: str
    changed: bool


def show(body: Body) -> Piece:
    """The page as it stands."""
    return _shown(body.token)


def change(body: Body) -> Piece:
    """The form again, with what was typed."""
    return _shown(body.token, draft=_draft(body))


def prepare(body: Body) -> Piece:
    """What would be sent."""
    return Piece("support_preview.html", _preview(application().support.prepare(body.token, _draft(body))), SHOWN)


def send(body: Body) -> Piece:
    """Send it, with consent."""
    consent = body.fields.get("accord") == "oui"
    other = application().support.send(body.token, _draft(body), body.text("sceau", LONGEST_SEAL), consent=consent)
    if other is not None:
        return Piece("support_preview.html", replace(_preview(other), changed=True), CHANGED)
    return _shown(body.token, SENT)


def withdraw(body: Body) -> Piece:
    """Take a request back."""
    sent = body.text("numero", 20)
    number = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 16 else 0
    application().support.withdraw(body.token, number)
    return _shown(body.token, WITHDRAWN)


def _shown(token: str, said: str = "", draft: Draft = EMPTY) -> Piece:
    situation = application().support.situation(token)
    return Piece("support.html", _view(situation, draft), said)


def _view(situation: Situation, draft: Draft) -> SupportView:
    return SupportView(
        place=whose(situation),
        told=verdict_told(situation.territory, situation.eligibility),
        open=situation.open,
        form=situation.open and situation.under_way is None,
        draft=draft,
        requests=tuple(_request(each) for each in situation.requests),
        orientations=tuple(
            replace(each, links=tuple(link for link in each.links if safe_address(link.url)))
            for each in situation.orientations
        ),
        recontact=say.joined(tuple(say.quoted(each) for each in situation.recontact)),
        recipient=recipient(application().settings, read_here=situation.read_here),
        kept=kept(situation.kept_months),
        territory_address=routes.territory(situation.territory.code),
        results=routes.RESULTS,
    )


def _request(request: Request) -> RequestView:
    day = application().requests.day
    return RequestView(
        number=request.number,
        state=STATES[request.state],
        badge=BADGES[request.state],
        asked_on=say.day(day(request.asked_at)),
        state_on=say.day(day(request.state_at)),
        kept_until=say.day(request.kept_until),
        standing=request.sent is not None,
        sent=request.sent,
        contact=contact_lines(request),
        steps=tuple(StepView(STATES[each.state], say.day(day(each.at)), each.comment) for each in request.steps),
    )


def _preview(prepared: Prepared) -> PreviewView:
    return PreviewView(
        sent=prepared.sent,
        contact=contact_lines(prepared),
        draft=prepared.draft,
        whole=WHOLE if prepared.draft.whole else "priorites",
        seal=prepared.seal,
        recipient=recipient(application().settings, read_here=prepared.read_here),
        kept=kept(prepared.kept_months),
        changed=False,
    )


def _draft(body: Body) -> Draft:
    return Draft(
        function=body.text("fonction", LONGEST_TYPED),
        address=body.text("adresse", LONGEST_TYPED),
        telephone=body.text("telephone", LONGEST_TYPED),
        name=body.text("nom", LONGEST_TYPED),
        message=body.text("message", LONGEST_TYPED),
        whole=body.text("joindre", LONGEST_TYPED) == WHOLE,
    )


ROUTES = (
    held_page(
        routes.SUPPORT,
        "Demander l’accompagnement",
        "Demandez à l’ANCT l’Accompagnement Numérique Sur-Mesure. Rien ne part sans votre accord, "
        "et vous voyez d’abord tout ce qui serait envoyé.",
        (PART,),
    ),
    piece(PART, show),
    piece(f"{PART}/corriger", change),
    piece(f"{PART}/relire", prepare),
    piece(f"{PART}/envoyer", send, slow=True),  # the letter that tells the ANCT
    piece(f"{PART}/retirer", withdraw),
)
