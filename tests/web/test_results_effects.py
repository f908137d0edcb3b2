"""« Et si… ? » answers in whole French sentences, the first actions first, and says so when nothing moves."""

from __future__ import annotations

import pytest

from ansm.domain.answers import Answer
from ansm.domain.bands import Band
from ansm.domain.conditions import ALWAYS
from ansm.domain.obligations import ObligationStatus
from ansm.domain.questionnaire import Contradiction
from ansm.domain.what_if import LawMove, Move, Place, Rest, WhatIf
from ansm.web.results.effects import NOTHING, SHOWN, Effect, effect
from tests.builders import need, question
from tests.policy_builders import flag, obligation

LAW = obligation("loi", "Q1")


def told(**differences: object) -> Effect:
    kinds = ("moves", "laws", "raised", "lifted", "opened", "closed", "contradictions")
    return effect(WhatIf(Answer("Q1", ("4",)), **{kind: differences.get(kind, ()) for kind in kinds}))  # type: ignore[arg-type] # each test gives the right kind


def lines(found: Effect) -> list[str]:
    return [f"{each.subject} {each.text}".strip().replace("\u00a0", " ") for each in (*found.lines, *found.others)]


def moved(before: Place, after: Place) -> str:
    (line,) = lines(told(moves=(Move(need("b"), before, after),)))
    return line


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (Rest.WELL, Band.FIRST, "Agir entrerait dans « À faire d’abord »."),
        (Band.TO_VERIFY, Band.NEXT, "Agir entrerait dans « Ensuite »."),
        (Band.NEXT, Band.FIRST, "Agir entrerait dans « À faire d’abord », au lieu de « Ensuite »."),
        (Band.FIRST, Band.LATER, "Agir quitterait « À faire d’abord » pour « Plus tard »."),
        (Band.LATER, Band.NEXT, "Agir passerait de « Plus tard » à « Ensuite »."),
        (Band.FIRST, Rest.WELL, "Agir quitterait « À faire d’abord » : ce sujet irait bien."),
        (
            Band.NEXT,
            Band.TO_VERIFY,
            "Agir quitterait « Ensuite » : il faudrait d’abord vérifier des réponses.",
        ),
        (Band.NEXT, Band.TO_COMPLETE, "Agir quitterait « Ensuite » : il faudrait d’abord d’autres réponses."),
        (Band.LATER, Rest.NO_OBJECT, "Agir quitterait « Plus tard » : ce sujet ne vous concernerait plus."),
        (Band.TO_VERIFY, Rest.WELL, "Besoin b irait bien."),
        (Rest.WELL, Band.TO_VERIFY, "Besoin b attendrait une vérification."),
        (Rest.WELL, Band.TO_COMPLETE, "Besoin b attendrait d’autres réponses."),
        (Rest.WELL, Rest.NO_OBJECT, "Besoin b ne vous concernerait plus."),
    ],
)
def test_a_need_that_moves_is_told_from_where_it_is_to_where_it_would_be(
    before: Place, after: Place, sentence: str
) -> None:
    """By its action when it has or had one on the page, else by its name."""
    assert moved(before, after) == sentence


def test_first_actions_are_told_first_and_the_rest_unfolds() -> None:
    """At most a handful in sight."""
    moves = [Move(need(f"b{rank}"), Band.LATER, Band.NEXT) for rank in range(7)]
    found = told(moves=(*moves, Move(need("z"), Band.NEXT, Band.FIRST)))
    assert found.headline == "Vos premières actions changeraient."
    assert "À faire d’abord" in found.lines[0].text
    assert (len(found.lines), len(found.others)) == (SHOWN, 2)
    assert found.others_label == "2\u00a0autres changements"


@pytest.mark.parametrize(
    ("after", "sentence"),
    [
        (ObligationStatus.MET, "La règle « Obligation loi » serait respectée."),
        (ObligationStatus.UNMET, "La règle « Obligation loi » ne serait pas respectée : elle serait à régler."),
        (ObligationStatus.TO_CHECK, "La règle « Obligation loi » serait à vérifier."),
        (None, "La règle « Obligation loi » ne s’appliquerait plus à vous."),
    ],
)
def test_an_obligation_is_settled_or_not(after: ObligationStatus | None, sentence: str) -> None:
    """By its name and its status."""
    before = ObligationStatus.UNMET if after is not ObligationStatus.UNMET else None
    assert lines(told(laws=(LawMove(LAW, before, after),))) == [sentence]


def test_a_rule_that_no_question_tests_is_only_to_watch() -> None:
    """It would apply, and the questionnaire cannot tell more."""
    (line,) = lines(told(laws=(LawMove(obligation("loi"), None, ObligationStatus.TO_CHECK),)))
    assert line.endswith("s’appliquerait à vous : à surveiller.")


def test_flags_questions_and_contradictions_are_told_too() -> None:
    """A contradiction before all the rest: the answer could not stand."""
    found = told(
        raised=(flag("f", "b", ALWAYS),),
        lifted=(flag("g", "b", ALWAYS),),
        opened=(question("Q2"), question("Q3")),
        closed=(question("Q4"),),
        contradictions=(Contradiction("c", ("Q1", "Q2"), ALWAYS, "Laquelle des deux est la bonne ?"),),
    )
    assert lines(found) == [
        "Attention, cette réponse ne va pas avec une autre. Laquelle des deux est la bonne ?",
        "Un point d’attention s’ajouterait : « Attention : f ».",
        "Le point d’attention « Attention : g » disparaîtrait.",
        "2 questions de plus vous concerneraient : leurs réponses pourraient encore changer le résultat.",
        "1 question ne se poserait plus.",
    ]


def test_nothing_moving_is_said_plainly() -> None:
    """And a change beside the actions says that they stay."""
    assert told() == Effect(NOTHING)
    assert told(opened=(question("Q2"),)).headline == "Vos actions et vos obligations ne changeraient pas."
    beside = told(moves=(Move(need("b"), Band.LATER, Band.NEXT),))
    assert beside.headline.startswith("Vos premières actions resteraient les mêmes.")
    assert told(moves=(Move(need("b"), Band.TO_VERIFY, Band.NEXT),)).headline == "Voici ce qui changerait."
