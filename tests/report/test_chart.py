"""The themes at a glance, alone or beside an earlier diagnostic, in bars, in a table and in words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from ansm.domain.answers import Answer, Answers
from ansm.domain.diagnostic import Diagnostic, establish
from ansm.domain.publication import Edition
from ansm.report import Document, compose
from ansm.report.html import to_html
from ansm.report.typography import NBSP
from tests.report import builders, profiles
from tests.report.builders import CONTEXT, all_answers, diagnostic, handbook

THEN = date(2026, 3, 3)


def earlier(answers: Answers | None = None, **changes: object) -> Diagnostic:
    """A diagnostic of the third of March, when everything was answered badly unless told otherwise."""
    built = diagnostic() if answers is None else diagnostic(answers)
    return replace(built, opened_on=THEN, **changes)  # type: ignore[arg-type]  # tests change any field by name


def better() -> Diagnostic:
    return diagnostic(all_answers("partiel", handbook()))


def bars(document: Document) -> list[tuple[str, str]]:
    """The rectangles drawn: width and paint."""
    return re.findall(r'<rect [^>]*width="([\d.]+)" height="[\d.]+" fill="(#[0-9a-f]+)"', to_html(document))


def test_without_an_earlier_diagnostic_each_theme_has_one_bar_and_one_figure() -> None:
    document = compose(better(), CONTEXT)
    assert (document.before_day, document.before_note) == ("", "")
    assert {bar.before for bar in document.themes} == {None}
    assert [paint for _, paint in bars(document)] == ["#1c3a5e"] * len(document.themes)


def test_an_earlier_diagnostic_stands_beside_in_bars_table_and_words() -> None:
    document = compose(better(), CONTEXT, before=earlier())
    assert document.before_day == "03/03/2026"
    assert {bar.before for bar in document.themes} == {100}
    assert all(bar.gap in (50, 58) for bar in document.themes)
    drawn = [(width, paint) for bar in document.themes for width, paint in ((bar.gap, "#1c3a5e"), (bar.before, "#fff"))]
    assert bars(document) == [(str(5.0 * (width or 0)), paint) for width, paint in drawn]
    assert "Écart avant, le 03/03/2026" in to_html(document)
    assert document.chart_text.startswith(
        f"Écart moyen par thème, de 0 (rien à faire) à 100 ; entre parenthèses, l’écart du 3{NBSP}mars"
    )
    assert "Données personnelles et documents 50 (100)" in document.chart_text
    assert "Barre pleine" in document.before_note


def test_another_questionnaire_is_told_in_words_and_nothing_is_compared() -> None:
    old = earlier(handbook=replace(handbook(), version="2025.1"))
    document = compose(better(), CONTEXT, before=old)
    assert {bar.before for bar in document.themes} == {None}
    assert document.before_day == ""
    assert document.before_note.startswith(f"Le questionnaire a changé depuis votre diagnostic du 3{NBSP}mars 2026")


def test_an_earlier_diagnostic_that_knew_too_little_is_told_in_words() -> None:
    document = compose(better(), CONTEXT, before=earlier(Answers()))
    assert document.before_day == ""
    assert "trop peu de réponses sûres pour être comparé" in document.before_note


def test_a_diagnostic_of_another_territory_is_never_a_before() -> None:
    elsewhere = earlier(territory=builders.territory(code="38999", name="Ailleurs"))
    assert compose(better(), CONTEXT, before=elsewhere) == compose(better(), CONTEXT)


def test_a_theme_unknown_today_or_before_says_so_and_draws_no_bar() -> None:
    document = compose(better(), CONTEXT, before=earlier())
    first, second, *others = document.themes
    odd = replace(document, themes=(replace(first, gap=None), replace(second, before=None), *others))
    assert to_html(odd).count("<td>inconnu</td>") == 2
    assert len(bars(odd)) == 2 * len(document.themes) - 2


def test_nothing_known_draws_no_chart_whatever_came_before() -> None:
    document = compose(diagnostic(Answers()), CONTEXT, before=earlier())
    assert (document.themes, document.chart_text, document.before_note) == ((), "", "")


def test_the_publishable_edition_compares_with_the_publishable_part_of_what_came_before() -> None:
    """A withheld answer given then moves nothing, as one given today."""
    now = profiles.rich()
    verdict = now.eligibility
    given = now.journey.answers
    question = next(
        each for each in profiles.book().questionnaire.questions if each.id in profiles.withheld_questions()
    )
    other = given.with_answer(Answer(question.id, (question.options[0].value,)))
    shown = {
        compose(
            now,
            CONTEXT,
            Edition.PUBLISHABLE,
            before=establish(now.territory, answers, profiles.book(), verdict, None, THEN),
        )
        for answers in (given, other)
    }
    assert given != other
    assert len(shown) == 1
    assert "Sécurité et copies de secours" not in shown.pop().chart_text
