"""Which catalogue services are proposed for a need, in which order, and which never (decision model, §5)."""

from __future__ import annotations

from itertools import permutations

import pytest

from ansm.domain.recommendations import Cost, Maturity, Openness, Proposal, Recommendation, Service, Status, propose
from tests.builders import commune
from tests.policy_builders import service

UNMET = frozenset({"nom-domaine"})


def proposed(*services: Service, kind: str = "commune", department: str = "38") -> list[str]:
    found = propose("sauvegarde", services, kind, commune(department=department), UNMET)
    return [each.service.id for each in found]


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        (service("s", "sauvegarde"), True),
        (service("s", "sauvegarde", active=False), False),
        (service("s", "sauvegarde", openness=Openness.CLOSED), False),
        (service("s", "sauvegarde", openness=Openness.TO_CONFIRM), True),
        (service("s", "sauvegarde", kinds=("epci",)), False),
        (service("s", "sauvegarde", kinds=()), False),
        (service("s", "sauvegarde", departments=("62",)), False),
        (service("s", "sauvegarde", departments=("62", "38")), True),
        (service("s", "documents"), False),
        (service("s"), False),
    ],
)
def test_a_service_is_proposed_only_if_its_own_sheet_allows_it_here(sheet: Service, expected: bool) -> None:
    assert proposed(sheet) == (["s"] if expected else [])


def test_a_service_is_proposed_to_an_epci_only_if_it_names_epci() -> None:
    assert proposed(service("s", "sauvegarde", kinds=("epci",)), kind="epci") == ["s"]
    assert proposed(service("s", "sauvegarde", kinds=("commune",)), kind="epci") == []


def test_an_unknown_opening_shows_as_to_confirm() -> None:
    sheet = service("s", "sauvegarde", openness=Openness.TO_CONFIRM)
    (proposal,) = propose("sauvegarde", (sheet,), "commune", commune(), frozenset())
    assert proposal == Proposal(sheet, Status.TO_CONFIRM, "Répond à sauvegarde.", ())


@pytest.mark.parametrize(
    ("better", "other"),
    [
        (
            service("z", "sauvegarde", maturity=Maturity.INVESTIGATION),
            service("a", "sauvegarde", openness=Openness.TO_CONFIRM),
        ),
        (
            service("z", "sauvegarde", needed_first=("nom-domaine",)),
            service("a", "sauvegarde", maturity=Maturity.CONSOLIDATION),
        ),
        (
            service("z", "sauvegarde", effort="30"),
            service("a", "sauvegarde", effort="0.5", needed_first=("nom-domaine",)),
        ),
        (service("z", "sauvegarde", effort="0.5"), service("a", "sauvegarde", effort="2")),
        (service("z", "sauvegarde", effort="30"), service("a", "sauvegarde")),
        (service("a", "sauvegarde", effort="2"), service("z", "sauvegarde", effort="2")),
    ],
)
def test_open_then_mature_then_ready_then_easy_then_identifier(better: Service, other: Service) -> None:
    assert proposed(other, better) == proposed(better, other) == [better.id, other.id]


def test_maturities_are_ranked_from_lasting_to_unknown_whatever_the_order_of_files() -> None:
    names = ["perenne", "consolidation", "acceleration", "construction", "investigation", "inconnue"]
    sheets = [
        service(f"s{len(names) - rank}", "sauvegarde", maturity=Maturity(name)) for rank, name in enumerate(names)
    ]
    expected = [each.id for each in sheets]
    assert all(proposed(*some) == expected for some in list(permutations(sheets))[::97])


def test_a_prerequisite_already_met_counts_for_nothing() -> None:
    sheet = service("s", "sauvegarde", needed_first=("nom-domaine", "site-web"))
    (proposal,) = propose("sauvegarde", (sheet,), "commune", commune(), UNMET)
    assert proposal.unmet_first == ("nom-domaine",)


def test_a_need_without_service_is_uncovered() -> None:
    proposal = Proposal(service("s", "sauvegarde"), Status.OPEN, "Oui.", ())
    assert not Recommendation("sauvegarde", (), "Sur papier.", "Votre syndicat.").covered
    assert Recommendation("sauvegarde", (proposal,), "Sur papier.", "Votre syndicat.").covered


@pytest.mark.parametrize(
    ("ceiling", "cost", "asked"),
    [
        (None, Cost.UNKNOWN, False),
        (0, Cost.FREE, False),
        (0, Cost.UNKNOWN, True),
        (500, Cost.PAID, True),
        (500, Cost.VARIABLE, True),
    ],
)
def test_a_named_budget_says_to_ask_the_cost_first_unless_the_service_is_free(
    ceiling: int | None, cost: Cost, asked: bool
) -> None:
    sheet = service("s", "sauvegarde", cost=cost)
    (proposal,) = propose("sauvegarde", (sheet,), "commune", commune(), frozenset(), ceiling)
    assert proposal.ask_cost is asked


def test_a_budget_never_changes_the_order_of_services() -> None:
    sheets = tuple(service(name, "sauvegarde", cost=cost) for name, cost in zip("abc", Cost, strict=False))
    orders = [
        [each.service.id for each in propose("sauvegarde", sheets, "commune", commune(), frozenset(), ceiling)]
        for ceiling in (None, 0, 10_000)
    ]
    assert orders[0] == orders[1] == orders[2] == ["a", "b", "c"]
