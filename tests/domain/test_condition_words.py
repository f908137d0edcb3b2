"""When a question applies, in words, for somebody who holds a pen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ansm.domain.condition_words import NEVER, in_words, settled
from ansm.domain.conditions import (
    ALWAYS,
    All,
    AnyOf,
    ChoiceAmong,
    Condition,
    FactAmong,
    FactAtLeast,
    IndexAtLeast,
    Not,
    holds,
    leaves,
    questions_in,
)
from ansm.domain.journey import Journey
from ansm.domain.questionnaire import IndexCase, Questionnaire
from tests.domain.real import PLACES, as_answers, book, random_answers

QUESTIONNAIRE = book().questionnaire
COMMUNE, EPCI = {"nature": "commune"}, {"nature": "epci"}
OWN_NAME = ChoiceAmong("IDN-02", ("oui",))
TICKED = ChoiceAmong("PRO-03", ("cantine", "salle"))
IS_COMMUNE = FactAmong("nature", ("commune",))
SMALL = Not(FactAtLeast("population", 3_000))


def said(condition: Condition, facts: dict[str, str] = COMMUNE, questionnaire: Questionnaire = QUESTIONNAIRE) -> str:
    """With ordinary spaces."""
    return in_words(condition, questionnaire, facts).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (OWN_NAME, "Seulement si vous avez répondu « Oui » à IDN-02."),
        (Not(OWN_NAME), "Sauf si vous avez répondu « Oui » à IDN-02."),
        (Not(Not(OWN_NAME)), "Sauf si vous n’avez pas répondu « Oui » à IDN-02."),
        (
            TICKED,
            "Seulement si vous avez coché « Une cantine ou une garderie » ou « Une salle ou du matériel à prêter » à "
            "PRO-03.",
        ),
        (
            All((OWN_NAME, Not(TICKED))),
            "Seulement si vous avez répondu « Oui » à IDN-02, et vous n’avez coché ni « Une cantine ou une garderie » "
            "ni « Une salle ou du matériel à prêter » à PRO-03.",
        ),
        (
            AnyOf((OWN_NAME, SMALL, All((OWN_NAME, SMALL)))),
            "Seulement si vous avez répondu « Oui » à IDN-02, votre collectivité compte moins de 3 000 habitants, ou "
            "(vous avez répondu « Oui » à IDN-02, et votre collectivité compte moins de 3 000 habitants).",
        ),
        (
            All((OWN_NAME, Not(AnyOf((OWN_NAME, SMALL))))),
            "Seulement si vous avez répondu « Oui » à IDN-02, et (vous n’avez pas répondu « Oui » à IDN-02, et votre "
            "collectivité compte au moins 3 000 habitants).",
        ),
        (
            AnyOf((OWN_NAME, Not(All((OWN_NAME, Not(OWN_NAME)))))),
            "Seulement si vous avez répondu « Oui » à IDN-02, ou (vous n’avez pas répondu « Oui » à IDN-02, ou vous "
            "avez répondu « Oui » à IDN-02).",
        ),
        (FactAtLeast("population", 1_000), "Seulement si votre collectivité compte au moins 1 000 habitants."),
        (
            FactAmong("outre-mer", ("drom", "com")),
            "Seulement si votre collectivité est dans un département ou une région d’outre-mer ou dans une "
            "collectivité d’outre-mer.",
        ),
        (
            All((OWN_NAME, Not(FactAmong("outre-mer", ("com",))))),
            "Seulement si vous avez répondu « Oui » à IDN-02, et votre collectivité n’est pas dans une collectivité "
            "d’outre-mer.",
        ),
    ],
)
def test_each_shape_of_condition_is_said_as_one_says_it(condition: Condition, expected: str) -> None:
    assert said(condition) == expected


def test_the_reader_s_own_kind_is_never_asked() -> None:
    assert said(IS_COMMUNE) == ""
    assert said(Not(IS_COMMUNE), EPCI) == ""
    assert said(All((IS_COMMUNE, OWN_NAME))) == said(OWN_NAME)
    assert said(AnyOf((IS_COMMUNE, OWN_NAME)), EPCI) == said(OWN_NAME)
    assert said(AnyOf((IS_COMMUNE, OWN_NAME))) == ""
    with pytest.raises(ValueError, match="never holds"):
        said(All((IS_COMMUNE, OWN_NAME)), EPCI)


def test_a_kind_that_is_not_known_is_asked() -> None:
    assert said(IS_COMMUNE, {}) == "Seulement si vous êtes une commune."
    assert said(All((OWN_NAME, Not(IS_COMMUNE))), {}).endswith("et vous n’êtes pas une commune.")
    assert said(FactAmong("forme", ("CA", "CU")), EPCI) == (
        "Seulement si votre intercommunalité est une communauté d’agglomération ou une communauté urbaine."
    )


def test_an_index_is_said_by_the_answers_that_reach_it() -> None:
    """Nobody with a pen counts an index; « je ne sais pas » never reaches one."""
    assert said(IndexAtLeast("PRO-05", 3)) == (
        "Seulement si vous avez répondu « Un élu ou un bénévole » ou « Personne en particulier » à PRO-05."
    )
    assert said(All((OWN_NAME, Not(IndexAtLeast("PRO-05", 4))))).endswith(
        "et vous n’avez pas répondu « Personne en particulier » à PRO-05."
    )


def test_an_index_over_boxes_is_said_by_what_it_means() -> None:
    assert said(IndexAtLeast("DEM-01", 3)) == "Seulement si vos réponses à DEM-01 montrent un besoin fort."
    assert said(All((OWN_NAME, Not(IndexAtLeast("DEM-01", 1))))).endswith(
        "et vos réponses à DEM-01 ne montrent pas un besoin."
    )


def test_an_index_that_depends_on_the_kind_is_read_for_the_reader_s_own() -> None:
    """An option may weigh more for an EPCI."""
    question = QUESTIONNAIRE.question("PRO-06")
    assert question is not None
    cases = (IndexCase(FactAmong("nature", ("epci",)), 4),)
    options = tuple(replace(one, index_cases=cases) if one.value == "oui" else one for one in question.options)
    changed = tuple(replace(one, options=options) if one.id == "PRO-06" else one for one in QUESTIONNAIRE.questions)
    moved = replace(QUESTIONNAIRE, questions=changed)
    assert "« Oui » ou" not in said(IndexAtLeast("PRO-06", 2), COMMUNE, moved)
    assert "« Oui » ou « Non »" in said(IndexAtLeast("PRO-06", 2), EPCI, moved)


CONDITIONS = [
    pytest.param(question.condition, facts, id=f"{question.id}-{facts['nature']}")
    for question in QUESTIONNAIRE.questions
    for facts in (COMMUNE, EPCI)
    if settled(question.condition, facts) not in (ALWAYS, NEVER)
]


@pytest.mark.parametrize(("condition", "facts"), CONDITIONS)
def test_every_condition_of_the_content_names_its_questions_and_quotes_their_answers(
    condition: Condition, facts: dict[str, str]
) -> None:
    text = in_words(condition, QUESTIONNAIRE, facts)
    assert text.startswith(("Seulement si ", "Sauf si "))
    assert text.endswith(".")
    left = settled(condition, facts)
    assert all(name in text for name in questions_in(left))
    for leaf in leaves(left):
        if isinstance(leaf, ChoiceAmong):
            question = QUESTIONNAIRE.question(leaf.question)
            assert question is not None
            options = [question.option(value) for value in leaf.values]
            assert all(option is not None and f"«\u00a0{option.label}\u00a0»" in text for option in options)
    assert "nature" not in text
    assert "nsp" not in text


@pytest.mark.parametrize("seed", range(40))
def test_what_is_settled_decides_as_the_whole_condition_does(seed: int) -> None:
    """For each kind of territory, whatever was answered."""
    place = PLACES[seed % len(PLACES)]
    given = random_answers(seed, unknown=0.2, skipped=0.2)
    walk = Journey(QUESTIONNAIRE, place, as_answers(given))
    facts = {"nature": str(walk.fact("nature"))}
    for question in QUESTIONNAIRE.questions:
        assert holds(settled(question.condition, facts), walk) == holds(question.condition, walk)
