"""What page one tells the council: where things stand, what to start with, what to settle, and whom to call."""

from __future__ import annotations

from dataclasses import replace

from ansm.domain import action_words, say, voice_words
from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic, NeedResult
from ansm.domain.journey import State
from ansm.domain.obligations import ObligationStatus
from ansm.domain.questionnaire import Question
from ansm.domain.territory import Overseas
from ansm.report import editions, words
from ansm.report.checks import doubted, whom
from ansm.report.eligibility_words import eligibility_lines
from ansm.report.page_one import fitted
from ansm.report.pieces import Row, Table
from ansm.report.plan import TITLES, is_obligation, mostly_unknown
from ansm.report.sections import Summary

FIRST_ACTIONS = 3
LISTED_ACTIONS = 8
LISTED_CHECKS = 5
LISTED_OBLIGATIONS = 5
MEMBERSHIP_QUESTION = "PRO-06"  # « Adhérez-vous à une structure de mutualisation informatique du département ? »


def summary(diagnostic: Diagnostic, identity: str) -> Summary:
    """Page one, under the line of `identity`.

    Everything is capped so that it fits, the first band and the flags last: what is left out is counted, and printed
    further on.
    """
    first, after = diagnostic.in_band(Band.FIRST), diagnostic.in_band(Band.NEXT)
    unmet = [each for each in diagnostic.obligations if each.status is ObligationStatus.UNMET]
    flags = tuple(each.label for each in diagnostic.flags if not is_obligation(each))
    essentials = () if first else _essentials(diagnostic)
    checks = _first_checks(diagnostic, few=len(essentials))
    page = Summary(
        sentences=_sentences(diagnostic, essentials, checks),
        first=_first(first),
        first_others=tuple(each.need.action for each in first[FIRST_ACTIONS:]),
        essentials=None if checks else _by_theme(essentials, diagnostic),
        verify=_verify(checks),
        verify_note="",
        following=tuple(each.need.action for each in after[: max(0, LISTED_ACTIONS - len(first))]),
        following_note="",
        watch=flags,
        watch_note="",
        obligations=tuple(each.obligation.label for each in unmet[:LISTED_OBLIGATIONS]),
        obligations_note="",
        eligibility=eligibility_lines(diagnostic.territory, diagnostic.eligibility, diagnostic.route),
        contact=_contact(diagnostic),
    )
    page = fitted(page, diagnostic.territory.name, identity)
    acting = sum(1 for each in diagnostic.results if each.band in TITLES)
    shown = len(page.first.rows if page.first else ()) + len(page.first_others) + len(page.following)
    return replace(
        page,
        verify_note=_verify_note(len(doubted(diagnostic)) - len(page.verify.rows)) if page.verify else "",
        following_note=_following_note(acting - shown),
        watch_note=_watch_note(len(flags) - len(page.watch)),
        obligations_note=_obligations_note(len(unmet) - len(page.obligations)),
    )


def _first(results: tuple[NeedResult, ...]) -> Table | None:
    if not results:
        return None
    return Table(
        ("Action", "Qui", "Quand", "Coût"),
        tuple(
            Row(each.need.action, (each.need.who, action_words.when(each.need, each.band), each.need.cost))
            for each in results[:FIRST_ACTIONS]
        ),
    )


def _essentials(diagnostic: Diagnostic) -> tuple[Question, ...]:
    """The essential questions left that can bring an action: those that are not scored never do."""
    return tuple(question for question in diagnostic.to_complete if question.essential)


def _by_theme(left: tuple[Question, ...], diagnostic: Diagnostic) -> Table | None:
    """How many of these questions each theme has, and the time they take."""
    rows = []
    for theme in diagnostic.handbook.questionnaire.themes:
        own = [question for question in left if question.theme == theme.id]
        if own:
            rows.append(Row(theme.label, (str(len(own)), words.minutes(max(1, sum(each.minutes for each in own))))))
    return Table(("Thème", "Questions essentielles", "Durée"), tuple(rows)) if rows else None


def _first_checks(diagnostic: Diagnostic, *, few: int) -> tuple[Question, ...]:
    """Whom to ask first when doubt dominates: for each need in its order the first doubt, then the other doubts.

    None when doubts are fewer than the `few` essential questions still waiting for a first answer.
    """
    doubts = doubted(diagnostic)
    if len(doubts) < max(1, few) or not mostly_unknown(diagnostic):
        return ()
    by_id = {question.id: question for question in doubts}
    readings = (result.assessment.readings for result in diagnostic.results if result.band)
    leading = (next((each.question for each in found if each.question in by_id), "") for found in readings)
    ordered = dict.fromkeys([*filter(None, leading), *by_id])
    return tuple(by_id[name] for name in ordered)[:LISTED_CHECKS]


def _verify(checks: tuple[Question, ...]) -> Table | None:
    rows = tuple(Row(question.text, (say.sentence(whom(question)),)) for question in checks)
    return Table(("Question", "Auprès de qui"), rows) if rows else None


def _verify_note(left: int) -> str:
    return f"Et {say.count(left, 'autre', 'autres')}, avec la façon de vérifier : voir « À vérifier »." if left else ""


def _watch_note(left: int) -> str:
    return f"Et {say.count(left, 'autre', 'autres')} : voir « Plan d’action »." if left else ""


def _following_note(left: int) -> str:
    return f"Et {say.count(left, 'autre action', 'autres actions')} dans le plan d’action." if left else ""


def _obligations_note(left: int) -> str:
    if left <= 0:
        return ""
    return f"Et {say.count(left, 'autre', 'autres')} : voir « Ce que dit la règle »."


def _sentences(
    diagnostic: Diagnostic, essentials: tuple[Question, ...], checks: tuple[Question, ...]
) -> tuple[str, ...]:
    """Three sentences: what is known, what goes well and what does not, what to do now; then what is withheld."""
    said = (known(diagnostic), _balance(diagnostic), _now(diagnostic, essentials, checks))
    return (*said, *filter(None, (editions.sentence(diagnostic),)))


def known(diagnostic: Diagnostic) -> str:
    """How much is answered, how sure, and by whom when an advisor has a part in it."""
    by_whom = voice_words.known(diagnostic.voices, diagnostic.journey)
    return " ".join(filter(None, (_answered(diagnostic), by_whom)))


def _answered(diagnostic: Diagnostic) -> str:
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
        parts.append(f"{say.count(well, 'sujet va', 'sujets vont')} bien")
    if acting:
        parts.append(f"{say.count(acting, 'sujet demande', 'sujets demandent')} une action")
    if unsure:
        parts.append(f"{say.count(unsure, 'sujet reste', 'sujets restent')} à vérifier ou à compléter")
    return say.sentence(say.joined(parts)) or "Aucun sujet n’a encore pu être examiné."


def _now(diagnostic: Diagnostic, essentials: tuple[Question, ...], checks: tuple[Question, ...]) -> str:
    first = diagnostic.in_band(Band.FIRST)
    if first:
        return f"La première chose à faire : {say.lowered(first[0].need.action)}."
    if checks:
        return "Avant de choisir un outil, commencez par ces vérifications : le tableau dit auprès de qui."
    if essentials:
        time = words.minutes(sum(question.minutes for question in essentials))
        return f"Répondez d’abord aux questions essentielles ({time}) : vos réponses diront par où commencer."
    if diagnostic.in_band(Band.TO_COMPLETE):
        time = words.minutes(sum(question.minutes for question in diagnostic.to_complete))
        return f"Répondez aux questions restées sans réponse ({time}) : vos réponses diront si une action est utile."
    if diagnostic.in_band(Band.TO_VERIFY):
        return "Avant de choisir un outil, vérifiez les points restés sans réponse sûre : la liste dit auprès de qui."
    if any(each.band in TITLES for each in diagnostic.results):
        return "Rien ne presse : les actions proposées peuvent attendre le prochain point d’étape."
    return "Vos réponses ne montrent aucun besoin pressant : félicitations à l’équipe, et gardez ces bonnes habitudes."


def _contact(diagnostic: Diagnostic) -> str:
    if "oui" in diagnostic.journey.chosen(MEMBERSHIP_QUESTION):
        return "la structure informatique publique dont vous êtes membre. Montrez-lui cette page."
    territory = diagnostic.territory
    if territory.overseas is Overseas.COM:
        return (
            "le représentant de l’État dans votre collectivité. Demandez-lui à qui vous adresser à l’ANCT, et quelle "
            "structure publique peut vous aider en informatique."
        )
    body = "votre intercommunalité" if territory.epci else "l’association des maires"
    return (
        f"la préfecture, qui représente l’ANCT dans votre département. Demandez-lui, ou demandez à {body}, "
        "quelle structure informatique publique peut vous aider."
    )
