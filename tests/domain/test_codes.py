"""The code of an answer, the same on paper and on the screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ansm.domain.codes import DONT_KNOW_KEY, MOST_OPTIONS, OPTION_KEYS, keys_of, value_of
from ansm.domain.questionnaire import DONT_KNOW, Option, Question
from tests.domain.real import book

QUESTIONS = book().questionnaire.questions


def wide(known: int, *, unknown: bool) -> Question:
    """A question of so many options, « je ne sais pas » first when there is one."""
    options = tuple(Option(f"v{place}", f"Choix {place}") for place in range(known))
    first = (Option(DONT_KNOW, "Je ne sais pas", dont_know=True, exclusive=True),) if unknown else ()
    return replace(QUESTIONS[0], options=first + options)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_each_option_has_one_key_of_its_own_that_gives_it_back(question: Question) -> None:
    keys = keys_of(question)
    assert len(set(keys)) == len(keys) == len(question.options)
    assert [value_of(question, key) for key in keys] == [option.value for option in question.options]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_zero_is_i_do_not_know_and_nothing_else(question: Question) -> None:
    found = value_of(question, DONT_KNOW_KEY)
    assert found == (DONT_KNOW if question.option(DONT_KNOW) else None)


def test_options_are_numbered_in_their_order_then_lettered_wherever_i_do_not_know_stands() -> None:
    assert keys_of(wide(11, unknown=True)) == "0123456789ab"
    assert keys_of(wide(2, unknown=False)) == "12"


def test_no_letter_can_be_read_as_a_digit_and_no_key_is_a_command() -> None:
    """Commands are signs and named keys: a letter or a digit always answers."""
    assert not set(OPTION_KEYS) & set("ilosz0")
    assert OPTION_KEYS.isalnum()
    assert OPTION_KEYS.lower() == OPTION_KEYS


def test_a_key_that_stands_for_nothing_gives_nothing() -> None:
    assert value_of(wide(2, unknown=False), "3") is None
    assert value_of(wide(2, unknown=False), "") is None


def test_more_options_than_keys_is_said_rather_than_doubled() -> None:
    assert len(set(keys_of(wide(MOST_OPTIONS, unknown=True)))) == MOST_OPTIONS + 1
    with pytest.raises(ValueError, match="more than 30 options"):
        keys_of(wide(MOST_OPTIONS + 1, unknown=False))
