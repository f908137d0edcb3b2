"""What a request file may say, and the French sentence that refuses the rest."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from ansm.errors import InvalidRequest
from ansm.exchange import DiagnosisRequest, read_request

DEEP = b'{"answers":' + b"[" * 200_000 + b"]" * 200_000 + b"}"


def test_a_request_gives_its_territory_day_role_and_raw_answers() -> None:
    written = {
        "territory": "38061",
        "opened_on": "2026-11-22",
        "role": "elu",
        "answers": {"SEC-01": "non", "PRO-03": ["ecole", "salle"], "CON-01": None},
    }
    assert read_request(json.dumps(written).encode()) == DiagnosisRequest(
        "38061", date(2026, 11, 22), "elu", (("SEC-01", "non"), ("PRO-03", ["ecole", "salle"]), ("CON-01", None))
    )


@pytest.mark.parametrize("text", ['{"territory": "38061"}', '{"territory": "38061", "opened_on": null, "role": null}'])
def test_only_the_territory_is_required(text: str) -> None:
    assert read_request(text.encode()) == DiagnosisRequest("38061", None, None, ())


@pytest.mark.parametrize("day", ["2000-01-01", "2100-12-31"])
def test_the_first_and_last_days_accepted(day: str) -> None:
    written = json.dumps({"territory": "38061", "opened_on": day}).encode()
    assert read_request(written).opened_on == date.fromisoformat(day)


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read_request(b'\xef\xbb\xbf{"territory": "2A004"}').territory == "2A004"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "JSON valide (ligne 1, colonne 1)"),
        (b"{", "JSON valide"),
        (b'{"territory": "38061",}', "JSON valide"),
        (b"\xff\xfe", "UTF-8"),
        (b"[]", "un objet JSON"),
        (b"null", "un objet JSON"),
        (b'"38061"', "un objet JSON"),
        (b"{}", "« territory » doit être le code"),
        (b'{"territory": 38061}', "« territory » doit être le code"),
        (b'{"territory": ""}', "« territory » doit être le code"),
        (b'{"territory": ["38061"]}', "« territory » doit être le code"),
        (b'{"territory": "1", "respones": {}}', "La clé « respones » est inconnue"),
        (b'{"territory": "1", "territory": "2"}', "La clé « territory » est écrite deux fois"),
        (b'{"territory": "1", "answers": {"A": "1", "A": "2"}}', "La clé « A » est écrite deux fois"),
        (b'{"territory": "1", "answers": []}', "« answers » doit être un objet"),
        (b'{"territory": "1", "answers": null}', "« answers » doit être un objet"),
        (b'{"territory": "1", "answers": {"A": NaN}}', "La valeur NaN n’est pas permise"),
        (b'{"territory": "1", "answers": {"A": -Infinity}}', "La valeur -Infinity n’est pas permise"),
        (b'{"territory": 1' + b"0" * 5_000 + b"}", "un nombre démesuré"),
        (DEEP, "trop imbriqué"),
        (b" " * 1_000_001, "trop gros"),
        (b'{"territory": "1", "role": "maire"}', "« role » doit être l’un de : elu, agent, ensemble, conseiller"),
        (b'{"territory": "1", "role": ["elu"]}', "« role » doit être"),
        (b'{"territory": "1", "opened_on": "22/11/2026"}', "« opened_on » doit être une date"),
        (b'{"territory": "1", "opened_on": "2026-02-30"}', "« opened_on » doit être une date"),
        (b'{"territory": "1", "opened_on": "20261122"}', "« opened_on » doit être une date"),
        (b'{"territory": "1", "opened_on": "2026-W47-7"}', "« opened_on » doit être une date"),
        (b'{"territory": "1", "opened_on": "1999-12-31"}', "doit être entre 2000 et 2100, et non 1999"),
        (b'{"territory": "1", "opened_on": "2101-01-01"}', "doit être entre 2000 et 2100, et non 2101"),
        (b'{"territory": "1", "opened_on": "9999-12-31"}', "doit être entre 2000 et 2100, et non 9999"),
        (b'{"territory": "1", "opened_on": 2026}', "« opened_on » doit être une date"),
    ],
    ids=lambda value: str(value[:40]) if isinstance(value, bytes) else None,
)
def test_anything_else_is_refused_in_a_french_sentence(data: bytes, says: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        read_request(data)
    assert says in str(refused.value).replace("\u00a0", " ")
    assert str(refused.value).endswith(".")
    assert not re.search(r" [:;?!»]|« ", str(refused.value))


def test_too_many_answers_are_refused() -> None:
    answers = {f"Q-{rank}": "oui" for rank in range(1_001)}
    with pytest.raises(InvalidRequest, match="trop de réponses"):
        read_request(json.dumps({"territory": "38061", "answers": answers}).encode())
