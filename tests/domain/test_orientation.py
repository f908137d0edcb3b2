"""Where to turn besides the catalogue: from the verdict, the answers and the result, in the editors' order."""

from __future__ import annotations

import pytest

from ansm.domain.conditions import All, ChoiceAmong, Condition, FactAmong, FactAtLeast, IndexAtLeast
from ansm.domain.eligibility import Eligibility, Reason, Verdict
from ansm.domain.orientation import ResultSituation, orient
from tests.builders import journey, question
from tests.policy_builders import orientation

YES = Eligibility(Verdict.ELIGIBLE, (Reason.BELOW,))
NO = Eligibility(Verdict.NOT_ELIGIBLE, (Reason.ABOVE,))
WALK = journey(question("PIL-08"), PIL_08="3")


@pytest.mark.parametrize(
    ("condition", "shown"),
    [
        (FactAmong("verdict", ("ELIGIBLE",)), True),
        (FactAmong("verdict", ("NON_ELIGIBLE", "HORS_CHAMP")), False),
        (FactAmong("verdict-epci", ("NON_ELIGIBLE",)), True),
        (FactAmong("besoin-non-couvert", ("oui",)), True),
        (FactAmong("nature", ("commune",)), True),
        (FactAtLeast("population", 800), True),
        (ChoiceAmong("PIL-08", ("3",)), True),
        (IndexAtLeast("PIL-08", 4), False),
        (All((FactAmong("verdict", ("ELIGIBLE",)), ChoiceAmong("PIL-08", ("0",)))), False),
    ],
)
def test_an_orientation_shows_when_its_condition_holds(condition: Condition, shown: bool) -> None:
    situation = ResultSituation(WALK, YES, NO, uncovered=True)
    assert [each.id for each in orient((orientation("o", condition),), situation)] == (["o"] if shown else [])


def test_a_territory_without_epci_says_so() -> None:
    situation = ResultSituation(WALK, YES, None, uncovered=False)
    assert situation.fact("verdict-epci") == "AUCUN"
    assert situation.fact("besoin-non-couvert") == "non"


def test_orientations_keep_the_editors_order() -> None:
    situation = ResultSituation(WALK, YES, NO, uncovered=False)
    hidden = orientation("b", FactAmong("verdict", ("INCONNU",)))
    assert [each.id for each in orient((orientation("c"), hidden, orientation("a")), situation)] == ["c", "a"]
