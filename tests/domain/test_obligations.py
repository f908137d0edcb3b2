"""Which rules of law concern a territory, and what its answers say of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ansm.domain.conditions import ChoiceAmong
from ansm.domain.journey import Journey
from ansm.domain.obligations import Confidence, Obligation, ObligationStatus, find
from ansm.domain.territory import Kind, Overseas, Territory
from tests.builders import TODAY, commune, epci, journey, question
from tests.policy_builders import obligation

IN_FORCE = date(2024, 6, 1)


def applies(rule: Obligation, place: Territory, on: date = TODAY) -> bool:
    """Whether the rule is found as an obligation, not merely watched."""
    return bool(find((rule,), journey(place=place), on)[0])


@pytest.mark.parametrize(
    ("operator", "at"),
    [
        ("<", {3_499: True, 3_500: False, 3_501: False}),
        ("<=", {3_499: True, 3_500: True, 3_501: False}),
        (">", {3_499: False, 3_500: False, 3_501: True}),
        (">=", {3_499: False, 3_500: True, 3_501: True}),
    ],
)
def test_each_operator_flips_exactly_where_it_says(operator: str, at: dict[int, bool]) -> None:
    rule = obligation(threshold=3_500, operator=operator)
    assert {inhabitants: applies(rule, commune(inhabitants)) for inhabitants in at} == at


@pytest.mark.parametrize("operator", ["<", "<=", ">", ">="])
def test_a_missing_population_is_never_read_as_zero(operator: str) -> None:
    assert not applies(obligation(threshold=3_500, operator=operator), commune(None))


def test_without_a_threshold_the_population_does_not_matter() -> None:
    assert applies(obligation(), commune(None))


@pytest.mark.parametrize(
    ("kinds", "place", "expected"),
    [
        (("commune",), commune(), True),
        (("commune",), epci(), False),
        (("epci",), epci(), True),
        (("epci",), commune(), False),
        (("commune", "epci"), epci(), True),
    ],
)
def test_a_rule_concerns_only_the_bodies_it_names(kinds: tuple[str, ...], place: Territory, expected: bool) -> None:
    assert applies(obligation(kinds=kinds), place) is expected


@pytest.mark.parametrize(("overseas", "expected"), [(Overseas.NO, True), (Overseas.DROM, True), (Overseas.COM, False)])
def test_common_law_reaches_the_drom_but_not_the_com(overseas: Overseas, expected: bool) -> None:
    assert applies(obligation(), commune(overseas=overseas)) is expected


@pytest.mark.parametrize(("on", "found"), [(date(2024, 5, 31), False), (IN_FORCE, True)])
def test_a_rule_not_in_force_yet_is_only_watched(on: date, found: bool) -> None:
    findings, watched = find((obligation(since=IN_FORCE),), journey(), on)
    assert (bool(findings), bool(watched)) == (found, not found)


def test_a_rule_of_low_confidence_is_only_watched() -> None:
    findings, watched = find((obligation(confidence=Confidence.LOW),), journey(), TODAY)
    assert (findings, [each.id for each in watched]) == ((), ["regle"])


def test_a_rule_that_does_not_concern_the_territory_is_not_even_watched() -> None:
    assert find((obligation(kinds=("epci",), confidence=Confidence.LOW),), journey(), TODAY) == ((), ())


@pytest.mark.parametrize(
    ("given", "status", "criterion"),
    [
        ({"A": "0", "B": "0"}, ObligationStatus.MET, 0),
        ({"A": "1", "B": "0"}, ObligationStatus.MET, 25),
        ({"A": "2", "B": "0"}, ObligationStatus.TO_CHECK, 50),
        ({"A": "3", "B": "0"}, ObligationStatus.UNMET, 75),
        ({"A": "0", "B": "4"}, ObligationStatus.UNMET, 100),
        ({"A": "0"}, ObligationStatus.TO_CHECK, 75),
        ({"A": "0", "B": "nsp"}, ObligationStatus.TO_CHECK, 75),
        ({"A": "4", "B": "nsp"}, ObligationStatus.UNMET, 100),
        ({}, ObligationStatus.TO_CHECK, 75),
        ({"A": "so", "B": "0"}, ObligationStatus.MET, 0),
        ({"A": "so", "B": "so"}, ObligationStatus.TO_CHECK, 0),
    ],
)
def test_the_worst_answer_gives_the_status_and_the_criterion(
    given: dict[str, str], status: ObligationStatus, criterion: int
) -> None:
    ((finding,), _) = find((obligation("r", "A", "B", need="n"),), asked(**given), TODAY)
    assert (finding.status, finding.criterion) == (status, criterion)


def test_an_obligation_no_question_tests_is_to_check_and_weighs_nothing() -> None:
    ((finding,), _) = find((obligation(),), journey(), TODAY)
    assert (finding.status, finding.criterion) == (ObligationStatus.TO_CHECK, 0)


def test_a_condition_on_answers_decides_whether_the_rule_concerns_them() -> None:
    rule = obligation("paiement", "B", condition=ChoiceAmong("A", ("4", "nsp")))
    concerned = {given: bool(find((rule,), asked(A=given), TODAY)[0]) for given in ("4", "nsp", "0")}
    assert concerned == {"4": True, "nsp": True, "0": False}


def asked(**given: str) -> Journey:
    return journey(question("A", "n"), question("B", "n"), **given)


@pytest.mark.parametrize("kind", [Kind.COMMUNE_DELEGUEE, Kind.COMMUNE_ASSOCIEE, Kind.ARRONDISSEMENT])
def test_no_rule_of_law_is_addressed_to_a_part_of_a_commune(kind: Kind) -> None:
    assert not applies(obligation(), replace(commune(), kind=kind))


def test_no_rule_of_law_is_addressed_to_a_place_without_inhabitants() -> None:
    assert not applies(obligation(), replace(commune(0), uninhabited=True))
