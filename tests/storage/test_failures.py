"""What people are told when a database fails, whatever the database."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import psycopg
import pytest

from ansm.errors import StorageUnavailable
from ansm.storage import Storage, failures
from tests.storage.examples import TOKEN, give


@pytest.fixture
def without_answers(url: str, opened: Storage) -> Storage:
    """The storage, its table of answers renamed by somebody else."""
    statement = "ALTER TABLE answer RENAME TO elsewhere"
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as other:
            other.execute(statement)
    else:
        with psycopg.connect(url.replace("+psycopg", "")) as other:
            other.execute(statement)
    return opened


def test_what_nobody_foresaw_is_explained_too(without_answers: Storage) -> None:
    with pytest.raises(StorageUnavailable, match=f"a refusé l’opération. {failures.SAFE}"):
        without_answers.find(TOKEN)


def test_the_error_beneath_a_sentence_holds_no_answer(without_answers: Storage) -> None:
    """It may reach a log."""
    with pytest.raises(StorageUnavailable) as failure:
        without_answers.record(TOKEN, give("SEC-02", "reponse-intime", role="fonction", client_id="appareil"))
    beneath = str(failure.value.__cause__)
    assert "answer" in beneath
    assert not any(word in beneath for word in ("reponse-intime", "fonction", "appareil", TOKEN.hex()))


@pytest.mark.parametrize(
    "sentence", sorted({*failures.SQLITE.values(), *failures.POSTGRESQL.values(), failures.OTHER, failures.TOO_RECENT})
)
def test_sentences_are_french_typography(sentence: str) -> None:
    assert not re.search(r" [:;?!»]|« |'", sentence)
    assert sentence.endswith(".")
