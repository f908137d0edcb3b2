"""Decides how a verdict reads: the answer first, then figure, rule and source, and that the ANCT confirms."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain.eligibility import Eligibility, Reason, Rule, Verdict
from ansm.domain.territory import Kind, Notion, Population, Territory
from ansm.web import french

BADGES = {
    Verdict.ELIGIBLE: ("Éligible", "fr-badge fr-badge--success fr-badge--no-icon"),
    Verdict.TO_CONFIRM: ("Éligible, à confirmer", "fr-badge fr-badge--info fr-badge--no-icon"),
    Verdict.NOT_ELIGIBLE: ("Au-dessus du seuil", "fr-badge"),
    Verdict.OUT_OF_SCOPE: ("Autre collectivité à choisir", "fr-badge"),
    Verdict.UNKNOWN: ("À vérifier", "fr-badge"),
}
HEADINGS = {Kind.COMMUNE: "Votre commune", Kind.EPCI: "Votre intercommunalité"}
ANSWERS = {
    Verdict.ELIGIBLE: "Oui : d’après sa population, {name} peut demander l’accompagnement gratuit.",
    Verdict.TO_CONFIRM: "{name} peut sans doute demander l’accompagnement gratuit : l’ANCT doit le confirmer.",
    Verdict.NOT_ELIGIBLE: "{name} dépasse le seuil de l’accompagnement gratuit. Le diagnostic, lui, vous reste ouvert.",
    Verdict.OUT_OF_SCOPE: "{name} ne peut pas demander l’accompagnement en son nom.",
    Verdict.UNKNOWN: "Nous ne pouvons pas dire si {name} remplit la condition. Le diagnostic vous reste ouvert.",
}


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
    badge, badge_class = BADGES[eligibility.verdict]
    figure, rule, instead = eligibility.figure, eligibility.rule, eligibility.select_instead
    return VerdictView(
        heading=HEADINGS.get(territory.kind, "Votre choix"),
        name=french.proper(territory.name),
        badge=badge,
        badge_class=badge_class,
        answer=ANSWERS[eligibility.verdict].format(name=french.proper(territory.name)),
        reasons=tuple(_reason(reason, territory, eligibility) for reason in eligibility.reasons),
        figure=_figure(figure),
        figure_source=f"Source : {figure.source}" if figure else "",
        rule=_rule(rule) if rule else "",
        rule_source=f"Source de la règle : {rule.source} ({rule.status})" if rule else "",
        select_code=instead.code if instead else "",
        select_name=french.proper(instead.name) if instead else "",
    )


def rule_audience(rule: Rule) -> str:
    """« toute commune de moins de … habitants »."""
    kind = "tout groupement de communes (EPCI)" if rule.kind is Kind.EPCI else "toute commune"
    return f"{kind} de moins de {french.inhabitants(rule.threshold)}"


def _figure(figure: Population | None) -> str:
    if figure is None or figure.value is None:
        return "Population municipale : aucun chiffre publié."
    return (
        f"Population municipale : {french.inhabitants(figure.value)} "
        f"(recensement de {figure.census_year}, en vigueur depuis le {french.day(figure.in_force_from)})."
    )


def _rule(rule: Rule) -> str:
    return f"Règle : l’accompagnement est gratuit pour {rule_audience(rule)}, depuis le {french.day(rule.valid_from)}."


def _reason(reason: Reason, territory: Territory, eligibility: Eligibility) -> str:
    rule, figure, instead = eligibility.rule, eligibility.figure, eligibility.select_instead
    threshold = french.inhabitants(rule.threshold) if rule else ""
    value = french.inhabitants(figure.value) if figure and figure.value is not None else ""
    body = f" Choisissez plutôt {french.proper(instead.name)}." if instead else ""
    match reason:
        case Reason.BELOW:
            return f"Sa population ({value}) est sous le seuil de {threshold}."
        case Reason.ABOVE:
            return f"Sa population ({value}) est au-dessus du seuil de {threshold}."
        case Reason.TOTAL_ABOVE:
            total = territory.population(Notion.TOTAL)
            shown = f" ({french.inhabitants(total.value)} en {total.census_year})" if total and total.value else ""
            return (
                f"Sa population municipale est sous le seuil de {threshold}. Sa population totale{shown} ne l’est "
                "pas : elle compte aussi, par exemple, des étudiants. Les textes ne disent pas laquelle retenir."
            )
        case Reason.EXACTLY:
            return f"Sa population est exactement au seuil de {threshold} ; la règle dit « moins de »."
        case Reason.OVERSEAS:
            return "Outre-mer, les conditions peuvent être plus larges : le chiffre ne suffit pas à conclure."
        case Reason.NO_OWN_TAX:
            return "C’est un syndicat, qui ne lève pas d’impôt en son nom : les textes ne disent pas s’il est concerné."
        case Reason.PART_OF_COMMUNE:
            return f"C’est une partie d’une commune, pas une collectivité à elle seule.{body}"
        case Reason.DISTRICT:
            return f"Un arrondissement n’est pas une collectivité.{body}"
        case Reason.NO_INHABITANT:
            return f"Cette commune n’a ni habitants ni conseil municipal.{body}"
        case Reason.NO_FIGURE:
            return "Aucun chiffre de population n’est publié : un chiffre manquant ne vaut pas zéro."
        case Reason.NO_RULE:
            return "Aucune règle en vigueur ne fixe de seuil aujourd’hui."
