"""What a mayor reads in one minute: what to do first and why, what goes well, whom to ask, and how sure it is."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from ansm.domain.bands import Band
from ansm.domain.refinement import Refinement
from ansm.web.results.asking import GROUPS, asking, doubts, to
from ansm.web.results.refine import refine
from ansm.web.results_view import results_view
from tests.web.golden_results import ALL_WELL, BUSY, DOES_NOT_KNOW, EMPTY, JOURNEYS, ON_PAPER, diagnosed

every_journey = pytest.mark.parametrize("journey", JOURNEYS)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@every_journey
def test_each_first_action_has_one_short_sentence_of_reason_and_its_delay(journey: str) -> None:
    """Nothing to open: the action, why in one sentence, when and for how long."""
    diagnostic = diagnosed(journey)
    steps = results_view(diagnostic, moved=False).minute.steps
    assert [step.action for step in steps] == [each.need.action for each in diagnostic.in_band(Band.FIRST)]
    for step in steps:
        assert len(step.why) < 130
        assert len(re.findall(r"[.!?](?:\s|$)", step.why)) == 1
        assert step.effort.startswith("Dans l")
        assert step.target.startswith("#action-")


def test_what_goes_well_is_said_in_one_line() -> None:
    """How many subjects, three of them by name."""
    well = plain(results_view(diagnosed(ALL_WELL), moved=False).minute.well)
    assert well.startswith("38 sujets vont bien, dont « Avoir un nom officiel")
    assert well.count("«") == 3


@every_journey
def test_every_doubt_is_to_be_asked_to_someone_once(journey: str) -> None:
    """A few people, each with the number of questions; nobody is named twice."""
    diagnostic = diagnosed(journey)
    groups = asking(diagnostic)
    assert len(groups) <= GROUPS
    asked = [one.question.text for group in groups for one in group.questions]
    assert sorted(asked) == sorted(each.text for each in doubts(diagnostic))
    assert len({group.title for group in groups}) == len({group.anchor for group in groups}) == len(groups)
    for group in groups:
        assert re.fullmatch(rf"À demander (à|au|aux) .+ : {len(group.questions)} questions?", plain(group.title)), (
            group.title
        )


def test_who_knows_most_comes_first_and_the_rare_ones_last_together() -> None:
    """When everything is unknown: the town clerk, the contractor, the elected colleagues, then others."""
    titles = [plain(group.title) for group in asking(diagnosed(DOES_NOT_KNOW))]
    assert titles[0].startswith("À demander à votre secrétariat : ")
    assert titles[1].startswith("À demander à votre prestataire informatique : ")
    assert titles[2].startswith("À demander à vos collègues élus : ")
    assert titles[3].startswith("À demander à d’autres personnes : ")


@pytest.mark.parametrize(
    ("person", "asked"),
    [
        ("votre secrétariat", "à votre secrétariat"),
        ("la personne qui tient le site", "à la personne qui tient le site"),
        ("le secrétariat", "au secrétariat"),
        ("les agents", "aux agents"),
        ("un élu", "à un élu"),
    ],
)
def test_one_asks_as_french_wants(person: str, asked: str) -> None:
    """The article and « à » contract."""
    assert to(person) == asked


def test_the_result_is_provisional_until_nothing_left_can_change_it() -> None:
    """First the essential questions with a way to them, then the others with a way to the themes, then no more."""
    some = results_view(diagnosed(ON_PAPER), moved=False)
    assert plain(some.opening.provisional).startswith("Il reste 7 questions essentielles (environ ")
    assert some.opening.provisional_link
    assert some.minute.start == "Par quoi commencer, pour l’instant"
    whole = diagnosed(BUSY)
    left = replace(whole, to_complete=whole.journey.questions[10:13])
    further = results_view(left, moved=False)
    assert plain(further.opening.provisional).startswith(
        "Vous avez répondu à l’essentiel. 3 autres questions peuvent encore"
    )
    assert further.opening.provisional_link == ""
    final = results_view(whole, moved=False)
    assert (final.opening.provisional, final.minute.start) == ("", "Par quoi commencer")


def test_answers_to_choose_between_are_told_with_the_way_to_each_question() -> None:
    """None when nobody disagrees; an identifier of another content is left out."""
    assert results_view(diagnosed(BUSY), moved=False).opening.conflicts == ()
    conflicts = results_view(diagnosed(BUSY), moved=False, conflicts=("SEC-01", "ANCIENNE")).opening.conflicts
    assert [link.address for link in conflicts] == ["/diagnostic/?question=SEC-01"]


@every_journey
def test_the_themes_to_complete_hold_every_question_left_with_their_minutes(journey: str) -> None:
    """Each theme once, with a way to it and to each of its questions."""
    diagnostic = diagnosed(journey)
    block = refine(diagnostic, ())
    shown = (*block.first, *block.others)
    assert sorted(link.text for one in shown for link in one.questions) == sorted(
        each.text for each in diagnostic.to_complete
    )
    assert [one.address for one in shown] == [
        f"/diagnostic/?theme={theme.id}"
        for theme in diagnostic.handbook.questionnaire.themes
        if any(each.theme == theme.id for each in diagnostic.to_complete)
    ]
    assert all(re.search(r"\d+\squestions?, environ ", one.size) for one in shown)


def test_a_theme_that_can_change_the_first_actions_comes_first() -> None:
    """In the order of the refinement; without any, three are in sight."""
    diagnostic = diagnosed(ON_PAPER)
    block = refine(diagnostic, (Refinement("territoire", 1, 1), Refinement("securite", 3, 0)))
    assert [one.address for one in block.first] == ["/diagnostic/?theme=territoire"]
    assert block.others[0].address == "/diagnostic/?theme=securite"
    assert "premières actions" in block.title
    assert plain(block.others_label) == f"{len(block.others)} autres thèmes à compléter"
    equal = refine(diagnostic, ())
    assert len(equal.first) == 3
    assert refine(diagnosed(ALL_WELL), ()).first == ()


def test_nothing_is_asked_of_anyone_before_the_first_answer() -> None:
    """The line says what is missing instead."""
    assert plain(results_view(diagnosed(EMPTY), moved=False).minute.sure).startswith("Rien pour l’instant : ")
