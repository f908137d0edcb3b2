"""The page of a followed file: where it stands, the next step, documents, who is in charge of it."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from ansm.application import OFFERS, Offer, OpenCase, offer
from ansm.domain import caseload_words, say
from ansm.domain.caseload import InCharge, Stage
from ansm.domain.publication import Edition
from ansm.errors import InvalidRequest
from ansm.web import routes
from ansm.web.served import desk
from ansm.web.served.case_frame import PART, SUMMARY, CaseHead, head
from ansm.web.served.desk import Visit, see
from ansm.web.served.giving import Promised, archive
from ansm.web.served.rendering import page
from ansm.web.site import application

DONE = {
    "suivi": "Votre organisation suit maintenant ce dossier. La mairie le voit sur sa page de partage.",
    "etape": "La prochaine étape est enregistrée.",
    "ajoute": "Cette personne est maintenant en charge du dossier.",
    "retire": "Cette personne n’est plus en charge du dossier.",
}
EDITIONS = {Edition.INTERNAL: "version interne", Edition.PUBLISHABLE: "version publiable"}
EXCERPT = 200
TO_DO = {
    Stage.TO_PREPARE: "Personne n’a encore répondu. Ouvrez le questionnaire pendant la visite, ou laissez la mairie "
    "commencer par son lien personnel.",
    Stage.UNDER_WAY: "Répondez avec la mairie aux questions essentielles qui restent\u00a0: le plan d’action suivra.",
    Stage.ESSENTIAL_DONE: "Le plan d’action est prêt. Présentez-le, puis notez ce qui est décidé dans le suivi des "
    "actions.",
    Stage.ACTING: "Des actions sont engagées. Notez où elles en sont dans le suivi des actions.",
    Stage.REDONE: "Le diagnostic est refait. Ses résultats disent ce qui a changé depuis le précédent.",
}


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """Documents wanted for the same thing: what a form sends, and what is read."""

    label: str
    papers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CaseView:
    """The page. `ready` tells that every essential question is answered: the results come first."""

    head: CaseHead
    facts: tuple[tuple[str, str], ...]
    to_do: str
    begun: bool
    ready: bool
    disagreements: str
    answers: str
    step: str
    step_on: str
    step_told: str
    overdue: bool
    error: str
    papers: tuple[PaperGroup, ...]
    in_charge: tuple[InCharge, ...]
    me: int
    others: tuple[tuple[str, str], ...]
    notes: str
    last_note: str
    forms: CaseForms


@dataclass(frozen=True, slots=True)
class CaseForms:
    """Where each form of the page goes."""

    open: str
    step: str
    document: str
    assign: str
    release: str
    leave: str
    notes: str
    again: str
    offline: str


@dataclass(frozen=True, slots=True)
class LeaveView:
    """What is asked before the organisation stops following."""

    head: CaseHead
    case: str
    here: str


def show(visit: Visit) -> Response:
    """The page of the file."""
    opened = application().desk.case(visit.member, visit.path["uid"])
    case = opened.case
    on = case.next_step_on.isoformat() if case.next_step_on else ""
    return _page(visit, opened, (case.next_step, on), "", 200, DONE.get(visit.field("fait"), ""))


def plan(visit: Visit) -> Response:
    """Keep the next step; refused, what was typed stays."""
    uid, step, on = visit.path["uid"], visit.field("etape", 2000), visit.field("jour", 40)
    try:
        application().desk.plan(visit.member, uid, step, on)
    except InvalidRequest as error:
        return _page(visit, application().desk.case(visit.member, uid), (step, on), str(error), 400)
    return see(f"{routes.case(uid)}?fait=etape")


def assign(visit: Visit) -> Response:
    """One more person in charge."""
    uid = visit.path["uid"]
    application().desk.assign(visit.member, uid, visit.field("personne"))
    return see(f"{routes.case(uid)}?fait=ajoute")


def release(visit: Visit) -> Response:
    """One person less in charge; an advisor who takes themselves away goes back to the others."""
    uid, person = visit.path["uid"], visit.field("personne")
    application().desk.release(visit.member, uid, person)
    left = person == str(visit.member.number)
    return see(f"{routes.DESK}?fait=retire" if left else f"{routes.case(uid)}?fait=retire")


def ask_to_leave(visit: Visit) -> Response:
    """What it means to stop, before it is done."""
    uid = visit.path["uid"]
    case = application().desk.case(visit.member, uid).case
    view = LeaveView(head(case, ""), routes.case(uid), routes.case(uid, "arreter"))
    return page("case_leave.html", visit.frame(f"Ne plus suivre {case.name}", PART), view)


def leave(visit: Visit) -> Response:
    """The organisation stops following."""
    application().desk.leave(visit.member, visit.path["uid"])
    return see(f"{routes.DESK}?fait=arrete")


def document(visit: Visit) -> Response:
    """A document of the file, when it is ready."""
    kind, _, edition = visit.field("document").partition(":")
    access = application().following.open(visit.member, visit.path["uid"]).access
    return Promised(application().documents.begin_with(access, offer(kind, edition)))


def bundle(visit: Visit) -> Response:
    """The reports of the files that are ticked, or of all those on the page."""
    chosen = visit.several("affiche" if visit.field("tous") == "oui" else "dossier")
    name, made = application().bundles.begin(visit.member, chosen, visit.field("edition"))
    return archive(name, made.steps())


def _page(
    visit: Visit, opened: OpenCase, typed: tuple[str, str], error: str, status: int, notice: str = ""
) -> Response:
    view = _view(visit, opened, typed, error)
    return page("case.html", visit.frame(opened.case.name, PART, notice), view, status)


def _view(visit: Visit, opened: OpenCase, typed: tuple[str, str], error: str) -> CaseView:
    case, uid, today = opened.case, opened.case.uid, application().today()
    notes = application().notes.read(visit.member, uid).notes
    return CaseView(
        head=head(case, SUMMARY),
        facts=(
            ("Ouvert le", say.day(case.opened_on)),
            ("Questions essentielles répondues", caseload_words.share(case.progress)),
            ("Dernière activité", say.day(case.last_activity)),
        ),
        to_do=TO_DO[case.stage],
        begun=case.progress.begun,
        ready=case.progress.done,
        disagreements=say.count(case.disagreements, "réponse à départager", "réponses à départager")
        if case.disagreements
        else "",
        answers=routes.case(uid, "reponses"),
        step=typed[0],
        step_on=typed[1],
        step_told=caseload_words.step_day(case, today),
        overdue=case.overdue(today),
        error=error,
        papers=_papers(),
        in_charge=case.in_charge,
        me=visit.member.number,
        others=tuple((str(each.number), each.label) for each in opened.others),
        notes=say.count(len(notes), "note") if notes else "Aucune note",
        last_note=_excerpt(notes[0].text) if notes else "",
        forms=CaseForms(
            open=routes.case(uid, "ouvrir"),
            step=routes.case(uid, "etape"),
            document=routes.case(uid, "document"),
            assign=routes.case(uid, "charger"),
            release=routes.case(uid, "decharger"),
            leave=routes.case(uid, "arreter"),
            notes=routes.case(uid, "notes"),
            again=routes.case(uid, "refaire"),
            offline=f"{routes.OFFLINE_CASES}?dossier={uid}",
        ),
    )


def _papers() -> tuple[PaperGroup, ...]:
    """Every document, in the order and the words of the results page; two of the same title are told apart."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for each in OFFERS:
        told = f"{each.title}, {EDITIONS[each.edition]} ({_suffix(each)})"
        groups.setdefault(each.group.value, []).append((f"{each.kind.value}:{each.edition.value}", told))
    return tuple(PaperGroup(label, tuple(papers)) for label, papers in groups.items())


def _suffix(offered: Offer) -> str:
    suffix = offered.format.suffix
    return f".{suffix}" if "." in suffix else suffix.upper()


def _excerpt(text: str) -> str:
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT].rstrip()}…"


ROUTES = (
    desk.shown(routes.case("{uid}"), desk.FOLLOWERS, show),
    desk.done(routes.case("{uid}", "etape"), desk.FOLLOWERS, plan),
    desk.done(routes.case("{uid}", "charger"), desk.FOLLOWERS, assign),
    desk.done(routes.case("{uid}", "decharger"), desk.FOLLOWERS, release),
    desk.shown(routes.case("{uid}", "arreter"), desk.FOLLOWERS, ask_to_leave),
    desk.done(routes.case("{uid}", "arreter"), desk.FOLLOWERS, leave),
    desk.done(routes.case("{uid}", "document"), desk.FOLLOWERS, document),
    desk.done(routes.BUNDLE, desk.FOLLOWERS, bundle),
)
