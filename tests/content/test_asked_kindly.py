"""How the delivered questions speak: short, clear beforehand about ticking, kind about contradictions, well set."""

from __future__ import annotations

import re

import pytest

from ansm.content import load, read_tree, shipped_folder
from ansm.domain.answers import Answers
from ansm.domain.journey import Journey
from ansm.domain.questionnaire import Contradiction, Question
from tests.builders import answers, commune, epci

TREE = read_tree(shipped_folder())
QUESTIONNAIRE = load(TREE).questionnaire
BOXES = [question for question in QUESTIONNAIRE.questions if question.multiple]
NUMERALS = {3: "Trois", 5: "Cinq"}
LONGEST_QUESTION = 110
LONGEST_HELP = 170


def plain(text: str) -> str:
    """The text with ordinary spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("question", BOXES, ids=lambda question: question.id)
def test_boxes_say_beforehand_how_many_and_which_one_stands_alone(question: Question) -> None:
    told = plain(question.help)
    if question.maximum:
        assert told.startswith(f"{NUMERALS[question.maximum]} réponses au plus")
    else:
        assert told.startswith(("Cochez ", "Par téléphone"))
    assert ("dans l’ordre" in told) == question.ordered
    alone = [f"« {plain(option.label)} »" for option in question.options if option.exclusive]
    assert f"{' ou '.join(alone)} remplace les autres réponses." in told


@pytest.mark.parametrize("question", QUESTIONNAIRE.questions, ids=lambda question: question.id)
def test_a_question_is_short_enough_to_be_answered_in_twenty_seconds(question: Question) -> None:
    assert len(question.text) <= LONGEST_QUESTION
    assert len(question.help) <= LONGEST_HELP
    assert question.text.endswith(("?", "…"))


@pytest.mark.parametrize("question", QUESTIONNAIRE.questions, ids=lambda question: question.id)
def test_options_are_said_the_same_way(question: Question) -> None:
    """All of them go on with the sentence that the question began, or none does; none ends with a full stop."""
    labels = [option.label for option in question.options if not option.dont_know and not option.exclusive]
    begun = [label for label in labels if label.startswith("…")]
    assert not begun or len(begun) >= len(labels) - 1
    assert bool(begun) == question.text.endswith("…")
    assert not any(label.endswith(".") for label in labels)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"SIT_01": "non", "GES_01": "site"}, ["site-absent-actes-en-ligne"]),
        ({"SIT_01": "non", "GES_01": "mixte"}, ["site-absent-actes-en-ligne"]),
        ({"SIT_01": "non", "GES_01": "affichage"}, []),
        ({"SIT_01": "nsp", "GES_01": "site"}, []),
        ({"IDN_02": "non", "IDN_01": "propre"}, ["domaine-absent-adresse-propre"]),
        ({"IDN_02": "non", "IDN_01": "mutualise"}, []),
        ({"PRO_05": "prestataire", "PIL_03": "so"}, ["entreprise-sous-contrat-sans-prestataire"]),
        ({"PRO_05": "prestataire", "PIL_03": "non"}, []),
        ({"PRO_05": "opsn", "PIL_03": "so"}, []),
        ({"DEM_01": ("rien",), "DEM_02": "oui"}, ["rien-a-distance-adresse-annoncee"]),
        ({"DEM_01": ("rien",), "DEM_02": "non"}, []),
        ({"DEM_01": ("salle",), "DEM_02": "oui"}, []),
    ],
)
def test_only_answers_that_cannot_both_be_true_are_asked_again(given: dict[str, str], found: list[str]) -> None:
    walk = Journey(QUESTIONNAIRE, commune(), answers(**given))
    assert [each.id for each in walk.contradictions] == found


def test_a_question_that_is_not_asked_contradicts_nothing() -> None:
    """DEM-01 is asked to communes only."""
    assert Journey(QUESTIONNAIRE, epci(), answers(DEM_01=("rien",), DEM_02="oui")).contradictions == ()
    assert Journey(QUESTIONNAIRE, commune(), Answers()).contradictions == ()


@pytest.mark.parametrize("contradiction", QUESTIONNAIRE.contradictions, ids=lambda each: each.id)
def test_a_contradiction_says_both_answers_then_what_to_change_in_each_case(contradiction: Contradiction) -> None:
    """Two questions, two « si », no reproach."""
    told = plain(contradiction.message)
    assert len(contradiction.questions) == 2
    assert told.startswith("Vous répondez qu")
    assert len(re.findall(r"\b(?:Si|S’il|S’ils) ", told)) == 2
    assert not re.search(r"erreur|faux|incohéren|contradict|impossible|tromp", told.lower())


@pytest.mark.parametrize("path", [file.path for file in TREE.files])
def test_every_line_is_set_as_french_wants(path: str) -> None:
    """Unbroken spaces before « : ; ? ! » and inside « », curled apostrophes; comments are the editors' own."""
    text = next(file.data.decode() for file in TREE.files if file.path == path)
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    wrong = [line for line in lines if re.search(r"[\wé)] [;:?!»](?!\S)|« |[A-Za-zÀ-ÿ]'[A-Za-zÀ-ÿ]", line)]
    assert wrong == []
