"""Decides where else to turn: the forms of support that fit, and the eligibility frozen at opening."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ansm.domain import say
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.orientation import Orientation
from ansm.domain.territory import Kind, Territory
from ansm.web import routes
from ansm.web.results import words
from ansm.web.verdict_view import VerdictView, no_epci_view, verdict_view

SHOWN = 3  # the first ones are the ones to try first; the others unfold
CONFIRMS = "C’est l’ANCT qui confirme : ce rappel n’ouvre ni ne ferme aucun droit, et ne change rien à vos priorités."


@dataclass(frozen=True)
class OutwardLink:
    """A link to another site, which says so."""

    label: str
    address: str


@dataclass(frozen=True)
class SupportView:
    """One form of support."""

    title: str
    text: str
    links: tuple[OutwardLink, ...]
    source: str


@dataclass(frozen=True)
class Support:
    """The forms of support, then the verdicts; `moved` tells that today's figures give another verdict."""

    offers: tuple[SupportView, ...]
    others: tuple[SupportView, ...]
    verdicts: tuple[VerdictView, ...]
    confirms: str
    moved: str
    territory_address: str


def support(diagnostic: Diagnostic, *, moved: bool) -> Support:
    """Where to turn."""
    offers = tuple(_offer(each) for each in diagnostic.orientation)
    return Support(
        offers=offers[:SHOWN],
        others=offers[SHOWN:],
        verdicts=_verdicts(diagnostic),
        confirms=CONFIRMS,
        moved=_moved(diagnostic) if moved else "",
        territory_address=routes.territory(diagnostic.territory.code),
    )


def _offer(orientation: Orientation) -> SupportView:
    return SupportView(
        title=orientation.title,
        text=say.sentence(orientation.text),
        links=tuple(
            OutwardLink(words.link_label(link.label), link.url)
            for link in orientation.links
            if words.safe_address(link.url)
        ),
        source=f"Source : {orientation.source}. Vérifié le {say.day(orientation.verified_on)}.",
    )


def _verdicts(diagnostic: Diagnostic) -> tuple[VerdictView, ...]:
    territory = diagnostic.territory
    own = verdict_view(territory, diagnostic.eligibility)
    epci = _epci(diagnostic)
    if epci and diagnostic.route:
        return own, verdict_view(epci, diagnostic.route)
    alone = no_epci_view(territory)
    return (own, alone) if alone else (own,)


def _epci(diagnostic: Diagnostic) -> Territory | None:
    """The EPCI of a commune as the file keeps it: its name and the figure its verdict was given on."""
    territory, route = diagnostic.territory, diagnostic.route
    if territory.epci is None or route is None:
        return None
    figures = (route.figure,) if route.figure else ()
    return replace(
        territory, code=territory.epci.code, name=territory.epci.name, kind=Kind.EPCI, populations=figures, epci=None
    )


def _moved(diagnostic: Diagnostic) -> str:
    return (
        "Depuis l’ouverture de ce diagnostic, les données publiques ont changé : aujourd’hui, le résultat ne serait "
        f"plus le même. Celui qui est affiché ici date du {say.day(diagnostic.opened_on)}."
    )
