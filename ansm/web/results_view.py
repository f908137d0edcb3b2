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

TITLES = {
    "une-minute": "En une minute",
    "d-abord": "À faire d’abord",
    "va-bien": "Ce qui va bien",
    "suite": "Ensuite et plus tard",
    "preciser": "Ce qu’il reste à préciser",
    "regle": "Ce que dit la règle",
    "aide": "Où trouver de l’aide",
    "themes": "Vos thèmes en un coup d’œil",
    "document": "Le document à emporter",
}
NO_STRENGTH_YET = "Il manque encore des réponses pour dire ce qui va bien."
NO_STRENGTH = "Aucun sujet n’est encore tout à fait en ordre. Ceux qui le deviendront s’afficheront ici."


@dataclass(frozen=True)
class Part:
    """A part of the page, as the list at its top names it."""

    title: str
    target: str


@dataclass(frozen=True)
class Strength:
    """A subject that goes well."""

    label: str
    text: str


@dataclass(frozen=True)
class ResultsView:
    """The whole page, in the order it is read."""

    parts: tuple[Part, ...]
    opening: Opening
    first: BandView
    strengths: tuple[Strength, ...]
    no_strength: str
    following: tuple[BandView, ...]
    checks: Checks
    rules: Rules
    support: Support
    themes: Themes


def results_view(diagnostic: Diagnostic, *, moved: bool) -> ResultsView:
    """The page of a diagnostic. `moved` tells that today's reference data gives another verdict."""
    following = tuple(view for each in (Band.NEXT, Band.LATER) if (view := band(diagnostic, each)).actions)
    first = band(diagnostic, Band.FIRST)
    empty = {name for name, found in (("d-abord", first.actions), ("suite", following)) if not found}
    return ResultsView(
        parts=tuple(Part(title, f"#{name}") for name, title in TITLES.items() if name not in empty),
        opening=opening(diagnostic),
        first=first,
        strengths=_strengths(diagnostic),
        no_strength=_no_strength(diagnostic),
        following=following,
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


def _no_strength(diagnostic: Diagnostic) -> str:
    if diagnostic.strengths:
        return ""
    return NO_STRENGTH_YET if diagnostic.to_verify or diagnostic.to_complete else NO_STRENGTH
