"""Decides what the results page says: a diagnostic becomes French texts ready to show, part by part."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain import say
from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.refinement import Refinement
from ansm.web.results.actions import BandView, band
from ansm.web.results.brief import Brief, brief
from ansm.web.results.checks import Checks, checks
from ansm.web.results.minute import Minute, minute
from ansm.web.results.opening import Opening, opening
from ansm.web.results.rules import Rules, rules
from ansm.web.results.since import Since
from ansm.web.results.support import Support, support
from ansm.web.results.themes import Themes, themes
from ansm.web.results.trial import Choice, themes_to_try

TITLES = {
    "une-minute": "En une minute",
    "d-abord": "À faire d’abord",
    "va-bien": "Ce qui va bien",
    "suite": "Ensuite et plus tard",
    "depuis": "Ce qui a changé depuis la dernière fois",
    "preciser": "Ce qu’il reste à préciser",
    "et-si": "Et si… ?",
    "regle": "Ce que dit la règle",
    "aide": "Où trouver de l’aide",
    "fiche": "Un besoin sans service : brouillon à partager",
    "themes": "Vos thèmes en un coup d’œil",
    "document": "Les documents à emporter",
    "maintenant": "Et maintenant ?",
    "avis": "Votre avis",
}
WELL_SHOWN = 6
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
    minute: Minute
    first: BandView
    strengths: tuple[Strength, ...]
    other_strengths: tuple[Strength, ...]
    other_strengths_label: str
    no_strength: str
    following: tuple[BandView, ...]
    since: tuple[Since, ...]
    checks: Checks
    to_try: tuple[Choice, ...]
    rules: Rules
    support: Support
    brief: tuple[Brief, ...]
    themes: Themes
    desk: str


def results_view(
    diagnostic: Diagnostic,
    *,
    moved: bool,
    refinement: tuple[Refinement, ...] = (),
    conflicts: tuple[str, ...] = (),
    since: tuple[Since, ...] = (),
    desk: str = "",
) -> ResultsView:
    """The page of a diagnostic.

    `moved` tells that today's reference data gives another verdict, `refinement` which themes to complete first,
    `conflicts` which questions were given two answers by two people, to choose between, `since` what changed from the
    former diagnostic, `desk` is where an advisor goes on with the file, empty for the town.
    """
    following = tuple(view for each in (Band.NEXT, Band.LATER) if (view := band(diagnostic, each)).actions)
    first = band(diagnostic, Band.FIRST)
    well = _strengths(diagnostic)
    found, drafts, top = checks(diagnostic, refinement), brief(diagnostic), opening(diagnostic, conflicts)
    told = {"d-abord": first.actions, "va-bien": well, "suite": following, "depuis": since, "fiche": drafts}
    return ResultsView(
        parts=tuple(Part(title, f"#{name}") for name, title in TITLES.items() if told.get(name, True)),
        opening=top,
        minute=minute(diagnostic, found.verify, provisional=top.provisional != ""),
        first=first,
        strengths=well[:WELL_SHOWN],
        other_strengths=well[WELL_SHOWN:],
        other_strengths_label=say.count(
            len(well[WELL_SHOWN:]), "autre sujet qui va bien", "autres sujets qui vont bien"
        ),
        no_strength=_no_strength(diagnostic),
        following=following,
        since=since,
        checks=found,
        to_try=themes_to_try(diagnostic),
        rules=rules(diagnostic),
        support=support(diagnostic, moved=moved),
        brief=drafts,
        themes=themes(diagnostic),
        desk=desk,
    )


def _strengths(diagnostic: Diagnostic) -> tuple[Strength, ...]:
    """What goes well, in the editors' order."""
    well = {need.id for need in diagnostic.strengths}
    ordered = (need for need in diagnostic.handbook.needs if need.id in well)
    return tuple(Strength(need.label, say.sentence(need.strength)) for need in ordered)


def _no_strength(diagnostic: Diagnostic) -> str:
    if diagnostic.strengths:
        return ""
    return NO_STRENGTH_YET if diagnostic.to_verify or diagnostic.to_complete else NO_STRENGTH
