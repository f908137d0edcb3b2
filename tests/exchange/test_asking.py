"""What a file asks to diagnose: a request in its own words, or an exchange file with whose word each answer is."""

from __future__ import annotations

import json

import pytest

from ansm.domain.sides import Side
from ansm.errors import InvalidRequest
from ansm.exchange import read_asked, write_travelling
from tests.command_line import REQUEST
from tests.exchange.travelling_examples import ADVISED, CARRIED, EXCHANGE


def test_a_request_asks_in_its_own_words() -> None:
    asked = read_asked("demande.json", json.dumps(REQUEST).encode())
    assert (asked.territory, asked.role, asked.history) == ("38061", "elu", ())


@pytest.mark.parametrize("name", ["dossier.ansm.json", "dossier.json", "-"])
def test_an_exchange_file_is_known_by_what_it_holds(name: str) -> None:
    asked = read_asked(name, write_travelling(EXCHANGE))
    assert (asked.territory, asked.opened_on, asked.role) == ("38061", EXCHANGE.opened_on, "elu")
    assert dict(asked.answers) == {"SEC-01": ["non"], "PIL-04": ["temps", "argent"]}


def test_it_brings_whose_word_each_answer_is() -> None:
    """Version 2; a document has no history, and nobody can tell then."""
    asked = read_asked("dossier.ansm.json", write_travelling(ADVISED))
    assert [row.side for row in asked.history if row.side] == [Side.ADVISOR]
    assert read_asked("dossier.ansm.json", write_travelling(CARRIED)).history == ()


def test_a_damaged_exchange_file_is_refused_as_one() -> None:
    with pytest.raises(InvalidRequest, match="abîmé"):
        read_asked("-", write_travelling(ADVISED).replace(b'"conseil"', b'"mairie"'))
    with pytest.raises(InvalidRequest, match="vide"):
        read_asked("dossier.ansm.json", b"")
