"""Screen, printed report and JSON say the same of one diagnostic: same actions, same order, same reasons, same rules.

The JSON is read as an outsider would; every text it gives, or whose identifier it gives, is looked for on the screen
and in the text that a reader extracts from the finished PDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache

import pymupdf
import pytest

from ansm.domain import action_words
from ansm.domain.comparison import compare
from ansm.domain.comparison_words import retold
from ansm.domain.diagnostic import Diagnostic
from ansm.exchange import Json, diagnostic_json
from ansm.report import compose, render
from ansm.report.typography import typeset
from ansm.web.results.since import told
from ansm.web.results_view import ResultsView, results_view
from tests.two_sides import visited
from tests.web.golden_results import BUSY, JOURNEYS, diagnosed, expertise

PRINTED_ON = date(2026, 11, 26)
IN_PLAN = ("first", "next", "later")
DETAILED = ("first", "next")


@dataclass(frozen=True)
class Said:
    """One diagnostic in its three forms; `screen` and `paper` are their whole texts, spaces and dashes aside."""

    diagnostic: Diagnostic
    json: dict[str, Json]
    view: ResultsView
    screen: str
    paper: str


@cache
def said(journey: str) -> Said:
    """The three forms of a golden journey."""
    diagnostic = diagnosed(journey)
    view = results_view(diagnostic, moved=False)
    pdf = render(compose(diagnostic, expertise().print_context(PRINTED_ON)))
    return Said(
        diagnostic,
        diagnostic_json(diagnostic, "t", "a"),
        view,
        plain(" ".join(texts(view))),
        plain(extracted(pdf)),
    )


@pytest.fixture(params=JOURNEYS)
def one(request: pytest.FixtureRequest) -> Said:
    """Each golden journey."""
    return said(request.param)


def test_the_actions_are_the_same_in_the_same_order(one: Said) -> None:
    """Group by group: what the JSON ranks, the screen lists and the paper prints."""
    for band in IN_PLAN:
        actions = [one.diagnostic.handbook.need(need["id"]).action for need in needs(one, band)]
        shown = [view for view in (one.view.first, *one.view.following) if view.title == title(band)]
        assert [action.action for view in shown for action in view.actions] == actions
        for action in actions:
            assert plain(action) in one.paper
    detailed = [
        plain(one.diagnostic.handbook.need(need["id"]).action) for band in DETAILED for need in needs(one, band)
    ]
    place = one.paper.rfind(plain("À faire d’abord")) if detailed else 0
    for action in detailed:
        place = one.paper.find(action, place)
        assert place >= 0


def test_the_reasons_are_the_same(one: Said) -> None:
    """Why each action is proposed, word for word."""
    for band in DETAILED:
        for need in needs(one, band):
            assert plain(str(need["why"])) in one.screen
            assert plain(str(need["why"])) in one.paper


def test_who_when_how_much_work_and_at_what_cost_are_the_same(one: Said) -> None:
    """The four facts of an action."""
    for result in one.diagnostic.results:
        if result.band is None or result.band.value not in DETAILED:
            continue
        facts = (
            result.need.who,
            action_words.when(result.need, result.band),
            action_words.effort(result.need.effort),
            result.need.cost,
        )
        for fact in facts:
            assert plain(fact) in one.screen
            assert plain(fact) in one.paper


def test_the_answer_that_would_change_the_place_is_the_same(one: Said) -> None:
    """The question and the group it would move to, wherever the paper says the place can be discussed."""
    for need in [need for band in DETAILED for need in needs(one, band)]:
        tipping = need["tipping"]
        if need["robust"] or not isinstance(tipping, dict):
            continue
        question = one.diagnostic.handbook.questionnaire.question(str(tipping["question"]))
        assert question is not None
        assert plain(question.text) in one.screen
        assert plain(question.text) in one.paper


def test_the_services_are_the_same(one: Said) -> None:
    """On paper the first ones of each need; on screen all of them."""
    names = {service.id: service.name for service in one.diagnostic.handbook.services}
    for each in rows(one.json["recommendations"]):
        services = [names[str(service["id"])] for service in rows(each["services"])]
        action = next(
            action for view in (one.view.first, *one.view.following) for action in view.actions
            if action.anchor == f"action-{each['need']}"
        )  # fmt: skip
        assert [service.name for service in (*action.help.services, *action.help.others)] == services
        printed = [name for name in services if plain(name) in one.paper]
        assert printed[:1] == services[:1]
        assert plain(str(each["without_digital"])).rstrip(".") in one.paper
        assert plain(str(each["without_digital"])).rstrip(".") in one.screen


def test_what_goes_well_is_the_same(one: Said) -> None:
    """By the label of each need."""
    labels = [one.diagnostic.handbook.need(str(name)).label for name in strings(one.json["strengths"])]
    shown = [strength.label for strength in (*one.view.strengths, *one.view.other_strengths)]
    assert sorted(labels) == sorted(shown)
    for label in labels:
        assert plain(label) in one.paper


def test_the_rules_are_the_same_with_the_same_status(one: Said) -> None:
    """The label of each obligation under its status, on both."""
    laws = {each.id: each for each in one.diagnostic.handbook.obligations}
    groups = {group.title: group for group in (*one.view.rules.to_settle, *one.view.rules.others)}
    for each in rows(one.json["obligations"]):
        law = laws[str(each["id"])]
        if not law.questions:
            continue
        shown = groups[{"unmet": "À régler", "to_check": "À vérifier", "met": "Respectées"}[str(each["status"])]]
        assert law.label in [rule.label for rule in shown.rules]
        assert plain(law.label) in one.paper
        assert plain(law.reference) in one.paper


def test_what_to_verify_and_with_whom_is_the_same(one: Said) -> None:
    """Each question answered « je ne sais pas »."""
    for each in rows(one.json["to_verify"]):
        question = one.diagnostic.handbook.questionnaire.question(str(each["question"]))
        assert question is not None
        assert plain(question.text) in one.screen
        assert plain(question.text) in one.paper


def test_the_flags_and_the_ways_to_turn_are_the_same(one: Said) -> None:
    """What is shown whatever the score, then the other forms of support."""
    titles = {each.id: each.title for each in one.diagnostic.handbook.orientations}
    for flag in rows(one.json["flags"]):
        assert plain(str(flag["label"])) in one.paper
    for name in strings(one.json["orientation"]):
        assert plain(titles[name]) in one.screen
        assert plain(titles[name]) in one.paper


def test_the_texts_compared_are_those_of_the_pdf() -> None:
    """A word that no document holds is found nowhere: the comparison can fail."""
    one = said(JOURNEYS[0])
    assert plain(one.diagnostic.territory.name) in one.paper
    assert plain("hippopotame") not in one.paper + one.screen


def test_what_changed_since_the_former_diagnostic_is_the_same() -> None:
    """Kind by kind and word for word, on the screen of the internal diagnostic and on its paper."""
    former, now = diagnosed(BUSY), diagnosed(BUSY, ("SEC-01", "auto"), ("CON-01", "cuivre"), ("SIT-01", "non"))
    former = replace(former, opened_on=date(2025, 3, 3))
    words = retold(compare(former, now))
    document = compose(now, expertise().print_context(PRINTED_ON), before=former)
    paper = plain(extracted(render(document)))
    screen = plain(" ".join(texts(told(now, former))))
    assert len(words.groups) >= 3
    assert plain(words.title) in paper
    for text in (words.introduction, *(part for group in words.groups for part in (group.title, group.introduction))):
        assert plain(text) in screen
        assert plain(text) in paper
    for item in (item for group in words.groups for item in group.items):
        assert plain(f"{item.label} {item.text}") in paper
        assert plain(item.text) in screen


def test_whose_word_the_answers_are_and_what_is_to_be_settled_is_the_same() -> None:
    """Counts, reasons and both answers of each question that waits; the screen leads to where one chooses."""
    answers = diagnosed(BUSY).journey.answers.items
    scored = [each.question for each in answers if each.question.startswith(("SEC", "IDN", "DON", "TER"))]
    found = visited(diagnosed(BUSY), filled=scored[::3], agreed=scored[1::3], proposed=otherwise(scored[2::3]))
    sides = diagnostic_json(found, "t", "a")["sides"]
    assert isinstance(sides, dict)
    to_settle = [str(each["question"]) for each in rows(sides["to_settle"])]
    view = results_view(found, moved=False, conflicts=tuple(to_settle))
    screen, paper = (
        plain(" ".join(texts(view))),
        plain(extracted(render(compose(found, expertise().print_context(PRINTED_ON))))),
    )
    given = [str(each["question"]) for each in rows(sides["answers"]) if each["given_by"] == "advisor"]
    assert len(given) == sides["advisor"] > 1
    assert len(to_settle) == sides["unsettled"] > 1
    counted = (
        f"Le conseiller qui vous accompagne en a donné {sides['advisor']} ; il reste {sides['unsettled']} questions à "
        "départager."
    )
    assert plain(counted) in screen
    assert plain(counted) in paper
    assert plain(f"Sur {sum(int(str(sides[name])) for name in ('town', 'advisor', 'both'))} réponses") in paper
    for each in rows(sides["to_settle"]):
        question = found.handbook.questionnaire.question(str(each["question"]))
        assert question is not None
        assert plain(question.text) in screen
        assert plain(question.text) in paper
        for answer in rows(each["answers"]):
            labels = [option.label for option in question.options if option.value in str(answer["answer"])]
            assert plain(labels[0].removeprefix("…").strip()) in paper
    whys = [str(need["why"]) for need in rows(diagnostic_json(found, "t", "a")["needs"]) if need["band"] in DETAILED]
    assert any("reste à départager" in why for why in whys)
    for why in whys:
        assert plain(why) in screen
        assert plain(why) in paper


def otherwise(names: list[str]) -> dict[str, tuple[str, ...]]:
    """Another answer to each of these questions."""
    found = diagnosed(BUSY)
    questions = [each for each in found.journey.questions if each.id in names]
    return {
        each.id: next((option.value,) for option in each.options if (option.value,) != found.journey.chosen(each.id))
        for each in questions
    }


def needs(one: Said, band: str) -> list[dict[str, Json]]:
    """The needs of one group, in the order of the JSON."""
    return [need for need in rows(one.json["needs"]) if need["band"] == band]


def title(band: str) -> str:
    """The name of a group, as everywhere."""
    return next(words for which, words in action_words.BANDS.items() if which.value == band)


def rows(value: Json) -> list[dict[str, Json]]:
    """A JSON list of objects."""
    assert isinstance(value, list)
    return [each for each in value if isinstance(each, dict)]


def strings(value: Json) -> list[str]:
    """A JSON list of texts."""
    assert isinstance(value, list)
    return [str(each) for each in value]


def texts(value: object) -> Iterator[str]:
    """Every text of a view, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def extracted(pdf: bytes) -> str:
    """The text of every page, as a reader copies it."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return " ".join(page.get_text() for page in document)


def plain(text: str) -> str:
    """The letters and figures alone, typeset, in lower case: line breaks and spaces are not what is compared."""
    return re.sub(r"[^\w]+", "", typeset(text)).casefold()
