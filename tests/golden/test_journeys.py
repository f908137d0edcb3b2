"""Whole journeys as data: a territory and its answers, then the verdict, the bands, the services and the law.

Each file says what it is about. When an editor's change moves one of them, the difference shows here and is reviewed.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ansm.domain.diagnostic import Diagnostic
from ansm.exchange import diagnostic_json, read_request
from ansm.expertise import Expertise

JOURNEYS = sorted((Path(__file__).parent / "journeys").glob("*.json"))


@cache
def expertise() -> Expertise:
    return Expertise.load()


def diagnosed(request: dict[str, Any]) -> Diagnostic:
    asked = read_request(json.dumps(request).encode())
    assert asked.opened_on is not None
    return expertise().diagnose(asked.territory, asked.opened_on, asked.role, asked.answers)


def summary(found: Diagnostic) -> dict[str, Any]:
    """The part of a result that a golden file states."""
    told: Any = diagnostic_json(found, "territoires", "programme")
    bands: dict[str | None, list[Any]] = {}
    for need in told["needs"]:
        bands.setdefault(need["band"], []).append(need)
    names = {band: [need["id"] for need in needs] for band, needs in bands.items()}
    return {
        "verdict": told["eligibility"]["verdict"],
        "reasons": told["eligibility"]["reasons"],
        "route": told["routes"] and told["routes"]["verdict"],
        "first": [
            [each["id"], each["gap"], each["priority"], each["inherited_from"]] for each in bands.get("first", [])
        ],
        "next": names.get("next", []),
        "later": names.get("later", []),
        "to_verify": len(names.get("to_verify", [])),
        "to_complete": len(names.get("to_complete", [])),
        "best_services": {
            each["need"]: (each["services"][0]["id"] if each["services"] else None) for each in told["recommendations"]
        },
        "flags": [flag["id"] for flag in told["flags"]],
        "unmet": [each["id"] for each in told["obligations"] if each["status"] == "unmet"],
        "orientation": told["orientation"],
        "strengths": len(told["strengths"]),
    }


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda path: path.stem)
def test_a_journey_ends_as_it_was_reviewed(journey: Path) -> None:
    golden = json.loads(journey.read_text("utf-8"))
    assert summary(diagnosed(golden["request"])) == golden["expected"], golden["about"]


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda path: path.stem)
def test_a_verdict_never_closes_the_door(journey: Path) -> None:
    """Whatever the verdict, there is somewhere to turn and a sentence for every need."""
    found = diagnosed(json.loads(journey.read_text("utf-8"))["request"])
    assert found.orientation
    assert all(each.why for each in found.results)
