"""Where a followed file stands, and which of them an advisor looks for: from what is stored alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ansm.domain import say
from ansm.domain.eligibility import Verdict

FEW_DAYS = 7
SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


class Stage(StrEnum):
    """How far a file has come. The values travel in addresses."""

    TO_PREPARE = "a-preparer"
    UNDER_WAY = "en-cours"
    ESSENTIAL_DONE = "essentiel-termine"
    ACTING = "actions-en-cours"
    REDONE = "diagnostic-refait"


@dataclass(frozen=True, slots=True)
class Progress:
    """What is answered: whether anything is, and how many of the essential questions asked of this territory."""

    begun: bool
    asked: int
    answered: int

    @property
    def done(self) -> bool:
        """Whether every essential question has an answer."""
        return self.answered >= self.asked > 0


@dataclass(frozen=True, slots=True)
class InCharge:
    """A person in charge of a file, as their colleagues call them."""

    number: int
    label: str


@dataclass(frozen=True, slots=True)
class Case:
    """One line of a portfolio. `redone`: started from a former diagnostic; `acting`: an action was followed up.

    `disagreements` counts the questions whose answers wait for somebody to choose.
    """

    uid: str
    name: str
    code: str
    department: str
    department_name: str
    population: int | None
    verdict: Verdict
    opened_on: date
    progress: Progress
    redone: bool
    acting: bool
    last_activity: date
    next_step: str
    next_step_on: date | None
    in_charge: tuple[InCharge, ...]
    disagreements: int

    @property
    def stage(self) -> Stage:
        """The furthest state that is reached."""
        if not self.progress.begun:
            return Stage.TO_PREPARE
        if not self.progress.done:
            return Stage.UNDER_WAY
        if self.redone:
            return Stage.REDONE
        return Stage.ACTING if self.acting else Stage.ESSENTIAL_DONE

    def overdue(self, today: date) -> bool:
        """Whether the day of the next step is over."""
        return self.next_step_on is not None and self.next_step_on < today

    def followed_by(self, person: int) -> bool:
        """Whether this person is in charge of it."""
        return any(each.number == person for each in self.in_charge)


class Order(StrEnum):
    """How a portfolio is sorted. The values travel in addresses."""

    NAME = "nom"
    ACTIVITY = "activite"
    NEXT_STEP = "etape"


@dataclass(frozen=True, slots=True)
class Sought:
    """What someone looks for in a portfolio. `person` is the number of who is in charge, None for anyone's.

    `disputed` asks for the files where answers wait for somebody to choose.
    """

    text: str = ""
    stage: Stage | None = None
    department: str = ""
    person: int | None = None
    overdue: bool = False
    disputed: bool = False
    order: Order = Order.NAME


def found(cases: Iterable[Case], sought: Sought, today: date) -> tuple[Case, ...]:
    """The files that fit, in the order wanted; the same name always comes in the same place."""
    words = folded(sought.text).split()
    fitting = (
        case
        for case in cases
        if (sought.stage is None or case.stage is sought.stage)
        and (not sought.department or case.department == sought.department)
        and (sought.person is None or case.followed_by(sought.person))
        and (not sought.overdue or case.overdue(today))
        and (not sought.disputed or case.disagreements > 0)
        and _named(case, words)
    )
    by_name = sorted(fitting, key=lambda case: (folded(case.name), case.code, case.uid))
    match sought.order:
        case Order.NAME:
            return tuple(by_name)
        case Order.ACTIVITY:
            return tuple(sorted(by_name, key=lambda case: case.last_activity, reverse=True))
        case Order.NEXT_STEP:
            return tuple(sorted(by_name, key=lambda case: case.next_step_on or date.max))


def departments(cases: Iterable[Case]) -> tuple[tuple[str, str], ...]:
    """The départements of these files: code and name, in the order of the codes."""
    return tuple(sorted({(case.department, case.department_name) for case in cases}))


def people(cases: Iterable[Case]) -> tuple[InCharge, ...]:
    """Everyone in charge of one of these files, by name."""
    found = {each for case in cases for each in case.in_charge}
    return tuple(sorted(found, key=lambda each: (folded(each.label), each.number)))


def due(on: date, today: date) -> str:
    """When that day is, in words: « en retard de 3 jours », « aujourd’hui », « dans 5 jours »; nothing far ahead."""
    days = (on - today).days
    if days < 0:
        return f"en retard de {say.count(-days, 'jour')}"
    if days == 0:
        return "aujourd’hui"
    if days == 1:
        return "demain"
    return f"dans {say.count(days, 'jour')}" if days <= FEW_DAYS else ""


def folded(text: str) -> str:
    """The text in small letters without accents nor signs; « St » is read « Saint »."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(LIGATURES))
    letters = "".join(one if one.isalnum() else " " for one in plain if not unicodedata.combining(one))
    return " ".join(SAINTS.get(word, word) for word in letters.split())


def _named(case: Case, words: list[str]) -> bool:
    """Whether each word typed is in the name, or begins the code."""
    name = folded(case.name)
    code = case.code.lower()
    return all(word in name or code.startswith(word) for word in words)
