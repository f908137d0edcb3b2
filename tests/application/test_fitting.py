"""Answers given under another questionnaire: what still exists is taken over, the rest is named with its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from ansm.application.fitting import NO_OPTION, NO_QUESTION, OTHER_RULES, fit
from ansm.domain.handbook import Handbook
from ansm.domain.history import HistoryRow
from tests.domain.real import book

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def row(name: str, question: str, *values: str, replaces: str | None = None, role: str | None = None) -> HistoryRow:
    return HistoryRow(name, question, values, role, NOON, replaces)


def renamed() -> Handbook:
    """The questionnaire, where SEC-01 was OLD-01 and its « manuel » was « main » in former days."""
    shipped = book()
    questions = tuple(
        replace(
            each,
            aliases=("OLD-01",),
            options=tuple(
                replace(option, aliases=("main",)) if option.value == "manuel" else option for option in each.options
            ),
        )
        if each.id == "SEC-01"
        else each
        for each in shipped.questionnaire.questions
    )
    return replace(shipped, questionnaire=replace(shipped.questionnaire, questions=questions))


def test_former_names_of_questions_and_options_are_understood() -> None:
    fitted = fit(renamed(), (row("a-1", "OLD-01", "main"),))
    assert fitted.rows == (row("a-1", "SEC-01", "manuel"),)
    assert fitted.left_out == ()


def test_each_answer_left_out_says_why() -> None:
    rows = (
        row("a-1", "GONE-01", "oui"),
        row("a-2", "SEC-01", "never"),
        row("a-3", "SEC-05", "oui", "non"),
        row("a-4", "SEC-02", "oui"),
    )
    fitted = fit(renamed(), rows)
    assert fitted.rows == (rows[3],)
    assert [(each.question, each.reason) for each in fitted.left_out] == [
        ("GONE-01", NO_QUESTION),
        ("SEC-01", NO_OPTION),
        ("SEC-05", OTHER_RULES),
    ]
    assert [bool(each.text) for each in fitted.left_out] == [False, True, True]


def test_an_answer_changed_since_is_not_told_as_left_out() -> None:
    fitted = fit(renamed(), (row("a-1", "SEC-01", "never"), row("a-2", "SEC-01", "non", replaces="a-1")))
    assert fitted.rows == (row("a-2", "SEC-01", "non"),)
    assert fitted.left_out == ()


def test_who_replaced_whom_stays_true_around_a_row_left_out() -> None:
    rows = (
        row("a-1", "SEC-01", "non"),
        row("a-2", "SEC-01", "never", replaces="a-1"),
        row("a-3", "SEC-01", "still-never", replaces="a-2"),
        row("a-4", "SEC-01", "auto", replaces="a-3"),
    )
    assert fit(renamed(), rows).rows == (rows[0], replace(rows[3], replaces="a-1"))


def test_an_erased_answer_stays_erased() -> None:
    rows = (row("a-1", "SEC-01", "non"), row("a-2", "SEC-01", replaces="a-1"))
    assert fit(renamed(), rows).rows == rows


def test_only_a_role_that_the_questionnaire_knows_is_kept() -> None:
    rows = (row("a-1", "SEC-01", "non", role="elu"), row("a-2", "SEC-02", "oui", role="Jeanne.Martin"))
    assert [each.role for each in fit(renamed(), rows).rows] == ["elu", None]
