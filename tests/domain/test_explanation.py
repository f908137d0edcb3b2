"""Why a need stands where it stands: its two strongest contributions in French, and the answer behind them."""

from __future__ import annotations

import re

import pytest

from ansm.domain.bands import Band
from ansm.domain.diagnostic import NeedResult, establish
from ansm.domain.needs import Need
from tests.builders import ELIGIBLE, TODAY, answers, commune, need, question
from tests.policy_builders import handbook, obligation


def explained(*needs: Need, law: bool = False, **given: str) -> NeedResult:
    """The result of the first need, fed by Q1 and Q2, with a rule tested by Q1 when `law`."""
    first = needs[0].id
    rules = [obligation("r", "Q1", need=first)] if law else []
    asked = [question("Q1", first), question("Q2", first), *(question(f"S{n.id}", n.id) for n in needs[1:])]
    book = handbook(*asked, needs=needs, obligations=rules)
    found = establish(commune(), answers(**given), book, ELIGIBLE, None, TODAY)
    return next(each for each in found.results if each.need.id == first)


def plain(result: NeedResult) -> str:
    return result.why.replace("\u00a0", " ")


QUOTE = "Vous avez répondu « Libellé 4 » à « Texte Q1 ? »."


@pytest.mark.parametrize(
    ("described", "law", "given", "sentence"),
    [
        (
            need("b", impact=0, severity=0, effort="20"),
            False,
            {"Q1": "4", "Q2": "3"},
            f"Proposé parce qu’il reste beaucoup à faire. {QUOTE}",
        ),
        (
            need("b", impact=0, severity=100, effort="20"),
            False,
            {"Q1": "4", "Q2": "4"},
            f"Proposé parce qu’il reste beaucoup à faire et qu’un incident aurait des suites sérieuses. {QUOTE}",
        ),
        (
            need("b", impact=100, severity=0, effort="20"),
            False,
            {"Q1": "1", "Q2": "1"},
            "Proposé parce que les habitants y gagneraient et qu’il reste une partie à faire. "
            "Vous avez répondu « Libellé 1 » à « Texte Q1 ? ».",
        ),
        (
            need("b", impact=0, severity=0, effort="0.5"),
            False,
            {"Q1": "1", "Q2": "1"},
            "Proposé parce que l’effort demandé est limité (une demi-journée de travail) et qu’il reste une partie à "
            "faire. Vous avez répondu « Libellé 1 » à « Texte Q1 ? ».",
        ),
        (
            need("b", impact=0, severity=0, effort="20"),
            True,
            {"Q1": "4", "Q2": "0"},
            "Proposé parce qu’une obligation légale n’est pas encore respectée et qu’il reste beaucoup à "
            f"faire. {QUOTE}",
        ),
        (
            need("b", impact=0, severity=0, effort="20"),
            True,
            {"Q1": "nsp", "Q2": "1"},
            "Proposé parce qu’il reste beaucoup à faire et qu’une obligation légale reste à "
            "vérifier. Vous avez répondu « Libellé 1 » à « Texte Q2 ? ».",
        ),
    ],
)
def test_the_two_strongest_reasons_are_said_with_the_answer_behind_them(
    described: Need, law: bool, given: dict[str, str], sentence: str
) -> None:
    assert plain(explained(described, law=law, **given)) == sentence


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            {"Q1": "nsp", "Q2": "nsp"},
            "Nous n’en savons pas assez (0 réponse sûre sur 2 questions) : vérifiez d’abord, avant de choisir un "
            "outil.",
        ),
        (
            {},
            "Nous n’en savons pas assez (0 réponse sûre sur 2 questions) : complétez les réponses, avant de choisir un "
            "outil.",
        ),
        ({"Q1": "0", "Q2": "0"}, "Vos réponses ne montrent pas de besoin particulier ici."),
        ({"Q1": "so", "Q2": "so"}, "Sans objet : aucune question sur ce sujet ne concerne votre collectivité."),
    ],
)
def test_what_is_not_proposed_has_its_sentence_too(given: dict[str, str], sentence: str) -> None:
    assert plain(explained(need("b"), **given)) == sentence


def test_a_prerequisite_says_what_depends_on_it() -> None:
    found = explained(need("b", impact=0, severity=0), need("c", "b", impact=100), Q1="2", Q2="2", Sc="4")
    assert found.inherited_from == "c"
    assert plain(found).endswith(" À faire avant « Besoin c », qui en dépend.")


@pytest.mark.parametrize(
    ("effort", "said"),
    [
        ("0.5", "une demi-journée de travail"),
        ("1", "1 jour de travail"),
        ("1.5", "1,5 jour de travail"),
        ("2", "2 jours"),
    ],
)
def test_an_effort_is_said_in_french(effort: str, said: str) -> None:
    assert said in plain(explained(need("b", impact=0, severity=0, effort=effort), Q1="1", Q2="1"))


def test_sentences_are_typeset_in_french() -> None:
    every = [
        explained(need("b"), law=True, Q1="4", Q2="4"),
        explained(need("b"), Q1="so", Q2="so"),
        explained(need("b")),
        explained(need("b"), need("c", "b", impact=100), Q1="1", Q2="1", Sc="4"),
    ]
    assert {each.band for each in every} >= {Band.FIRST, Band.TO_COMPLETE, None}
    for each in every:
        assert not re.search(r" [:;!»]|« |'", each.why)
