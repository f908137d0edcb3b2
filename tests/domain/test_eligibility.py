"""Is the programme open to this territory? The table of the decision model, §1, row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ansm.domain.eligibility import Reason, Rule, Verdict, decide
from ansm.domain.territory import Kind, Notion, Overseas, Territory, TerritoryRef
from tests.builders import TODAY, commune, epci, population, rule

RULES = (rule(), rule(Kind.EPCI, 15_000))
CHANGE_OF_RULE = date(2025, 1, 1)


def verdict(territory: Territory, rules: tuple[Rule, ...] = RULES, on: date = TODAY) -> tuple[str, list[str]]:
    found = decide(territory, rules, on)
    return found.verdict.value, [reason.value for reason in found.reasons]


@pytest.mark.parametrize(
    ("inhabitants", "expected", "reasons"),
    [
        (1, "ELIGIBLE", ["POP_MUN_SOUS_SEUIL"]),
        (3_499, "ELIGIBLE", ["POP_MUN_SOUS_SEUIL"]),
        (3_500, "ELIGIBLE_A_CONFIRMER", ["EGAL_SEUIL"]),
        (3_501, "NON_ELIGIBLE", ["POP_MUN_AU_DESSUS"]),
        (2_000_000, "NON_ELIGIBLE", ["POP_MUN_AU_DESSUS"]),
        (None, "INCONNU", ["POP_INCONNUE"]),
    ],
)
def test_a_commune_is_judged_on_its_population_municipale(
    inhabitants: int | None, expected: str, reasons: list[str]
) -> None:
    assert verdict(commune(inhabitants)) == (expected, reasons)


@pytest.mark.parametrize(
    ("inhabitants", "expected", "reasons"),
    [
        (14_999, "ELIGIBLE", ["POP_MUN_SOUS_SEUIL"]),
        (15_000, "ELIGIBLE_A_CONFIRMER", ["EGAL_SEUIL"]),
        (15_001, "NON_ELIGIBLE", ["POP_MUN_AU_DESSUS"]),
        (None, "INCONNU", ["POP_INCONNUE"]),
    ],
)
def test_an_epci_is_judged_on_its_own_threshold(inhabitants: int | None, expected: str, reasons: list[str]) -> None:
    assert verdict(epci(inhabitants)) == (expected, reasons)


@pytest.mark.parametrize(
    ("municipal", "total", "expected", "reasons"),
    [
        (3_480, 3_499, "ELIGIBLE", ["POP_MUN_SOUS_SEUIL"]),
        (3_480, 3_500, "ELIGIBLE_A_CONFIRMER", ["POP_TOT_AU_DESSUS"]),
        (3_480, 3_580, "ELIGIBLE_A_CONFIRMER", ["POP_TOT_AU_DESSUS"]),
        (3_500, 3_580, "ELIGIBLE_A_CONFIRMER", ["EGAL_SEUIL"]),
        (3_501, 3_580, "NON_ELIGIBLE", ["POP_MUN_AU_DESSUS"]),
    ],
)
def test_a_total_population_above_leaves_a_doubt_only_under_the_threshold(
    municipal: int, total: int, expected: str, reasons: list[str]
) -> None:
    assert verdict(commune(municipal, total=total)) == (expected, reasons)


@pytest.mark.parametrize("overseas", [Overseas.DROM, Overseas.COM])
@pytest.mark.parametrize("inhabitants", [1, 3_499, 3_501, 150_000])
def test_overseas_is_to_confirm_whatever_the_figure(inhabitants: int, overseas: Overseas) -> None:
    assert verdict(commune(inhabitants, overseas=overseas)) == ("ELIGIBLE_A_CONFIRMER", ["OUTRE_MER"])


def test_every_doubt_is_said_not_only_the_first() -> None:
    both = verdict(commune(3_400, total=3_600, overseas=Overseas.DROM))
    assert both == ("ELIGIBLE_A_CONFIRMER", ["POP_TOT_AU_DESSUS", "OUTRE_MER"])


def test_overseas_with_no_figure_stays_unknown_never_a_guess() -> None:
    assert verdict(commune(None, overseas=Overseas.COM)) == ("INCONNU", ["POP_INCONNUE"])


def test_a_territory_without_any_figure_line_is_unknown() -> None:
    bare = commune()
    assert verdict(replace(bare, populations=())) == ("INCONNU", ["POP_INCONNUE"])


def test_a_total_population_alone_never_stands_for_the_municipal_one() -> None:
    total_only = replace(commune(), populations=(population(900, Notion.TOTAL),))
    assert verdict(total_only) == ("INCONNU", ["POP_INCONNUE"])


@pytest.mark.parametrize("inhabitants", [2_000, 40_000])
def test_a_syndicat_is_to_confirm(inhabitants: int) -> None:
    assert verdict(epci(inhabitants, own_tax=False)) == ("ELIGIBLE_A_CONFIRMER", ["SANS_FISCALITE_PROPRE"])


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (Kind.COMMUNE_DELEGUEE, "COMMUNE_DELEGUEE"),
        (Kind.COMMUNE_ASSOCIEE, "COMMUNE_DELEGUEE"),
        (Kind.ARRONDISSEMENT, "ARRONDISSEMENT"),
    ],
)
def test_a_part_of_a_commune_is_out_of_scope_and_names_the_body_to_select(kind: Kind, reason: str) -> None:
    parent = TerritoryRef("69123", "Lyon")
    found = decide(commune(500, kind=kind, parent=parent), RULES, TODAY)
    assert (found.verdict, found.reasons, found.select_instead) == (Verdict.OUT_OF_SCOPE, (Reason(reason),), parent)


def test_a_place_without_inhabitants_is_out_of_scope_not_eligible_because_zero() -> None:
    found = decide(commune(0, uninhabited=True), RULES, TODAY)
    assert found.verdict is Verdict.OUT_OF_SCOPE
    assert found.reasons == (Reason.NO_INHABITANT,)
    assert found.select_instead == commune().epci


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2021, 3, 9), ("INCONNU", ["REGLE_ABSENTE"])),
        (date(2021, 3, 10), ("NON_ELIGIBLE", ["POP_MUN_AU_DESSUS"])),
        (date(2024, 12, 31), ("NON_ELIGIBLE", ["POP_MUN_AU_DESSUS"])),
        (CHANGE_OF_RULE, ("ELIGIBLE", ["POP_MUN_SOUS_SEUIL"])),
    ],
)
def test_the_rule_in_force_on_the_day_of_opening_decides(on: date, expected: tuple[str, list[str]]) -> None:
    dated = (rule(threshold=3_500, until=date(2024, 12, 31)), rule(threshold=5_000, since=CHANGE_OF_RULE))
    assert verdict(commune(4_000), dated, on) == expected


def test_the_figure_and_the_rule_are_given_with_the_verdict() -> None:
    found = decide(commune(3_499), RULES, TODAY)
    assert found.figure == population(3_499)
    assert found.rule == RULES[0]
