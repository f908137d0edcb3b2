"""A territory and a verdict come back from JSON exactly as they went in."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansm.domain.eligibility import Eligibility
from ansm.domain.territory import Territory
from ansm.errors import StorageUnavailable
from ansm.storage.serialisation import (
    read_eligibility,
    read_territory,
    read_values,
    write_eligibility,
    write_territory,
)
from ansm.storage.tables import write_json
from tests.storage.examples import new_file

Kind = TypeVar("Kind", Territory, Eligibility)


def every_field(kind: type[Kind]) -> st.SearchStrategy[Kind]:
    """Values of this dataclass with each field filled, those that have a default too."""
    return st.builds(kind, **{field.name: ... for field in fields(kind)})


@given(every_field(Territory))
def test_any_territory_comes_back_the_same(territory: Territory) -> None:
    assert read_territory(json.loads(write_json(write_territory(territory)))) == territory


@given(every_field(Eligibility))
def test_any_verdict_comes_back_the_same(eligibility: Eligibility) -> None:
    assert read_eligibility(json.loads(write_json(write_eligibility(eligibility)))) == eligibility


def test_the_snapshot_of_a_file_opened_with_the_first_version_still_reads() -> None:
    """The keys are a promise to the files already stored: add keys, never rename one."""
    record = new_file()
    territory = (
        '{"code":"38061","department":"38","department_name":"Is\\u00e8re",'
        '"epci":{"code":"243800984","name":"CA du Pays Voironnais"},"kind":"commune","legal_form":null,"members":[],'
        '"name":"La Buisse","overseas":"non","own_tax":true,"parent":null,"populations":[{"census_year":2023,'
        '"in_force_from":"2026-01-01","notion":"municipale",'
        '"source":"Insee, \\u00ab recensement \\u00bb de la population","value":3221}],'
        '"postcodes":["38500"],"siren":"213800616","uninhabited":false}'
    )
    eligibility = (
        '{"figure":{"census_year":2023,"in_force_from":"2026-01-01","notion":"municipale",'
        '"source":"Insee, \\u00ab recensement \\u00bb de la population","value":3221},'
        '"reasons":["POP_MUN_SOUS_SEUIL"],"rule":{"kind":"commune","notion":"municipale","operator":"<",'
        '"programme":"ANSM","source":"Insee, \\u00ab recensement \\u00bb de la population","status":"\\u00e0 valider",'
        '"threshold":3500,"valid_from":"2022-01-01","valid_to":null},"select_instead":null,"verdict":"ELIGIBLE"}'
    )
    assert read_territory(json.loads(territory)) == record.territory
    assert read_eligibility(json.loads(eligibility)) == record.eligibility


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "royaume"},
        {"name": None},
        {"members": "38061"},
        {"uninhabited": 0},
        {"populations": [{"notion": "municipale", "census_year": "2023"}]},
        {"parent": []},
    ],
)
def test_an_altered_snapshot_is_said_to_be_damaged(change: dict[str, object]) -> None:
    with pytest.raises(StorageUnavailable, match="abîmée"):
        read_territory(write_territory(new_file().territory) | change)


@pytest.mark.parametrize("raw", [None, "SEC-01", {"a": "b"}, [1], 3])
def test_altered_values_are_said_to_be_damaged(raw: object) -> None:
    with pytest.raises(StorageUnavailable, match="abîmée"):
        read_values(raw)
