"""Decides how a verdict reads: the answer first, then figure, rule and source, and that the ANCT confirms."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain import say
from ansm.domain.eligibility import Eligibility, Rule, Verdict
from ansm.domain.territory import Kind, Population, Territory
from ansm.domain.verdict_words import NO_EPCI, SHORT, answer, reason, without_epci
from ansm.web import french

BADGES = {
    Verdict.ELIGIBLE: (SHORT[Verdict.ELIGIBLE], "fr-badge fr-badge--success fr-badge--no-icon"),
    Verdict.TO_CONFIRM: (SHORT[Verdict.TO_CONFIRM], "fr-badge fr-badge--info fr-badge--no-icon"),
    Verdict.NOT_ELIGIBLE: (SHORT[Verdict.NOT_ELIGIBLE], "fr-badge"),
    Verdict.OUT_OF_SCOPE: (SHORT[Verdict.OUT_OF_SCOPE], "fr-badge"),
    Verdict.UNKNOWN: (SHORT[Verdict.UNKNOWN], "fr-badge"),
}
NO_BODY = ("Pas de demande en son nom", "fr-badge")
HEADINGS = {Kind.COMMUNE: "Votre commune", Kind.EPCI: "Votre intercommunalité"}


@dataclass(frozen=True)
class VerdictView:
    """One of the two routes, ready to show. Lines are whole sentences; an empty one is not shown."""

    heading: str = ""
    name: str = ""
    badge: str = ""
    badge_class: str = "fr-badge"
    answer: str = ""
    reasons: tuple[str, ...] = ()
    figure: str = ""
    figure_source: str = ""
    rule: str = ""
    rule_source: str = ""
    select_code: str = ""
    select_name: str = ""


def verdict_view(territory: Territory, eligibility: Eligibility) -> VerdictView:
    """The card of one route."""
    figure, rule, instead = eligibility.figure, eligibility.rule, eligibility.select_instead
    alone = eligibility.verdict is Verdict.OUT_OF_SCOPE and instead is None
    badge, badge_class = NO_BODY if alone else BADGES[eligibility.verdict]
    return VerdictView(
        heading=HEADINGS.get(territory.kind, "Votre choix"),
        name=french.proper(territory.name),
        badge=badge,
        badge_class=badge_class,
        answer=answer(french.proper(territory.name), eligibility),
        reasons=tuple(reason(each, territory, eligibility) for each in eligibility.reasons),
        figure=_figure(figure),
        figure_source=f"Source : {figure.source}" if figure else "",
        rule=_rule(rule) if rule else "",
        rule_source=f"Source de la règle : {rule.source} ({rule.status})" if rule else "",
        select_code=instead.code if instead else "",
        select_name=french.proper(instead.name) if instead else "",
    )


def no_epci_view(territory: Territory) -> VerdictView | None:
    """What stands in for the second route of a commune without an EPCI, None when there is nothing to say."""
    if not without_epci(territory):
        return None
    return VerdictView(heading=HEADINGS[Kind.EPCI], name="Aucune", answer=NO_EPCI)


def rule_audience(rule: Rule) -> str:
    """« toute commune de moins de … habitants »."""
    kind = "tout groupement de communes (EPCI)" if rule.kind is Kind.EPCI else "toute commune"
    return f"{kind} de moins de {french.inhabitants(rule.threshold)}"


def _figure(figure: Population | None) -> str:
    if figure is None or figure.value is None:
        return "Population municipale : aucun chiffre publié."
    return (
        f"Population municipale : {french.inhabitants(figure.value)} "
        f"(recensement de {figure.census_year}, en vigueur depuis le {say.day(figure.in_force_from)})."
    )


def _rule(rule: Rule) -> str:
    return f"Règle : l’accompagnement est gratuit pour {rule_audience(rule)}, depuis le {say.day(rule.valid_from)}."
