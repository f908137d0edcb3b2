"""Decides how a verdict reads: the answer first, then figure, rule and source, and that the ANCT confirms."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain.eligibility import Eligibility, Reason, Rule, Verdict
from ansm.domain.territory import Kind, Notion, Overseas, Population, Territory
from ansm.web import french

BADGES = {
    Verdict.ELIGIBLE: ("Éligible", "fr-badge fr-badge--success fr-badge--no-icon"),
    Verdict.TO_CONFIRM: ("À confirmer par l’ANCT", "fr-badge fr-badge--info fr-badge--no-icon"),
    Verdict.NOT_ELIGIBLE: ("Au-dessus du seuil", "fr-badge"),
    Verdict.OUT_OF_SCOPE: ("Autre collectivité à choisir", "fr-badge"),
    Verdict.UNKNOWN: ("À vérifier", "fr-badge"),
}
NO_BODY = ("Pas de demande en son nom", "fr-badge")
HEADINGS = {Kind.COMMUNE: "Votre commune", Kind.EPCI: "Votre intercommunalité"}
# The report says the same sentences (report/eligibility_words.py); tests/web/test_words.py compares them.
ANSWERS = {
    Verdict.ELIGIBLE: "{name} remplit la condition de population ; l’ANCT confirme.",
    Verdict.TO_CONFIRM: "{name} : la règle ne permet pas de conclure. Ce n’est ni un oui, ni un refus.",
    Verdict.NOT_ELIGIBLE: "{name} dépasse le seuil de l’accompagnement gratuit ; le diagnostic vous reste ouvert.",
    Verdict.OUT_OF_SCOPE: "{name} ne peut pas demander l’accompagnement en son nom.",
    Verdict.UNKNOWN: "Nous ne pouvons pas dire si {name} remplit la condition. Ce n’est pas un refus.",
}
DECIDES = "l’ANCT doit trancher."
NO_EPCI = "Votre commune n’appartient à aucune intercommunalité : cette seconde voie n’existe pas pour elle."


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
        answer=ANSWERS[eligibility.verdict].format(name=french.proper(territory.name)),
        reasons=tuple(_reason(reason, territory, eligibility) for reason in eligibility.reasons),
        figure=_figure(figure),
        figure_source=f"Source : {figure.source}" if figure else "",
        rule=_rule(rule) if rule else "",
        rule_source=f"Source de la règle : {rule.source} ({rule.status})" if rule else "",
        select_code=instead.code if instead else "",
        select_name=french.proper(instead.name) if instead else "",
    )


def no_epci_view(territory: Territory) -> VerdictView | None:
    """What stands in for the second route of a commune without an EPCI, None when there is nothing to say.

    The reference data lists no grouping in the overseas collectivities, where some exist: nothing is said of them.
    """
    if territory.kind is not Kind.COMMUNE or not territory.governed:
        return None
    if territory.epci is not None or territory.overseas is Overseas.COM:
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
            shown = f" ({french.inhabitants(total.value)})" if total and total.value else ""
            return (
                f"Sa population municipale ({value}) est sous le seuil de {threshold}, sa population totale{shown} ne "
                f"l’est pas, et les textes ne disent pas laquelle compter : {DECIDES}"
            )
        case Reason.EXACTLY:
            return f"La règle dit « moins de {threshold} » et sa population est exactement à ce seuil : {DECIDES}"
        case Reason.OVERSEAS:
            figure_said = f" ({value})" if value else ""
            return f"Outre-mer, nous n’avons pas trouvé la règle : quel que soit le chiffre{figure_said}, {DECIDES}"
        case Reason.NO_OWN_TAX:
            return (
                f"Les textes ne disent pas si un syndicat, qui ne lève pas d’impôt en son nom, est concerné : {DECIDES}"
            )
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
