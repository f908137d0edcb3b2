"""How a verdict is said on paper: the figure, its date, its source, the rule, and that the ANCT confirms."""

from __future__ import annotations

from ansm.domain.eligibility import Eligibility, Reason, Verdict
from ansm.domain.territory import Kind, Territory
from ansm.report import words

CONFIRMS = "Seule l’ANCT peut confirmer l’éligibilité."
_DOUBTS = {
    Reason.TOTAL_ABOVE: "la population totale, elle, atteint le seuil",
    Reason.EXACTLY: "la population est exactement égale au seuil",
    Reason.OVERSEAS: "nous n’avons pas trouvé la règle pour l’outre-mer",
    Reason.NO_OWN_TAX: "les textes ne disent pas si les syndicats sont compris",
}
_OUTSIDE = {
    Reason.PART_OF_COMMUNE: "une commune déléguée ou associée n’est pas une collectivité",
    Reason.DISTRICT: "un arrondissement n’est pas une collectivité",
    Reason.NO_INHABITANT: "cette commune n’a pas d’habitant",
}


def eligibility_lines(territory: Territory, own: Eligibility, route: Eligibility | None) -> tuple[str, ...]:
    """One sentence for the territory's own route and, for a commune, one for that of its EPCI; then the source."""
    subject = "votre intercommunalité" if territory.kind is Kind.EPCI else "votre commune"
    lines = [_line(own, subject)]
    if route is not None and territory.kind is Kind.COMMUNE:
        name = f" ({territory.epci.name})" if territory.epci else ""
        lines.append(_route(route, f"votre intercommunalité{name}"))
    return (*lines, *_source(own))


def _line(eligibility: Eligibility, subject: str) -> str:
    measured = _measured(eligibility)
    match eligibility.verdict:
        case Verdict.ELIGIBLE:
            return f"D’après sa population, {subject} remplit la condition{measured}. {CONFIRMS}"
        case Verdict.TO_CONFIRM:
            doubts = words.joined([_DOUBTS[each] for each in eligibility.reasons if each in _DOUBTS])
            reason = f"{words.sentence(doubts)} " if doubts else ""
            return f"Éligibilité à confirmer pour {subject}{measured}. {reason}Ce n’est pas un refus. {CONFIRMS}"
        case Verdict.NOT_ELIGIBLE:
            return f"D’après sa population, {subject} dépasse le seuil{measured}. {CONFIRMS}"
        case Verdict.OUT_OF_SCOPE:
            reasons = words.joined([_OUTSIDE[each] for each in eligibility.reasons if each in _OUTSIDE])
            instead = f" Choisissez plutôt {eligibility.select_instead.name}." if eligibility.select_instead else ""
            return f"Ce territoire ne peut pas demander l’accompagnement en son nom : {reasons}.{instead} {CONFIRMS}"
        case Verdict.UNKNOWN:
            return (
                "Nous n’avons pas de règle, ou pas de chiffre officiel de population, à la date de ce diagnostic. Nous "
                f"ne pouvons pas dire si {subject} remplit la condition. Ce n’est pas un refus. {CONFIRMS}"
            )


def _route(eligibility: Eligibility, subject: str) -> str:
    measured = _measured(eligibility)
    match eligibility.verdict:
        case Verdict.ELIGIBLE:
            return f"Autre voie : {subject} remplit la condition{measured}."
        case Verdict.TO_CONFIRM:
            return f"Autre voie : {subject}, à confirmer{measured}."
        case Verdict.NOT_ELIGIBLE:
            return f"Autre voie : {subject} dépasse le seuil{measured}."
        case _:
            return f"Autre voie : {subject} ; son éligibilité n’est pas connue."


def _measured(eligibility: Eligibility) -> str:
    """« : 3 412 habitants (population municipale 2023), pour moins de N », as far as figure and rule are known."""
    figure, rule = eligibility.figure, eligibility.rule
    if figure is None or figure.value is None:
        return ""
    limit = f" ; la règle dit « moins de {words.whole(rule.threshold)} »" if rule else ""
    notion = f"population {figure.notion.value} {figure.census_year}"
    return f" : {words.count(figure.value, 'habitant')} ({notion}){limit}"


def _source(eligibility: Eligibility) -> tuple[str, ...]:
    figure = eligibility.figure
    if figure is None or figure.value is None:
        return ()
    force = "" if "en vigueur" in figure.source else f", en vigueur au {words.day(figure.in_force_from)}"
    return (f"Source du chiffre : {figure.source}{force}.",)
