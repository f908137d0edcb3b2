"""How a verdict is said on paper: the answer, its reasons, the figure and its source, and that the ANCT confirms.

The sentences are those of the screen (web/verdict_view.py), which a test compares.
"""

from __future__ import annotations

from ansm.domain.eligibility import Eligibility, Reason, Verdict
from ansm.domain.territory import Kind, Notion, Overseas, Territory
from ansm.report import words

CONFIRMS = "Seule l’ANCT peut confirmer l’éligibilité."
NO_EPCI = "Votre commune n’appartient à aucune intercommunalité : cette seconde voie n’existe pas pour elle."
DECIDES = "l’ANCT doit trancher."
ANSWERS = {
    Verdict.ELIGIBLE: "{name} remplit la condition de population ; l’ANCT confirme.",
    Verdict.TO_CONFIRM: "{name} : la règle ne permet pas de conclure. Ce n’est ni un oui, ni un refus.",
    Verdict.NOT_ELIGIBLE: "{name} dépasse le seuil de l’accompagnement gratuit ; le diagnostic vous reste ouvert.",
    Verdict.OUT_OF_SCOPE: "{name} ne peut pas demander l’accompagnement en son nom.",
    Verdict.UNKNOWN: "Nous ne pouvons pas dire si {name} remplit la condition. Ce n’est pas un refus.",
}


def eligibility_lines(territory: Territory, own: Eligibility, route: Eligibility | None) -> tuple[str, ...]:
    """The territory's own route; for a commune, that of its EPCI or that it has none; then the source."""
    lines = [_said(territory.name, territory, own)]
    if route is not None and territory.epci is not None:
        lines.append(f"Autre voie, votre intercommunalité. {_said(territory.epci.name, None, route)}")
    elif _without_epci(territory):
        lines.append(NO_EPCI)
    return (*lines, _source(own))


def reason(each: Reason, territory: Territory | None, eligibility: Eligibility) -> str:
    """One reason, as a sentence. `territory` is None for the EPCI of a commune, of which only the figure is kept."""
    rule, figure, instead = eligibility.rule, eligibility.figure, eligibility.select_instead
    threshold = words.count(rule.threshold, "habitant") if rule else ""
    value = words.count(figure.value, "habitant") if figure and figure.value is not None else ""
    said = f" ({value})" if value else ""
    body = f" Choisissez plutôt {instead.name}." if instead else ""
    match each:
        case Reason.BELOW:
            return f"Sa population{said} est sous le seuil de {threshold}."
        case Reason.ABOVE:
            return f"Sa population{said} est au-dessus du seuil de {threshold}."
        case Reason.TOTAL_ABOVE:
            total = territory.population(Notion.TOTAL) if territory else None
            shown = f" ({words.count(total.value, 'habitant')})" if total and total.value else ""
            return (
                f"Sa population municipale{said} est sous le seuil de {threshold}, sa population totale{shown} ne "
                f"l’est pas, et les textes ne disent pas laquelle compter : {DECIDES}"
            )
        case Reason.EXACTLY:
            return f"La règle dit « moins de {threshold} » et sa population est exactement à ce seuil : {DECIDES}"
        case Reason.OVERSEAS:
            return f"Outre-mer, nous n’avons pas trouvé la règle : quel que soit le chiffre{said}, {DECIDES}"
        case Reason.NO_OWN_TAX:
            return (
                f"Les textes ne disent pas si un syndicat, qui ne lève pas d’impôt en son nom, est concerné : {DECIDES}"
            )
        case Reason.PART_OF_COMMUNE:
            return f"C’est une partie d’une commune, pas une collectivité à elle seule.{body}"
        case Reason.DISTRICT:
            return f"Un arrondissement n’est pas une collectivité.{body}"
        case Reason.NO_INHABITANT:
            return f"Cette commune n’a ni habitants ni conseil municipal.{body}"
        case Reason.NO_FIGURE:
            return "Aucun chiffre de population n’est publié : un chiffre manquant ne vaut pas zéro."
        case Reason.NO_RULE:
            return "Aucune règle en vigueur ne fixe de seuil aujourd’hui."


def _said(name: str, territory: Territory | None, eligibility: Eligibility) -> str:
    answer = ANSWERS[eligibility.verdict].format(name=name)
    return " ".join((answer, *(reason(each, territory, eligibility) for each in eligibility.reasons)))


def _without_epci(territory: Territory) -> bool:
    """Overseas collectivities have groupings that the reference data does not list: nothing is said of theirs."""
    commune = territory.kind is Kind.COMMUNE and territory.governed
    return commune and territory.epci is None and territory.overseas is not Overseas.COM


def _source(eligibility: Eligibility) -> str:
    """« Chiffre : population municipale 2023, Insee…, en vigueur au… », as far as it is known, and who confirms."""
    figure = eligibility.figure
    if figure is None or figure.value is None:
        return CONFIRMS
    force = "" if "en vigueur" in figure.source else f", en vigueur au {words.day(figure.in_force_from)}"
    return f"Chiffre : population {figure.notion.value} {figure.census_year}, {figure.source}{force}. {CONFIRMS}"
