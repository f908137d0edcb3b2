"""The decision without any stored file: the handbook and the territories together, as the command line uses them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version as package_version
from pathlib import Path

from ansm import content
from ansm.domain.answers import Answers, validate_all
from ansm.domain.diagnostic import Diagnostic, establish
from ansm.domain.eligibility import Eligibility, decide
from ansm.domain.handbook import Handbook
from ansm.domain.history import HistoryRow
from ansm.domain.territory import Territory
from ansm.domain.voices import voices_of
from ansm.report import PrintContext
from ansm.territories import Territories

ROLE_QUESTION = "PRO-01"


@dataclass(frozen=True, slots=True)
class Standpoint:
    """A territory with its verdict, and the same for the EPCI of a commune: the two routes to the programme."""

    territory: Territory
    eligibility: Eligibility
    epci: Territory | None
    route: Eligibility | None


@dataclass(frozen=True)
class Expertise:
    """What a diagnosis needs besides answers. `archive` is the content tree as it must be kept."""

    handbook: Handbook
    territories: Territories
    archive: bytes

    @classmethod
    def load(cls, content_folder: Path | None = None) -> Expertise:
        """The content of that folder, or the one shipped. Raises ContentError or TerritoryDataError."""
        tree = content.read_tree(content_folder or content.shipped_folder())
        return cls(content.load(tree), Territories.load(), tree.archive())

    def standpoint(self, code: str, on: date) -> Standpoint:
        """A territory and both verdicts on a day. Raises UnknownTerritory."""
        territory = self.territories.get(code)
        epci = self.territories.epci_of(territory)
        rules = self.handbook.rules
        return Standpoint(territory, decide(territory, rules, on), epci, decide(epci, rules, on) if epci else None)

    def diagnose(
        self,
        code: str,
        on: date,
        role: str | None,
        raw: Iterable[tuple[str, object]],
        history: Iterable[HistoryRow] = (),
    ) -> Diagnostic:
        """The diagnostic of raw answers, opened that day; their history, when there is one, tells whose word they are.

        Raises UnknownTerritory or InvalidAnswer.
        """
        place = self.standpoint(code, on)
        answers = validate_all(self.handbook.questionnaire, raw)
        if role is not None and not answers.chosen(ROLE_QUESTION):
            answers = Answers(
                (*answers.items, *validate_all(self.handbook.questionnaire, [(ROLE_QUESTION, role)]).items)
            )
        voices = voices_of(history, self.handbook.questionnaire).in_step(answers)
        return establish(place.territory, answers, self.handbook, place.eligibility, place.route, on, voices=voices)

    def print_context(self, on: date) -> PrintContext:
        """What a report prints besides the diagnostic itself."""
        return PrintContext(
            application_version=application_version(),
            territories_version=self.territories.version,
            territories_attribution=self.territories.manifest.attribution,
            printed_on=on,
        )


def application_version() -> str:
    """The version of this program."""
    return package_version("ansm")
