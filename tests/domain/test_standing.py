"""How needs become scores: candidates, obligation, impact asked at the counter, elected team's will, capacity."""

from __future__ import annotations

import pytest

from ansm.domain.bands import Band
from ansm.domain.handbook import Handbook
from ansm.domain.priorities import Score
from ansm.domain.questionnaire import Effect, Option, Question
from ansm.domain.standing import Standing, robust_needs, stand
from tests.builders import TODAY, answers, commune, epci, need, options, question
from tests.policy_builders import handbook, obligation, weighting

REQUESTS = question(
    "DEM-03", choices=(Option("ecole", "École", needs=("b",)), Option("salles", "Salles")), boxes=True,
    effect=Effect.IMPACT,
)  # fmt: skip
WISHES = question(
    "PIL-04",
    choices=(Option("x", "X"), Option("y", "Y"), Option("z", "Z", needs=("b",)), Option("w", "W", needs=("b",))),
    boxes=True,
    ordered=True,
    maximum=4,
    effect=Effect.WILL,
)
CAPACITY = question("PIL-05", choices=options({"rien": None, "heures": None, "demi": None, "jour": None}, cautious=0))


def standing(book: Handbook, **given: str | tuple[str, ...]) -> Standing:
    return stand(book, commune(), answers(**given), TODAY)


def score(*questions: Question, law: bool = False, impact: int = 50, severity: int = 50, **given: object) -> Score:
    """The score of the need « b », fed by Q1 and by the questions given."""
    rules = [obligation("r", "Q1", need="b")] if law else []
    book = handbook(
        question("Q1", "b"), *questions, needs=[need("b", impact=impact, severity=severity)], obligations=rules
    )
    return standing(book, **given).scores[0]  # type: ignore[arg-type] # answers given by keyword


@pytest.mark.parametrize(
    ("law", "answer", "other", "candidate"),
    [
        (False, "1", "1", True),  # a gap of exactly 25
        (False, "1", "0", False),  # 13
        (True, "1", "0", False),  # obligation criterion 25
        (True, "2", "0", True),  # gap 25 and obligation 50
        (True, "0", "nsp", True),
        (False, "0", "0", False),
    ],
)
def test_a_need_is_a_candidate_by_its_gap_or_by_its_obligation(
    law: bool, answer: str, other: str, candidate: bool
) -> None:
    assert score(question("Q2", "b"), law=law, Q1=answer, Q2=other).candidate is candidate


def test_an_obligation_alone_makes_a_candidate() -> None:
    many = [question(f"Q{rank}", "b") for rank in range(2, 6)]
    found = score(*many, law=True, Q1="2", **{each.id: "0" for each in many})
    assert (found.need_gap, found.obligation, found.candidate) == (10, 50, True)


def test_a_need_without_applicable_question_is_never_a_candidate() -> None:
    assert not score(law=True, Q1="so").candidate


@pytest.mark.parametrize(("severity", "gap", "risk"), [(100, "3", 75), (75, "2", 38), (25, "2", 13), (0, "4", 0)])
def test_the_risk_is_the_gravity_in_proportion_to_the_gap(severity: int, gap: str, risk: int) -> None:
    assert score(severity=severity, Q1=gap).risk == risk


@pytest.mark.parametrize(
    ("ticked", "impact", "expected"),
    [((), 50, 50), (("ecole",), 50, 75), (("salles",), 50, 50), (("ecole",), 100, 100), (("salles", "ecole"), 90, 100)],
)
def test_a_request_that_takes_time_at_the_counter_raises_the_impact(
    ticked: tuple[str, ...], impact: int, expected: int
) -> None:
    assert score(REQUESTS, impact=impact, Q1="2", DEM_03=ticked).impact == expected


@pytest.mark.parametrize(
    ("ranked", "will"),
    [
        ((), 0),
        (("x", "y"), 0),
        (("z",), 100),
        (("x", "z"), 75),
        (("x", "y", "z"), 50),
        (("x", "y", "w", "z"), 50),
        (("w", "z"), 100),
    ],
)
def test_the_will_of_the_elected_team_counts_by_rank_and_only_three(ranked: tuple[str, ...], will: int) -> None:
    assert score(WISHES, Q1="2", PIL_04=ranked).will == will


@pytest.mark.parametrize(
    ("answer", "actions"),
    [("rien", 2), ("heures", 3), ("demi", 5), ("jour", 8), ("nsp", 3), (None, 3)],
)
def test_the_time_the_team_has_sets_the_number_of_actions(answer: str | None, actions: int) -> None:
    found = standing(handbook(CAPACITY), **({"PIL_05": answer} if answer else {}))
    assert found.capacity == actions


@pytest.mark.parametrize(
    ("given", "band"),
    [
        ({"Q1": "4", "Q2": "4"}, Band.FIRST),
        ({"Q1": "4"}, Band.FIRST),
        ({"Q1": "nsp", "Q2": "nsp"}, Band.TO_VERIFY),
        ({"Q1": "nsp"}, Band.TO_VERIFY),
        ({}, Band.TO_COMPLETE),
        ({"Q1": "0", "Q2": "0"}, None),
        ({"Q1": "so", "Q2": "so"}, None),
    ],
)
def test_a_need_stands_in_the_band_its_answers_allow(given: dict[str, str], band: Band | None) -> None:
    book = handbook(question("Q1", "b"), question("Q2", "b"), needs=[need("b")])
    assert standing(book, **given).bands.get("b") is band


def test_a_law_for_communes_gives_no_points_to_an_epci() -> None:
    rule = obligation("r", "Q1", need="b", kinds=("commune",))
    book = handbook(question("Q1", "b"), needs=[need("b")], obligations=[rule])
    scores = {place.name: stand(book, place, answers(Q1="4"), TODAY).scores[0] for place in (commune(), epci())}
    assert [each.obligation for each in scores.values()] == [100, 0]


def test_robust_is_in_the_same_band_in_twelve_variants_out_of_twelve() -> None:
    """« a » and « b » are close, on different criteria; « c » is far below."""
    needs = [need("a", impact=100, severity=0), need("b", impact=0, severity=100), need("c", impact=0, severity=0)]
    book = handbook(
        *(question(f"Q{each.id}", each.id) for each in needs),
        needs=needs,
        weights=weighting(capacity_default=1, band_window=0, band_gap=0),
    )
    close = stand(book, commune(), answers(Qa="4", Qb="4", Qc="1"), TODAY)
    assert robust_needs(close, book) == {"c"}
    far = stand(book, commune(), answers(Qa="4", Qb="1", Qc="1"), TODAY)
    assert "a" in robust_needs(far, book)
