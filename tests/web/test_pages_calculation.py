"""« Comprendre le calcul » is made from the handbook: everything is there, and its numbers follow the files."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from ansm.domain import say
from ansm.domain.action_words import effort
from ansm.domain.handbook import Handbook
from ansm.domain.priorities import Criterion
from ansm.domain.recommendations import Openness
from ansm.expertise import Expertise, application_version
from ansm.web import french
from ansm.web.calculation.criteria import criteria, worked
from ansm.web.calculation.law import laws
from ansm.web.calculation.needs import sheets
from ansm.web.calculation.rules import capacity_lines
from ansm.web.pages.calculation import explained
from ansm.web.results.reasons import CRITERIA, SHOWS
from ansm.web.routes import need_anchor
from tests.web.reading_pages import anchors, words

MINIMAL = Path(__file__).parent.parent / "content" / "minimal"


@cache
def shipped() -> Expertise:
    """The questionnaire of the project."""
    return Expertise.load()


def handbook() -> Handbook:
    """Its rules."""
    return shipped().handbook


@cache
def text() -> str:
    """The words of the page."""
    return words(explained(shipped()))


def with_weighting(**changes: object) -> str:
    """The words of the page when these numbers of the model are others."""
    other = replace(handbook(), weighting=replace(handbook().weighting, **changes))  # type: ignore[arg-type]
    return words(explained(replace(shipped(), handbook=other)))


def plain(written: str) -> str:
    """With ordinary spaces."""
    return " ".join(written.replace("\u00a0", " ").replace("\u202f", " ").split())


def test_each_need_can_be_linked_to() -> None:
    """One anchor a need, and no identifier twice on the page."""
    found = anchors(explained(shipped()))
    assert {need_anchor(need.id) for need in handbook().needs} <= set(found)
    assert len(found) == len(set(found))


def test_each_need_shows_its_questions_values_source_and_what_answers_it() -> None:
    """Question by question, and service by service."""
    found = {sheet.id: sheet for theme in sheets(handbook()) for sheet in theme.needs}
    assert set(found) == {need.id for need in handbook().needs}
    for need in handbook().needs:
        sheet = found[need.id]
        assert str(need.impact) in sheet.values
        assert str(need.severity) in sheet.values
        assert effort(need.effort).lower() in sheet.values
        assert need.source in sheet.source
        assert say.day(need.verified_on) in sheet.source
        asked = [handbook().questionnaire.question(name) for name, _ in handbook().feeds.get(need.id, ())]
        assert [each.text for each in sheet.questions] == [each.text for each in asked if each]
        named = ", ".join(group.names for group in sheet.services)
        assert all(each.name in named for each in handbook().services if each.why_for(need.id))
        assert sheet.before == tuple(handbook().need(name).label for name in need.prerequisites)
        told = (
            need.label,
            sheet.values,
            sheet.source,
            need.without_digital,
            *(group.names for group in sheet.services),
        )
        for written in told:
            assert plain(written) in text()


def test_each_answer_of_a_scored_question_is_read_in_words() -> None:
    """Every option is under its degree; boxes that are counted say how many."""
    for theme in sheets(handbook()):
        for sheet in theme.needs:
            for question in sheet.questions:
                assert question.degrees
                assert all(degree.shows in (*SHOWS, "hors du calcul") for degree in question.degrees)
                assert "Je ne sais pas" in question.note
    assert "3 cases ou plus" in text()


def test_a_closed_service_is_never_listed_with_the_open_ones() -> None:
    """Nor one whose welcome is to be confirmed."""
    for theme in sheets(handbook()):
        for sheet in theme.needs:
            groups = {group.title: group.names.split(", ") for group in sheet.services}
            shown_open = groups.get("Services ouverts à de nouvelles collectivités", [])
            fit = {each.name for each in handbook().services if each.active and each.openness is Openness.OPEN}
            assert set(shown_open) <= {name for full in fit for name in full.split(", ")}


def test_every_obligation_and_rule_is_told_once_with_its_source() -> None:
    """Whatever the calculation does with it."""
    listed = [law.label for group in laws(handbook()) for law in group.laws]
    assert sorted(listed) == sorted(each.label for each in handbook().obligations)
    for each in handbook().obligations:
        assert plain(each.source) in text()
        assert plain(each.reference) in text()
    for rule in handbook().rules:
        assert plain(rule.source) in text()
        assert plain(rule.status) in text()
        assert plain(french.inhabitants(rule.threshold)) in text()


def test_versions_and_the_status_of_the_numbers_are_said() -> None:
    """Questionnaire, territories, program."""
    assert handbook().version in text()
    assert shipped().territories.version in text()
    assert application_version() in text()
    assert plain(handbook().weighting.source) in text()
    assert "aleur de départ, à valider" in text()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"candidate_gap": 37}, "son écart atteint 37 sur 100"),
        ({"candidate_obligation": 61}, "obligation y pèse 61 sur 100"),
        ({"reliability": 43}, "Si moins de 43 % des réponses sont connues"),
        ({"impact_bonus": 17}, "plus 17 points"),
        ({"band_gap": 9}, "diffèrent d’au moins 9 points"),
        ({"band_window": 2}, "à 2 places près"),
        ({"capacity_maximum": 11}, "sans dépasser 11 actions"),
        ({"capacity_default": 4}, "« Je ne sais pas » : 4 actions"),
        ({"will_ranks": (90, 80)}, "90 points en premier et 80 points en deuxième"),
        ({"ease_steps": ((Fraction(3), 66),), "ease_otherwise": 7}, "66 points jusqu’à 3 jours. Au-delà, 7."),
        ({"weights": tuple((name, 10) for name in Criterion)}, "10 parts sur 60 , soit 16 %"),
        ({"weights": ((Criterion.NEED, 0), (Criterion.WILL, 3))}, "le calcul 3 fois"),
    ],
)
def test_a_number_changed_in_the_files_changes_on_the_page(changes: dict[str, object], says: str) -> None:
    """None is copied by hand."""
    assert says not in text()
    assert says in with_weighting(**changes)


def test_capacity_follows_the_order_of_the_question() -> None:
    """As it is read on the screen, then the silent case."""
    question = handbook().questionnaire.question(handbook().weighting.capacity_question)
    assert question is not None
    sizes = dict(handbook().weighting.capacity)
    expected = [option.label for option in question.options if option.value in sizes]
    shown = [plain(label) for label, _ in capacity_lines(handbook())]
    assert shown[:-1] == [f"« {plain(label)} »" for label in expected]


def test_each_criterion_has_a_weight_a_meaning_and_an_example_from_the_files() -> None:
    """In the order they are printed everywhere."""
    views = criteria(handbook())
    assert [view.name for view in views] == [CRITERIA[name] for name, _ in handbook().weighting.weights]
    assert 100 - len(views) < sum(view.share for view in views) <= 100
    labels = [need.label for need in handbook().needs] + [each.text for each in handbook().questionnaire.questions]
    for view in views:
        assert view.meaning
        assert view.value
        assert any(label in view.example for label in labels)


def test_the_worked_example_sums_to_its_priority() -> None:
    """To the tenth of a point."""
    example = worked(handbook())

    def tenths(said: str) -> int:
        return int(said.replace(",", ""))

    assert sum(tenths(line.brings) for line in example.lines) == tenths(example.total) > 0
    assert [line.name for line in example.lines] == [CRITERIA[name] for name, _ in handbook().weighting.weights]


def test_the_page_can_be_written_for_another_questionnaire() -> None:
    """The smallest one of the tests: fewer needs, no example for everything."""
    other = Expertise.load(MINIMAL)
    page = words(explained(other))
    assert all(plain(need.label) in page for need in other.handbook.needs)
