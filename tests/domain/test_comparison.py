"""What changed since a former diagnostic, told apart: questionnaire, weights, law, place, answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ansm.domain.bands import Band
from ansm.domain.comparison import compare
from ansm.domain.conditions import All, ChoiceAmong, Condition, FactAtLeast
from ansm.domain.differences import Comparison, LawPlace, Part
from ansm.domain.handbook import Handbook
from ansm.domain.incomparable import Why
from ansm.domain.priorities import Criterion
from ansm.domain.reviewing import Cause
from ansm.domain.taking_over import Misfit
from ansm.domain.what_if import Rest
from tests.builders import TODAY, answers, commune, epci, need, options, question
from tests.domain.compared import A_YEAR, of
from tests.policy_builders import handbook, obligation, weighting

YES_NO = options({"oui": 0, "non": 4}, cautious=3)


def content(*questions: object, version: str = "1", **more: object) -> Handbook:
    """A content that asks A and B, which feed the needs « a » and « b », unless it is told to ask others."""
    asked = questions or (question("A", "a", choices=YES_NO), question("B", "b", choices=YES_NO))
    needs = more.pop("needs", [need("a"), need("b")])
    return replace(handbook(*asked, needs=needs, **more), version=version)  # type: ignore[arg-type] # test values


def compared(
    former: Handbook,
    new: Handbook,
    before: dict[str, str],
    after: dict[str, str],
    since: date = TODAY,
    size: int = 800,
) -> Comparison:
    """Both diagnostics of one commune; the former one of that day, when it had so many inhabitants."""
    return compare(of(commune(size), answers(**before), former, since), of(commune(), answers(**after), new, TODAY))


def parts(found: Comparison, name: str) -> list[tuple[Cause, int]]:
    return [(part.cause, part.gap) for each in found.needs if each.need.id == name for part in each.parts]


def test_an_answer_that_is_another_is_a_change_of_the_territory() -> None:
    found = compared(content(), content(), {"A": "non", "B": "non"}, {"A": "oui", "B": "non"})
    assert parts(found, "a") == [(Cause.TERRITORY, -100)]
    assert parts(found, "b") == []
    change = found.needs[0]
    assert (change.before.place, change.after.place) == (Band.FIRST, Rest.WELL)
    assert [(each.question.id, each.before, each.after) for each in found.answers] == [("A", ("non",), ("oui",))]


def test_what_was_unknown_then_or_is_now_is_not_a_change_of_the_territory() -> None:
    known = compared(content(), content(), {"A": "nsp", "B": "oui"}, {"A": "oui", "B": "nsp"})
    assert parts(known, "a") == [(Cause.KNOWLEDGE, -75)]
    assert parts(known, "b") == [(Cause.KNOWLEDGE, 75)]


def test_an_answer_not_reviewed_counts_as_true_until_the_end_and_is_told_apart() -> None:
    found = compared(content(), content(), {"A": "oui", "B": "non"}, {"B": "oui"})
    assert parts(found, "a") == [(Cause.UNREVIEWED, 75)]
    assert parts(found, "b") == [(Cause.TERRITORY, -100)]
    assert [each.id for each in found.unreviewed] == ["A"]


def test_a_question_that_another_answer_hides_now_does_not_wait_for_review() -> None:
    book = content(
        question("A", "a", choices=YES_NO), question("B", "b", choices=YES_NO, condition=ChoiceAmong("A", ("oui",)))
    )
    found = compared(book, book, {"A": "oui", "B": "non"}, {"A": "non"})
    assert found.unreviewed == ()
    assert {cause for cause, _ in parts(found, "b")} == {Cause.TERRITORY}


def test_a_question_asked_because_another_answer_changed_is_of_the_territory() -> None:
    book = content(
        question("A", "a", choices=YES_NO), question("B", "b", choices=YES_NO, condition=ChoiceAmong("A", ("oui",)))
    )
    found = compared(book, book, {"A": "non"}, {"A": "oui", "B": "non"})
    assert [each.cause for each in found.answers] == [Cause.TERRITORY, Cause.TERRITORY]


def test_a_scale_written_otherwise_is_of_the_questionnaire() -> None:
    softer = content(
        question("A", "a", choices=options({"oui": 0, "non": 3}, cautious=3)),
        question("B", "b", choices=YES_NO),
        version="2",
    )
    found = compared(content(), softer, {"A": "non", "B": "non"}, {"A": "non", "B": "non"})
    assert parts(found, "a") == [(Cause.QUESTIONNAIRE, -25)]
    assert not found.same_content


def test_a_question_asked_only_now_and_its_answer_are_of_the_questionnaire() -> None:
    more = content(
        question("A", "a", choices=YES_NO),
        question("C", "a", choices=YES_NO),
        question("B", "b", choices=YES_NO),
        version="2",
    )
    found = compared(content(), more, {"A": "non", "B": "non"}, {"A": "non", "B": "non", "C": "oui"})
    assert parts(found, "a") == [(Cause.QUESTIONNAIRE, -50)]
    assert {each.cause for each in found.answers} == {Cause.QUESTIONNAIRE}


def asked_after(condition: Condition) -> Handbook:
    """A content that asks B only when that holds."""
    asked = question("B", "b", choices=YES_NO, condition=condition)
    return content(question("A", "a", choices=YES_NO), asked, version=repr(condition))


def test_a_question_that_the_editors_ask_of_more_towns_is_of_the_questionnaire() -> None:
    """The town changed nothing: it could not answer then."""
    found = compared(
        asked_after(ChoiceAmong("A", ("oui",))), asked_after(All(())), {"A": "non"}, {"A": "non", "B": "non"}
    )
    assert [each.cause for each in found.answers] == [Cause.QUESTIONNAIRE]
    assert {cause for cause, _ in parts(found, "b")} == {Cause.QUESTIONNAIRE}


def test_a_question_asked_because_of_a_new_question_is_of_the_questionnaire_too() -> None:
    old = asked_after(ChoiceAmong("A", ("oui",)))
    new = content(
        question("A", "a", choices=YES_NO),
        question("C", "a", choices=YES_NO),
        question("B", "b", choices=YES_NO, condition=ChoiceAmong("C", ("oui",))),
        version="2",
    )
    found = compared(old, new, {"A": "non"}, {"A": "non", "B": "non", "C": "oui"})
    assert {each.cause for each in found.answers} == {Cause.QUESTIONNAIRE}


def test_a_question_asked_because_the_town_grew_is_of_the_place() -> None:
    book = asked_after(FactAtLeast("population", 1000))
    former = of(commune(800), answers(A="non"), book, TODAY)
    found = compare(former, of(commune(1200), answers(A="non", B="non"), book, TODAY))
    assert [each.cause for each in found.answers] == [Cause.PLACE]
    assert {cause for cause, _ in parts(found, "b")} == {Cause.PLACE}


def test_an_answer_that_could_not_be_given_then_is_of_the_questionnaire() -> None:
    """« In part » was not proposed: whoever answers it now may have been there already."""
    in_part = options({"oui": 0, "partie": 2, "non": 4}, cautious=3)
    new = content(question("A", "a", choices=in_part), question("B", "b", choices=YES_NO), version="2")
    found = compared(content(), new, {"A": "non", "B": "non"}, {"A": "partie", "B": "non"})
    assert parts(found, "a") == [(Cause.QUESTIONNAIRE, -50)]
    back = compared(new, content(version="3"), {"A": "partie", "B": "non"}, {"A": "non", "B": "non"})
    assert {cause for cause, _ in parts(back, "a")} == {Cause.QUESTIONNAIRE}


def test_questions_and_options_that_changed_their_names_are_the_same() -> None:
    old = content(question("OLD", "a", choices=YES_NO), question("B", "b", choices=YES_NO))
    new = content(question("A", "a", choices=YES_NO, aliases=("OLD",)), question("B", "b", choices=YES_NO), version="2")
    found = compared(old, new, {"OLD": "non", "B": "non"}, {"A": "non", "B": "non"})
    assert (parts(found, "a"), found.incomparable, found.answers) == ([], (), ())


def test_other_weights_move_priorities_and_no_gap() -> None:
    heavier = weighting(weights=tuple((name, 9 if name is Criterion.RISK else 4) for name in Criterion))
    new = content(version="2", weights=heavier)
    found = compared(content(), new, {"A": "non", "B": "non"}, {"A": "non", "B": "non"})
    assert parts(found, "a") == [(Cause.WEIGHTS, 0)]
    assert [part.tenths for part in found.needs[0].parts] == [
        (found.needs[0].after.tenths or 0) - (found.needs[0].before.tenths or 0)
    ]


def test_a_law_in_force_since_is_of_the_law_whatever_the_content() -> None:
    law = obligation("registre", "A", need="a", since=date(2026, 7, 1))
    book = content(obligations=[law])
    found = compared(book, book, {"A": "non", "B": "oui"}, {"A": "non", "B": "oui"}, since=TODAY - A_YEAR)
    assert [(each.obligation.id, each.before, each.after) for each in found.laws] == [
        ("registre", LawPlace.WATCHED, LawPlace.UNMET)
    ]
    assert [part.cause for part in found.laws[0].parts] == [Cause.LAW]
    assert [part.cause for part in found.needs[0].parts] == [Cause.LAW]


def test_an_obligation_met_since_is_of_the_territory() -> None:
    book = content(obligations=[obligation("registre", "A", need="a")])
    found = compared(book, book, {"A": "non", "B": "oui"}, {"A": "oui", "B": "oui"})
    assert [(part.cause, part.before, part.after) for part in found.laws[0].parts] == [
        (Cause.TERRITORY, LawPlace.UNMET, LawPlace.MET)
    ]


def test_a_law_about_the_number_of_inhabitants_is_of_the_place() -> None:
    book = content(obligations=[obligation("delegue", "A", need="a", threshold=700, operator=">=")])
    same = {"A": "non", "B": "oui"}
    found = compared(book, book, same, same, size=650)
    assert [part.cause for part in found.laws[0].parts] == [Cause.PLACE]
    assert [part.cause for part in found.needs[0].parts] == [Cause.PLACE]


def test_a_need_of_one_content_alone_is_listed_and_gets_no_figure() -> None:
    old, new = (
        content(needs=[need("a"), need("b"), need("old")]),
        content(needs=[need("a"), need("b"), need("new")], version="2"),
    )
    found = compared(old, new, {"A": "non", "B": "non"}, {"A": "non", "B": "non"})
    assert [(each.name, each.why) for each in found.incomparable] == [("new", Why.NEW), ("old", Why.GONE)]
    assert [each.need.id for each in found.needs] == ["a", "b"]


def test_a_need_told_by_other_questions_is_not_compared() -> None:
    other = content(question("Z", "a", choices=YES_NO), question("B", "b", choices=YES_NO), version="2")
    found = compared(content(), other, {"A": "non", "B": "non"}, {"Z": "oui", "B": "non"})
    assert [(each.name, each.why) for each in found.incomparable] == [("a", Why.OTHER_QUESTIONS)]
    assert [(each.text, each.why) for each in found.lost] == [("Texte A ?", Misfit.NO_QUESTION)]


def test_an_answer_whose_option_is_gone_is_listed_and_the_new_one_is_of_the_questionnaire() -> None:
    rated = options({"oui": 0, "presque": 1, "parfois": 2, "non": 4}, cautious=3)
    old = content(question("A", "a", choices=rated), question("B", "b", choices=YES_NO))
    new = content(
        question("A", "a", choices=tuple(each for each in rated if each.value != "parfois")),
        question("B", "b", choices=YES_NO),
        version="2",
    )
    found = compared(old, new, {"A": "parfois", "B": "non"}, {"A": "presque", "B": "non"})
    assert [(each.text, each.why) for each in found.lost] == [("Texte A ?", Misfit.NO_OPTION)]
    assert parts(found, "a") == [(Cause.QUESTIONNAIRE, -25)]


def test_each_part_starts_where_the_former_one_ended() -> None:
    softer = content(
        question("A", "a", choices=options({"oui": 0, "non": 3}, cautious=3)),
        question("B", "b", choices=YES_NO),
        version="2",
    )
    found = compared(content(), softer, {"A": "non", "B": "non"}, {"A": "oui", "B": "non"})
    first, second = found.needs[0].parts
    assert (first.cause, first.gap, second.cause, second.gap) == (Cause.QUESTIONNAIRE, -25, Cause.TERRITORY, -75)
    assert first.after == second.before
    assert found.needs[0].part(Cause.TERRITORY) == second
    assert isinstance(found.needs[0].part(Cause.TERRITORY), Part)
    assert [each.need.id for each in found.moved_by(Cause.TERRITORY)] == ["a"]


def test_two_territories_are_not_compared() -> None:
    with pytest.raises(ValueError, match="two territories"):
        compare(of(commune(), answers(), content(), TODAY), of(epci(), answers(), content(), TODAY))
