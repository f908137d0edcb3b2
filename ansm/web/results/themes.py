"""Decides how the themes are drawn: one bar each for what is left to do, and the same figures in a table."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain.diagnostic import Diagnostic
from ansm.domain.theme_results import ThemeResult
from ansm.web.french import HARD

HALF = 50
LEGEND = (
    "Plus la barre est longue, plus il reste à faire. Ce n’est pas une note : "
    "la barre montre où l’effort sera le plus utile."
)


@dataclass(frozen=True)
class ThemeBar:
    """A theme. `width` is « 0 » to « 100 », « 0 » when too little is known; `text` always says it in words."""

    label: str
    width: str
    text: str
    gap: str
    reliability: str


@dataclass(frozen=True)
class Themes:
    """The chart with its legend."""

    legend: str
    bars: tuple[ThemeBar, ...]


def themes(diagnostic: Diagnostic) -> Themes:
    """One bar for each theme that some need belongs to."""
    with_needs = {need.theme for need in diagnostic.handbook.needs}
    return Themes(LEGEND, tuple(_bar(theme) for theme in diagnostic.themes if theme.theme in with_needs))


def _bar(theme: ThemeResult) -> ThemeBar:
    if theme.gap is None or theme.reliability is None:
        return ThemeBar(theme.label, "0", "Rien ne vous concerne ici", "Sans objet", "Sans objet")
    reliability = f"{theme.reliability}{HARD}%"
    if theme.reliability == 0:
        return ThemeBar(theme.label, "0", "Pas encore de réponse sûre", "Non connu", reliability)
    if theme.reliability < HALF:
        return ThemeBar(theme.label, "0", "Trop peu de réponses sûres", "Non connu", reliability)
    return ThemeBar(theme.label, str(theme.gap), _words(theme.gap), f"{theme.gap} sur 100", reliability)


def _words(gap: int) -> str:
    """What the length means, so that nobody has to measure a bar."""
    if gap < 10:
        return "Presque rien à faire"
    if gap < 25:
        return "Peu à faire"
    if gap < 50:
        return "Quelques progrès possibles"
    if gap < 75:
        return "Des progrès utiles"
    return "Beaucoup à gagner"
