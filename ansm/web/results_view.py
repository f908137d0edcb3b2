"""Decides what the results page says: a diagnostic becomes French texts ready to show, part by part."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic
from ansm.web.results import words
from ansm.web.results.actions import BandView, band
from ansm.web.results.checks import Checks, checks
from ansm.web.results.opening import Opening, opening
from ansm.web.results.rules import Rules, rules
from ansm.web.results.support import Support, support
from ansm.web.results.themes import Themes, themes

NO_STRENGTH = "Il manque encore des réponses pour dire ce qui va bien."

NOTHING_FOLLOWS = "Aucune autre action à prévoir pour le moment."


@dataclass(frozen=True)
class Strength:
    """A subject that goes well."""

    label: str
    text: str


@dataclass(frozen=True)
class ResultsView:
    """The whole page, in the order it is read."""

    opening: Opening
    first: BandView
    strengths: tuple[Strength, ...]
    no_strength: str
    following: tuple[BandView, ...]
    nothing_follows: str
    checks: Checks
    rules: Rules
    support: Support
    themes: Themes


def results_view(diagnostic: Diagnostic, *, moved: bool) -> ResultsView:
    """The page of a diagnostic. `moved` tells that today's reference data gives another verdict."""
    following = tuple(view for each in (Band.NEXT, Band.LATER) if (view := band(diagnostic, each)).actions)
    return ResultsView(
        opening=opening(diagnostic),
        first=band(diagnostic, Band.FIRST),
        strengths=_strengths(diagnostic),
        no_strength="" if diagnostic.strengths else NO_STRENGTH,
        following=following,
        nothing_follows="" if following else NOTHING_FOLLOWS,
        checks=checks(diagnostic),
        rules=rules(diagnostic),
        support=support(diagnostic, moved=moved),
        themes=themes(diagnostic),
    )


def _strengths(diagnostic: Diagnostic) -> tuple[Strength, ...]:
    """What goes well, in the editors' order."""
    well = {need.id for need in diagnostic.strengths}
    ordered = (need for need in diagnostic.handbook.needs if need.id in well)
    return tuple(Strength(need.label, words.sentence(need.strength)) for need in ordered)
