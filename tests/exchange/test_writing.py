"""The shape of results: what the shipped JSON Schemas promise is what comes out."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator, FormatChecker

from ansm.domain.diagnostic import Diagnostic
from ansm.domain.eligibility import decide
from ansm.domain.publication import publishable
from ansm.domain.territory import Kind, Territory, TerritoryRef
from ansm.exchange import Json, diagnostic_json, dump, territory_json
from tests.builders import TODAY, commune, epci, rule
from tests.domain.real import Given, all_unknown, diagnosed, extreme, places, profiles
from tests.two_sides import visited


def schema(name: str) -> Draft202012Validator:
    written = json.loads(files("ansm.exchange").joinpath(f"{name}.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(written)
    return Draft202012Validator(written, format_checker=FormatChecker())


DIAGNOSIS, REQUEST = schema("diagnosis"), schema("request")


def result(place: Territory, given: Given) -> Any:  # noqa: ANN401 # JSON
    return json.loads(dump(diagnostic_json(diagnosed(place, given, tipping=True), "territoires", "programme")))


@given(places, profiles())
def test_every_result_fits_the_shipped_schema(place: Territory, given: Given) -> None:
    assert [error.message for error in DIAGNOSIS.iter_errors(result(place, given))] == []


@pytest.mark.parametrize("given", [{}, all_unknown(), extreme(worst=False), extreme(worst=True)])
@pytest.mark.parametrize("place", [commune(), commune(None), epci(), commune(0, uninhabited=True)])
def test_the_notable_results_fit_it_too(place: Territory, given: Given) -> None:
    assert [error.message for error in DIAGNOSIS.iter_errors(result(place, given))] == []


def test_the_keys_of_the_contract_are_all_there() -> None:
    told = result(commune(), {"SEC-01": ("non",)})
    assert set(told) >= {
        "territory", "eligibility", "routes", "needs", "flags", "recommendations", "to_verify", "strengths",
        "obligations", "orientation", "versions",
    }  # fmt: skip
    need = next(each for each in told["needs"] if each["id"] == "sauvegarde")
    assert set(need) >= {
        "id", "label", "theme", "gap", "gap_min", "gap_max", "reliability", "criteria", "priority", "inherited_from",
        "band", "robust", "why", "trace", "tipping",
    }  # fmt: skip
    assert list(need["criteria"]) == ["need", "obligation", "risk", "impact", "ease", "will"]
    assert need["trace"][0] == {"question": "SEC-01", "answer": "non", "index": 4, "state": "answered"}


def test_boxes_are_written_as_a_list_and_a_skipped_question_as_null() -> None:
    told = result(commune(), {"SIT-05": ("sms", "reseaux")})
    need = next(each for each in told["needs"] if each["id"] == "alerte")
    answers = {each["question"]: each["answer"] for each in need["trace"]}
    assert answers["SIT-05"] == ["sms", "reseaux"]
    assert answers["SIT-06"] is None


def test_a_territory_is_shown_with_its_figures_and_both_routes() -> None:
    rules = (rule(), rule(Kind.EPCI, 15_000))
    place, route = commune(3_400, total=3_600), epci()
    told: Any = territory_json(place, decide(place, rules, TODAY), decide(route, rules, TODAY))
    assert [figure["value"] for figure in told["populations"]] == [3_400, 3_600]
    assert told["eligibility"]["reasons"] == ["POP_TOT_AU_DESSUS"]
    assert told["routes"]["verdict"] == "ELIGIBLE"


def test_the_body_to_select_instead_is_named() -> None:
    part = commune(500, kind=Kind.COMMUNE_DELEGUEE, parent=TerritoryRef("12270", "Sévérac d’Aveyron"))
    told: Any = territory_json(part, decide(part, (rule(),), TODAY), None)
    assert told["eligibility"]["select_instead"] == {"code": "12270", "name": "Sévérac d’Aveyron"}
    assert told["routes"] is None


def test_text_keeps_its_accents_and_ends_with_a_newline() -> None:
    assert dump({"nom": "Sévérac"}) == '{\n  "nom": "Sévérac"\n}\n'


def test_what_is_not_a_number_is_never_written() -> None:
    with pytest.raises(ValueError, match="nan"):
        dump({"gap": float("nan")})


@pytest.mark.parametrize(
    ("request_", "fits"),
    [
        ({"territory": "38061", "opened_on": "2026-11-22", "role": "elu", "answers": {"A": "1", "B": ["2"]}}, True),
        ({"territory": "38061"}, True),
        ({"answers": {}}, False),
        ({"territory": "38061", "answers": {"A": 1}}, False),
        ({"territory": "38061", "role": "maire"}, False),
        ({"territory": "38061", "opened_on": "22/11/2026"}, False),
        ({"territory": "38061", "autre": 1}, False),
    ],
)
def test_the_request_schema_accepts_and_refuses_as_the_reader_does(request_: Json, fits: bool) -> None:
    assert REQUEST.is_valid(request_) is fits


def told_by(found: Diagnostic) -> Any:  # noqa: ANN401 # JSON
    return json.loads(dump(diagnostic_json(found, "territoires", "programme")))


def test_whose_word_each_answer_is_fits_the_schema_and_adds_up() -> None:
    found = visited(
        diagnosed(commune(), extreme(worst=True)),
        filled=("SEC-06",),
        agreed=("IDN-02",),
        proposed={"SEC-01": ("auto",)},
        instead={"TER-01": ("oui",)},
    )
    result = told_by(found)
    assert [error.message for error in DIAGNOSIS.iter_errors(result)] == []
    sides = result["sides"]
    answered = len(found.journey.questions) - len(found.journey.unanswered())
    assert sides["town"] + sides["advisor"] + sides["both"] == answered
    assert (sides["advisor"], sides["both"], sides["unsettled"]) == (2, 1, 1)
    assert {each["question"]: (each["given_by"], each["instead_of"]) for each in sides["answers"]} == {
        "IDN-02": ("both", None),
        "SEC-06": ("advisor", None),
        "TER-01": ("advisor", "oui"),
    }
    worst = found.journey.chosen("SEC-01")[0]
    assert sides["to_settle"] == [
        {
            "question": "SEC-01",
            "answers": [{"answer": worst, "given_by": "town"}, {"answer": "auto", "given_by": "advisor"}],
        }
    ]


def test_the_published_result_counts_and_lists_nothing() -> None:
    found = visited(
        diagnosed(commune(), extreme(worst=True)), filled=("SEC-06", "TER-02"), proposed={"SEC-01": ("auto",)}
    )
    result = told_by(publishable(found))
    assert [error.message for error in DIAGNOSIS.iter_errors(result)] == []
    assert {name: result["sides"][name] for name in ("advisor", "both", "unsettled")} == {
        "advisor": 1,
        "both": 0,
        "unsettled": 0,
    }
    assert set(result["sides"]) == {"town", "advisor", "both", "unsettled"}


def test_without_an_advisor_the_result_is_what_it_was() -> None:
    found = diagnosed(commune(), extreme(worst=True), tipping=True)
    assert "sides" not in told_by(found)
    assert told_by(visited(found)) == told_by(found)
