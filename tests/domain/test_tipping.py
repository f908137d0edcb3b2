"""The smallest single change of answer that would move a need out of its band (decision model, §6)."""

from __future__ import annotations

from ansm.domain.bands import Band
from ansm.domain.conditions import All, ChoiceAmong
from ansm.domain.handbook import Handbook
from ansm.domain.questionnaire import Contradiction, Option, Question
from ansm.domain.standing import stand
from ansm.domain.tipping import Tipping, tipping_answers
from tests.builders import TODAY, answers, commune, need, options, question
from tests.policy_builders import handbook, obligation, weighting


def tipped(book: Handbook, **given: str | tuple[str, ...]) -> dict[str, Tipping]:
    return tipping_answers(stand(book, commune(), answers(**given), TODAY), book, TODAY)


def single(*questions: Question, contradictions: tuple[Contradiction, ...] = ()) -> Handbook:
    return handbook(*questions, needs=[need("b")], contradictions=contradictions)


def test_the_smallest_change_of_index_is_quoted_then_the_first_question() -> None:
    book = single(question("Q1", "b"), question("Q2", "b"))
    assert tipped(book, Q1="2", Q2="1") == {"b": Tipping("Q1", ("0",), None)}
    assert tipped(book, Q1="1", Q2="1") == {"b": Tipping("Q1", ("0",), None)}


def test_a_need_no_single_answer_can_move_has_no_tipping() -> None:
    book = single(*(question(f"Q{rank}", "b", choices=options({"0": 0, "4": 4})) for rank in range(5)))
    assert tipped(book, **{f"Q{rank}": "4" for rank in range(5)}) == {}


def test_dont_know_is_never_proposed() -> None:
    book = single(question("Q1", "b", choices=options({"4": 4}, cautious=3)))
    assert tipped(book, Q1="4") == {}


def test_an_answer_that_would_contradict_another_is_not_proposed() -> None:
    clash = Contradiction("c", ("Q1", "Q2"), All((ChoiceAmong("Q1", ("0",)), ChoiceAmong("Q2", ("4",)))), "Laquelle ?")
    asked = (question("Q1", "b", choices=options({"0": 0, "1": 0, "4": 4})), question("Q2", choices=options({"4": 4})))
    assert tipped(single(*asked), Q1="4", Q2="4") == {"b": Tipping("Q1", ("0",), None)}
    assert tipped(single(*asked, contradictions=(clash,)), Q1="4", Q2="4") == {"b": Tipping("Q1", ("1",), None)}


def test_replacing_one_contradiction_by_another_is_not_proposed_either() -> None:
    clashes = tuple(
        Contradiction(f"c{value}", ("Q1", "Q2"), All((ChoiceAmong("Q1", (value,)), ChoiceAmong("Q2", ("4",)))), "?")
        for value in ("0", "4")
    )
    asked = (question("Q1", "b", choices=options({"0": 0, "1": 0, "4": 4})), question("Q2", choices=options({"4": 4})))
    assert tipped(single(*asked, contradictions=clashes), Q1="4", Q2="4") == {"b": Tipping("Q1", ("1",), None)}


def test_for_boxes_one_box_more_or_less_is_considered() -> None:
    boxes = question("Q1", "b", choices=options({"x": 1, "y": 3}), boxes=True)
    assert tipped(single(boxes), Q1=("x", "y")) == {}
    assert tipped(single(question("Q1", "b", choices=options({"x": 0, "y": 3}), boxes=True)), Q1=("x", "y")) == {
        "b": Tipping("Q1", ("x",), None)
    }


def test_boxes_are_never_proposed_empty_beyond_their_maximum_or_as_they_are() -> None:
    boxes = question("Q1", "b", choices=options({"x": 4, "y": 4, "z": 0}), boxes=True, maximum=1)
    assert tipped(single(boxes), Q1=("x",)) == {}


def test_a_box_that_goes_alone_is_proposed_alone() -> None:
    alone = Option("rien", "Rien", 0, exclusive=True)
    boxes = question("Q1", "b", choices=(*options({"x": 4, "y": 4}), alone), boxes=True, maximum=1)
    assert tipped(single(boxes), Q1=("x",)) == {"b": Tipping("Q1", ("rien",), None)}


def test_a_need_to_verify_hangs_on_the_answer_not_known_yet() -> None:
    found = tipped(single(question("Q1", "b")), Q1="nsp")
    assert found == {"b": Tipping("Q1", ("3",), Band.FIRST)}


def test_a_question_that_tests_the_obligation_is_considered_too() -> None:
    book = handbook(
        *(question(f"Q{rank}", "b") for rank in range(5)),
        question("LAW", choices=options({"oui": 0, "non": 4})),
        needs=[need("b")],
        obligations=[obligation("r", "LAW", need="b")],
    )
    given = {f"Q{rank}": "0" for rank in range(5)}
    assert tipped(book, LAW="non", **given) == {"b": Tipping("LAW", ("oui",), None)}


def test_only_needs_in_a_band_have_a_tipping_answer() -> None:
    assert tipped(single(question("Q1", "b")), Q1="0") == {}


def test_a_change_may_move_a_need_into_the_next_band() -> None:
    needs = [need("a"), need("b")]
    book = handbook(
        question("QA", "a"),
        question("QB", "b"),
        needs=needs,
        weights=weighting(capacity_default=1, band_window=0),
    )
    assert tipped(book, QA="4", QB="3")["a"] == Tipping("QA", ("2",), Band.NEXT)


def test_a_question_about_another_need_is_never_quoted_even_when_it_would_move_this_one() -> None:
    """One more step on « a » would push « b » out of the first band, but says nothing of « b »."""
    book = handbook(
        question("QA", "a", choices=options({"3": 3, "4": 4})),
        question("QB", "b", choices=options({"4": 4})),
        question("LAW", choices=options({"0": 0})),
        needs=[need("a", impact=100), need("b", impact=60)],
        obligations=[obligation("r", "LAW", need="b")],
        weights=weighting(capacity_default=1, band_window=0, band_gap=0),
    )
    found = tipped(book, QA="3", QB="4", LAW="0")
    assert found == {"a": Tipping("QA", ("4",), Band.FIRST)}
