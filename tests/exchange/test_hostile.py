"""Whatever is sent, the answer is a request, or a French sentence: never a crash, never a half-understood answer."""

from __future__ import annotations

import contextlib
import json

from hypothesis import given
from hypothesis import strategies as st

from ansm.domain.answers import validate, validate_all
from ansm.domain.questionnaire import Question
from ansm.errors import InvalidAnswer, InvalidRequest
from ansm.exchange import DiagnosisRequest, read_request
from tests.domain.real import book

QUESTIONS = book().questionnaire.questions
VALUES = sorted({option.value for question in QUESTIONS for option in question.options})
texts = st.text(st.characters(codec=None), max_size=30) | st.sampled_from(VALUES)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=8,
)
keys = st.sampled_from(["territory", "opened_on", "role", "answers"]) | texts


@given(st.binary(max_size=200) | st.dictionaries(keys, anything).map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_a_request_or_are_refused(data: bytes) -> None:
    with contextlib.suppress(InvalidRequest):
        assert isinstance(read_request(data), DiagnosisRequest)


@given(st.sampled_from(QUESTIONS), anything)
def test_any_value_is_a_valid_answer_or_is_refused_in_a_short_sentence(question: Question, raw: object) -> None:
    try:
        answer = validate(question, raw)
    except InvalidAnswer as refused:
        assert len(str(refused)) < 1_000
        return
    assert set(answer.values) <= {option.value for option in question.options}
    assert len(set(answer.values)) == len(answer.values) <= (question.maximum or len(question.options))
    assert question.multiple or len(answer.values) <= 1
    assert validate(question, list(answer.values)) == answer


@given(st.lists(st.tuples(st.sampled_from([each.id for each in QUESTIONS]) | texts, anything), max_size=6))
def test_any_list_of_answers_is_read_whole_or_refused(raw: list[tuple[str, object]]) -> None:
    with contextlib.suppress(InvalidAnswer):
        answers = validate_all(book().questionnaire, raw)
        assert len(answers.items) <= len(raw)
