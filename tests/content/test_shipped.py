"""The content delivered, tested against itself: one case an identifier, so that a failure names what is missing."""

import pytest

from ansm.content.coverage import uncovered_needs
from ansm.content.loading import load
from ansm.content.source import read_tree, shipped_folder
from ansm.domain.answers import Answers
from ansm.domain.diagnostic import establish
from ansm.domain.eligibility import decide
from ansm.domain.handbook import Flag
from ansm.domain.needs import Need
from ansm.domain.obligations import Obligation
from ansm.domain.questionnaire import DONT_KNOW, Question
from ansm.domain.recommendations import Service
from ansm.domain.territory import Kind, Notion, Population, Territory

HANDBOOK = load(read_tree(shipped_folder()))
QUESTIONS = HANDBOOK.questionnaire.questions


@pytest.mark.parametrize("need", HANDBOOK.needs, ids=lambda need: need.id)
def test_each_need_is_fed_by_a_question_and_says_what_to_do(need: Need) -> None:
    assert HANDBOOK.feeds[need.id]
    assert all((need.action, need.how, need.without_digital, need.operator, need.strength, need.consequence))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_each_question_gives_a_reason_and_a_way_out(question: Question) -> None:
    assert question.why
    assert question.respondents
    assert not question.scored or question.option(DONT_KNOW) is not None
    assert not question.scored or (question.ask_whom and question.how_to_check)


@pytest.mark.parametrize("service", HANDBOOK.services, ids=lambda service: service.id)
def test_each_service_answers_a_need_and_names_its_sources(service: Service) -> None:
    assert service.links
    assert service.sources
    assert service.verified_on <= HANDBOOK.published_on


@pytest.mark.parametrize("obligation", HANDBOOK.obligations, ids=lambda obligation: obligation.id)
def test_each_obligation_has_a_text_without_slot_and_a_source(obligation: Obligation) -> None:
    assert "{" not in obligation.label + obligation.rule + obligation.note
    assert obligation.source
    assert not obligation.questions or obligation.need in {need.id for need in HANDBOOK.needs}


@pytest.mark.parametrize("flag", HANDBOOK.flags, ids=lambda flag: flag.id)
def test_each_flag_points_to_a_need(flag: Flag) -> None:
    assert HANDBOOK.need(flag.need).label
    assert flag.explanation


def test_uncovered_needs_are_those_no_usable_service_names() -> None:
    uncovered = {need.id for need in uncovered_needs(HANDBOOK)}
    named = {
        link.need
        for service in HANDBOOK.services
        if service.active and service.openness.value != "ferme" and service.kinds
        for link in service.links
    }
    assert uncovered.isdisjoint(named)
    assert uncovered | named >= {need.id for need in HANDBOOK.needs}


@pytest.mark.parametrize("kind", [Kind.COMMUNE, Kind.EPCI])
def test_an_empty_diagnostic_can_be_established_from_it(kind: Kind) -> None:
    population = Population(Notion.MUNICIPAL, 2023, HANDBOOK.published_on, 800, "un exemple")
    territory = Territory("00000", "Exemple", kind, "62", "Pas-de-Calais", (), None, (population,))
    verdict = decide(territory, HANDBOOK.rules, HANDBOOK.published_on)
    diagnostic = establish(territory, Answers(), HANDBOOK, verdict, None, HANDBOOK.published_on)
    assert len(diagnostic.results) == len(HANDBOOK.needs)
    assert diagnostic.orientation
