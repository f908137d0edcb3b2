"""Whose word an answer is, from its history alone; and what a published edition may know of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ansm.domain.answers import Answer, Answers
from ansm.domain.history import HistoryRow
from ansm.domain.questionnaire import Questionnaire
from ansm.domain.sides import Side
from ansm.domain.voices import NO_VOICE, GivenBy, Other, Tally, Voiced, Voices, public_voices, voices_of
from tests.report import builders
from tests.two_sides import visited

ADVISOR = Side.ADVISOR
AT = datetime(2026, 11, 20, tzinfo=UTC)
ASKED = builders.questionnaire()
Word = tuple[str, Side | None, bool]  # what was said (nothing: erased), by which side, whether it was set aside


def life(*told: Word, question: str = "SEC-01") -> tuple[HistoryRow, ...]:
    """The history of one question."""
    rows: list[HistoryRow] = []
    for rank, (said, side, aside) in enumerate(told):
        kept = next((row.name for row in reversed(rows) if not row.set_aside), None)
        values = (said,) if said else ()
        replaces = None if aside else kept  # what is set aside takes nobody's place
        rows.append(HistoryRow(f"l-{rank}", question, values, None, AT, replaces, aside, None, side))
    return tuple(rows)


def voiced(*told: Word) -> Voiced | None:
    return voices_of(life(*told), ASKED).of("SEC-01")


def counted(*told: Word) -> GivenBy:
    return voices_of(life(*told), ASKED).given_by("SEC-01")


def test_where_no_advisor_answered_nothing_is_told_even_of_two_people_of_the_town() -> None:
    assert voices_of(life(("oui", None, False), ("non", None, True)), ASKED) == NO_VOICE
    assert counted(("oui", None, False)) is GivenBy.TOWN


@pytest.mark.parametrize(
    ("told", "whose"),
    [
        ([("oui", ADVISOR, False)], GivenBy.ADVISOR),
        ([("oui", None, False), ("oui", ADVISOR, False)], GivenBy.BOTH),
        ([("oui", ADVISOR, False), ("oui", None, False)], GivenBy.BOTH),
        ([("oui", ADVISOR, False), ("non", None, False)], GivenBy.TOWN),
        ([("oui", None, False), ("non", ADVISOR, True)], GivenBy.TOWN),
        ([("oui", None, False), ("non", ADVISOR, True), ("non", ADVISOR, False)], GivenBy.ADVISOR),
        ([("oui", None, False), ("non", ADVISOR, True), ("non", None, False)], GivenBy.BOTH),
        ([("oui", None, False), ("non", ADVISOR, True), ("oui", ADVISOR, False)], GivenBy.BOTH),
        ([("oui", ADVISOR, False), ("non", ADVISOR, True)], GivenBy.ADVISOR),
        ([("oui", None, False), ("non", None, True), ("non", ADVISOR, False)], GivenBy.BOTH),
        ([("oui", ADVISOR, False), ("", ADVISOR, False)], GivenBy.TOWN),
    ],
    ids=[
        "what the town left blank",
        "the advisor agrees",
        "the town confirms",
        "the town says otherwise, having seen it",
        "proposed: it waits",
        "the advisor's is chosen by who follows the file",
        "the advisor's is chosen by the town",
        "the town's is chosen by who follows the file",
        "two advisors: the first one counts",
        "chosen between two people of the town",
        "taken back",
    ],
)
def test_an_answer_is_the_town_s_its_advisor_s_or_both(told: list[Word], whose: GivenBy) -> None:
    assert counted(*told) is whose


def test_what_waits_is_told_with_whose_it_is() -> None:
    found = voiced(("oui", None, False), ("non", ADVISOR, True))
    assert found is not None
    assert (found.values, found.others) == (("oui",), (Other(("non",), ADVISOR),))
    assert found.instead_of == ()


def test_what_the_town_erased_leaves_the_advisor_s_proposal_waiting() -> None:
    found = voiced(("oui", None, False), ("", None, False), ("non", ADVISOR, True))
    assert found is not None
    assert (found.values, found.given_by, found.others) == ((), GivenBy.TOWN, (Other(("non",), ADVISOR),))


def test_an_advisor_s_answer_chosen_instead_of_the_town_s_says_what_the_town_had_said() -> None:
    found = voiced(("oui", None, False), ("non", ADVISOR, True), ("non", ADVISOR, False))
    assert found is not None
    assert found.instead_of == ("oui",)
    assert found.others == ()


def test_a_proposal_that_says_the_same_in_the_end_does_not_wait() -> None:
    found = voiced(("oui", None, False), ("oui", ADVISOR, True))
    assert found is not None
    assert (found.given_by, found.others) == (GivenBy.BOTH, ())


def test_nothing_is_told_of_what_the_town_settled_otherwise() -> None:
    assert voices_of(life(("oui", None, False), ("non", ADVISOR, True), ("oui", None, False)), ASKED) == NO_VOICE


def test_each_answer_is_counted_once() -> None:
    found = visited(
        builders.diagnostic(), filled=("SEC-01", "SEC-02"), agreed=("DON-01",), proposed={"HAB-01": ("oui",)}
    )
    total = len(found.journey.questions) - len(found.journey.unanswered())
    assert found.voices.tally(found.journey) == Tally(town=total - 3, advisor=2, both=1, unsettled=1)


def test_only_questions_that_apply_are_counted() -> None:
    """A hidden question keeps its answer, which weighs nothing and is printed nowhere."""
    found = builders.diagnostic(Answers((Answer("PRO-01", ("elu",)),)))
    assert voices_of(life(("oui", ADVISOR, False), question="SANS-SUITE"), ASKED) == NO_VOICE
    assert NO_VOICE.tally(found.journey) == Tally(1, 0, 0, 0)


def test_voices_that_speak_of_other_answers_are_left_out() -> None:
    """An answer may come between the reading of the answers and that of their history."""
    found = voices_of(life(("oui", ADVISOR, False)), ASKED)
    assert found.in_step(Answers((Answer("SEC-01", ("oui",)),))) == found
    assert found.in_step(Answers((Answer("SEC-01", ("non",)),))) == NO_VOICE


def test_former_names_of_questions_and_what_does_not_exist_any_more() -> None:
    renamed = Questionnaire(
        ASKED.themes,
        tuple(replace(each, aliases=("VIEUX-01",)) if each.id == "SEC-01" else each for each in ASKED.questions),
    )
    assert voices_of(life(("oui", ADVISOR, False), question="VIEUX-01"), renamed).given_by("SEC-01") is GivenBy.ADVISOR
    assert voices_of(life(("peut-etre", ADVISOR, False)), ASKED) == NO_VOICE
    assert voices_of(life(("oui", None, False), ("peut-etre", ADVISOR, True)), ASKED) == NO_VOICE


def offering(*values: str) -> Questionnaire:
    """A redacted questionnaire that still asks one question, with these options."""
    question = next(each for each in ASKED.questions if each.id == "SEC-01")
    kept = tuple(each for each in question.options if each.value in values)
    return Questionnaire(ASKED.themes, (replace(question, options=kept),))


def test_a_withheld_option_was_never_said_by_either_side() -> None:
    """Whether it was proposed, chosen or agreed with, what is published stays the same."""
    proposed = Voices((Voiced("SEC-01", ("oui",), None, ("oui",), ("non",), (Other(("non",), ADVISOR),)),))
    chosen = Voices((Voiced("SEC-01", ("oui",), ADVISOR, ("non",), ("oui",)),))
    plain = Voices((Voiced("SEC-01", ("oui",), ADVISOR, (), ("oui",)),))
    hidden = Voices((Voiced("SEC-01", ("non",), ADVISOR, (), ("non",), (Other(("oui",), ADVISOR),)),))
    assert public_voices(proposed, offering("oui", "partiel")) == NO_VOICE
    assert public_voices(chosen, offering("oui", "partiel")) == public_voices(plain, offering("oui", "partiel"))
    assert public_voices(hidden, offering("oui", "partiel")) == NO_VOICE


def test_answers_that_differ_by_a_withheld_option_alone_agree() -> None:
    differing = Voiced("SEC-01", ("oui", "non"), None, ("oui", "non"), ("oui",), (Other(("oui",), ADVISOR),))
    agreeing = Voiced("SEC-01", ("oui",), ADVISOR, ("oui",), ("oui",))
    public = [public_voices(Voices((each,)), offering("oui", "partiel")) for each in (differing, agreeing)]
    assert [each.given_by("SEC-01") for each in public] == [GivenBy.BOTH, GivenBy.BOTH]
    assert [each.unsettled("SEC-01") for each in public] == [False, False]
