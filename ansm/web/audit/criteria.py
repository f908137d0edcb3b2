"""Decides what an audit is: the 106 criteria of RGAA 4.1.2 by theme, their four results, and what was used to test."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Result(StrEnum):
    """What was found for one criterion, over all the pages of the audit."""

    MET = "conforme"
    UNMET = "non-conforme"
    NOT_APPLICABLE = "non-applicable"
    NOT_TESTED = "non-teste"


@dataclass(frozen=True, slots=True)
class AuditTheme:
    """A theme of the RGAA and how many criteria it has."""

    number: int
    name: str
    size: int


THEMES = (
    AuditTheme(1, "Images", 9),
    AuditTheme(2, "Cadres", 2),
    AuditTheme(3, "Couleurs", 3),
    AuditTheme(4, "Multimédia", 13),
    AuditTheme(5, "Tableaux", 8),
    AuditTheme(6, "Liens", 2),
    AuditTheme(7, "Scripts", 5),
    AuditTheme(8, "Éléments obligatoires", 10),
    AuditTheme(9, "Structuration de l’information", 4),
    AuditTheme(10, "Présentation de l’information", 14),
    AuditTheme(11, "Formulaires", 13),
    AuditTheme(12, "Navigation", 11),
    AuditTheme(13, "Consultation", 12),
)
NUMBERS = tuple(f"{theme.number}.{place}" for theme in THEMES for place in range(1, theme.size + 1))


@dataclass(frozen=True, slots=True)
class AuditCriterion:
    """One criterion: `evidence` says how the result was seen, `exemption` why a fault is excused for a time."""

    number: str
    title: str
    result: Result
    evidence: str = ""
    exemption: str = ""

    @property
    def theme(self) -> int:
        """The theme's number: what stands before the point."""
        return int(self.number.partition(".")[0])


@dataclass(frozen=True, slots=True)
class AuditedPage:
    """A page that was looked at."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Audit:
    """The whole file, its criteria in the order of the RGAA.

    `unaudited` are the pages that came since, of which nothing is claimed. `states` are the screens that an address
    alone does not tell apart; `outside` are contents the law does not cover.
    """

    standard: str
    established_on: date
    updated_on: date
    made_by: str
    technologies: tuple[str, ...]
    environments: tuple[str, ...]
    tools: tuple[str, ...]
    pages: tuple[AuditedPage, ...]
    unaudited: tuple[AuditedPage, ...]
    states: tuple[str, ...]
    outside: tuple[str, ...]
    criteria: tuple[AuditCriterion, ...]

    def with_result(self, result: Result) -> tuple[AuditCriterion, ...]:
        """The criteria found in that state."""
        return tuple(criterion for criterion in self.criteria if criterion.result is result)

    def of_theme(self, theme: AuditTheme) -> tuple[AuditCriterion, ...]:
        """The criteria of one theme."""
        return tuple(criterion for criterion in self.criteria if criterion.theme == theme.number)
