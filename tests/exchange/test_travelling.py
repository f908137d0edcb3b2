"""The file that travels: what is written is read back, byte for byte; anything else is refused in a sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ansm.domain.answers import Answers
from ansm.domain.history import HistoryRow, answers_of
from ansm.errors import InvalidRequest
from ansm.exchange import TravellingFile, read_travelling, write_travelling
from ansm.exchange import travelling_envelope as envelope
from ansm.exchange import travelling_reading as reading
from tests.exchange.travelling_examples import ADVISED, ANSWERS, CARRIED, EXCHANGE, HISTORY, TEN, signed, told

BOTH = pytest.mark.parametrize("file", [EXCHANGE, ADVISED, CARRIED])


def refusal(data: bytes) -> str:
    with pytest.raises(InvalidRequest) as refused:
        read_travelling(data)
    return str(refused.value)


@BOTH
def test_what_is_written_is_read_back(file: TravellingFile) -> None:
    assert read_travelling(write_travelling(file)) == file
    assert read_travelling(write_travelling(file, {"needs": [{"priority": 63.4}]})) == file


@BOTH
def test_the_same_file_is_always_the_same_bytes(file: TravellingFile) -> None:
    data = write_travelling(file, {"b": 1, "a": 63.4})
    assert write_travelling(read_travelling(data), {"a": 63.4, "b": 1}) == data
    assert data.endswith(b"}\n")
    assert data.count(b"\n") == 1


@BOTH
def test_the_schema_that_ships_describes_it(file: TravellingFile) -> None:
    schema = json.loads(files("ansm.exchange").joinpath("travelling.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert [error.message for error in validator.iter_errors(told(file))] == []
    assert list(validator.iter_errors(told(file) | {"format_version": 3}))
    assert list(validator.iter_errors(told(file) | {"more": None}))


def test_a_file_that_no_advisor_answered_is_written_as_before_there_were_sides() -> None:
    """So that an installation that is not up to date reads it."""
    assert [told(file)["format_version"] for file in (EXCHANGE, CARRIED, ADVISED)] == [1, 1, 2]
    assert not any("side" in row for row in told(EXCHANGE)["history"])
    assert [row["side"] for row in told(ADVISED)["history"]] == [None] * 4 + ["conseil"]


def test_each_version_has_its_own_keys_and_no_side_is_made_up() -> None:
    assert refusal(signed(told(ADVISED) | {"format_version": 1})) == envelope.DAMAGED
    assert refusal(signed(told(EXCHANGE) | {"format_version": 2})) == envelope.DAMAGED
    forged = told(ADVISED)
    forged["history"][-1]["side"] = "maire"
    assert refusal(signed(forged)) == envelope.DAMAGED


def test_a_text_laid_out_again_by_an_editor_still_says_the_same() -> None:
    data = json.dumps(told(), indent=4, sort_keys=False).encode("utf-8-sig")
    assert read_travelling(data) == EXCHANGE


names = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=12)


@given(st.lists(st.tuples(names, st.lists(names, max_size=3, unique=True), st.datetimes(TEN.replace(tzinfo=None)))))
def test_any_history_is_read_back(rows: list[tuple[str, list[str], Any]]) -> None:
    history = tuple(
        HistoryRow(f"device-{count}", question, tuple(values), None, at.replace(year=2026, tzinfo=TEN.tzinfo))
        for count, (question, values, at) in enumerate(rows)
        if (at.month, at.day) != (2, 29)
    )
    file = replace(EXCHANGE, history=history, answers=answers_of(history))
    assert read_travelling(write_travelling(file)) == file


# --- damaged, foreign, newer


@given(st.data())
def test_one_byte_changed_anywhere_is_noticed(data: st.DataObject) -> None:
    good = write_travelling(EXCHANGE)
    place = data.draw(st.integers(0, len(good) - 2))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != good[place]))
    changed = good[:place] + bytes([other]) + good[place + 1 :]
    try:
        assert read_travelling(changed) == EXCHANGE  # a space for the last line end says the same
    except InvalidRequest as refused:
        assert str(refused) in (envelope.DAMAGED, envelope.FOREIGN, envelope.NEWER)


def test_a_file_cut_on_its_way_is_damaged() -> None:
    good = write_travelling(EXCHANGE)
    for length in (len(good) // 2, len(good) - 3):
        assert refusal(good[:length]) in (envelope.DAMAGED, envelope.FOREIGN)
    assert refusal(good[: len(good) - 3]) == envelope.DAMAGED
    assert "abîmé ou modifié" in envelope.DAMAGED


def test_an_answer_changed_by_hand_is_noticed() -> None:
    said = told()
    said["answers"]["SEC-01"] = ["oui"]
    assert refusal(json.dumps(said).encode()) == envelope.DAMAGED


@pytest.mark.parametrize("data", [b"", b" \n"])
def test_an_empty_file_says_so(data: bytes) -> None:
    assert refusal(data) == envelope.EMPTY


@pytest.mark.parametrize(
    "data",
    [
        *(b"{}", b"[]", b"null", b"12", b"bonjour", b"\xff\xfe", b"PK\x03\x04", b"<html>"),
        *(b"[" * 200_000, b'{"a":' * 5000, b'{"territory": "38061", "answers": {}}'),
        *(b'{"format": "other"}', b'{"format": ["ansm.diagnostic"]}'),
    ],
)
def test_a_file_of_something_else_is_foreign(data: bytes) -> None:
    assert refusal(data) == envelope.FOREIGN


@pytest.mark.parametrize("version", [3, 10**30])
def test_a_newer_format_says_to_update(version: int) -> None:
    assert refusal(json.dumps(told() | {"format_version": version}).encode()) == envelope.NEWER


@pytest.mark.parametrize("version", [0, -1, True, "1", None, 1.0, 1.5])
def test_a_format_that_never_was_is_damaged(version: object) -> None:
    assert refusal(signed(told() | {"format_version": version})) == envelope.DAMAGED


def test_a_file_that_is_too_large_is_not_read() -> None:
    assert refusal(b" " + b"x" * envelope.LARGEST_TRAVELLING) == envelope.TOO_LARGE


# --- forged: the checksum is right, and what is said is not


def without(key: str) -> Callable[[dict[str, Any]], object]:
    return lambda said: said.pop(key)


FORGED: dict[str, Callable[[dict[str, Any]], object]] = {
    "a key more": lambda said: said.update(more=1),
    "a key less": without("origin"),
    "a uid that is no uid": lambda said: said.update(uid="../../etc/passwd"),
    "a uid in a list": lambda said: said.update(uid=[said["uid"]]),
    "a territory code too long": lambda said: said["territory"].update(code="3" * 10_000),
    "a territory name with a line end": lambda said: said["territory"].update(name="La\nBuisse"),
    "an empty territory name": lambda said: said["territory"].update(name=""),
    "a day that is none": lambda said: said.update(opened_on="2026-02-30"),
    "a day written otherwise": lambda said: said.update(opened_on="20261122"),
    "a day that is a number": lambda said: said.update(opened_on=20261122),
    "an edition that is none": lambda said: said.update(edition="secrète"),
    "an edition in an object": lambda said: said.update(edition={}),
    "a role that is a sentence": lambda said: said.update(role="Madame la maire"),
    "answers in a list": lambda said: said.update(answers=[]),
    "an answer that is a text": lambda said: said["answers"].update({"SEC-01": "non"}),
    "an answer that the history does not tell": lambda said: said["answers"].update({"SEC-01": ["oui"]}),
    "an empty answer": lambda said: said["answers"].update({"SEC-02": []}),
    "a value twice": lambda said: said["answers"].update({"PIL-04": ["temps", "temps"]}),
    "a value of a page": lambda said: said["answers"].update({"PIL-04": ["x" * 65]}),
    "a history that is an object": lambda said: said.update(history={}),
    "a row twice": lambda said: said["history"].append(said["history"][0]),
    "a row that is a list": lambda said: said["history"].append([]),
    "a row that replaces a later one": lambda said: said["history"][0].update(replaces="mayor1-2"),
    "a row that replaces another question": lambda said: said["history"][2].update(replaces="mayor1-1"),
    "a row set aside by a number": lambda said: said["history"][3].update(set_aside=1),
    "a moment without its zone": lambda said: said["history"][0].update(given_at="2026-11-22T10:00:00.123456"),
    "a moment written otherwise": lambda said: said["history"][0].update(given_at="2026-11-22T11:00:00.123456+01:00"),
    "entrusted to nobody known": lambda said: said["history"][3].update(entrusted_to="prefet"),
    "an origin of another shape": lambda said: said.update(origin={"answers": {}}),
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_a_forged_file_is_refused_as_modified(forge: Callable[[dict[str, Any]], object]) -> None:
    said = told()
    forge(said)
    assert refusal(signed(said)) == envelope.DAMAGED


@pytest.mark.parametrize(
    "forge",
    [
        lambda said: said.update(opened_on="1999-12-31"),
        lambda said: said.update(opened_on="2101-01-01"),
        lambda said: said["history"][0].update(given_at="1970-01-01T00:00:00.000000Z"),
        lambda said: said["origin"].update(opened_on="0001-01-01"),
    ],
)
def test_a_date_that_no_diagnostic_can_have_says_so(forge: Callable[[dict[str, Any]], object]) -> None:
    said = told()
    forge(said)
    assert refusal(signed(said)) == reading.OUT_OF_TIME


def test_too_many_rows_or_answers_are_refused() -> None:
    rows = [dict(told()["history"][0], id=f"d-{count}") for count in range(reading.MOST_ROWS + 1)]
    assert refusal(signed(told() | {"history": rows})) == reading.TOO_MANY
    answers = {f"Q-{count}": ["oui"] for count in range(reading.MOST_ANSWERS + 1)}
    assert refusal(signed(told() | {"history": None, "answers": answers})) == reading.TOO_MANY


def test_the_same_key_twice_is_refused() -> None:
    text = write_travelling(EXCHANGE).decode()
    assert refusal(text.replace('"role":"elu"', '"role":"elu","role":"agent"', 1).encode()) == envelope.DAMAGED


@pytest.mark.parametrize("number", ["1" * 5000, "1e999", "NaN", "-Infinity"])
def test_a_number_out_of_all_bounds_is_refused(number: str) -> None:
    text = write_travelling(EXCHANGE, 0).decode().replace('"result":0', f'"result":{number}')
    assert refusal(text.encode()) == envelope.DAMAGED


def test_deep_nesting_is_refused_before_it_is_read() -> None:
    deep = "[" * 5000 + "]" * 5000
    text = write_travelling(EXCHANGE, 0).decode().replace('"result":0', f'"result":{deep}')
    assert refusal(text.encode()) == envelope.DAMAGED
    brackets_in_words = replace(CARRIED, territory_name="[" * 100 + '\\"{')
    assert read_travelling(write_travelling(brackets_in_words)) == brackets_in_words


@pytest.mark.parametrize("part", [b"[],", b"0,", b'"",', b'{"a":0},'])
def test_values_by_the_million_are_refused_before_they_are_read(part: bytes) -> None:
    """Each would take fifty times its own bytes."""
    many = part * (9_000_000 // len(part))
    text = write_travelling(EXCHANGE, 0).replace(b'"result":0', b'"result":[' + many[:-1] + b"]")
    assert refusal(text) == envelope.DAMAGED


def test_the_largest_file_is_read() -> None:
    rows = tuple(replace(HISTORY[0], name=f"device-{count}", values=("x" * 64,)) for count in range(reading.MOST_ROWS))
    largest = replace(EXCHANGE, history=rows, answers=answers_of(rows))
    assert read_travelling(write_travelling(largest)) == largest


def test_half_a_character_is_refused() -> None:
    text = write_travelling(CARRIED).decode().replace("La Buisse", "\\ud800")
    assert refusal(text.encode()) == envelope.DAMAGED


@pytest.mark.parametrize("start", [b'"' + b'\\"' * 2_000_000, b'{"format":"ansm.diagnostic","a":"' + b"\\" * 3_000_000])
def test_strings_without_an_end_do_not_take_forever(start: bytes) -> None:
    assert refusal(start) in (envelope.FOREIGN, envelope.DAMAGED)


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_a_sentence(data: bytes) -> None:
    assert refusal(data) in (envelope.FOREIGN, envelope.EMPTY)


def test_a_file_without_answers_is_a_file() -> None:
    empty = replace(EXCHANGE, answers=Answers(), history=(), opened_on=date(2026, 1, 1))
    assert read_travelling(write_travelling(empty)) == empty
    assert len(HISTORY) == 4
    assert ANSWERS.chosen("SEC-01") == ("non",)
