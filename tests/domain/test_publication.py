"""What may be published is computed as if what is withheld had never been asked."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from ansm.domain.answers import Answer, Answers
from ansm.domain.conditions import ChoiceAmong, Not
from ansm.domain.consequences import consequences
from ansm.domain.handbook import Handbook
from ansm.domain.publication import Edition, OptionName, Withheld, public_answers, publishable, redacted
from ansm.domain.questionnaire import IndexCase, Question
from tests.builders import commune
from tests.domain.real import as_answers, book, diagnosed, extreme


@cache
def public() -> Handbook:
    """The shipped content, redacted."""
    return redacted(book())


@cache
def rule() -> Withheld:
    """What the editors withhold."""
    assert book().withheld is not None
    return book().withheld


def asked(identifier: str, handbook: Handbook) -> Question:
    question = handbook.questionnaire.question(identifier)
    assert question is not None
    return question


def with_question(changed: Question) -> Handbook:
    """The shipped content with one question written differently."""
    questionnaire = book().questionnaire
    questions = tuple(changed if each.id == changed.id else each for each in questionnaire.questions)
    return replace(book(), questionnaire=replace(questionnaire, questions=questions))


def test_the_dossier_decides_what_is_withheld() -> None:
    """Domain dossier, §7.2: all of security, who holds the codes, shared passwords, the provider, the storage."""
    security = {each.id for each in book().questionnaire.questions if each.id.startswith("SEC-")}
    assert len(security) == 9
    assert set(rule().questions) == security | {"IDN-03", "IDN-05", "PIL-03", "DON-03"}


def test_the_editors_named_every_consequence() -> None:
    assert consequences(rule(), book()) == rule()


def test_nothing_withheld_is_left_in_the_redacted_content() -> None:
    left = public()
    assert not {each.id for each in left.questionnaire.questions} & set(rule().questions)
    assert not {each.id for each in left.needs} & set(rule().needs)
    assert not {each.need for question in left.questionnaire.questions for each in question.feeds} & set(rule().needs)
    assert asked("PIL-04", left).option("securite") is None
    assert not {each.id for each in left.flags} & set(rule().flags)
    assert not {link.need for service in left.services for link in service.links} & set(rule().needs)
    assert "securite" not in {theme.id for theme in left.questionnaire.themes}
    assert consequences(rule(), left) == rule()


def test_a_service_offered_only_for_a_withheld_need_disappears_the_others_lose_that_reason() -> None:
    before = {each.id: each for each in book().services}
    after = {each.id: each for each in public().services}
    assert "mon-aide-cyber" in before
    assert "mon-aide-cyber" not in after
    assert after["fichiers-suite-territoriale"].why_for("documents") is not None
    assert after["fichiers-suite-territoriale"].why_for("sauvegarde") is None


def test_a_need_that_stays_praises_only_what_its_public_answers_tell() -> None:
    """« … et vous en gardez les codes » would be false for whoever lost them, and true would tell that they did not."""
    given = extreme(worst=False) | {"IDN-02": ("oui",), "IDN-03": ("ancien",)}
    result = publishable(diagnosed(commune(900), given))
    kept = next(need for need in result.strengths if need.id == "nom-domaine")
    assert kept.strength == "Votre collectivité a un nom à elle sur Internet."
    assert "codes" not in kept.label + kept.action + kept.strength + kept.done_when


def test_every_need_that_a_withheld_question_feeds_is_withheld_or_written_again() -> None:
    fed = {feed.need for name in rule().questions for feed in asked(name, book()).feeds}
    assert fed == set(rule().needs) & fed | {each.need for each in rule().reworded}


def test_redacting_twice_changes_nothing_more() -> None:
    assert redacted(public()) is public()
    once = publishable(diagnosed(commune(900), extreme(worst=True)))
    assert once.edition is Edition.PUBLISHABLE
    assert publishable(once) is once


def test_only_answers_that_are_still_asked_are_public() -> None:
    given = as_answers({"SEC-01": ("non",), "SIT-01": ("oui",), "PIL-04": ("securite", "temps"), "XXX-01": ("a",)})
    assert public_answers(given, public()).items == (
        Answer("PIL-04", ("temps",)),
        Answer("SIT-01", ("oui",)),
    )


def test_a_question_left_with_no_public_answer_counts_as_skipped() -> None:
    assert public_answers(Answers((Answer("PIL-04", ("securite",)),)), public()).chosen("PIL-04") == ()


def test_a_question_shown_by_a_withheld_answer_is_withheld_too() -> None:
    shown = replace(asked("SIT-06", book()), condition=Not(ChoiceAmong("SEC-07", ("fiche",))))
    more = consequences(rule(), with_question(shown))
    assert set(more.questions) - set(rule().questions) == {"SIT-06"}
    assert "alerte" in more.needs, "a need that nobody reworded is withheld with the question that feeds it"
    assert "alerte-non-prevue" in more.flags


def test_a_question_whose_index_depends_on_a_withheld_answer_is_withheld_too() -> None:
    sit = asked("SIT-06", book())
    first = replace(sit.options[0], index_cases=(IndexCase(ChoiceAmong("SEC-07", ("fiche",)), 1),))
    more = consequences(rule(), with_question(replace(sit, options=(first, *sit.options[1:]))))
    assert "SIT-06" in more.questions


def test_what_looks_at_a_withheld_option_is_withheld_what_looks_at_its_neighbours_is_not() -> None:
    flag = book().flags[-1]
    loud = replace(flag, id="loud", condition=ChoiceAmong("PIL-04", ("securite", "temps")))
    quiet = replace(flag, id="quiet", condition=ChoiceAmong("PIL-04", ("temps",)))
    more = consequences(rule(), replace(book(), flags=(*book().flags, loud, quiet)))
    assert set(more.flags) - set(rule().flags) == {"loud"}


def test_an_option_kept_on_purpose_loses_only_its_withheld_needs() -> None:
    kept = OptionName("PIL-04", "securite")
    left = redacted(replace(book(), withheld=replace(rule(), options=(), kept_options=(kept,))))
    option = asked("PIL-04", left).option("securite")
    assert option is not None
    assert option.needs == ("materiel",)


@pytest.mark.parametrize("worst", [True, False])
def test_a_content_older_than_the_rule_withholds_at_least_as_much(worst: bool) -> None:
    """Nobody wrote how its needs read without the withheld questions: they go, with what leads to them."""
    old = replace(book(), withheld=None)
    left = redacted(old)
    assert {each.id for each in left.questionnaire.questions} <= {each.id for each in public().questionnaire.questions}
    assert {each.id for each in left.needs} == {each.id for each in public().needs} - {
        each.need for each in rule().reworded
    }
    assert publishable(diagnosed(commune(900), extreme(worst=worst), old)).edition is Edition.PUBLISHABLE


def test_a_content_without_any_of_these_questions_withholds_nothing() -> None:
    other = replace(book().questionnaire, questions=book().questionnaire.of_theme("site"))
    left = redacted(replace(book(), questionnaire=other, withheld=None))
    assert left.withheld is not None
    assert left.withheld.questions == ()
    assert left.flags == book().flags
