"""When something applies: each elementary test, and what the unknown does to it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

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


@dataclass
class Seen:
    """A situation written by hand."""

    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    indices: dict[str, int] = field(default_factory=dict)
    facts: dict[str, str | int] = field(default_factory=dict)

    def chosen(self, question: str) -> tuple[str, ...]:
        """What was written as the answer."""
        return self.answers.get(question, ())

    def known_index(self, question: str) -> int | None:
        """What was written as its index."""
        return self.indices.get(question)

    def fact(self, name: str) -> str | int | None:
        """What was written as the fact."""
        return self.facts.get(name)


SITUATION = Seen(
    answers={"SIT-01": ("oui",), "PRO-03": ("ecole", "cantine"), "DEM-07": ("nsp",)},
    indices={"SEC-01": 3, "SIT-01": 0},
    facts={"nature": "commune", "population": 3_500},
)
YES, NO = ALWAYS, AnyOf(())


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (ChoiceAmong("SIT-01", ("oui",)), True),
        (ChoiceAmong("SIT-01", ("non",)), False),
        (ChoiceAmong("PRO-03", ("cantine",)), True),
        (ChoiceAmong("PRO-03", ("salle", "ecole")), True),
        (ChoiceAmong("DEM-07", ("oui", "nsp")), True),
        (ChoiceAmong("SKIPPED", ("oui",)), False),
        (IndexAtLeast("SEC-01", 3), True),
        (IndexAtLeast("SEC-01", 4), False),
        (IndexAtLeast("SIT-01", 0), True),
        (IndexAtLeast("SKIPPED", 0), False),
        (FactAmong("nature", ("commune",)), True),
        (FactAmong("nature", ("epci",)), False),
        (FactAmong("forme", ("CC",)), False),
        (FactAtLeast("population", 3_500), True),
        (FactAtLeast("population", 3_501), False),
        (FactAtLeast("budget", 0), False),
        (FactAtLeast("nature", 0), False),
        (All(()), True),
        (AnyOf(()), False),
        (All((YES, YES)), True),
        (All((YES, NO)), False),
        (AnyOf((NO, YES)), True),
        (AnyOf((NO, NO)), False),
        (Not(NO), True),
        (Not(YES), False),
        (Not(ChoiceAmong("SKIPPED", ("oui",))), True),
    ],
)
def test_a_condition_holds_exactly_as_written_and_the_unknown_makes_positive_tests_false(
    condition: Condition, expected: bool
) -> None:
    assert holds(condition, SITUATION) is expected


def test_the_questions_of_a_condition_are_named_once_in_reading_order() -> None:
    nested = All(
        (
            ChoiceAmong("B", ("x",)),
            AnyOf((IndexAtLeast("A", 2), Not(ChoiceAmong("B", ("y",))))),
            FactAmong("nature", ()),
        )
    )
    assert questions_in(nested) == ("B", "A")
    assert len(list(leaves(nested))) == 4
