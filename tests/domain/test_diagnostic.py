"""The whole decision on small handbooks: what is said of each need, flagged, recommended, verified, praised."""

from __future__ import annotations

from ansm.domain.bands import Band
from ansm.domain.conditions import ChoiceAmong, FactAmong
from ansm.domain.diagnostic import Diagnostic, establish
from ansm.domain.eligibility import Eligibility, Reason, Verdict
from ansm.domain.handbook import Handbook
from ansm.domain.obligations import ObligationStatus
from ansm.domain.questionnaire import Contradiction
from tests.builders import ELIGIBLE, TODAY, answers, commune, need, question
from tests.policy_builders import flag, handbook, obligation, orientation, service

REFUSED = Eligibility(Verdict.NOT_ELIGIBLE, (Reason.ABOVE,))


def diagnosed(book: Handbook, verdict: Eligibility = ELIGIBLE, **given: str | tuple[str, ...]) -> Diagnostic:
    return establish(commune(), answers(**given), book, verdict, None, TODAY)


def simple() -> Handbook:
    """Two needs, « b » with a service and a rule, « c » with nothing."""
    return handbook(
        question("Q1", "b", theme="un"),
        question("Q2", "c", theme="deux"),
        needs=[need("b", theme="un"), need("c", theme="deux")],
        services=[service("s", "b")],
        obligations=[obligation("r", "Q1", need="b")],
        flags=[flag("alerte", "c", ChoiceAmong("Q2", ("4",)))],
        orientations=[orientation("refus", FactAmong("verdict", ("NON_ELIGIBLE",))), orientation("tous")],
    )


def test_candidates_come_first_in_their_order_then_the_others_in_the_editors_order() -> None:
    book = handbook(*(question(f"Q{n}", n) for n in "abcd"), needs=[need(n) for n in "abcd"])
    found = diagnosed(book, Qa="0", Qb="2", Qc="0", Qd="4")
    assert [each.need.id for each in found.results] == ["d", "b", "a", "c"]


def test_the_needs_of_the_first_bands_are_answered_even_without_a_service() -> None:
    found = diagnosed(simple(), Q1="4", Q2="4")
    covered, uncovered = found.recommendation("b"), found.recommendation("c")
    assert covered is not None
    assert uncovered is not None
    assert [each.service.id for each in covered.proposals] == ["s"]
    assert not uncovered.covered
    assert (uncovered.without_digital, uncovered.operator) == ("Sur papier : c.", "Votre syndicat.")


def test_no_product_is_recommended_while_too_little_is_known() -> None:
    found = diagnosed(simple(), Q1="nsp", Q2="0")
    assert found.recommendations == ()
    assert [each.need.id for each in found.in_band(Band.TO_VERIFY)] == ["b"]
    assert [each.id for each in found.to_verify] == ["Q1"]


def test_skipped_questions_are_to_complete_and_counted_apart_from_dont_know() -> None:
    found = diagnosed(simple(), Q1="nsp")
    assert [each.id for each in found.to_verify] == ["Q1"]
    assert [each.id for each in found.to_complete] == ["Q2"]
    assert [each.need.id for each in found.in_band(Band.TO_COMPLETE)] == ["c"]


def test_what_goes_well_is_a_strength_and_gives_nothing_to_do() -> None:
    found = diagnosed(simple(), Q1="0", Q2="0")
    assert [each.id for each in found.strengths] == ["b", "c"]
    assert found.recommendations == ()
    assert found.flags == ()


def test_a_need_without_object_is_neither_a_strength_nor_a_need() -> None:
    found = diagnosed(simple(), Q1="so", Q2="0")
    assert [each.id for each in found.strengths] == ["c"]
    assert next(each for each in found.results if each.need.id == "b").assessment.gap is None


def test_flags_are_raised_by_the_answer_whatever_the_score_and_by_unmet_obligations() -> None:
    found = diagnosed(simple(), Q1="4", Q2="4")
    assert [each.id for each in found.flags] == ["alerte", "obligation:r"]
    assert [each.status for each in found.obligations] == [ObligationStatus.UNMET]
    assert diagnosed(simple(), Q1="nsp", Q2="nsp").flags == ()


def test_the_verdict_chooses_orientations_and_changes_nothing_else() -> None:
    yes, no = diagnosed(simple(), Q1="4", Q2="1"), diagnosed(simple(), REFUSED, Q1="4", Q2="1")
    assert [each.id for each in yes.orientation] == ["tous"]
    assert [each.id for each in no.orientation] == ["refus", "tous"]
    assert yes.results == no.results
    assert yes.recommendations == no.recommendations


def test_contradictory_answers_are_asked_again_and_listed_to_verify() -> None:
    clash = Contradiction("c", ("Q1", "Q2"), ChoiceAmong("Q1", ("0",)), "Laquelle ?")
    book = handbook(
        question("Q1", "b"), question("Q2", "b"), needs=[need("b")], contradictions=[clash]
    )  # fmt: skip
    found = diagnosed(book, Q1="0", Q2="4")
    assert found.contradictions == (clash,)
    assert [each.id for each in found.to_verify] == ["Q1", "Q2"]


def test_themes_are_summed_up_over_the_needs_that_apply() -> None:
    one, two = diagnosed(simple(), Q1="2", Q2="so").themes
    assert (one.theme, one.gap, one.reliability) == ("un", 50, 100)
    assert (two.theme, two.gap, two.reliability) == ("deux", None, None)


def test_only_placed_needs_are_said_robust_or_to_discuss() -> None:
    found = {each.need.id: each for each in diagnosed(simple(), Q1="4", Q2="0").results}
    assert found["b"].robust is True
    assert found["c"].robust is None


def test_the_costliest_part_may_be_left_out_and_changes_nothing_else() -> None:
    full = diagnosed(simple(), Q1="4", Q2="2")
    quick = establish(commune(), answers(Q1="4", Q2="2"), simple(), ELIGIBLE, None, TODAY, with_tipping=False)
    assert any(each.tipping for each in full.results)
    assert not any(each.tipping for each in quick.results)
    assert [each.tenths for each in full.results] == [each.tenths for each in quick.results]


def test_an_empty_handbook_gives_an_empty_diagnostic() -> None:
    found = diagnosed(handbook())
    assert (found.results, found.recommendations, found.themes) == ((), (), ())


def test_a_service_that_needs_something_first_gives_way_only_while_that_is_missing() -> None:
    book = handbook(
        question("Q1", "b"),
        question("Q2", "c"),
        needs=[need("b"), need("c")],
        services=[service("a-exigeant", "b", needed_first=("c",)), service("z-simple", "b")],
    )
    missing, there = (diagnosed(book, Q1="4", Q2=answer).recommendation("b") for answer in ("4", "0"))
    assert missing is not None
    assert there is not None
    assert [(each.service.id, each.unmet_first) for each in missing.proposals] == [
        ("z-simple", ()),
        ("a-exigeant", ("c",)),
    ]
    assert [(each.service.id, each.unmet_first) for each in there.proposals] == [("a-exigeant", ()), ("z-simple", ())]
