"""Whether an answer fits its question: what is understood, what is refused and in which French sentence."""

from __future__ import annotations

import re

import pytest

from ansm.domain.answers import Answer, Answers, validate, validate_all
from ansm.domain.questionnaire import Option, Question
from ansm.errors import InvalidAnswer
from tests.builders import answers, options, question, questionnaire

SINGLE = question("SEC-01", choices=(Option("oui", "Oui", 0, aliases=("vrai",)), Option("non", "Non", 4)))
BOXES = question(
    "PRO-03",
    choices=(*options({"ecole": None, "cantine": None, "salle": None}), Option("aucun", "Aucun", exclusive=True)),
    boxes=True,
    maximum=2,
)
RANKED = question("PIL-04", choices=options({"a": None, "b": None, "c": None}), boxes=True, ordered=True, maximum=3)


@pytest.mark.parametrize(
    ("asked", "raw", "values"),
    [
        (SINGLE, "oui", ("oui",)),
        (SINGLE, ["non"], ("non",)),
        (SINGLE, "vrai", ("oui",)),
        (SINGLE, None, ()),
        (SINGLE, "", ()),
        (SINGLE, [], ()),
        (BOXES, "salle", ("salle",)),
        (BOXES, ["salle", "ecole"], ("ecole", "salle")),
        (BOXES, ("salle", "ecole"), ("ecole", "salle")),
        (BOXES, ["salle", "salle"], ("salle",)),
        (BOXES, ["aucun"], ("aucun",)),
        (RANKED, ["c", "a"], ("c", "a")),
        (RANKED, ["c", "a", "c"], ("c", "a")),
    ],
)
def test_an_answer_is_read_in_the_order_that_counts(asked: Question, raw: object, values: tuple[str, ...]) -> None:
    assert validate(asked, raw) == Answer(asked.id, values)


@pytest.mark.parametrize(
    ("asked", "raw", "says"),
    [
        (SINGLE, "peut-être", "la réponse « peut-être » n’existe pas. Choisissez parmi : « oui », « non »."),
        (SINGLE, [""], "n’existe pas"),
        (SINGLE, "OUI", "n’existe pas"),
        (SINGLE, ["oui", "non"], "une seule réponse est possible. Gardez-en une."),
        (SINGLE, 1, "n’a pas la forme attendue"),
        (SINGLE, True, "n’a pas la forme attendue"),
        (SINGLE, 0, "n’a pas la forme attendue"),
        (SINGLE, {"oui": "oui"}, "n’a pas la forme attendue"),
        (SINGLE, ["oui", 3], "n’a pas la forme attendue"),
        (SINGLE, [["oui"]], "n’a pas la forme attendue"),
        (BOXES, ["ecole", "aucun"], "« Aucun » ne va avec aucune autre réponse. Décochez l’une ou l’autre."),
        (BOXES, ["ecole", "cantine", "salle"], "2 réponses au plus. Décochez-en une."),
        (BOXES, ["ecole"] * 5, "trop de réponses ont été envoyées. Cochez chaque case une seule fois."),
        (BOXES, ["ecole", "piscine"], "« piscine » n’existe pas"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_in_a_french_sentence(asked: Question, raw: object, says: str) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        validate(asked, raw)
    sentence = str(refused.value).replace("\u00a0", " ").replace("\u202f", " ")
    assert sentence.startswith(f"Question {asked.id} (« {asked.text} ») : ".replace("\u00a0", " "))
    assert says in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize("raw", ["peut-être", ["oui", "non"], 1])
def test_refusals_are_typeset_in_french(raw: object) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        validate(SINGLE, raw)
    assert not re.search(r" [:;?!»]|« |'", str(refused.value).replace(SINGLE.text, ""))


def test_a_huge_value_is_quoted_only_in_part() -> None:
    with pytest.raises(InvalidAnswer) as refused:
        validate(SINGLE, "x" * 100_000)
    assert len(str(refused.value)) < 300


def test_a_file_of_answers_is_validated_whole_under_present_and_former_identifiers() -> None:
    asked = questionnaire(question("SEC-01", aliases=("OLD-01",)), question("SEC-02"))
    assert validate_all(asked, [("OLD-01", "3"), ("SEC-02", None)]) == answers(SEC_01="3")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ([("ZZZ-99", "oui")], "La question « ZZZ-99 » n’existe pas dans ce questionnaire. Vérifiez son identifiant."),
        ([("SEC-01", "1"), ("OLD-01", "2")], "La question SEC-01 est présente deux fois. Gardez une seule réponse."),
        ([("SEC-01", "9")], "n’existe pas"),
    ],
)
def test_a_file_with_one_bad_answer_is_refused(given: list[tuple[str, object]], says: str) -> None:
    asked = questionnaire(question("SEC-01", aliases=("OLD-01",)))
    with pytest.raises(InvalidAnswer) as refused:
        validate_all(asked, given)
    assert says in str(refused.value).replace("\u00a0", " ")


def test_answers_are_the_same_value_in_whatever_order_they_came() -> None:
    first, second = Answer("A", ("1",)), Answer("B", ("2",))
    assert Answers((first, second)) == Answers((second, first))


def test_the_latest_answer_to_a_question_wins_and_an_empty_one_erases() -> None:
    given = answers(A="1", B="2").with_answer(Answer("A", ("3",)))
    assert given.chosen("A") == ("3",)
    assert given.with_answer(Answer("A", ())) == answers(B="2")


def test_a_question_never_answered_has_no_value() -> None:
    assert answers(A="1").chosen("B") == ()
