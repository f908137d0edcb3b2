"""The portfolio: the files one follows, found, filtered and sorted by what the address says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlencode

from starlette.responses import Response

from ansm.domain import caseload, caseload_words, say
from ansm.domain.caseload import Case, Order, Sought, Stage
from ansm.web import routes
from ansm.web.served import desk
from ansm.web.served.case_frame import PART, Badge, anchor, inhabitants, place, stage, verdict
from ansm.web.served.desk import Visit
from ansm.web.served.rendering import page
from ansm.web.site import application

ON_A_PAGE = 50
LONGEST_PLACE = 6  # digits of the number of a page
LONGEST_NUMBER = 16  # digits of the number of a person
TITLE = "Vos dossiers"
DONE = {
    "arrete": "Votre organisation ne suit plus ce dossier. Il reste à la mairie, avec toutes ses réponses.",
    "retire": "Vous n’êtes plus en charge de ce dossier.",
}
ORDERS = (
    (Order.NAME.value, "Nom"),
    (Order.ACTIVITY.value, "Dernière activité, la plus récente d’abord"),
    (Order.NEXT_STEP.value, "Prochaine étape, la plus proche d’abord"),
)
ODS = "application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True, slots=True)
class Line:
    """One file, ready to be read."""

    uid: str
    anchor: str
    address: str
    answers: str
    name: str
    place: str
    stage: Badge
    share: str
    activity: str
    step: str
    step_day: str
    overdue: bool
    in_charge: str
    disagreements: int


@dataclass(frozen=True, slots=True)
class PortfolioView:
    """The page. `asked` repeats what was asked for; addresses of other pages are empty when there is none.

    `shortcuts` are what there is to do today, each with the address of its list; `filtered` tells that the list is not
    whole or not in its usual order; `people` is empty when one person has charge of everything.
    """

    count: str
    shortcuts: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    asked: Sought
    filtered: bool
    stages: tuple[tuple[str, str], ...]
    departments: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    person: str
    orders: tuple[tuple[str, str], ...]
    place: str
    before: str
    after: str
    sheet: str
    any: bool
    new: str
    take_on: str
    bundle: str
    here: str


def show(visit: Visit) -> Response:
    """The page of the portfolio."""
    cases, today = application().desk.portfolio(visit.member), application().today()
    asked = read(visit)
    found = caseload.found(cases, asked, today)
    notice = DONE.get(visit.field("fait"), "")
    return page("portfolio.html", visit.frame(TITLE, PART, notice), _view(visit, cases, found, asked, today))


def sheet(visit: Visit) -> Response:
    """The same lines as a spreadsheet."""
    cases, today = application().desk.portfolio(visit.member), application().today()
    found = caseload.found(cases, read(visit), today)
    told = f"{visit.member.organisation.name}\u00a0: {caseload_words.count(len(found), len(cases))}."
    name = f"Accompagnement-Numerique-Sur-Mesure_dossiers-suivis_{today.isoformat()}.ods"
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(application().desk.sheet(found, told), media_type=ODS, headers=headers)


def read(visit: Visit) -> Sought:
    """What the address asks for; a word of it that means nothing asks for nothing."""
    department = visit.field("departement")
    return Sought(
        text=visit.field("cherche"),
        stage=next((each for each in Stage if each.value == visit.field("etat")), None),
        department=department,
        person=_person(visit.field("charge")),
        overdue=visit.field("retard") == "oui",
        disputed=visit.field("departager") == "oui",
        order=next((each for each in Order if each.value == visit.field("tri")), Order.NAME),
    )


def query(asked: Sought, number: int = 1) -> str:
    """What is asked for, as an address says it; nothing for the whole portfolio."""
    told = {
        "cherche": asked.text,
        "etat": asked.stage.value if asked.stage else "",
        "departement": asked.department,
        "charge": str(asked.person) if asked.person is not None else "",
        "retard": "oui" if asked.overdue else "",
        "departager": "oui" if asked.disputed else "",
        "tri": "" if asked.order is Order.NAME else asked.order.value,
        "page": str(number) if number > 1 else "",
    }
    text = urlencode({name: value for name, value in told.items() if value})
    return f"?{text}" if text else ""


def _view(visit: Visit, cases: tuple[Case, ...], found: tuple[Case, ...], asked: Sought, today: date) -> PortfolioView:
    last = max(1, -(-len(found) // ON_A_PAGE))
    number = min(_number(visit.field("page")), last)
    people, files = caseload.people(cases), Counter(case.code for case in cases)
    shown = found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    return PortfolioView(
        count=caseload_words.count(len(found), len(cases)),
        shortcuts=_shortcuts(cases, today),
        lines=tuple(_line(case, today, alone=files[case.code] == 1) for case in shown),
        asked=asked,
        filtered=asked != Sought(text=asked.text),
        stages=tuple((each.value, label) for each, label in caseload_words.STAGES.items()),
        departments=tuple((code, f"{name} ({code})") for code, name in caseload.departments(cases)),
        people=tuple((str(each.number), each.label) for each in people) if len(people) > 1 else (),
        person=str(asked.person) if asked.person is not None else "",
        orders=ORDERS,
        place=f"page {number} sur {last}" if last > 1 else "",
        before=routes.DESK + query(asked, number - 1) if number > 1 else "",
        after=routes.DESK + query(asked, number + 1) if number < last else "",
        sheet=routes.PORTFOLIO_SHEET + query(asked),
        any=bool(cases),
        new=routes.NEW_CASE,
        take_on=routes.TAKE_ON,
        bundle=routes.BUNDLE,
        here=routes.DESK,
    )


def _shortcuts(cases: tuple[Case, ...], today: date) -> tuple[tuple[str, str], ...]:
    late = sum(1 for case in cases if case.overdue(today))
    disputed = sum(1 for case in cases if case.disagreements)
    found = (
        (late, f"{say.count(late, 'étape')} en retard", Sought(overdue=True, order=Order.NEXT_STEP)),
        (disputed, f"{say.count(disputed, 'dossier')} avec des réponses à départager", Sought(disputed=True)),
    )
    return tuple((told, routes.DESK + query(sought)) for number, told, sought in found if number)


def _line(case: Case, today: date, *, alone: bool) -> Line:
    """One line; two files of the same territory are told apart by their day."""
    opened = "" if alone else f" Dossier ouvert le {say.day(case.opened_on)}."
    return Line(
        uid=case.uid,
        anchor=anchor(case.uid),
        address=routes.case(case.uid),
        answers=routes.case(case.uid, "reponses"),
        name=case.name,
        place=f"{place(case)}, {inhabitants(case)}. {verdict(case).label}.{opened}",
        stage=stage(case),
        share=caseload_words.share(case.progress),
        activity=say.day(case.last_activity),
        step=case.next_step,
        step_day=caseload_words.step_day(case, today),
        overdue=case.overdue(today),
        in_charge=caseload_words.in_charge(case),
        disagreements=case.disagreements,
    )


def _person(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER else None


def _number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) <= LONGEST_PLACE else 1


ROUTES = (
    desk.shown(routes.DESK, desk.FOLLOWERS, show),
    desk.shown(routes.PORTFOLIO_SHEET, desk.FOLLOWERS, sheet),
)
