"""Decides how the rules of law and of the programme are listed: whom they bind, since when, and who checked them."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain import say
from ansm.domain.eligibility import Rule
from ansm.domain.handbook import Handbook
from ansm.domain.obligations import Confidence, Obligation
from ansm.domain.say import quoted, sentence
from ansm.web import french
from ansm.web.verdict_view import rule_audience

KINDS = {"commune": "communes", "epci": "intercommunalités"}
OPERATORS = {"<": "de moins de", "<=": "d’au plus", ">": "de plus de", ">=": "d’au moins"}
CONFIDENCES = {
    Confidence.HIGH: "Bien établie.",
    Confidence.MEDIUM: "À vérifier dans le détail.",
    Confidence.LOW: "Incertaine : montrée, sans rien peser.",
}


@dataclass(frozen=True)
class LawView:
    """One obligation."""

    label: str
    rule: str
    audience: str
    proof: str
    checked: str


@dataclass(frozen=True)
class LawGroup:
    """Obligations that the calculation treats the same way."""

    title: str
    introduction: str
    laws: tuple[LawView, ...]


@dataclass(frozen=True)
class RuleLine:
    """One dated rule of the programme."""

    rule: str
    source: str


def laws(handbook: Handbook) -> tuple[LawGroup, ...]:
    """The obligations: checked by questions, recalled only, or watched."""
    watched = tuple(each for each in handbook.obligations if _watched(each, handbook))
    others = tuple(each for each in handbook.obligations if each not in watched)
    groups = (
        (
            "Vérifiées par le questionnaire",
            "Une réponse qui dit non les fait apparaître « à régler », et pèse dans la priorité.",
            tuple(each for each in others if each.questions),
        ),
        (
            "Rappelées, sans être vérifiées",
            "Aucune question ne les contrôle : elles s’affichent pour mémoire et ne pèsent rien.",
            tuple(each for each in others if not each.questions),
        ),
        (
            "À surveiller",
            "Incertaines, ou pas encore en vigueur à la publication du questionnaire : elles ne pèsent rien.",
            watched,
        ),
    )
    return tuple(
        LawGroup(title, introduction, tuple(_law(each, handbook) for each in found))
        for title, introduction, found in groups
        if found
    )


def programme_rules(handbook: Handbook) -> tuple[RuleLine, ...]:
    """The rules of eligibility, past ones included."""
    return tuple(_rule(rule) for rule in handbook.rules)


def _watched(obligation: Obligation, handbook: Handbook) -> bool:
    return obligation.confidence is Confidence.LOW or obligation.in_force_from > handbook.published_on


def _law(obligation: Obligation, handbook: Handbook) -> LawView:
    later = obligation.in_force_from > handbook.published_on
    since = "en vigueur à partir du" if later else "en vigueur depuis le"
    need = f" Besoin concerné : {quoted(handbook.need(obligation.need).label)}." if obligation.need else ""
    return LawView(
        label=obligation.label,
        rule=sentence(obligation.rule),
        audience=f"Pour les {_audience(obligation)}.{need}",
        proof=f"{obligation.reference}, {since} {say.day(obligation.in_force_from)}.",
        checked=(
            f"{CONFIDENCES[obligation.confidence]} Source : {obligation.source}. "
            f"Vérifié le {say.day(obligation.verified_on)}."
        ),
    )


def _audience(obligation: Obligation) -> str:
    kinds = " et ".join(KINDS[kind] for kind in obligation.kinds)
    if obligation.threshold is None:
        return kinds
    return f"{kinds} {OPERATORS[obligation.operator]} {french.inhabitants(obligation.threshold)}"


def _rule(rule: Rule) -> RuleLine:
    until = f" jusqu’au {say.day(rule.valid_to)}" if rule.valid_to else ""
    audience = rule_audience(rule)
    return RuleLine(
        rule=(
            f"{audience[0].upper()}{audience[1:]} (population {rule.notion.value}), "
            f"depuis le {say.day(rule.valid_from)}{until}."
        ),
        source=f"Source : {rule.source} Statut : {rule.status}.",
    )
