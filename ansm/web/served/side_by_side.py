"""The answers of the town and of its advisor side by side: what differs first, with a form to settle each."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from ansm.application import Line, RecordedAnswer, ThemeLines
from ansm.domain import say
from ansm.domain.questionnaire import Question
from ansm.domain.sides import Side
from ansm.errors import InvalidRequest
from ansm.web import routes
from ansm.web.live import hub
from ansm.web.served import desk
from ansm.web.served.case_frame import ANSWERS, PART, CaseHead, head
from ansm.web.served.desk import Visit, see
from ansm.web.served.rendering import page
from ansm.web.site import application

LEAVE_IT = "mairie"  # the choice of who prefers that the town chooses
RESULTS = "resultats"  # what a form asks to open instead of the questionnaire
LONGEST_TYPED, LONGEST_REASON = 20_000, 4000
TOO_LONG = f"La raison dépasse {say.number(LONGEST_REASON)} caractères. Raccourcissez-la, puis enregistrez."
DONE = {
    "choisi": "Votre choix est enregistré\u00a0: cette réponse compte maintenant. La mairie le voit dans l’historique.",
    "laisse": "Rien n’est changé\u00a0: la mairie voit les deux réponses dans son questionnaire, et choisira.",
}
CHOOSE = "Choisissez une réponse, ou laissez la mairie choisir."
NO_ANSWER = "Pas de réponse"
WHO = {
    "elu": "une personne élue",
    "agent": "un agent",
    "ensemble": "une personne élue et un agent",
    "technicien": "un technicien ou prestataire",
    "conseiller": "un conseiller",
}
COUNTS_NOW = ". C’est elle qui compte aujourd’hui."
NEEDS_CHOICE, DIFFERS = "À départager", "Réponses différentes"
COUNTS = {
    (True, True): "Les deux disent la même chose",
    (True, False): "La réponse de la mairie",
    (False, True): "La réponse du conseil",
    (False, False): "Aucune des deux",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What one side answered last: the answer, who gave it and when; the last two are empty when it said nothing."""

    text: str
    who: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the answers to choose from, under the number that a form sends."""

    number: int
    text: str
    who: str


@dataclass(frozen=True, slots=True)
class LineView:
    """One question. `candidates` is empty when there is nothing to settle; `reason` is what was typed and refused."""

    id: str
    question: str
    theme: str
    town: Said
    advisor: Said
    counts: str
    badge: str
    candidates: tuple[Candidate, ...]
    last: int
    error: str
    reason: str


@dataclass(frozen=True, slots=True)
class ThemeView:
    """The questions of a theme where there is nothing to settle."""

    label: str
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class SideBySideView:
    """The page. `only` tells that the questions where both agree are left out; `other` leads to the rest."""

    head: CaseHead
    count: str
    to_settle: tuple[LineView, ...]
    themes: tuple[ThemeView, ...]
    only: bool
    other: str
    any: bool
    here: str
    open: str


@dataclass(frozen=True, slots=True)
class _Typed:
    """What a form said, when it was refused."""

    question: str = ""
    reason: str = ""
    error: str = ""


def show(visit: Visit) -> Response:
    """The page."""
    return _page(visit, _Typed(), 200, DONE.get(visit.field("fait"), ""))


def settle(visit: Visit) -> Response:
    """Keep one of the answers, or leave the choice to the town; the reason, when there is one, is a note."""
    uid, question, kept = visit.path["uid"], visit.field("question"), visit.field("garder")
    reason = visit.field("raison", LONGEST_TYPED)
    running = application()
    try:
        if len(reason) > LONGEST_REASON:
            raise InvalidRequest(TOO_LONG)
        theme = _theme(running.side_by_side.read(visit.member, uid), question)
        if kept != LEAVE_IT:
            seen = _number(visit.field("vu"))
            running.side_by_side.settle(visit.member, uid, question, _number(kept), seen, hub().tell)
        if reason:
            running.notes.add(visit.member, uid, theme, reason)
    except InvalidRequest as error:
        return _page(visit, _Typed(question, reason, str(error)), 400)
    return see(f"{routes.case(uid, 'reponses')}?fait={'laisse' if kept == LEAVE_IT else 'choisi'}")


def open_file(visit: Visit) -> Response:
    """The questionnaire or the results, through a link of this advisor."""
    made = application().advisor_links.make(visit.member, visit.path["uid"])
    return see((routes.results if visit.field("vers") == RESULTS else routes.diagnostic)(made.token))


def _page(visit: Visit, typed: _Typed, status: int, notice: str = "") -> Response:
    uid = visit.path["uid"]
    case = application().desk.case(visit.member, uid).case
    themes = application().side_by_side.read(visit.member, uid)
    only = visit.field("voir") == "desaccords"
    view = _view(head(case, ANSWERS), uid, themes, typed, only=only)
    return page("side_by_side.html", visit.frame(f"Réponses\u00a0: {case.name}", PART, notice), view, status)


def _view(top: CaseHead, uid: str, themes: tuple[ThemeLines, ...], typed: _Typed, *, only: bool) -> SideBySideView:
    lines = [(each.theme.label, line) for each in themes for line in each.lines]
    here = routes.case(uid, "reponses")
    rest = (
        ThemeView(
            each.theme.label,
            tuple(_line("", line, typed) for line in each.lines if not line.candidates and (line.differs or not only)),
        )
        for each in themes
    )
    return SideBySideView(
        head=top,
        count=_count(
            sum(1 for _, line in lines if line.candidates),
            sum(1 for _, line in lines if line.differs and not line.candidates),
        ),
        to_settle=tuple(_line(theme, line, typed) for theme, line in lines if line.candidates),
        themes=tuple(each for each in rest if each.lines),
        only=only,
        other=here if only else f"{here}?voir=desaccords" if any(line.differs for _, line in lines) else "",
        any=bool(lines),
        here=here,
        open=routes.case(uid, "ouvrir"),
    )


def _count(waiting: int, decided: int) -> str:
    if not waiting and not decided:
        return "Aucun désaccord."
    told = f"{say.count(waiting, 'question à départager', 'questions à départager')}." if waiting else ""
    others = f"{say.count(decided, 'désaccord déjà tranché', 'désaccords déjà tranchés')}." if decided else ""
    return f"{told} {others}".strip()


def _line(theme: str, line: Line, typed: _Typed) -> LineView:
    mine = typed.question == line.question.id
    return LineView(
        id=line.question.id,
        question=line.question.text,
        theme=theme,
        town=_said(line.question, line.town),
        advisor=_said(line.question, line.advisor),
        counts=COUNTS[line.counts(line.town), line.counts(line.advisor)],
        badge=NEEDS_CHOICE if line.candidates else DIFFERS if line.differs else "",
        candidates=tuple(
            Candidate(
                each.number,
                _words(line.question, each.values),
                f"{_side(each)}, {_who(each)}{COUNTS_NOW if each == line.current else ''}",
            )
            for each in line.candidates
        ),
        last=line.last,
        error=typed.error if mine else "",
        reason=typed.reason if mine else "",
    )


def _said(question: Question, row: RecordedAnswer | None) -> Said:
    return Said(NO_ANSWER, "") if row is None else Said(_words(question, row.values), _who(row))


def _words(question: Question, values: tuple[str, ...]) -> str:
    options = (question.option(value) for value in values)
    return say.joined([option.label for option in options if option is not None]) or NO_ANSWER


def _side(row: RecordedAnswer) -> str:
    return "le conseil" if row.side is Side.ADVISOR else "la mairie"


def _who(row: RecordedAnswer) -> str:
    """« par un agent (thème confié), le 3 mars 2026 »."""
    name = row.role if row.entrusted_to is None else row.entrusted_to.value
    entrusted = " (thème confié)" if row.entrusted_to is not None else ""
    who = f"par {WHO[name]}{entrusted}, " if name in WHO else ""
    return f"{who}le {say.day(row.answered_at.astimezone(application().settings.timezone).date())}"


def _theme(themes: tuple[ThemeLines, ...], question: str) -> str:
    return next((each.theme.id for each in themes for line in each.lines if line.question.id == question), "")


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 18):
        raise InvalidRequest(CHOOSE)
    return int(text)


ROUTES = (
    desk.shown(routes.case("{uid}", "reponses"), desk.FOLLOWERS, show),
    desk.done(routes.case("{uid}", "reponses"), desk.FOLLOWERS, settle),
    desk.done(routes.case("{uid}", "ouvrir"), desk.FOLLOWERS, open_file),
)
