"""What the territory may change and what it may not: obligations yes, priorities by themselves never."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansm.domain.diagnostic import establish
from ansm.domain.eligibility import Eligibility, Reason, Verdict
from ansm.domain.territory import Territory
from ansm.exchange import diagnostic_json
from tests.builders import TODAY, commune, epci
from tests.domain.oracle import applicable
from tests.domain.oracle_reader import Reader, read
from tests.domain.real import Given, as_answers, book, diagnosed, extreme, facts, folder, places, profiles, standing

BILLBOARD: Given = {"GES-01": ("affichage",), "PRO-02": ("50+",), "SIT-01": ("oui",), "DEM-07": ("oui",)}


def rows(place: Territory, given: Given) -> set[str]:
    return {each.obligation.id for each in standing(place, given).findings}


@given(places, profiles())
def test_an_obligation_shows_exactly_when_it_applies(place: Territory, given: Given) -> None:
    reader = Reader(read(folder()), facts(place), given)
    assert rows(place, given) == {rule["id"] for rule in applicable(reader, TODAY)}


@pytest.mark.parametrize(
    ("inhabitants", "lost", "gained"),
    [
        ((3_498, 3_499), set(), set()),
        ((3_499, 3_500), {"actes-choix-publicite"}, {"actes-publication-en-ligne", "donnees-ouvertes"}),
        ((3_500, 3_501), set(), {"urbanisme-guichet"}),
        ((3_501, 3_502), set(), set()),
    ],
)
def test_the_rules_of_a_commune_flip_exactly_at_their_own_threshold(
    inhabitants: tuple[int, int], lost: set[str], gained: set[str]
) -> None:
    before, after = (rows(commune(each), BILLBOARD) for each in inhabitants)
    assert (before - after, after - before) == (lost, gained)


@pytest.mark.parametrize(
    ("inhabitants", "gained"),
    [((3_499, 3_500), set()), ((3_500, 3_501), {"urbanisme-guichet-epci"}), ((14_999, 15_001), set())],
)
def test_the_rules_of_an_epci_flip_exactly_at_their_own_threshold(
    inhabitants: tuple[int, int], gained: set[str]
) -> None:
    before, after = (rows(epci(each), BILLBOARD) for each in inhabitants)
    assert (before - after, after - before) == (set(), gained)


@given(places, profiles(), st.sampled_from(Verdict), st.sampled_from(Verdict))
def test_eligibility_never_moves_anything_but_the_orientation(
    place: Territory, given: Given, own: Verdict, route: Verdict
) -> None:
    """Whatever the verdict of the territory and of its EPCI, the needs are the same to the byte."""

    def result(verdict: Verdict, epci_verdict: Verdict | None) -> dict[str, object]:
        routes = Eligibility(epci_verdict, (Reason.BELOW,)) if epci_verdict else None
        found = establish(
            place, as_answers(given), book(), Eligibility(verdict, (Reason.BELOW,)), routes, TODAY, with_tipping=False
        )
        told = diagnostic_json(found, "territoires", "programme")
        return {name: value for name, value in told.items() if name not in ("eligibility", "routes", "orientation")}

    assert result(own, route) == result(Verdict.ELIGIBLE, None)


@given(profiles(), st.integers(1, 3_499), st.integers(1, 3_499))
def test_population_alone_moves_nothing_between_two_thresholds_of_the_law(given: Given, one: int, other: int) -> None:
    found, again = (diagnosed(commune(each), given) for each in (one, other))
    assert found.results == again.results
    assert found.recommendations == again.recommendations


@given(profiles(), st.sampled_from(list(pairwise([1, 3_499, 3_500, 3_501, 9_999, 10_000, 40_000, 60_000]))))
def test_population_moves_a_need_only_through_a_question_shown_or_a_rule_of_law(
    given: Given, inhabitants: tuple[int, int]
) -> None:
    """Across a threshold, a need keeps its score when its questions are read alike and its rules are the same."""
    one, other = (standing(commune(each), given) for each in inhabitants)
    for before, after in zip(one.scores, other.scores, strict=True):
        name = before.need.id
        rules = [
            {each.obligation.id for each in side.findings if each.obligation.need == name} for side in (one, other)
        ]
        readings = [next(a.readings for a in side.assessments if a.need == name) for side in (one, other)]
        if rules[0] == rules[1] and readings[0] == readings[1]:
            assert before == after


@given(places)
def test_when_everything_is_at_its_best_there_is_nothing_to_do_and_something_kind_to_say(place: Territory) -> None:
    found = diagnosed(place, extreme(worst=False))
    assert found.recommendations == ()
    assert all(each.band is None and each.tenths is None for each in found.results)
    assert found.flags == ()
    assert len(found.strengths) > 20
    assert all(each.strength for each in found.strengths)
