"""A request for the programme's support: who may make one, what it says, how it goes on, and how that is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ansm.domain import action_words, say
from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic, NeedResult
from ansm.domain.eligibility import Eligibility, Verdict
from ansm.domain.publication import publishable
from ansm.domain.territory import Kind, Territory
from ansm.domain.verdict_words import answer, reason


class RequestState(StrEnum):
    """Where a request stands. The values are stored."""

    RECEIVED = "recue"
    EXAMINED = "examen"
    ACCEPTED = "acceptee"
    REFUSED = "refusee"
    CLOSED = "close"
    WITHDRAWN = "retiree"


STATES = {
    RequestState.RECEIVED: "reçue",
    RequestState.EXAMINED: "en cours d’examen",
    RequestState.ACCEPTED: "acceptée",
    RequestState.REFUSED: "refusée",
    RequestState.CLOSED: "close",
    RequestState.WITHDRAWN: "retirée",
}
# A request that is under way: the town makes no other one meanwhile.
OPEN = frozenset({RequestState.RECEIVED, RequestState.EXAMINED, RequestState.ACCEPTED})
# What the ANCT may say of a request, in the order shown; withdrawing is the town's alone.
SAID_BY_ANCT = (RequestState.EXAMINED, RequestState.ACCEPTED, RequestState.REFUSED, RequestState.CLOSED)
ADMITTED = frozenset({Verdict.ELIGIBLE, Verdict.TO_CONFIRM})
KINDS = {Kind.COMMUNE: "Commune", Kind.EPCI: "Intercommunalité"}
FEWER, MORE = "Priorités", "Diagnostic publiable"


@dataclass(frozen=True, slots=True)
class Contact:
    """Who to answer. All may be empty but the function and the address."""

    function: str
    address: str
    telephone: str
    name: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, as sentences."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """What a request says, word for word: nothing else of the diagnostic leaves with it.

    `verdict` and `told` are those of the day the diagnostic was opened. `population` is None when unknown.
    """

    code: str
    territory: str
    kind: str
    department: str
    department_name: str
    population: int | None
    verdict: Verdict
    told: tuple[str, ...]
    opened_on: date
    joined: str
    sections: tuple[Section, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Step:
    """A state that a request came to. `author` is empty when it is the town's, or when the account is gone."""

    state: RequestState
    comment: str
    at: datetime
    author: str


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it is kept. Withdrawn, it has neither content nor contact."""

    number: int
    asked_at: datetime
    state: RequestState
    state_at: datetime
    kept_until: date
    sent: Sent | None
    contact: Contact | None
    steps: tuple[Step, ...]

    @property
    def seen(self) -> str:
        """What a page that shows it says of it: its state, and since when. No other request ever says the same."""
        return f"{self.state.value} {self.state_at.isoformat()}"


def may_ask(eligibility: Eligibility) -> bool:
    """Whether the door is open: the verdict says yes, or does not conclude. It is the ANCT that decides."""
    return eligibility.verdict in ADMITTED


def what_is_sent(diagnostic: Diagnostic, message: str, *, whole: bool) -> Sent:
    """What a request says: the priorities alone, or all that may be published of the diagnostic."""
    public = publishable(diagnostic)
    territory = public.territory
    return Sent(
        code=territory.code,
        territory=_curled(territory.name),
        kind=KINDS.get(territory.kind, ""),
        department=territory.department,
        department_name=territory.department_name,
        population=territory.inhabitants,
        verdict=public.eligibility.verdict,
        told=verdict_told(territory, public.eligibility),
        opened_on=public.opened_on,
        joined=MORE if whole else FEWER,
        sections=tuple(each for each in _sections(public, whole=whole) if each.lines),
        message=message,
    )


def verdict_told(territory: Territory, eligibility: Eligibility) -> tuple[str, ...]:
    """The verdict and its reasons, as sentences."""
    reasons = tuple(_spaced(reason(each, territory, eligibility)) for each in eligibility.reasons)
    return (_spaced(answer(_curled(territory.name), eligibility)), *reasons)


def _sections(public: Diagnostic, *, whole: bool) -> tuple[Section, ...]:
    bands = (Band.FIRST, Band.NEXT, Band.LATER) if whole else (Band.FIRST, Band.NEXT)
    found = [
        Section(action_words.BANDS[band], tuple(_action(public, each, whole=whole) for each in public.in_band(band)))
        for band in bands
    ]
    withheld = public.handbook.withheld
    left_out = say.ended(withheld.sentence) if withheld is not None and withheld.questions else ""
    if whole:
        found += [
            Section("À vérifier auprès de la bonne personne", tuple(each.text for each in public.to_verify)),
            Section("Règles de droit à regarder", tuple(say.sentence(each.label) for each in public.flags)),
            Section("Ce qui va bien", tuple(say.sentence(each.strength) for each in public.strengths)),
        ]
    return (*found, Section("Ce qui n’est pas joint", (_spaced(left_out),) if left_out else ()))


def _action(public: Diagnostic, result: NeedResult, *, whole: bool) -> str:
    """What to do; with the whole diagnostic, why, and the services proposed."""
    action = say.sentence(result.need.action)
    if not whole:
        return action
    recommendation = public.recommendation(result.need.id)
    names = [each.service.name for each in recommendation.proposals] if recommendation is not None else []
    services = f" Services proposés\u00a0: {say.joined(names)}." if names else ""
    return f"{action} {say.sentence(result.why)}{services}"


def _curled(name: str) -> str:
    return name.replace("'", "’")


def _spaced(text: str) -> str:
    """With the spaces that must not break, where the sentences of other rooms have ordinary ones."""
    for sign in ":;?!»":
        text = text.replace(f" {sign}", f"{say.NBSP}{sign}")
    return text.replace("« ", f"«{say.NBSP}")
