"""Which questions apply, what each answer weighs, and what is left to answer."""

from __future__ import annotations

import pytest

from ansm.domain.conditions import ChoiceAmong, FactAmong, IndexAtLeast, Not
from ansm.domain.journey import Journey, State
from ansm.domain.questionnaire import (
    Aggregation,
    AggregationMode,
    Contradiction,
    IndexCase,
    Option,
    Question,
)
from ansm.domain.territory import Territory
from tests.builders import answers, commune, epci, journey, options, question, questionnaire

SITE = question("SIT-01", "site", choices=options({"oui": 0, "non": 3}, cautious=2))
UPDATE = question("SIT-02", "site", condition=ChoiceAmong("SIT-01", ("oui",)))
DEEPER = question("SIT-03", "site", condition=IndexAtLeast("SIT-02", 3))


@pytest.mark.parametrize(
    ("given", "state", "index", "low", "high"),
    [
        ("0", State.KNOWN, 0, 0, 0),
        ("4", State.KNOWN, 4, 4, 4),
        ("nsp", State.DONT_KNOW, 3, 0, 4),
        (None, State.SKIPPED, 3, 0, 4),
        ("so", State.NO_OBJECT, None, 0, 0),
    ],
)
def test_the_states_of_an_answer_are_never_mixed(
    given: str | None, state: State, index: int | None, low: int, high: int
) -> None:
    seen = journey(question("Q"), **({"Q": given} if given else {}))
    reading = seen.reading("Q")
    assert reading is not None
    assert (reading.state, reading.index, reading.low, reading.high) == (state, index, low, high)
    assert reading.known is (state is State.KNOWN)


@pytest.mark.parametrize("choices", [options({"oui": 0, "non": 4}), options({"oui": 0}, cautious=None)])
def test_a_question_without_a_dont_know_option_is_cautious_at_two(choices: tuple[Option, ...]) -> None:
    reading = journey(question("Q", choices=choices)).reading("Q")
    assert reading is not None
    assert reading.index == 2


def test_a_question_shows_only_when_its_condition_holds_whatever_the_order_in_the_file() -> None:
    for order in ((SITE, UPDATE, DEEPER), (DEEPER, UPDATE, SITE)):
        shown = journey(*order, SIT_01="oui", SIT_02="3")
        assert {each.id for each in shown.questions} == {"SIT-01", "SIT-02", "SIT-03"}
        assert [each.id for each in shown.questions] == [each.id for each in order]
        hidden = journey(*order, SIT_01="non", SIT_02="3")
        assert [each.id for each in hidden.questions] == ["SIT-01"]


def test_a_hidden_question_keeps_its_answer_but_weighs_nothing_and_gives_it_back() -> None:
    hidden = journey(SITE, UPDATE, SIT_01="non", SIT_02="4")
    assert hidden.reading("SIT-02") is None
    assert hidden.chosen("SIT-02") == ()
    assert hidden.answers.chosen("SIT-02") == ("4",)
    shown = Journey(hidden.questionnaire, hidden.territory, hidden.answers.with_answer(answers(SIT_01="oui").items[0]))
    reading = shown.reading("SIT-02")
    assert reading is not None
    assert reading.index == 4


@pytest.mark.parametrize("given", ["nsp", "so", None])
def test_an_index_condition_is_false_while_the_answer_is_unknown(given: str | None) -> None:
    seen = journey(SITE, UPDATE, DEEPER, SIT_01="oui", **({"SIT_02": given} if given else {}))
    assert not seen.applies("SIT-03")


def test_answers_that_contradict_count_as_unknown_until_one_is_changed() -> None:
    both = Contradiction(
        "site-actes", ("SIT-01", "GES-01"), ChoiceAmong("SIT-01", ("non",)), "Laquelle des deux réponses est juste ?"
    )
    asked = questionnaire(SITE, question("GES-01"), question("GES-02"), contradictions=[both])
    seen = Journey(asked, commune(), answers(SIT_01="non", GES_01="0", GES_02="0"))
    readings = {name: seen.reading(name) for name in ("SIT-01", "GES-01", "GES-02")}
    assert {name: reading.state for name, reading in readings.items() if reading} == {
        "SIT-01": State.CONTRADICTED,
        "GES-01": State.CONTRADICTED,
        "GES-02": State.KNOWN,
    }
    assert readings["SIT-01"] is not None
    assert (readings["SIT-01"].index, readings["SIT-01"].low, readings["SIT-01"].high) == (2, 0, 4)
    assert seen.contradictions == (both,)
    assert seen.known_index("GES-01") is None
    resolved = Journey(asked, commune(), answers(SIT_01="oui", GES_01="0"))
    assert resolved.contradictions == ()


CONNECTION = options({"ascenseur": 3, "fax": 2, "aucun": 0}, cautious=2)
ADDRESSES = options({"maire": 0, "adjoints": 0, "secretariat": 0, "agents": 0, "personne": 4}, cautious=2)
ALERT = options({"sms": 0, "sirene": 1, "reseaux": 2, "porte": 3, "rien": 4}, cautious=3)
REQUESTS = (
    *options({"acte": 0, "ecole": 0, "salle": 0, "signaler": 0, "courriel": 0}),
    Option("rien", "Rien", 4, exclusive=True),
)
MODES = {
    "max": (Aggregation(AggregationMode.MAX), CONNECTION),
    "min": (Aggregation(AggregationMode.MIN_PLUS_ONE_IF_SINGLE), ALERT),
    "count": (Aggregation(AggregationMode.FOUR_MINUS_COUNT), REQUESTS),
    "table": (
        Aggregation(AggregationMode.TABLE, ("maire", "adjoints", "secretariat"), (4, 3, 1, 0)),
        ADDRESSES,
    ),
}


@pytest.mark.parametrize(
    ("mode", "ticked", "index"),
    [
        ("max", ("ascenseur",), 3),
        ("max", ("fax", "ascenseur"), 3),
        ("max", ("fax",), 2),
        ("max", ("aucun",), 0),
        ("min", ("sms",), 1),
        ("min", ("sms", "porte"), 0),
        ("min", ("porte",), 4),
        ("min", ("reseaux", "porte"), 2),
        ("min", ("rien",), 4),
        ("table", ("personne",), 4),
        ("table", ("agents",), 4),
        ("table", ("maire",), 3),
        ("table", ("maire", "agents"), 3),
        ("table", ("maire", "secretariat"), 1),
        ("table", ("maire", "adjoints", "secretariat"), 0),
        ("count", ("rien",), 4),
        ("count", ("acte",), 3),
        ("count", ("acte", "ecole"), 2),
        ("count", ("acte", "ecole", "salle", "signaler"), 0),
        ("count", ("acte", "ecole", "salle", "signaler", "courriel"), 0),
    ],
)
def test_ticked_boxes_become_one_index_as_the_question_says(mode: str, ticked: tuple[str, ...], index: int) -> None:
    aggregation, choices = MODES[mode]
    for order in (ticked, ticked[::-1]):
        reading = journey(question("Q", choices=choices, boxes=True, aggregation=aggregation), Q=order).reading("Q")
        assert reading is not None
        assert reading.index == index


@pytest.mark.parametrize(("place", "index"), [(commune(), 2), (epci(), 4)])
def test_sending_acts_on_paper_weighs_more_for_an_epci(place: Territory, index: int) -> None:
    paper = Option("papier", "Sur papier", 2, index_cases=(IndexCase(FactAmong("nature", ("epci",)), 4),))
    asked = question("GES-03", choices=(paper,))
    assert journey(asked, place=place, GES_03="papier").known_index("GES-03") == index


@pytest.mark.parametrize(
    ("fact", "value"),
    [("nature", "epci"), ("population", 9_000), ("outre-mer", "non"), ("forme", "CC"), ("verdict", None)],
)
def test_conditions_may_look_at_the_facts_of_the_territory(fact: str, value: object) -> None:
    assert journey(place=epci()).fact(fact) == value


@pytest.mark.parametrize("place", [commune(), commune(None)])
def test_whatever_is_not_an_epci_counts_as_a_commune(place: Territory) -> None:
    assert journey(place=place).fact("nature") == "commune"


def test_progress_counts_what_is_shown_and_empty_and_dont_know_is_an_answer() -> None:
    asked: tuple[Question, ...] = (
        question("A", essential=True, theme="un"),
        question("B", theme="un"),
        question("C", theme="deux", essential=True),
        question("D", theme="deux", condition=Not(ChoiceAmong("A", ("nsp",)))),
    )
    seen = journey(*asked, A="nsp")
    assert [each.id for each in seen.unanswered()] == ["B", "C"]
    assert [each.id for each in seen.unanswered(essential_only=True)] == ["C"]
    assert seen.minutes_left() == 1.0
    assert [each.id for each in seen.of_theme("un")] == ["A", "B"]
    assert [each.id for each in seen.of_theme("deux", essential_only=True)] == ["C"]
    assert seen.reading("D") is None
    assert seen.reading("absent") is None
