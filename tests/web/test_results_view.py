"""What the results page says is what the diagnostic says, in French that can be shown as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

import pytest

from ansm.domain.answers import Answers
from ansm.domain.bands import Band
from ansm.domain.journey import Journey
from ansm.domain.obligations import ObligationStatus
from ansm.domain.recommendations import Status
from ansm.web import french
from ansm.web.results.actions import ActionView
from ansm.web.results_view import ResultsView, results_view
from ansm.web.verdict_view import no_epci_view
from tests.web.golden_results import ALL_WELL, BUSY, DOES_NOT_KNOW, EMPTY, JOURNEYS, NO_INHABITANT, ON_PAPER, diagnosed

every_journey = pytest.mark.parametrize("journey", JOURNEYS)


def view_of(journey: str, *changes: tuple[str, str], moved: bool = False) -> ResultsView:
    return results_view(diagnosed(journey, *changes), moved=moved)


def bands(view: ResultsView) -> dict[str, tuple[ActionView, ...]]:
    return {band.title: band.actions for band in (view.first, *view.following)}


def plain(text: str) -> str:
    return re.sub(r"[\u00a0\u202f]", " ", text)


def texts(value: object) -> Iterator[str]:
    """Every text of a view, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


@every_journey
def test_each_band_shows_its_actions_in_order_with_their_reason(journey: str) -> None:
    """Nothing is added, dropped or moved on the way to the screen."""
    diagnostic, shown = diagnosed(journey), bands(view_of(journey))
    for band, title in ((Band.FIRST, "À faire d’abord"), (Band.NEXT, "Ensuite"), (Band.LATER, "Plus tard")):
        expected = [(result.need.action, result.need.label, result.why) for result in diagnostic.in_band(band)]
        assert [(one.action, one.need, one.why) for one in shown.get(title, ())] == expected


@every_journey
def test_the_points_of_the_six_criteria_sum_to_the_priority_exactly(journey: str) -> None:
    """As printed: texts with a decimal comma, added as tenths."""
    diagnostic = diagnosed(journey)
    results = {result.need.action: result for result in diagnostic.results}
    for actions in bands(view_of(journey)).values():
        for one in actions:
            printed = [int(line.points.replace(",", "")) for line in one.reasons.criteria]
            assert len(printed) == 6
            assert sum(printed) == int(one.reasons.total.replace(",", "")) == results[one.action].own_tenths
            assert sum(int(line.weight) for line in one.reasons.criteria) == int(one.reasons.total_weight)
            for line, share in zip(one.reasons.criteria, results[one.action].contributions, strict=True):
                assert (int(line.value), int(line.weight)) == (share.value, share.weight)


@every_journey
def test_the_interval_is_said_whenever_something_is_unknown(journey: str) -> None:
    """« entre 0 et 50 selon ce qui reste à vérifier »; otherwise that every answer is known."""
    diagnostic = diagnosed(journey)
    results = {result.need.action: result.assessment for result in diagnostic.results}
    for actions in bands(view_of(journey)).values():
        for one in actions:
            found = results[one.action]
            known = found.known == found.applicable
            ending = (
                "toutes les réponses sont connues."
                if known
                else (f"entre {found.gap_min} et {found.gap_max} selon ce qui reste à vérifier.")
            )
            assert one.reasons.interval.endswith(ending)


@every_journey
def test_the_trace_lists_each_answer_behind_a_need(journey: str) -> None:
    """The question's words and the answer's words, one line each, in the questionnaire's order."""
    diagnostic = diagnosed(journey)
    results = {result.need.action: result for result in diagnostic.results}
    for actions in bands(view_of(journey)).values():
        for one in actions:
            readings = results[one.action].assessment.readings
            questions = [diagnostic.handbook.questionnaire.question(each.question) for each in readings]
            assert [line.question for line in one.reasons.trace] == [each.text for each in questions if each]
            assert all(line.answer and line.shows for line in one.reasons.trace)


def test_the_tipping_answer_is_told_in_words() -> None:
    """« Si vous répondiez « … » à « … », ce besoin passerait dans « … » », or would no longer be one."""
    diagnostic, shown = diagnosed(BUSY), view_of(BUSY)
    told = 0
    for result, one in zip(diagnostic.in_band(Band.FIRST), shown.first.actions, strict=True):
        if result.tipping is None:
            assert one.reasons.tipping == ""
            continue
        question = diagnostic.handbook.questionnaire.question(result.tipping.question)
        assert question is not None
        sentence = plain(one.reasons.tipping)
        assert sentence.startswith("Si vous répondiez « ")
        assert plain(question.text) in sentence
        assert sentence.endswith(("ce besoin ne serait plus à traiter.", " »."))
        told += 1
    assert told


@every_journey
def test_an_open_prerequisite_is_said_before_what_it_conditions(journey: str) -> None:
    """« D’abord « X » : « Y » en dépend »."""
    diagnostic = diagnosed(journey)
    candidates = {result.need.id for result in diagnostic.results if result.tenths is not None}
    results = {result.need.action: result for result in diagnostic.results}
    for actions in bands(view_of(journey)).values():
        for one in actions:
            need = results[one.action].need
            wanted = [diagnostic.handbook.need(name).label for name in need.prerequisites if name in candidates]
            assert len(one.before) == len(wanted)
            for label, sentence in zip(wanted, one.before, strict=True):
                assert label in sentence
                assert need.label in sentence


@every_journey
def test_services_come_with_status_cost_source_and_date_beside_what_needs_no_tool(journey: str) -> None:
    """And where the catalogue has nothing, the page says so."""
    diagnostic = diagnosed(journey)
    by_action = {result.need.action: diagnostic.recommendation(result.need.id) for result in diagnostic.results}
    for title, actions in bands(view_of(journey)).items():
        for one in actions:
            assert one.help.without_digital
            assert one.help.operator
            recommendation = by_action[one.action]
            if title == "Plus tard":
                assert recommendation is None
                assert (one.help.services, one.help.none) == ((), "")
                continue
            assert recommendation is not None
            shown = (*one.help.services, *one.help.others)
            assert [view.name for view in shown] == [each.service.name for each in recommendation.proposals]
            assert (one.help.none != "") is (not recommendation.covered)
            for view, proposal in zip(shown, recommendation.proposals, strict=True):
                assert view.status == ("Ouvert" if proposal.status is Status.OPEN else "À confirmer")
                assert proposal.service.cost_source in view.cost
                assert view.sheet.startswith("Fiche vérifiée le ")
                assert view.address.startswith("https://") or view.address == ""
                assert view.address == "" or view.name in view.link


@every_journey
def test_everything_that_goes_well_is_shown(journey: str) -> None:
    """In the editors' order, or a sentence says that answers are missing."""
    diagnostic, view = diagnosed(journey), view_of(journey)
    shown = (*view.strengths, *view.other_strengths)
    assert {one.label for one in shown} == {need.label for need in diagnostic.strengths}
    assert bool(view.strengths) is (view.no_strength == "") is (view.minute.well != "")


def test_when_all_is_well_the_page_says_so_kindly() -> None:
    """No action, no alarm, no empty part: congratulations and what goes well."""
    view = view_of(ALL_WELL)
    assert plain(view.opening.message_title) == "Rien d’urgent : bravo à l’équipe"
    assert view.opening.message_link == ""
    assert view.opening.provisional == ""
    assert (view.first.actions, view.following, view.opening.flags) == ((), (), ())
    assert len(view.strengths) + len(view.other_strengths) > 20
    assert view.checks.nothing
    assert view.minute.sure == "Rien : aucune de vos réponses n’est « je ne sais pas »."
    assert not {"À faire d’abord", "Ensuite et plus tard"} & {part.title for part in view.parts}


def test_when_nothing_goes_well_yet_the_page_does_not_blame_missing_answers() -> None:
    """Every question has an answer, and none is good: the sentence looks forward."""
    diagnostic = diagnosed(BUSY)
    nothing = replace(diagnostic, strengths=(), to_verify=(), to_complete=())
    assert "s’afficheront ici" in results_view(nothing, moved=False).no_strength
    assert "Il manque" in results_view(replace(diagnosed(EMPTY), strengths=()), moved=False).no_strength


def test_without_answers_the_page_is_provisional_and_invites_to_answer() -> None:
    """How many essential questions are left, how long they take, and no need invented from silence."""
    diagnostic, view = diagnosed(EMPTY), view_of(EMPTY)
    left = len(diagnostic.journey.unanswered(essential_only=True))
    assert plain(view.opening.provisional).startswith(f"Il reste {left} questions essentielles (environ ")
    assert view.opening.message_title == "Vos priorités apparaîtront ici"
    assert view.opening.message_link == "Répondre aux questions"
    assert view.first.actions == ()
    assert all(bar.width == "0" for bar in view.themes.bars)
    assert "pas encore" in view.rules.summary
    refine = view.checks.refine
    listed = [link.text for theme in (*refine.first, *refine.others) for link in theme.questions]
    assert sorted(listed) == sorted(question.text for question in diagnostic.to_complete)


def test_i_do_not_know_leads_to_who_can_tell_and_how() -> None:
    """Each one, with a way back to its question."""
    diagnostic, view = diagnosed(DOES_NOT_KNOW), view_of(DOES_NOT_KNOW)
    asked = [one for person in view.checks.verify for one in person.questions]
    assert sorted(one.question.text for one in asked) == sorted(question.text for question in diagnostic.to_verify)
    for one in asked:
        assert one.whom.endswith(".")
        assert one.how.endswith((".", "!", "?"))
        assert one.question.address.startswith("/diagnostic/?question=")
    assert plain(view.checks.verify_introduction).startswith(f"{len(diagnostic.to_verify)} réponses restent à vérifier")


def test_a_need_of_which_too_little_is_known_has_its_reasons_but_no_points() -> None:
    """An uncertain priority would be false precision."""
    for waiting in view_of(DOES_NOT_KNOW).checks.waiting:
        for need in waiting.needs:
            assert need.why.startswith("Nous n’en savons pas assez")
            assert need.reasons.trace
            assert (need.reasons.criteria, need.reasons.total) == ((), "")


def test_contradicted_answers_are_not_listed_as_unknown_ones() -> None:
    """« Je ne sais pas est une bonne réponse » is not what someone who contradicts himself should read."""
    checks = view_of(BUSY, ("SIT-01", "non"), ("GES-01", "site")).checks
    assert checks.disagreements[0].startswith("Deux réponses ne vont pas ensemble")
    contradicted = {"/diagnostic/?question=SIT-01", "/diagnostic/?question=GES-01"}
    assert not contradicted & {one.question.address for person in checks.verify for one in person.questions}


@every_journey
def test_no_delay_contradicts_its_band_and_no_card_carries_a_figure_as_a_mark(journey: str) -> None:
    """« Dans la semaine » only first; « besoin fort » instead of a priority on 100."""
    for title, actions in bands(view_of(journey)).items():
        for one in actions:
            assert one.marks[0] in ("Besoin très fort", "Besoin fort", "Besoin modéré")
            delay = next(fact.text for fact in one.facts if fact.label == "Quand")
            assert title == "À faire d’abord" or not delay.startswith("Dans l")


def test_nobody_for_whom_all_is_well_is_asked_for_questions_that_bring_no_action() -> None:
    """The time and the priorities of the team move nothing when there is no action."""
    diagnostic = diagnosed(ALL_WELL)
    steering = {question.id for question in diagnostic.journey.questions if not question.scored}
    scored = Answers(tuple(each for each in diagnostic.journey.answers.items if each.question not in steering))
    journey = Journey(diagnostic.journey.questionnaire, diagnostic.territory, scored)
    if any(question.scored for question in journey.unanswered(essential_only=True)):
        pytest.fail("the journey no longer answers every scored question")
    assert results_view(replace(diagnostic, journey=journey), moved=False).opening.provisional == ""


def test_a_contradiction_comes_first_with_both_questions() -> None:
    """No site, but acts published on the site."""
    view = view_of(BUSY, ("SIT-01", "non"), ("GES-01", "site"))
    assert len(view.opening.disagreements) == 1
    assert [link.address for link in view.opening.disagreements[0].questions] == [
        "/diagnostic/?question=SIT-01",
        "/diagnostic/?question=GES-01",
    ]


@every_journey
def test_each_obligation_is_in_one_group_with_reference_date_and_source(journey: str) -> None:
    """By status; those that no question tests are only to watch; never presented as legal advice."""
    diagnostic, rules = diagnosed(journey), view_of(journey).rules
    tested = [each for each in diagnostic.obligations if each.obligation.questions]
    groups = {group.title: group.rules for group in (*rules.to_settle, *rules.others)}
    for status, title in (
        (ObligationStatus.UNMET, "À régler"),
        (ObligationStatus.TO_CHECK, "À vérifier"),
        (ObligationStatus.MET, "Respectées"),
    ):
        expected = [each.obligation.label for each in tested if each.status is status]
        assert [rule.label for rule in groups.get(title, ())] == expected
    assert len(groups.get("À surveiller", ())) == len(diagnostic.obligations) - len(tested) + len(diagnostic.watched)
    for found in groups.values():
        for rule in found:
            assert "en vigueur" in rule.proof
            assert "Vérifié le " in rule.checked
            assert "Source" in rule.checked
    assert "pas un conseil juridique" in rules.disclaimer


@every_journey
def test_flags_are_shown_whatever_the_rest_says(journey: str) -> None:
    """Each with its explanation; unmet obligations by their name."""
    diagnostic, opening = diagnosed(journey), view_of(journey).opening
    assert {*(flag.label for flag in opening.flags), *opening.unmet} == {flag.label for flag in diagnostic.flags}
    assert all(flag.explanation for flag in opening.flags)
    assert all(flag.remedy.endswith(".") for flag in opening.flags)
    assert bool(diagnostic.flags) is (opening.attention != "")


@every_journey
def test_the_eligibility_reminder_has_figure_vintage_rule_and_who_confirms(journey: str) -> None:
    """For both routes of a commune, even to say that it belongs to no EPCI."""
    diagnostic, support = diagnosed(journey), view_of(journey).support
    routes = 2 if diagnostic.route or no_epci_view(diagnostic.territory) else 1
    assert len(support.verdicts) == routes
    assert support.verdicts[0].name == french.proper(diagnostic.territory.name)
    assert "C’est l’ANCT qui confirme" in support.confirms
    assert support.moved == ""
    for view, eligibility in zip(support.verdicts, (diagnostic.eligibility, diagnostic.route), strict=False):
        if eligibility is None:
            assert "aucune intercommunalité" in view.answer
            continue
        assert view.figure
        if eligibility.figure is not None and eligibility.figure.value is not None:
            assert str(eligibility.figure.census_year) in view.figure
        assert bool(view.rule) is (eligibility.rule is not None)


def test_a_verdict_that_would_be_another_today_is_signalled_with_the_way_to_it() -> None:
    """The frozen one stays shown, with its date."""
    support = view_of(BUSY, moved=True).support
    assert "données publiques ont changé" in support.moved
    assert "22\u00a0novembre 2026" in support.moved
    assert support.territory_address == "/territoire/?code=38061"


def test_a_commune_without_inhabitants_reads_well_too() -> None:
    """Out of the programme's scope, yet nothing is closed and nothing is broken."""
    view = view_of(NO_INHABITANT)
    assert view.opening.message_title
    assert "ne peut pas demander" in view.support.verdicts[0].answer


@every_journey
def test_every_theme_is_said_in_words_and_its_bar_hides_what_is_not_known(journey: str) -> None:
    """The bar's length is the theme's gap when at least half of the answers are sure; otherwise there is none."""
    diagnostic, view = diagnosed(journey), view_of(journey)
    found = {theme.label: theme for theme in diagnostic.themes}
    assert view.themes.bars
    for bar in view.themes.bars:
        theme = found[bar.label]
        sure = theme.gap is not None and theme.reliability is not None and theme.reliability >= 50
        assert bar.width == (str(theme.gap) if sure else "0")
        assert bar.text
        assert bar.gap
        assert bar.reliability


@every_journey
def test_the_list_at_the_top_names_only_parts_that_are_there(journey: str) -> None:
    """No link of the page leads nowhere."""
    view = view_of(journey)
    targets = {part.target for part in view.parts}
    assert ("#d-abord" in targets) is bool(view.first.actions)
    assert ("#suite" in targets) is bool(view.following)
    assert ("#va-bien" in targets) is bool(view.strengths)
    assert ("#fiche" in targets) is bool(view.brief)
    assert {"#une-minute", "#preciser", "#et-si", "#regle", "#aide", "#themes", "#document"} <= targets
    for actions in bands(view).values():
        assert all(one.target == f"#{one.anchor}" for one in actions)


@every_journey
def test_every_text_is_set_as_french_wants(journey: str) -> None:
    """Unbroken spaces before « : ; ? ! » and inside « », curled apostrophes except in official names, no hole."""
    territory = diagnosed(journey).territory
    official_names = [territory.name, *([territory.epci.name] if territory.epci else [])]
    for written in texts(view_of(journey)):
        text = written
        for name in official_names:
            text = text.replace(name, "")
        assert not re.search(r"\w [;:?!»](?!\S)|« |\w'\w", text), text
        assert "None" not in text
        assert ".." not in text.replace("…", "")


def test_no_text_grades_or_ranks_the_territory() -> None:
    """Bands and words, never a mark: a school report is what visitors fear."""
    for journey in (BUSY, ON_PAPER):
        view = view_of(journey)
        shown = [*texts(view.opening), *texts(view.strengths), *texts(view.themes.bars)]
        for text in (*shown, *(one.why for actions in bands(view).values() for one in actions)):
            assert not re.search(r"\b(score|classement|rang|médiocre|mauvais|échec)\b", text, re.IGNORECASE), text
