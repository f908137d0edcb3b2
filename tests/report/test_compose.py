"""What the Document says, before any layout."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from ansm.domain.answers import Answer, Answers
from ansm.domain.bands import Band
from ansm.domain.eligibility import Eligibility, Reason, Verdict
from ansm.domain.questionnaire import Feed
from ansm.domain.territory import Kind, Notion, Overseas, Population, TerritoryRef
from ansm.report import compose
from ansm.report.typography import NBSP
from tests.report import builders
from tests.report.builders import CONTEXT, all_answers, diagnostic, handbook

BOOK = handbook()


def test_it_crosses_to_another_process_unchanged() -> None:
    document = compose(diagnostic(), CONTEXT)
    assert pickle.loads(pickle.dumps(document)) == document  # noqa: S301  # our own value, pickled one line above


def test_the_same_diagnostic_gives_the_same_document() -> None:
    assert compose(diagnostic(), CONTEXT) == compose(diagnostic(), CONTEXT)


def test_page_one_says_who_answered_in_which_territory_and_when() -> None:
    document = compose(diagnostic(), CONTEXT)
    assert document.territory == "La Buisse"
    assert document.identity == (
        f"Commune, Isère{NBSP}(38) · diagnostic ouvert le 22{NBSP}novembre 2026 · qui a répondu : un élu"
    )


def test_page_one_shows_the_whole_first_band_under_one_heading_three_actions_in_detail() -> None:
    result = diagnostic()
    summary = compose(result, CONTEXT).summary
    assert summary.first is not None
    shown = [*(row.label for row in summary.first.rows), *summary.first_others]
    assert shown == [each.need.action for each in result.in_band(Band.FIRST)]
    assert (len(summary.first.rows), len(shown), summary.following) == (3, 8, ())
    assert summary.following_note == f"Et 2{NBSP}autres actions dans le plan d’action."


def test_when_doubt_dominates_page_one_says_what_to_verify_first_and_with_whom() -> None:
    """Even when the questions that are not scored have no answer: they never bring an action."""
    unknown = Answers(tuple(each for each in all_answers("nsp", BOOK).items if each.values == ("nsp",)))
    summary = compose(diagnostic(unknown), CONTEXT).summary
    assert summary.verify is not None
    assert summary.verify.headers == ("Question", "Auprès de qui")
    assert len(summary.verify.rows) == 5
    assert {row.cells for row in summary.verify.rows} == {("Votre prestataire informatique ou le secrétariat.",)}
    assert summary.verify_note.startswith(f"Et 15{NBSP}autres")
    assert "commencez par ces vérifications" in summary.sentences[2]
    assert (summary.first, summary.essentials) == (None, None)


def test_page_one_has_three_sentences_without_grade_or_rank() -> None:
    summary = compose(diagnostic(), CONTEXT).summary
    assert summary.sentences == (
        "23 des 24 questions qui vous concernent ont une réponse.",
        f"10{NBSP}sujets demandent une action.",
        f"La première chose à faire : {builders.SUBJECTS[8][3][0].lower()}{builders.SUBJECTS[8][3][1:]}.",
    )


def test_an_empty_diagnostic_says_it_is_provisional_and_what_to_do() -> None:
    document = compose(diagnostic(Answers()), CONTEXT)
    assert "provisoire" in document.summary.sentences[0]
    assert "questions essentielles" in document.summary.sentences[2]
    assert document.identity.endswith("qui a répondu : non précisé")
    assert document.answers == ()
    assert document.themes == ()
    assert document.plan_note == "Il manque encore des réponses pour proposer des actions."
    assert (document.summary.first, document.summary.verify) == (None, None)
    assert document.summary.essentials is not None
    assert document.summary.essentials.headers == ("Thème", "Questions essentielles", "Durée")
    assert "Votre collectivité" not in {row.label for row in document.summary.essentials.rows}
    assert document.answers_note == "Aucune des 24 questions qui vous concernent n’a de réponse."


def test_when_all_is_well_the_team_is_congratulated_and_nothing_is_sold() -> None:
    document = compose(diagnostic(all_answers("oui", handbook())), CONTEXT)
    assert "félicitations" in document.summary.sentences[2]
    assert document.summary.first is None
    assert document.services == ()
    unasked = Answers(tuple(each for each in all_answers("oui", handbook()).items if each.values == ("oui",)))
    assert "félicitations" in compose(diagnostic(unasked), CONTEXT).summary.sentences[2]
    assert len(document.strengths) == len(builders.SUBJECTS)


def test_unmet_obligations_are_on_page_one_and_flags_beside_them() -> None:
    summary = compose(diagnostic(), CONTEXT).summary
    assert summary.obligations == (
        "Désigner un délégué à la protection des données",
        "Pouvoir être saisi par voie électronique",
    )
    assert summary.watch == ("Aucune copie de secours utilisable",)


def test_no_flag_is_dropped_from_page_one() -> None:
    flags = tuple(replace(BOOK.flags[0], id=f"f{rank}", label=f"Point d’attention {rank}") for rank in range(7))
    summary = compose(diagnostic(book=replace(BOOK, flags=flags)), CONTEXT).summary
    assert summary.watch == tuple(flag.label for flag in flags)
    assert summary.watch_note == ""


def test_a_flag_says_what_to_do_even_when_its_need_waits_for_answers() -> None:
    in_plan = compose(diagnostic(), CONTEXT).attention[0].text
    assert in_plan.endswith("À faire : mettre en place une copie automatique, gardée à part.")
    feeds = tuple(
        replace(each, feeds=(*each.feeds, Feed("sauvegarde"))) if each.id in ("SEC-03", "SEC-04") else each
        for each in BOOK.questionnaire.questions
    )
    book = replace(BOOK, questionnaire=replace(BOOK.questionnaire, questions=feeds))
    result = diagnostic(Answers((Answer("SEC-01", ("non",)),)), book)
    assert [each.need.id for each in result.results if each.band in (Band.FIRST, Band.NEXT, Band.LATER)] == []
    waiting = compose(result, CONTEXT).attention[0].text
    assert waiting.endswith(
        "Dès maintenant, sans outil numérique : tenez une liste sur papier, revue une fois par trimestre."
    )


def test_a_delay_never_contradicts_its_band() -> None:
    """« Dans la semaine » only in the first band; afterwards a few hours of work may still come at once."""
    quick = tuple(
        replace(each, when="semaine", effort=Fraction(1, 2 if rank % 2 else 1)) for rank, each in enumerate(BOOK.needs)
    )
    answers = all_answers("non", BOOK).with_answer(Answer("PIL-05", ("rien",)))
    first, *others = compose(diagnostic(answers, replace(BOOK, needs=quick)), CONTEXT).plan
    assert {action.fields[1].text for action in first.actions} == {"Dans la semaine"}
    detailed = [action for band in others for action in band.actions]
    assert detailed
    for action in detailed:
        half_day = action.fields[2].text == "Une demi-journée"
        expected = "Quelques heures suffisent, dès que possible" if half_day else "Après les premières actions"
        assert action.fields[1].text == expected


def test_an_overseas_collectivity_is_sent_to_no_department_and_no_intercommunality() -> None:
    place = builders.territory(
        overseas=Overseas.COM, department="987", department_name="Polynésie française", epci=None
    )
    summary = compose(diagnostic(Answers(), place=place), CONTEXT).summary
    assert summary.contact.startswith("le représentant de l’État dans votre collectivité")
    assert "département" not in summary.contact
    assert not any("intercommunalité" in line for line in summary.eligibility)


def test_a_commune_without_epci_is_told_so_and_not_sent_to_one() -> None:
    summary = compose(diagnostic(place=builders.territory(epci=None)), CONTEXT).summary
    assert summary.eligibility[1].startswith("Votre commune n’appartient à aucune intercommunalité")
    assert "l’association des maires" in summary.contact


def test_the_eligibility_line_gives_figure_vintage_rule_source_and_who_confirms() -> None:
    lines = " ".join(compose(diagnostic(), CONTEXT).summary.eligibility)
    for said in (
        "3\u202f241",
        "population municipale 2023",
        "sous le seuil de 3\u202f500",
        "Insee",
        "1er\u00a0janvier 2026",
    ):
        assert said in lines
    assert "Seule l’ANCT peut confirmer l’éligibilité." in lines


@pytest.mark.parametrize(
    ("verdict", "reasons", "said"),
    [
        (Verdict.TO_CONFIRM, (Reason.EXACTLY,), "exactement à ce seuil\u00a0: l’ANCT doit trancher."),
        (Verdict.TO_CONFIRM, (Reason.OVERSEAS, Reason.TOTAL_ABOVE), "quel que soit le chiffre"),
        (Verdict.NOT_ELIGIBLE, (Reason.ABOVE,), "dépasse le seuil"),
        (Verdict.OUT_OF_SCOPE, (Reason.PART_OF_COMMUNE,), "Choisissez plutôt Épinay"),
        (Verdict.UNKNOWN, (Reason.NO_FIGURE,), "Ce n’est pas un refus"),
    ],
)
def test_each_verdict_is_explained_and_never_a_closed_door(
    verdict: Verdict, reasons: tuple[Reason, ...], said: str
) -> None:
    verdict_value = Eligibility(verdict, reasons, select_instead=TerritoryRef("93031", "Épinay"))
    lines = " ".join(compose(replace(diagnostic(), eligibility=verdict_value), CONTEXT).summary.eligibility)
    assert said in lines
    assert "Seule l’ANCT peut confirmer" in lines


def test_a_commune_sees_the_route_of_its_epci_too() -> None:
    figure = Population(Notion.MUNICIPAL, 2023, date(2026, 1, 1), 93_000, "Insee")
    route = Eligibility(Verdict.NOT_ELIGIBLE, (Reason.ABOVE,), figure, builders.RULES[1])
    lines = compose(replace(diagnostic(), route=route), CONTEXT).summary.eligibility
    assert "CA du Pays Voironnais" in lines[1]
    assert "93\u202f000" in lines[1]


def test_the_plan_has_everything_a_council_asks_of_an_action() -> None:
    action = compose(diagnostic(), CONTEXT).plan[0].actions[0]
    assert [field.label for field in action.fields] == ["Qui", "Quand", "Effort", "Coût"]
    assert action.why.startswith("Proposé parce")
    assert "besoin très fort" in action.standing
    assert "sur 100" not in action.standing
    assert action.done_when == "un essai a réussi et sa date est notée."


def test_the_bands_are_named_and_never_numbered() -> None:
    result = diagnostic()
    titles = [band.title for band in compose(result, CONTEXT).plan]
    assert titles == ["À faire d’abord", "Ensuite"]
    assert len(result.in_band(Band.FIRST)) == 8


def test_robustness_and_equivalence_are_said_in_words() -> None:
    result = diagnostic()
    first = replace(result.results[0], robust=False, equivalent=True)
    document = compose(replace(result, results=(first, *result.results[1:])), CONTEXT)
    assert "place à discuter, équivalente à ses voisines" in document.plan[0].actions[0].standing
    assert "équivalentes" in document.plan[0].introduction
    assert "place solide" in document.plan[0].actions[1].standing


def test_a_prerequisite_still_open_is_named_before_the_action() -> None:
    actions = [action for band in compose(diagnostic(), CONTEXT).plan for action in band.actions]
    opened = next(each for each in actions if each.title == "Ouvrir des adresses de la commune")
    assert opened.before == "régler d’abord « Avoir un nom de domaine officiel »."


def test_dont_know_is_to_verify_with_someone_and_somehow() -> None:
    checks = compose(diagnostic(all_answers("nsp", handbook())), CONTEXT).checks
    assert checks.to_verify is not None
    assert len(checks.to_verify.rows) == 20
    assert checks.to_verify.rows[0].cells == (
        "Votre prestataire informatique ou le secrétariat.",
        "Demandez à voir la date de la dernière copie.",
    )
    assert checks.to_complete is None


def test_what_was_skipped_is_to_complete_and_counted_apart() -> None:
    checks = compose(diagnostic(Answers()), CONTEXT).checks
    assert checks.to_verify is None
    assert checks.to_complete is not None
    assert checks.to_complete_note.startswith(f"20{NBSP}questions sans réponse peuvent encore")


def test_contradictions_are_told_and_not_scored() -> None:
    answers = all_answers("non", handbook()).with_answer(Answer("SEC-02", ("partiel",)))
    document = compose(diagnostic(answers), CONTEXT)
    assert document.checks.contradictions == (
        "Deux réponses ne vont pas ensemble : vous dites n’avoir aucune copie, mais l’avoir vérifiée. À revoir : "
        "« Ne pas perdre ses fichiers : est-ce en place ? » et "
        "« Ne pas perdre ses fichiers : est-ce vérifié depuis moins d’un an ? ».",
    )
    assert document.checks.to_verify is None
    rows = [row for group in document.answers for row in group.rows]
    assert sum("contredit une autre réponse" in row.cells[0] for row in rows) == 2


def test_rules_are_grouped_by_status_and_untested_ones_are_only_watched() -> None:
    groups = {group.title: group for group in compose(diagnostic(), CONTEXT).rules}
    assert list(groups) == ["À régler", "À surveiller"]
    assert [rule.label for rule in groups["À surveiller"].rules] == ["Conserver ses archives"]
    assert "RGPD, art. 37" in groups["À régler"].rules[0].proof
    assert "20/08/2026" in groups["À régler"].rules[0].proof


@pytest.mark.parametrize(("capacity", "printed", "left"), [("rien", 3, 2), ("jour", 2, 3)])
def test_a_few_services_a_need_fewer_when_needs_are_many_and_the_rest_is_counted(
    capacity: str, printed: int, left: int
) -> None:
    answers = all_answers("non", handbook()).with_answer(Answer("PIL-05", (capacity,)))
    answers = answers.with_answer(Answer("PIL-04", ("securite",)))
    urgent = tuple(replace(need, severity=100, impact=100) if need.id == "sauvegarde" else need for need in BOOK.needs)
    document = compose(diagnostic(answers, replace(BOOK, needs=urgent)), CONTEXT)
    copies = next(each for each in document.services if each.need == "Ne pas perdre ses fichiers")
    assert len(copies.services) == printed
    assert copies.others == f"Le catalogue compte {left}{NBSP}autres services pour ce besoin."
    assert copies.without_digital
    assert copies.operator


def test_a_need_without_service_says_what_to_do_instead() -> None:
    document = compose(diagnostic(book=handbook(services=())), CONTEXT)
    assert all(each.none.startswith("Aucun service du catalogue ne répond") for each in document.services)
    assert all(each.without_digital and each.operator for each in document.services)


def test_a_service_is_described_once_and_then_recalled() -> None:
    lines = [
        line for each in compose(diagnostic(), CONTEXT).services for line in each.services if line.name == "Messages"
    ]
    assert [line.link is not None for line in lines] == [True, False]


def test_a_service_tells_cost_conditions_maturity_and_the_date_of_its_sheet() -> None:
    line = compose(diagnostic(), CONTEXT).services[0].services[0]
    said = " ".join(line.facts)
    for words in (
        "Gratuit",
        "source : fiche du service",
        "Conditions :",
        "Service installé dans la durée",
        "20/08/2026",
    ):
        assert words in said


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//evil", "x"])
def test_only_web_addresses_become_links(address: str) -> None:
    services = (builders.service("louche", "Louche", ("sauvegarde",), url=address),)
    line = next(each for each in compose(diagnostic(book=handbook(services)), CONTEXT).services if each.services)
    assert line.services[0].link is not None
    assert line.services[0].link.url == ""


def test_the_shares_of_the_criteria_sum_to_the_priority() -> None:
    shares = compose(diagnostic(), CONTEXT).method.shares
    assert shares is not None
    for row in shares.rows:
        tenths = [int(cell.replace(",", "")) for cell in row.cells]
        assert sum(tenths[:-1]) == tenths[-1]


def test_the_chart_has_its_words_and_every_theme_its_row() -> None:
    document = compose(diagnostic(), CONTEXT)
    assert [bar.gap for bar in document.themes] == [100] * 4
    assert all(f"{bar.label} {bar.gap}" in document.chart_text for bar in document.themes)


def test_every_answer_is_in_words_and_ranked_where_order_counts() -> None:
    document = compose(diagnostic(), CONTEXT)
    rows = {row.label: row.cells[0] for group in document.answers for row in group.rows}
    assert rows["Quelles sont les trois priorités de l’équipe ?"] == (
        "1. Simplifier la vie des habitants ; 2. Être protégés des pannes et des attaques"
    )
    assert document.answers_note.startswith("Une question sur 24")


def test_versions_and_sources_are_printed() -> None:
    said = {item.label: item.text for item in compose(diagnostic(), CONTEXT).method.versions}
    assert "2026.11+0123456789ab" in said["Questionnaire"]
    assert "0.1.0" in said["Logiciel"]
    assert "Licence Ouverte" in said["Données des territoires"]


def test_an_epci_is_called_an_intercommunality() -> None:
    place = builders.territory(kind=Kind.EPCI, name="CC Cœur de Chartreuse", code="200040111")
    document = compose(diagnostic(place=place), CONTEXT)
    assert document.identity.startswith("Intercommunalité")
    assert document.summary.eligibility[0].startswith("CC Cœur de Chartreuse remplit la condition")
    assert not any("aucune intercommunalité" in line for line in document.summary.eligibility)


def test_the_method_says_both_reasons_for_which_a_need_waits() -> None:
    """Too few sure answers, or none that shows a difficulty (decision 4)."""
    said = " ".join(compose(diagnostic(), CONTEXT).method.paragraphs).replace(NBSP, " ")
    assert "moins de 50 % des réponses sont sûres" in said
    assert "aucune réponse sûre ne montre de difficulté" in said
