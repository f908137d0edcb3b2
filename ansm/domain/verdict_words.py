"""How a verdict is said, the same on screen and on paper: the answer, then one sentence a reason."""

from __future__ import annotations

from ansm.domain.eligibility import Eligibility, Reason, Verdict
from ansm.domain.territory import Kind, Notion, Overseas, Territory

NBSP = "\u00a0"
THIN = "\u202f"
NO_EPCI = "Votre commune n’appartient à aucune intercommunalité : cette seconde voie n’existe pas pour elle."
DECIDES = "l’ANCT doit trancher."
SHORT = {
    Verdict.ELIGIBLE: "Éligible",
    Verdict.TO_CONFIRM: "À confirmer par l’ANCT",
    Verdict.NOT_ELIGIBLE: "Au-dessus du seuil",
    Verdict.OUT_OF_SCOPE: "Autre collectivité à choisir",
    Verdict.UNKNOWN: "À vérifier",
}
ANSWERS = {
    Verdict.ELIGIBLE: "{name} remplit la condition de population ; l’ANCT confirme.",
    Verdict.TO_CONFIRM: "{name} : la règle ne permet pas de conclure. Ce n’est ni un oui, ni un refus.",
    Verdict.NOT_ELIGIBLE: "{name} dépasse le seuil de l’accompagnement gratuit ; le diagnostic vous reste ouvert.",
    Verdict.OUT_OF_SCOPE: "{name} ne peut pas demander l’accompagnement en son nom.",
    Verdict.UNKNOWN: "Nous ne pouvons pas dire si {name} remplit la condition. Ce n’est pas un refus.",
}


def answer(name: str, eligibility: Eligibility) -> str:
    """The verdict in one sentence, neither a promise nor a refusal: the ANCT decides."""
    return ANSWERS[eligibility.verdict].format(name=name)


def reason(each: Reason, territory: Territory | None, eligibility: Eligibility) -> str:
    """One reason, as a sentence. `territory` is None for the EPCI of a commune, of which only the figure is kept."""
    rule, figure, instead = eligibility.rule, eligibility.figure, eligibility.select_instead
    threshold = _inhabitants(rule.threshold) if rule else ""
    value = _inhabitants(figure.value) if figure and figure.value is not None else ""
    said = f" ({value})" if value else ""
    body = f" Choisissez plutôt {_curled(instead.name)}." if instead else ""
    match each:
        case Reason.BELOW:
            return f"Sa population{said} est sous le seuil de {threshold}."
        case Reason.ABOVE:
            return f"Sa population{said} est au-dessus du seuil de {threshold}."
        case Reason.TOTAL_ABOVE:
            total = territory.population(Notion.TOTAL) if territory else None
            shown = f" ({_inhabitants(total.value)})" if total and total.value else ""
            return (
                f"Sa population municipale{said} est sous le seuil de {threshold}, sa population totale{shown} ne "
                f"l’est pas, et les textes ne disent pas laquelle compter : {DECIDES}"
            )
        case Reason.EXACTLY:
            return f"La règle dit « moins de {threshold} » et sa population est exactement à ce seuil : {DECIDES}"
        case Reason.OVERSEAS:
            return f"Outre-mer, nous n’avons pas trouvé la règle : quel que soit le chiffre{said}, {DECIDES}"
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


def without_epci(territory: Territory) -> bool:
    """Whether a commune has no second route.

    Overseas collectivities have groupings that the reference data does not list: nothing is said of theirs.
    """
    commune = territory.kind is Kind.COMMUNE and territory.governed
    return commune and territory.epci is None and territory.overseas is not Overseas.COM


def _inhabitants(value: int) -> str:
    return f"{value:,}".replace(",", THIN) + f"{NBSP}habitant{'s' if value > 1 else ''}"


def _curled(name: str) -> str:
    """Insee writes straight apostrophes."""
    return name.replace("'", "’")
