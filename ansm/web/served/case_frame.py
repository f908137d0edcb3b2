"""Decides what every page of a followed file shows: whose it is, and the pages beside it."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain import caseload_words, say
from ansm.domain.caseload import Case, Stage
from ansm.domain.eligibility import Verdict
from ansm.domain.verdict_words import SHORT
from ansm.web import routes

PART = "Vos dossiers"  # of the navigation
SUMMARY, ANSWERS, FOLLOW_UP = "Dossier", "Réponses côte à côte", "Suivi des actions"
SHARING, NOTES = "Partage", "Notes"
# The pages of one file, in the order of their navigation: each is a part of its address.
PAGES = ((SUMMARY, ""), (ANSWERS, "reponses"), (FOLLOW_UP, "suivi"), (SHARING, "partage"), (NOTES, "notes"))
STAGE_BADGES = {
    Stage.TO_PREPARE: "new",
    Stage.UNDER_WAY: "info",
    Stage.ESSENTIAL_DONE: "success",
    Stage.ACTING: "success",
    Stage.REDONE: "success",
}
VERDICT_BADGES = {Verdict.ELIGIBLE: "success", Verdict.TO_CONFIRM: "info"}


@dataclass(frozen=True, slots=True)
class Badge:
    """A few words, whose colour adds nothing."""

    label: str
    state: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """A page of the same file. `current` is said of the one that is read."""

    label: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class CaseHead:
    """The top of each page of a file. `line` is the name of its line in the list of files."""

    line: str
    name: str
    place: str
    inhabitants: str
    verdict: Badge
    stage: Badge
    pages: tuple[CasePage, ...]


def head(case: Case, current: str) -> CaseHead:
    """The top of the page of that name."""
    return CaseHead(
        line=anchor(case.uid),
        name=case.name,
        place=place(case),
        inhabitants=inhabitants(case),
        verdict=verdict(case),
        stage=stage(case),
        pages=tuple(CasePage(label, routes.case(case.uid, part), label == current) for label, part in PAGES),
    )


def anchor(uid: str) -> str:
    """The name of the line of a file in the list, where one comes back to."""
    return f"dossier-{uid}"


def stage(case: Case) -> Badge:
    """How far the file has come."""
    return Badge(caseload_words.STAGES[case.stage], STAGE_BADGES[case.stage])


def verdict(case: Case) -> Badge:
    """The verdict of its territory, as it was frozen."""
    return Badge(SHORT[case.verdict], VERDICT_BADGES.get(case.verdict, ""))


def place(case: Case) -> str:
    """« Isère (38) »."""
    return f"{case.department_name}{say.NBSP}({case.department})" if case.department_name else case.department


def inhabitants(case: Case) -> str:
    """« 3 312 habitants »."""
    if case.population is None:
        return f"population {caseload_words.UNKNOWN_POPULATION}"
    return say.count(case.population, "habitant")
