"""How a verdict is laid out on paper: the answer, its reasons, the figure and its source, and who confirms."""

from __future__ import annotations

from ansm.domain import say
from ansm.domain.eligibility import Eligibility
from ansm.domain.territory import Territory
from ansm.domain.verdict_words import NO_EPCI, answer, reason, without_epci

CONFIRMS = "Seule l’ANCT peut confirmer l’éligibilité."


def eligibility_lines(territory: Territory, own: Eligibility, route: Eligibility | None) -> tuple[str, ...]:
    """The territory's own route; for a commune, that of its EPCI or that it has none; then the source."""
    lines = [_said(territory.name, territory, own)]
    if route is not None and territory.epci is not None:
        lines.append(f"Autre voie, votre intercommunalité. {_said(territory.epci.name, None, route)}")
    elif without_epci(territory):
        lines.append(NO_EPCI)
    return (*lines, _source(own))


def _said(name: str, territory: Territory | None, eligibility: Eligibility) -> str:
    return " ".join(
        (answer(name, eligibility), *(reason(each, territory, eligibility) for each in eligibility.reasons))
    )


def _source(eligibility: Eligibility) -> str:
    """« Chiffre : population municipale 2023, Insee…, en vigueur au… », as far as it is known, and who confirms."""
    figure = eligibility.figure
    if figure is None or figure.value is None:
        return CONFIRMS
    force = "" if "en vigueur" in figure.source else f", en vigueur au {say.day(figure.in_force_from)}"
    return f"Chiffre : population {figure.notion.value} {figure.census_year}, {figure.source}{force}. {CONFIRMS}"
