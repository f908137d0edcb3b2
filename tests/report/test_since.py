"""What changed since the former diagnostic, on paper: said in the internal edition, and without a leak in the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ansm.domain.answers import Answer, Answers
from ansm.domain.diagnostic import Diagnostic, establish
from ansm.domain.eligibility import decide
from ansm.domain.handbook import Handbook
from ansm.domain.publication import Edition
from ansm.report import compose
from ansm.report.html import to_html
from ansm.report.typography import NBSP
from tests.builders import commune
from tests.domain.real import as_answers, book, random_answers
from tests.report.builders import CONTEXT

THEN, NOW = date(2025, 3, 3), date(2026, 11, 26)


def of(answers: Answers, day: date, handbook: Handbook | None = None) -> Diagnostic:
    place, content = commune(900), handbook or book()
    return establish(place, answers, content, decide(place, content.rules, day), None, day)


def answers(*changes: tuple[str, str]) -> Answers:
    found = as_answers(random_answers(4, 0.1, 0.1))
    for question, value in changes:
        found = found.with_answer(Answer(question, (value,)))
    return found


def test_without_a_former_diagnostic_nothing_is_said() -> None:
    document = compose(of(answers(), NOW), CONTEXT)
    assert document.since is None
    assert "Ce qui a changé depuis" not in to_html(document)


def test_what_changed_is_printed_by_kind() -> None:
    former = of(answers(("SIT-01", "non"), ("CON-01", "cuivre")), THEN)
    document = compose(of(answers(("SIT-01", "oui"), ("CON-01", "fibre")), NOW), CONTEXT, before=former)
    assert document.since is not None
    assert document.since.title == f"Ce qui a changé depuis le 3{NBSP}mars 2025"
    assert "Ce qui s’est amélioré chez vous" in [group.title for group in document.since.groups]
    page = to_html(document)
    for group in document.since.groups:
        assert f"<h3>{group.title}</h3>" in page


def test_a_diagnostic_of_another_territory_is_never_a_former_one() -> None:
    other = replace(of(answers(), THEN), territory=replace(commune(900), code="01001"))
    assert compose(of(answers(), NOW), CONTEXT, before=other).since is None


def test_the_publishable_edition_says_nothing_of_what_is_withheld() -> None:
    """Whatever was answered to withheld questions, then or now, the published document is the same."""
    told = []
    for then, now in (("non", "auto"), ("auto", "non"), ("nsp", "manuel")):
        former = of(answers(("SEC-01", then), ("CON-01", "cuivre")), THEN)
        new = of(answers(("SEC-01", now), ("CON-01", "fibre")), NOW)
        told.append(compose(new, CONTEXT, Edition.PUBLISHABLE, former))
    assert told[0] == told[1] == told[2]
    assert told[0].since is not None
    assert any("connexion" in item.label for group in told[0].since.groups for item in group.items)


def test_what_was_public_then_and_is_withheld_today_is_not_published() -> None:
    """A former rule that withheld less does not tell what is hidden now."""
    rule = book().withheld
    assert rule is not None
    loose = replace(rule, themes=(), questions=tuple(each for each in rule.questions if each != "SEC-01"))
    old = replace(book(), version="2025.1-0badc0de", withheld=loose)
    told = [
        compose(of(answers(), NOW), CONTEXT, Edition.PUBLISHABLE, of(answers(("SEC-01", then)), THEN, old))
        for then in ("non", "auto")
    ]
    assert told[0] == told[1]
