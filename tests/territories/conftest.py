"""The shipped reference data, loaded once: it is read-only."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

import ansm.territories
from ansm.domain.territory import Territory
from ansm.territories.reference import Territories

SHIPPED = Path(ansm.territories.__file__).parent / "data"


def shipped_rows(name: str) -> list[dict[str, str]]:
    """The rows of a shipped table, read without the code under test."""
    with gzip.open(SHIPPED / name, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def territories() -> Territories:
    """The shipped data."""
    return Territories.load()


@pytest.fixture(scope="session")
def shipped_folder() -> Path:
    """The folder of the shipped data."""
    return SHIPPED


@pytest.fixture(scope="session")
def everything(territories: Territories) -> list[Territory]:
    """Every territory that has a row of its own."""
    return [territories.get(row["code"]) for name in ("communes", "epci") for row in shipped_rows(f"{name}.csv.gz")]
