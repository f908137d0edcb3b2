"""The town and its advisor told apart on paper: who answered what, what is to be settled, and no more in public."""

from __future__ import annotations

import random
from functools import cache

import page
import pymupdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansm.domain.answers import Answers
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.history import HistoryRow
from ansm.domain.publication import Edition, Withheld, publishable
from ansm.domain.territory import Territory
from ansm.exchange import diagnostic_json
from ansm.report import compose, compose_sheet, render
from ansm.report.code import code_of
from tests.domain.real import Given, answer_of, as_answers, book, diagnosed, places
from tests.domain.real import profiles as answers_to_the_real_questionnaire
from tests.office.examples import epci
from tests.report import builders, profiles
from tests.report.builders import CONTEXT
from tests.report.secrets_of import everything_in, found_in, secrets_of
from tests.report.structure import faults
from tests.report.test_editions import mixed, shipped_rule, withheld_changed
from tests.two_sides import heard, told_by_two, visited

dice = st.integers(0, 2**32 - 1).map(random.Random)


def small() -> Diagnostic:
    """Two answers of the advisor's, one agreed with, one chosen instead of the town's, two that wait."""
    return visited(
        builders.diagnostic(),
        filled=("SEC-01", "SEC-02"),
        agreed=("DON-01",),
        proposed={"HAB-01": ("oui",), "DON-02": ("partiel",)},
        instead={"IDE-01": ("oui",)},
    )


@cache
def rich() -> Diagnostic:
    """The real content, answered badly by both, a third of it to be settled."""
    found = profiles.rich()
    questions = [each for each in found.journey.questions if found.journey.chosen(each.id)]
    other = {each.id: _other(found, each.id) for each in questions[::3]}
    return visited(found, filled=[each.id for each in questions[1::3]], proposed=other)


def _other(found: Diagnostic, name: str) -> tuple[str, ...]:
    question = found.handbook.questionnaire.question(name)
    assert question is not None
    chosen = found.journey.chosen(name)
    return next((each.value,) for each in question.options if (each.value,) != chosen)


def answered(found: Diagnostic) -> dict[str, str]:
    """The annex: each question with its answer and marks."""
    return {row.label: row.cells[0] for group in compose(found, CONTEXT).answers for row in group.rows}


def asked(found: Diagnostic, name: str) -> str:
    question = found.handbook.questionnaire.question(name)
    assert question is not None
    return question.text


def test_where_no_advisor_has_a_part_the_paper_is_the_same_to_the_code() -> None:
    found = builders.diagnostic()
    for edition in Edition:
        assert compose(visited(found), CONTEXT, edition) == compose(found, CONTEXT, edition)
        assert compose_sheet(visited(found), CONTEXT, edition) == compose_sheet(found, CONTEXT, edition)
    assert compose(found, CONTEXT).settling is None
    assert compose(found, CONTEXT).method.origin == ""
    assert "sides" not in diagnostic_json(found, "t", "a")


def test_the_code_follows_what_is_to_be_settled_and_where_answers_come_from() -> None:
    one, other = visited(builders.diagnostic(), proposed={"HAB-01": ("oui",)}), builders.diagnostic()
    papers = [compose(each, CONTEXT) for each in (one, other, small())]
    assert len({code_of(each) for each in papers}) == len(papers)


def test_what_is_to_be_settled_gives_both_answers_and_the_one_that_counts_first() -> None:
    settling = compose(small(), CONTEXT).settling
    assert settling is not None
    assert settling.table.headers == ("Question", "Réponse retenue en attendant", "Autre réponse")
    assert [(row.label, *row.cells) for row in settling.table.rows] == [
        (asked(small(), "DON-02"), "Non — votre commune", "En partie — le conseiller"),
        (asked(small(), "HAB-01"), "Non — votre commune", "Oui — le conseiller"),
    ]
    assert "Ouvrez le questionnaire avec votre lien personnel" in settling.introduction
    assert "le calcul compte la réponse retenue jusqu’ici, et elle seule" in settling.introduction


def test_one_question_is_told_in_the_singular_and_an_answer_erased_is_none() -> None:
    found = builders.diagnostic(Answers())
    erased = told_by_two(Answers(), proposed={"HAB-01": ("oui",)})
    settling = compose(heard(found, erased), CONTEXT).settling
    assert settling is not None
    assert settling.introduction.startswith("Cette question a reçu")
    assert [row.cells for row in settling.table.rows] == [("Pas de réponse", "Oui — le conseiller")]


def test_the_annex_marks_in_words_what_the_advisor_answered() -> None:
    told = answered(small())
    assert told[asked(small(), "SEC-01")] == "Non (réponse du conseiller)"
    assert told[asked(small(), "IDE-01")] == "Non (réponse du conseiller, choisie à la place de « Oui »)"
    assert told[asked(small(), "HAB-01")] == "Non (à départager)"
    assert told[asked(small(), "DON-01")] == "Non"
    note = compose(small(), CONTEXT).answers_note
    assert "« Réponse du conseiller » : elle vient seulement du conseiller qui vous accompagne." in note
    assert note.endswith("Toutes les autres viennent de votre commune.")


def test_the_method_counts_where_the_answers_come_from_and_no_one_is_named() -> None:
    document = compose(small(), CONTEXT)
    tally = small().voices.tally(small().journey)
    assert (tally.advisor, tally.both, tally.unsettled) == (3, 1, 2)
    assert "3 du conseiller qui vous accompagne" in document.method.origin.replace("\u00a0", " ")
    assert (
        "Le conseiller qui vous accompagne en a donné 3\u00a0; il reste 2\u00a0questions à départager."
        in (document.summary.sentences[0])
    )


def test_the_two_pages_count_too() -> None:
    for edition in Edition:
        assert "il reste 2\u00a0questions à départager." in compose_sheet(small(), CONTEXT, edition).known


def test_an_intercommunalite_is_called_so() -> None:
    settling = compose(visited(builders.diagnostic(place=epci()), proposed={"HAB-01": ("oui",)}), CONTEXT).settling
    assert settling is not None
    assert settling.table.rows[0].cells[0] == "Non — votre intercommunalité"


@pytest.mark.parametrize("edition", Edition)
def test_the_paper_stays_accessible_and_archivable(edition: Edition) -> None:
    pdf = render(compose(rich(), CONTEXT, edition))
    assert page.validate_pdf_bytes(pdf, profile="ua1").failures == []
    assert page.validate_pdf_bytes(pdf, profile="3a").failures == []
    assert faults(pdf) == []


@pytest.mark.parametrize("edition", Edition)
def test_page_one_and_the_two_pages_still_hold(edition: Edition) -> None:
    for seed in range(3):
        found = profiles.at_random(seed)
        names = [each.id for each in found.journey.questions if found.journey.chosen(each.id)]
        both = visited(found, filled=names[::2], proposed={name: _other(found, name) for name in names[1::2]})
        with pymupdf.open(stream=render(compose(both, CONTEXT, edition)), filetype="pdf") as opened:
            assert "Un seul contact pour commencer" in opened[0].get_text()
        with pymupdf.open(stream=render(compose_sheet(both, CONTEXT, edition)), filetype="pdf") as opened:
            assert len(opened) == 2


def test_the_published_paper_lists_no_answer_of_either_side() -> None:
    document = compose(small(), CONTEXT, Edition.PUBLISHABLE)
    assert (document.settling, document.answers) == (None, ())
    told = diagnostic_json(publishable(small()), "t", "a")["sides"]
    assert isinstance(told, dict)
    assert set(told) == {"town", "advisor", "both", "unsettled"}


def test_no_string_of_the_public_file_names_anything_withheld() -> None:
    found = found_in(everything_in(render(compose(rich(), CONTEXT, Edition.PUBLISHABLE))), secrets_of(book()))
    assert found == []


def told_apart(given: Given, seed: int, rule: Withheld, draw: random.Random) -> tuple[HistoryRow, ...]:
    """A history that ends in these answers: the same for what is public, whatever `draw` makes of what is withheld."""
    rows: list[HistoryRow] = []
    for question in book().questionnaire.questions:
        hidden = tuple(each.value for each in rule.options if each.question == question.id)
        withheld = question.id in rule.questions
        lot = draw if withheld else random.Random(f"{seed}{question.id}")  # noqa: S311  # a test’s dice
        fate, other = lot.choice(("filled", "agreed", "proposed", "instead", "")), answer_of(question, lot)
        if hidden:
            other = mixed(tuple(each for each in other if each not in hidden), hidden, draw)
        values = given.get(question.id, ())
        rows += told_by_two(
            as_answers({question.id: values} if values else {}),
            filled=(question.id,) if fate == "filled" else (),
            agreed=(question.id,) if fate == "agreed" else (),
            proposed={question.id: other} if fate == "proposed" and other and values else None,
            instead={question.id: other} if fate == "instead" and other else None,
        )
    return tuple(rows)


def lived(place: Territory, given: Given, seed: int, rule: Withheld, draw: random.Random) -> Diagnostic:
    """The diagnostic of these answers, given by two."""
    return heard(diagnosed(place, given), told_apart(given, seed, rule, draw))


@settings(max_examples=30)
@given(places, answers_to_the_real_questionnaire(), dice, st.integers(0, 2**32 - 1))
def test_nothing_public_depends_on_who_answered_what_is_withheld(
    place: Territory, answers: Given, draw: random.Random, seed: int
) -> None:
    """Neither a text, nor a count, nor the reasons of an action, nor the attached JSON."""
    rule = shipped_rule()
    one = lived(place, answers, seed, rule, draw)
    other = lived(place, withheld_changed(answers, rule, draw), seed, rule, draw)
    assert compose(one, CONTEXT, Edition.PUBLISHABLE) == compose(other, CONTEXT, Edition.PUBLISHABLE)
    assert compose_sheet(one, CONTEXT, Edition.PUBLISHABLE) == compose_sheet(other, CONTEXT, Edition.PUBLISHABLE)
    assert diagnostic_json(publishable(one), "t", "a") == diagnostic_json(publishable(other), "t", "a")


@settings(max_examples=30)
@given(places, answers_to_the_real_questionnaire(), dice)
def test_an_advisor_who_answered_only_what_is_withheld_was_never_there(
    place: Territory, answers: Given, draw: random.Random
) -> None:
    rule = shipped_rule()
    secret = {name: values for name, values in answers.items() if name in rule.questions}
    history = told_by_two(as_answers(secret), filled=[name for name in secret if draw.random() < 0.5])
    found = diagnosed(place, answers)
    assert compose(heard(found, history), CONTEXT, Edition.PUBLISHABLE) == compose(found, CONTEXT, Edition.PUBLISHABLE)


def test_the_internal_edition_does_tell_them_apart() -> None:
    """Otherwise the properties above would prove nothing."""
    found = profiles.rich()
    one, other = visited(found, filled=("SEC-01",)), visited(found, filled=("SEC-02",))
    assert compose(one, CONTEXT) != compose(other, CONTEXT)
    assert compose(one, CONTEXT, Edition.PUBLISHABLE) == compose(other, CONTEXT, Edition.PUBLISHABLE)
    public = visited(found, filled=("TER-01",))
    assert compose(public, CONTEXT, Edition.PUBLISHABLE) != compose(found, CONTEXT, Edition.PUBLISHABLE)
