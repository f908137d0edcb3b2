"""Is the programme open to this territory? A value with its reasons, never an exception, never a closed door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ansm.domain.territory import Kind, Notion, Overseas, Population, Territory, TerritoryRef


class Verdict(StrEnum):
    """The five verdicts of the decision model, §1."""

    ELIGIBLE = "ELIGIBLE"
    TO_CONFIRM = "ELIGIBLE_A_CONFIRMER"
    NOT_ELIGIBLE = "NON_ELIGIBLE"
    OUT_OF_SCOPE = "HORS_CHAMP"
    UNKNOWN = "INCONNU"


class Reason(StrEnum):
    """Why: one or several codes for each verdict (decision model, §1)."""

    BELOW = "POP_MUN_SOUS_SEUIL"
    ABOVE = "POP_MUN_AU_DESSUS"
    TOTAL_ABOVE = "POP_TOT_AU_DESSUS"
    EXACTLY = "EGAL_SEUIL"
    OVERSEAS = "OUTRE_MER"
    NO_OWN_TAX = "SANS_FISCALITE_PROPRE"
    PART_OF_COMMUNE = "COMMUNE_DELEGUEE"
    DISTRICT = "ARRONDISSEMENT"
    NO_INHABITANT = "SANS_HABITANT"
    NO_FIGURE = "POP_INCONNUE"
    NO_RULE = "REGLE_ABSENTE"


@dataclass(frozen=True, slots=True)
class Rule:
    """A dated threshold: `programme` is open to a `kind` whose population is strictly under `threshold`."""

    programme: str
    kind: Kind
    threshold: int
    operator: str
    notion: Notion
    valid_from: date
    valid_to: date | None
    source: str
    status: str

    def in_force(self, on: date) -> bool:
        """Whether the rule applies on that day, both ends included."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Eligibility:
    """A verdict with all that must be shown beside it. `select_instead` names the body that can act."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    figure: Population | None = None
    rule: Rule | None = None
    select_instead: TerritoryRef | None = None


def decide(territory: Territory, rules: tuple[Rule, ...], on: date) -> Eligibility:
    """The verdict for a territory under the rule in force on a day (decision model, §1).

    Overseas is never a dry « no », a missing figure is never read as 0, and a figure exactly at the threshold
    or a total population above it leaves a doubt that the ANCT settles.
    """
    figure = territory.population(Notion.MUNICIPAL)
    if territory.kind in (Kind.COMMUNE_DELEGUEE, Kind.COMMUNE_ASSOCIEE):
        return Eligibility(Verdict.OUT_OF_SCOPE, (Reason.PART_OF_COMMUNE,), figure, None, territory.parent)
    if territory.kind is Kind.ARRONDISSEMENT:
        return Eligibility(Verdict.OUT_OF_SCOPE, (Reason.DISTRICT,), figure, None, territory.parent)
    if territory.uninhabited:
        return Eligibility(Verdict.OUT_OF_SCOPE, (Reason.NO_INHABITANT,), figure, None, territory.epci)
    rule = next((rule for rule in rules if rule.kind is territory.kind and rule.in_force(on)), None)
    if rule is None:
        return Eligibility(Verdict.UNKNOWN, (Reason.NO_RULE,), figure, None)
    if figure is None or figure.value is None:
        return Eligibility(Verdict.UNKNOWN, (Reason.NO_FIGURE,), figure, rule)
    doubts = _doubts(territory, figure.value, rule)
    if doubts:
        return Eligibility(Verdict.TO_CONFIRM, doubts, figure, rule)
    if figure.value < rule.threshold:
        return Eligibility(Verdict.ELIGIBLE, (Reason.BELOW,), figure, rule)
    return Eligibility(Verdict.NOT_ELIGIBLE, (Reason.ABOVE,), figure, rule)


def _doubts(territory: Territory, value: int, rule: Rule) -> tuple[Reason, ...]:
    total = territory.population(Notion.TOTAL)
    total_above = total is not None and total.value is not None and total.value >= rule.threshold
    return tuple(
        reason
        for reason, applies in (
            (Reason.TOTAL_ABOVE, value < rule.threshold and total_above),
            (Reason.EXACTLY, value == rule.threshold),
            (Reason.OVERSEAS, territory.overseas is not Overseas.NO),
            (Reason.NO_OWN_TAX, territory.kind is Kind.EPCI and not territory.own_tax),
        )
        if applies
    )
