"""What page one tells the council: where things stand, what to start with, what to settle, and whom to call."""

from __future__ import annotations

from dataclasses import replace

from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic, NeedResult
from ansm.domain.journey import State
from ansm.domain.obligations import ObligationStatus
from ansm.report import words
from ansm.report.document import Row, Summary, Table
from ansm.report.eligibility_words import eligibility_lines
from ansm.report.page_one import fitted
from ansm.report.plan import is_obligation

FIRST_ACTIONS = 3
LISTED_ACTIONS = 8
LISTED_ALERTS = 5
LISTED_OBLIGATIONS = 5
MEMBERSHIP_QUESTION = "PRO-06"  # « Adhérez-vous à une structure de mutualisation informatique du département ? »


def summary(diagnostic: Diagnostic, identity: str) -> Summary:
    """Page one, under the line of `identity`.

    Everything is capped so that it fits: what is left out is counted, and printed further on.
    """
    first = diagnostic.in_band(Band.FIRST)
    following = (*first[FIRST_ACTIONS:], *diagnostic.in_band(Band.NEXT))
    listed = following[: LISTED_ACTIONS - min(len(first), FIRST_ACTIONS)]
    unmet = [each for each in diagnostic.obligations if each.status is ObligationStatus.UNMET]
    page = Summary(
        sentences=_sentences(diagnostic),
        first=_first(first) or _essentials(diagnostic),
        following=tuple(each.need.action for each in listed),
        following_note="",
        watch=tuple(each.label for each in diagnostic.flags if not is_obligation(each))[:LISTED_ALERTS],
        obligations=tuple(each.obligation.label for each in unmet[:LISTED_OBLIGATIONS]),
        obligations_note="",
        eligibility=eligibility_lines(diagnostic.territory, diagnostic.eligibility, diagnostic.route),
        contact=_contact(diagnostic),
    )
    page = fitted(page, diagnostic.territory.name, identity)
    left = len(following) + len(diagnostic.in_band(Band.LATER)) - len(page.following)
    return replace(
        page,
        following_note=_following_note(left),
        obligations_note=_obligations_note(len(unmet) - len(page.obligations)),
    )


def _first(results: tuple[NeedResult, ...]) -> Table | None:
    if not results:
        return None
    return Table(
        ("Action", "Qui", "Quand", "Coût"),
        tuple(
            Row(each.need.action, (each.need.who, words.WHEN.get(each.need.when, each.need.when), each.need.cost))
            for each in results[:FIRST_ACTIONS]
        ),
    )


def _essentials(diagnostic: Diagnostic) -> Table | None:
    """Before any action can be named: the essential questions left, theme by theme."""
    rows = []
    for theme in diagnostic.handbook.questionnaire.themes:
        asked = diagnostic.journey.of_theme(theme.id, essential_only=True)
        left = [question for question in asked if not diagnostic.journey.chosen(question.id)]
        if left:
            cells = (str(len(left)), words.minutes(max(1, sum(question.minutes for question in left))))
            rows.append(Row(theme.label, cells))
    if not rows:
        return None
    return Table(("Thème", "Questions essentielles", "Durée"), tuple(rows))


def _following_note(left: int) -> str:
    return f"Et {words.count(left, 'autre action', 'autres actions')} dans le plan d’action." if left else ""


def _obligations_note(left: int) -> str:
    if left <= 0:
        return ""
    return f"Et {words.count(left, 'autre', 'autres')} : voir « Ce que dit la règle »."


def _sentences(diagnostic: Diagnostic) -> tuple[str, ...]:
    """Three sentences: what is known, what goes well and what does not, what to do now."""
    return (_known(diagnostic), _balance(diagnostic), _now(diagnostic))


def _known(diagnostic: Diagnostic) -> str:
    journey = diagnostic.journey
    total = len(journey.questions)
    answered = total - len(journey.unanswered())
    readings = [journey.reading(question.id) for question in journey.questions]
    unknown = sum(1 for each in readings if each is not None and each.state is State.DONT_KNOW)
    if not answered:
        return (
            f"Ce document est provisoire : aucune des {total} questions qui vous concernent n’a encore de réponse. "
            "Il dit surtout par où commencer."
        )
    doubt = f", dont {unknown} par « je ne sais pas »" if unknown else ""
    if unknown == answered:
        doubt = ", chaque fois « je ne sais pas »" if unknown > 1 else " : « je ne sais pas »"
    if answered == total:
        return f"Les {total} questions qui vous concernent ont toutes une réponse{doubt}."
    verb = "a une réponse" if answered == 1 else "ont une réponse"
    known = f"{answered} des {total} questions qui vous concernent {verb}{doubt}"
    return f"Ce document est provisoire : {known}." if 2 * answered < total else f"{known}."


def _balance(diagnostic: Diagnostic) -> str:
    well = len(diagnostic.strengths)
    acting = sum(1 for each in diagnostic.results if each.band in (Band.FIRST, Band.NEXT, Band.LATER))
    unsure = sum(1 for each in diagnostic.results if each.band in (Band.TO_VERIFY, Band.TO_COMPLETE))
    parts = []
    if well:
        parts.append(f"{words.count(well, 'sujet va', 'sujets vont')} bien")
    if acting:
        parts.append(f"{words.count(acting, 'sujet demande', 'sujets demandent')} une action")
    if unsure:
        parts.append(f"{words.count(unsure, 'sujet reste', 'sujets restent')} à vérifier ou à compléter")
    return words.sentence(words.joined(parts)) or "Aucun sujet n’a encore pu être examiné."


def _now(diagnostic: Diagnostic) -> str:
    first = diagnostic.in_band(Band.FIRST)
    if first:
        return f"La première chose à faire : {words.lowered(first[0].need.action)}."
    if diagnostic.to_complete:
        essential = diagnostic.journey.minutes_left(essential_only=True)
        asked = "essentielles" if essential else "restées sans réponse"
        time = words.minutes(essential or diagnostic.journey.minutes_left())
        return f"Répondez d’abord aux questions {asked} ({time}) : elles font apparaître les premières actions."
    if diagnostic.to_verify:
        return "Avant de choisir un outil, vérifiez les points restés sans réponse sûre : la liste dit auprès de qui."
    return "Vos réponses ne montrent aucun besoin pressant : félicitations à l’équipe, et gardez ces bonnes habitudes."


def _contact(diagnostic: Diagnostic) -> str:
    if "oui" in diagnostic.journey.chosen(MEMBERSHIP_QUESTION):
        return "la structure informatique publique dont vous êtes membre. Montrez-lui cette page."
    body = "votre intercommunalité" if diagnostic.territory.epci else "l’association des maires"
    return (
        f"la préfecture, qui représente l’ANCT dans votre département. Demandez-lui, ou demandez à {body}, "
        "quelle structure informatique publique peut vous aider."
    )
