"""What is recommended, flagged and pointed to is what the editors' files say, read again straight from them."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from hypothesis import given

from ansm.domain.bands import Band
from ansm.domain.recommendations import Status
from ansm.domain.territory import Territory
from tests.builders import TODAY
from tests.domain.oracle import judge
from tests.domain.oracle_reader import Reader, read
from tests.domain.real import Given, book, diagnosed, facts, folder, places, profiles


@cache
def written(pattern: str, table: str) -> list[dict[str, Any]]:
    """The tables of that name in the files that match, in the order of files."""
    paths = sorted(folder().glob(pattern))
    return [each for path in paths for each in tomllib.loads(path.read_text("utf-8"))[table]]


@given(places, profiles())
def test_a_service_is_never_recommended_when_its_own_sheet_closes_it(place: Territory, given: Given) -> None:
    sheets = {sheet["id"]: sheet for sheet in written("services/*.toml", "services")}
    nature = facts(place)["nature"]
    for recommendation in diagnosed(place, given).recommendations:
        for proposal in recommendation.proposals:
            sheet = sheets[proposal.service.id]
            assert sheet["etat"] == "actif"
            assert sheet["accueil"] == {Status.OPEN: "ouvert", Status.TO_CONFIRM: "a-confirmer"}[proposal.status]
            assert nature in sheet["publics"]
            assert place.department in sheet.get("departements", [place.department])
            assert recommendation.need in [answer["besoin"] for answer in sheet["reponses"]]


@given(places, profiles())
def test_every_open_sheet_that_answers_a_first_need_is_there(place: Territory, given: Given) -> None:
    nature = facts(place)["nature"]
    for recommendation in diagnosed(place, given).recommendations:
        expected = {
            sheet["id"]
            for sheet in written("services/*.toml", "services")
            if sheet["etat"] == "actif" and sheet["accueil"] != "ferme" and nature in sheet["publics"]
            and place.department in (sheet.get("departements") or [place.department])
            and recommendation.need in [answer["besoin"] for answer in sheet["reponses"]]
        }  # fmt: skip
        assert {proposal.service.id for proposal in recommendation.proposals} == expected


@given(places, profiles())
def test_a_product_is_recommended_only_for_what_is_known_enough_and_always_beside_another_way(
    place: Territory, given: Given
) -> None:
    found = diagnosed(place, given)
    first = [each for each in found.results if each.band in (Band.FIRST, Band.NEXT)]
    assert [each.need.id for each in first] == [each.need for each in found.recommendations]
    assert all((each.assessment.reliability or 0) >= 50 for each in first)
    assert all(each.without_digital and each.operator for each in found.recommendations)


@given(places, profiles())
def test_flags_are_those_whose_condition_holds_then_the_unmet_obligations(place: Territory, given: Given) -> None:
    content = read(folder())
    reader = Reader(content, facts(place), given)
    expected = [flag["id"] for flag in written("drapeaux.toml", "drapeaux") if reader.true(flag["condition"])]
    unmet = judge(content, facts(place), given, TODAY).unmet
    expected += [f"obligation:{rule['id']}" for rule in content.rules if rule["id"] in unmet]
    assert [flag.id for flag in diagnosed(place, given).flags] == expected


@given(places, profiles())
def test_orientations_are_those_whose_condition_holds_in_the_editors_order(place: Territory, given: Given) -> None:
    found = diagnosed(place, given)
    uncovered = "oui" if any(not each.proposals for each in found.recommendations) else "non"
    result = {"verdict": found.eligibility.verdict.value, "verdict-epci": "AUCUN", "besoin-non-couvert": uncovered}
    reader = Reader(read(folder()), facts(place) | result, given)
    expected = [each["id"] for each in written("orientation.toml", "orientations") if reader.true(each["condition"])]
    assert [each.id for each in found.orientation] == expected


@given(places, profiles())
def test_nothing_is_lost_every_need_is_told_once_with_its_sentence(place: Territory, given: Given) -> None:
    found = diagnosed(place, given)
    assert sorted(each.need.id for each in found.results) == sorted(each.id for each in book().needs)
    assert all(each.why.endswith(".") for each in found.results)
    strong = {each.id for each in found.strengths}
    assert strong == {
        each.need.id
        for each in found.results
        if each.band is None and each.tenths is None and each.assessment.gap is not None
    }
