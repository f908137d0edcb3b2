"""The words of an action: one choice for screen, paper and files."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from ansm.domain import action_words
from ansm.domain.bands import Band
from tests.builders import need

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (Fraction(1, 4), "Une à deux heures"),
        (Fraction(1, 2), "Une demi-journée"),
        (Fraction(1), "Une journée"),
        (Fraction(3, 2), f"1,5{NBSP}jour de travail"),
        (Fraction(15), f"15{NBSP}jours de travail"),
    ],
)
def test_effort_is_said_in_everyday_words(days: Fraction, said: str) -> None:
    """From hours to weeks; the plural begins at two in French."""
    assert action_words.effort(days) == said


@pytest.mark.parametrize(
    ("band", "effort", "said"),
    [
        (Band.FIRST, Fraction(5), "Dans les trois mois"),
        (Band.NEXT, Fraction(5), "Après les premières actions"),
        (Band.NEXT, Fraction(1, 2), "Quelques heures suffisent, dès que possible"),
        (Band.LATER, Fraction(5), "Sans urgence"),
        (Band.LATER, Fraction(1, 2), "Quelques heures suffisent, sans urgence"),
    ],
)
def test_when_to_act_depends_on_the_group_then_on_the_work(band: Band, effort: Fraction, said: str) -> None:
    """The editors' own delay only holds for what comes first."""
    assert action_words.when(replace(need("sauvegarde"), when="trimestre", effort=effort), band) == said


def test_priorities_have_one_decimal_and_a_comma() -> None:
    assert [action_words.points(each) for each in (0, 7, 724, 1000)] == ["0,0", "0,7", "72,4", "100,0"]


@pytest.mark.parametrize(("gap", "said"), [(100, "très fort"), (75, "très fort"), (74, "fort"), (49, "modéré")])
def test_a_need_is_said_strong_without_a_mark(gap: int, said: str) -> None:
    assert action_words.strength(gap) == said
