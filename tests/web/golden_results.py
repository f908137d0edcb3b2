"""The golden journeys as the results page sees them: real territories, real answers, real content."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from ansm.domain.diagnostic import Diagnostic
from ansm.exchange import read_request
from ansm.expertise import Expertise

FOLDER = Path(__file__).parent.parent / "golden" / "journeys"
JOURNEYS = sorted(path.stem for path in FOLDER.glob("*.json"))
ALL_WELL = "lapugnoy-tout-va-bien"
EMPTY = "ile-d-yeu-vide"
DOES_NOT_KNOW = "severac-ne-sait-pas"
BUSY = "la-buisse-seuil-exact"
NO_INHABITANT = "beaumont-sans-habitant"
ON_PAPER = "cans-et-cevennes-tout-papier"


@cache
def expertise() -> Expertise:
    """The shipped content and territories."""
    return Expertise.load()


@cache
def diagnosed(journey: str, *changes: tuple[str, str]) -> Diagnostic:
    """The diagnostic of a golden journey, with a few answers changed."""
    request = json.loads((FOLDER / f"{journey}.json").read_text(encoding="utf-8"))["request"]
    request["answers"] = {**request.get("answers", {}), **dict(changes)}
    asked = read_request(json.dumps(request).encode())
    assert asked.opened_on is not None
    return expertise().diagnose(asked.territory, asked.opened_on, asked.role, asked.answers)
