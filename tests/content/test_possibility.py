"""« Never » is said only when no territory and no answers make a condition true: tried against the real journey."""

from collections.abc import Mapping
from itertools import product
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ansm.content.loading import load
from ansm.content.possibility import possible
from ansm.content.source import read_tree
from ansm.domain.answers import Answer, Answers
from ansm.domain.conditions import (
    All,
    AnyOf,
    ChoiceAmong,
    Condition,
    FactAmong,
    FactAtLeast,
    IndexAtLeast,
    Not,
    holds,
)
from ansm.domain.journey import Journey
from ansm.domain.questionnaire import Question
from ansm.domain.territory import Kind, Notion, Overseas, Population, Territory

HANDBOOK = load(read_tree(Path(__file__).parent / "minimal"))
QUESTIONS: Mapping[str, Question] = {question.id: question for question in HANDBOOK.questionnaire.questions}


def territory(kind: Kind, inhabitants: int | None, overseas: Overseas) -> Territory:
    figure = Population(Notion.MUNICIPAL, 2023, HANDBOOK.published_on, inhabitants, "un exemple")
    return Territory("00000", "Exemple", kind, "62", "", (), None, (figure,), overseas=overseas)


TERRITORIES = [
    territory(kind, inhabitants, overseas)
    for kind, inhabitants, overseas in product(
        (Kind.COMMUNE, Kind.EPCI), (None, 100, 5000), (Overseas.NO, Overseas.COM)
    )
]
CHOICES = {
    "SEC-01": [(), ("auto",), ("manuel",), ("non",), ("nsp",)],
    "SEC-02": [(), ("oui",), ("non",)],
    "SEC-03": [(), ("maire",), ("maire", "agents"), ("aucun",)],
}
JOURNEYS = [
    Journey(
        HANDBOOK.questionnaire,
        place,
        Answers(tuple(Answer(name, values) for name, values in zip(CHOICES, picked, strict=True))),
    )
    for place in TERRITORIES
    for picked in product(*CHOICES.values())
]

elementary: st.SearchStrategy[Condition] = st.one_of(
    st.builds(ChoiceAmong, st.just("SEC-01"), st.sampled_from([("auto",), ("non",), ("manuel", "nsp"), ("so",)])),
    st.builds(ChoiceAmong, st.just("SEC-02"), st.sampled_from([("oui",), ("non",)])),
    st.builds(ChoiceAmong, st.just("SEC-03"), st.sampled_from([("maire",), ("agents",), ("aucun",)])),
    st.builds(IndexAtLeast, st.sampled_from(["SEC-01", "SEC-02", "SEC-03"]), st.integers(0, 4)),
    st.builds(FactAmong, st.just("nature"), st.sampled_from([("commune",), ("epci",)])),
    st.builds(FactAmong, st.just("outre-mer"), st.sampled_from([("non",), ("com",), ("drom",)])),
    st.builds(FactAtLeast, st.just("population"), st.sampled_from([1, 200, 5000, 9000])),
)
conditions: st.SearchStrategy[Condition] = st.recursive(
    elementary,
    lambda parts: st.one_of(
        st.builds(All, st.lists(parts, min_size=1, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(parts, min_size=1, max_size=3).map(tuple)),
        st.builds(Not, parts),
    ),
    max_leaves=6,
)


@given(conditions)
def test_what_happened_once_is_never_called_impossible(condition: Condition) -> None:
    if any(holds(condition, journey) for journey in JOURNEYS):
        assert possible(condition, QUESTIONS)


def test_two_boxes_may_be_ticked_together_but_not_with_an_exclusive_one() -> None:
    both = All((ChoiceAmong("SEC-03", ("maire",)), ChoiceAmong("SEC-03", ("agents",))))
    alone = All((ChoiceAmong("SEC-03", ("maire",)), ChoiceAmong("SEC-03", ("aucun",))))
    assert possible(both, QUESTIONS)
    assert not possible(alone, QUESTIONS)


def test_an_answer_brings_the_condition_of_its_own_question_along() -> None:
    answered_though_hidden = All((ChoiceAmong("SEC-02", ("oui",)), ChoiceAmong("SEC-01", ("non",))))
    assert not possible(answered_though_hidden, QUESTIONS)
    assert possible(Not(ChoiceAmong("SEC-02", ("oui",))), QUESTIONS)


def test_je_ne_sais_pas_reaches_no_index() -> None:
    assert not possible(All((ChoiceAmong("SEC-01", ("nsp",)), IndexAtLeast("SEC-01", 0))), QUESTIONS)


def test_an_exception_of_index_counts_as_an_index_the_answer_may_have() -> None:
    assert possible(All((ChoiceAmong("SEC-01", ("manuel",)), IndexAtLeast("SEC-01", 3))), QUESTIONS)
    assert not possible(All((ChoiceAmong("SEC-01", ("manuel",)), IndexAtLeast("SEC-01", 4))), QUESTIONS)


def test_a_commune_has_no_legal_form() -> None:
    form = FactAmong("forme", ("CC",))
    assert possible(form, QUESTIONS)
    assert not possible(All((form, FactAmong("nature", ("commune",)))), QUESTIONS)


def test_a_search_without_end_is_given_up_as_possible() -> None:
    tangle = All(
        tuple(
            AnyOf((ChoiceAmong(name, ("oui",)), Not(FactAtLeast("population", bound))))
            for bound in range(1, 4000)
            for name in ("SEC-02",)
        )
    )
    assert possible(tangle, QUESTIONS)
