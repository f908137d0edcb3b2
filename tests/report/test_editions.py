"""Two editions of one diagnostic: the public one tells nothing that is withheld, and says that it does not."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansm.domain.diagnostic import Diagnostic
from ansm.domain.handbook import Handbook
from ansm.domain.publication import Edition, Withheld, publishable, redacted
from ansm.domain.territory import Territory
from ansm.exchange import diagnostic_json, dump
from ansm.report import compose, editions, render
from ansm.report.sections import Omissions
from tests.domain.real import Given, answer_of, book, diagnosed, extreme, places
from tests.domain.real import profiles as answers_to_the_real_questionnaire
from tests.report import builders, profiles
from tests.report.builders import CONTEXT
from tests.report.secrets_of import everything_in, found_in, secrets_of

REAL: dict[str, Callable[[], Diagnostic]] = {
    "rich": profiles.rich,
    "tiny": profiles.tiny,
    "empty": profiles.empty,
    "at random": lambda: profiles.at_random(3),
}
SENTENCE = "Mesures de sécurité\u00a0: communiquées séparément."
dice = st.integers(0, 2**32 - 1).map(random.Random)


@cache
def printed(name: str, edition: Edition = Edition.PUBLISHABLE) -> bytes:
    """The PDF of one profile, in one edition."""
    return render(compose(REAL[name](), CONTEXT, edition))


def withheld_changed(given: Given, rule: Withheld, draw: random.Random) -> Given:
    """Other answers to what the rule names: erased, replaced, added or slipped in; the rest is untouched."""
    changed = dict(given)
    for question in book().questionnaire.questions:
        hidden = tuple(each.value for each in rule.options if each.question == question.id)
        if question.id in rule.questions:
            changed.pop(question.id, None)
            if draw.random() < 0.7:
                changed[question.id] = draw.choice((answer_of(question, draw), ("nsp",)))
        elif hidden:
            changed[question.id] = mixed(given.get(question.id, ()), hidden, draw)
    return {name: values for name, values in changed.items() if values}


def mixed(values: tuple[str, ...], hidden: tuple[str, ...], draw: random.Random) -> tuple[str, ...]:
    """The same public values in the same order, with hidden ones dropped or slipped in at any rank."""
    public = [value for value in values if value not in hidden]
    for value in hidden:
        if draw.random() < 0.5:
            public.insert(draw.randint(0, len(public)), value)
    return tuple(public)


def shipped_rule() -> Withheld:
    """What publication.toml names, read from the file and not from what the program does with it."""
    assert book().withheld is not None
    return book().withheld


def rule_of(handbook: Handbook) -> Withheld:
    """What a content withholds in the end, what follows from its rule included."""
    found = redacted(handbook).withheld
    assert found is not None
    return found


def told(found: Diagnostic) -> str:
    return dump(diagnostic_json(publishable(found), "territoires", "programme"))


@given(places, answers_to_the_real_questionnaire(), dice)
def test_two_diagnostics_that_differ_by_what_is_withheld_are_published_alike(
    place: Territory, answers: Given, draw: random.Random
) -> None:
    """Non-interference: not a figure, not an order, not a count of the public edition looks at a withheld answer."""
    one = diagnosed(place, answers, tipping=True)
    other = diagnosed(place, withheld_changed(answers, shipped_rule(), draw), tipping=True)
    assert told(one) == told(other)
    assert compose(one, CONTEXT, Edition.PUBLISHABLE) == compose(other, CONTEXT, Edition.PUBLISHABLE)


@given(places, answers_to_the_real_questionnaire(), dice)
def test_it_holds_for_any_rule_the_editors_could_write(place: Territory, answers: Given, draw: random.Random) -> None:
    """Any questions withheld, and nothing else named: whatever follows from them is withheld by itself."""
    asked = [question.id for question in book().questionnaire.questions]
    rule = replace(
        shipped_rule(),
        questions=tuple(draw.sample(asked, draw.randint(1, 20))),
        **dict.fromkeys(("needs", "options", "flags", "contradictions", "orientations"), ()),
    )
    handbook = replace(book(), withheld=rule)
    one = diagnosed(place, answers, handbook)
    other = diagnosed(place, withheld_changed(answers, rule_of(handbook), draw), handbook)
    assert compose(one, CONTEXT, Edition.PUBLISHABLE) == compose(other, CONTEXT, Edition.PUBLISHABLE)


@given(places, answers_to_the_real_questionnaire(), dice)
def test_it_holds_for_a_content_older_than_the_rule(place: Territory, answers: Given, draw: random.Random) -> None:
    handbook = replace(book(), withheld=None)
    one = diagnosed(place, answers, handbook)
    other = diagnosed(place, withheld_changed(answers, rule_of(handbook), draw), handbook)
    assert compose(one, CONTEXT, Edition.PUBLISHABLE) == compose(other, CONTEXT, Edition.PUBLISHABLE)


@given(places, answers_to_the_real_questionnaire(), answers_to_the_real_questionnaire(), dice)
def test_it_holds_for_the_earlier_diagnostic_shown_beside(
    place: Territory, answers: Given, earlier: Given, draw: random.Random
) -> None:
    now = diagnosed(place, answers)
    one, other = diagnosed(place, earlier), diagnosed(place, withheld_changed(earlier, shipped_rule(), draw))
    assert compose(now, CONTEXT, Edition.PUBLISHABLE, one) == compose(now, CONTEXT, Edition.PUBLISHABLE, other)


def test_the_internal_edition_does_tell_them_apart() -> None:
    """Otherwise the properties above would prove nothing."""
    place = builders.territory()
    one, other = diagnosed(place, extreme(worst=True)), diagnosed(place, extreme(worst=True) | {"SEC-01": ("auto",)})
    assert compose(one, CONTEXT) != compose(other, CONTEXT)
    assert compose(one, CONTEXT, Edition.PUBLISHABLE) == compose(other, CONTEXT, Edition.PUBLISHABLE)


@pytest.mark.parametrize("name", REAL)
def test_no_string_of_the_public_file_names_anything_withheld(name: str) -> None:
    """Pages, metadata, bookmarks, alternatives of figures, names of links, attachments: every object is read."""
    assert found_in(everything_in(printed(name)), secrets_of(book())) == []


def test_the_search_for_secrets_finds_them_where_they_are() -> None:
    """The internal edition of the same profile holds the questions, needs, flags and services looked for."""
    found = found_in(everything_in(printed("rich", Edition.INTERNAL)), secrets_of(book()))
    withheld = shipped_rule()
    shown = {each.text for each in profiles.rich().journey.questions if each.id in withheld.questions}
    assert len(shown) == 10, "three others are hidden by a bad answer"
    assert shown <= set(found)
    assert {need.label for need in book().needs if need.id in withheld.needs} <= set(found)
    assert {"MonAideCyber", "Pas de copie de secours utilisable", "Sécurité et copies de secours"} <= set(found)


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("name", ["rich", "tiny", "empty"])
def test_each_page_says_which_edition_it_is(name: str, edition: Edition) -> None:
    notices = {
        Edition.INTERNAL: "Version interne : contient des informations de sécurité, ne pas publier en l’état",
        Edition.PUBLISHABLE: "Version publiable : les mesures de sécurité sont communiquées séparément",
    }
    with pymupdf.open(stream=printed(name, edition), filetype="pdf") as opened:
        for sheet in opened:
            said = " ".join(sheet.get_text().split())
            assert notices[edition] in said
            assert not any(notices[other] in said for other in Edition if other is not edition)


def test_the_title_the_description_and_the_file_name_say_it_too() -> None:
    document = compose(profiles.rich(), CONTEXT, Edition.PUBLISHABLE)
    assert document.edition is Edition.PUBLISHABLE
    assert document.kind == "Diagnostic numérique, version publiable"
    assert document.title == "Diagnostic numérique, version publiable : La Buisse, Isère\u00a0(38)"
    assert "Version publiable d’un diagnostic ouvert le" in document.description
    assert document.file_name == (
        "Accompagnement-Numerique-Sur-Mesure_diagnostic_la-buisse_2026-11-22_version-publiable.pdf"
    )


def test_a_line_stands_where_something_is_withheld_and_the_order_is_explained() -> None:
    document = compose(profiles.rich(), CONTEXT, Edition.PUBLISHABLE)
    where = document.omissions
    assert SENTENCE in document.summary.sentences
    assert where.plan.startswith(SENTENCE)
    assert "il peut différer de celui de la version interne" in where.plan
    assert (where.services, where.support, where.themes) == (SENTENCE, SENTENCE, SENTENCE)
    assert where.rules == "", "no rule of law is withheld today"
    assert document.answers_note.endswith(SENTENCE)
    assert "comme si les questions qui n’y figurent pas n’avaient jamais été posées" in document.method.paragraphs[-1]
    assert "L.\u00a0311-5 (à vérifier, 26/11/2026)" in document.method.paragraphs[-1]


def test_the_answers_belong_to_the_internal_edition_alone() -> None:
    assert compose(profiles.rich(), CONTEXT, Edition.PUBLISHABLE).answers == ()
    assert compose(profiles.rich(), CONTEXT).answers != ()


def test_the_internal_edition_is_complete_and_announces_no_omission() -> None:
    document = compose(profiles.rich(), CONTEXT)
    assert document.omissions == Omissions()
    assert SENTENCE not in document.summary.sentences
    assert document.notice == editions.INTERNAL_NOTICE


def test_a_public_diagnostic_stays_public_whatever_edition_is_asked() -> None:
    public = publishable(profiles.rich())
    assert compose(public, CONTEXT) == compose(profiles.rich(), CONTEXT, Edition.PUBLISHABLE)


def test_a_content_that_withholds_nothing_announces_no_omission() -> None:
    book_without = builders.handbook()
    questions = tuple(
        each
        for each in book_without.questionnaire.questions
        if each.theme == "habitants" or each.id in ("PRO-01", "PRO-06", "PIL-05")
    )
    only = replace(
        book_without,
        questionnaire=replace(book_without.questionnaire, questions=questions, contradictions=()),
        flags=(),
        obligations=book_without.obligations[1:],
    )
    document = compose(builders.diagnostic(book=only), CONTEXT, Edition.PUBLISHABLE)
    assert document.notice == "Version publiable"
    assert document.omissions == Omissions()


@pytest.mark.parametrize("seed", range(6))
def test_the_public_summary_holds_on_page_one_whatever_is_answered(seed: int) -> None:
    document = compose(profiles.at_random(seed), CONTEXT, Edition.PUBLISHABLE)
    alone = replace(document, plan=(), rules=(), services=(), support=(), answers=(), themes=(), strengths=())
    with pymupdf.open(stream=render(alone), filetype="pdf") as opened:
        assert "Un seul contact pour commencer" in opened[0].get_text()
        assert "Ce qui va bien" in opened[1].get_text()
