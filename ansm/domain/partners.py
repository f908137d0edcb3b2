"""What is said to those who would build a service with others: bodies that are no commune, and EPCI."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ansm.domain.orientation import WebLink


@dataclass(frozen=True, slots=True)
class Audience:
    """A kind of visitor, and what such a body can do here. Advice of the team, not a fact: it has no source."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """A condition to meet before building: what it means, and what to do as long as it is missing."""

    id: str
    label: str
    meaning: str
    otherwise: str
    source: str
    verified_on: date


@dataclass(frozen=True, slots=True)
class Phase:
    """A step of a startup de territoire. `duration` is a range where the documents differ."""

    label: str
    duration: str
    text: str
    source: str
    verified_on: date


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the documents state, under a heading, with where it is written and when that was checked."""

    label: str
    text: str
    source: str
    verified_on: date


@dataclass(frozen=True, slots=True)
class Partners:
    """The whole page for partners. `unknown` is what no document says, said as such."""

    introduction: str
    audiences: tuple[Audience, ...]
    investigation: tuple[Fact, ...]
    prerequisites: tuple[Prerequisite, ...]
    all_met: str
    one_missing: str
    phases: tuple[Phase, ...]
    means: tuple[Fact, ...]
    unknown: tuple[str, ...]
    contact: str
    links: tuple[WebLink, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Every sentence a visitor reads, in order."""
        return (
            self.introduction,
            *(words for each in self.audiences for words in (each.label, each.text)),
            *(words for each in self.investigation for words in (each.label, each.text)),
            *(words for each in self.prerequisites for words in (each.label, each.meaning, each.otherwise)),
            self.all_met,
            self.one_missing,
            *(words for each in self.phases for words in (each.label, each.duration, each.text)),
            *(words for each in self.means for words in (each.label, each.text)),
            *self.unknown,
            self.contact,
        )
