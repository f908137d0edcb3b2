"""The annexes: how the result was obtained, and every answer in words."""

from __future__ import annotations

from ansm.domain import action_words, say, voice_words
from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.journey import State
from ansm.domain.priorities import Criterion
from ansm.report import editions
from ansm.report.document import PrintContext
from ansm.report.pieces import Item, Row, Table
from ansm.report.sections import AnswerGroup, Method
from ansm.report.settling import legend, marks, said

CRITERIA = {
    Criterion.NEED: ("Besoin", "L’écart mesuré par vos réponses."),
    Criterion.OBLIGATION: ("Obligation", "Une règle de droit s’applique et n’est pas respectée, ou reste à vérifier."),
    Criterion.RISK: ("Risque", "La gravité d’un incident, en proportion de l’écart."),
    Criterion.IMPACT: ("Habitants", "Ce que les habitants y gagnent, davantage si l’accueil est très sollicité."),
    Criterion.EASE: ("Facilité", "Moins l’action demande de temps, plus elle compte."),
    Criterion.WILL: ("Volonté", "L’équipe en a fait une de ses trois priorités."),
}


def method(diagnostic: Diagnostic, context: PrintContext) -> Method:
    """One page: the rules of the calculation, in everyday words, with the shares of each priority."""
    weighting = diagnostic.handbook.weighting
    total = sum(weight for _, weight in weighting.weights)
    return Method(
        paragraphs=(
            "Chaque réponse se lit sur une échelle de 0 (rien à faire) à 4. L’écart d’un besoin est la moyenne des "
            f"questions qui le concernent, ramenée sur 100. Une action est proposée à partir d’un écart de "
            f"{weighting.candidate_gap}, ou quand une obligation n’est pas respectée.",
            "« Je ne sais pas » et une question sans réponse prennent une valeur prudente, jamais zéro. Si moins de "
            f"{weighting.reliability} % des réponses sont sûres, ou si aucune réponse sûre ne montre de difficulté, le "
            "besoin attend dans « À vérifier » ou « À compléter ».",
            "La priorité additionne six critères. Nous n’affichons pas de classement : les groupes sont coupés là où "
            f"deux voisins diffèrent d’au moins {weighting.band_gap} points ; sinon ils sont dits équivalents. Une "
            "place est « solide » si elle ne change pas quand on modifie un à un chaque poids, à la hausse puis à la "
            "baisse ; sinon elle est « à discuter ».",
            "Ce qui doit être réglé avant une autre action passe devant elle et en reçoit la priorité. Ni la "
            "population ni l’éligibilité ne changent une priorité.",
            *editions.method(diagnostic),
        ),
        criteria=Table(
            ("Critère", f"Poids sur {total}", "Ce qu’il mesure"),
            tuple(Row(CRITERIA[name][0], (str(weight), CRITERIA[name][1])) for name, weight in weighting.weights),
        ),
        shares=_shares(diagnostic),
        shares_note=_shares_note(diagnostic),
        versions=_versions(diagnostic, context),
        origin=voice_words.origin(diagnostic.voices, diagnostic.journey, diagnostic.territory),
    )


def _shares(diagnostic: Diagnostic) -> Table | None:
    results = (*diagnostic.in_band(Band.FIRST), *diagnostic.in_band(Band.NEXT))
    if not results:
        return None
    return Table(
        ("Besoin", *(CRITERIA[each.criterion][0] for each in results[0].contributions), "Total"),
        tuple(
            Row(
                result.need.label,
                (
                    *(action_words.points(each.tenths) for each in result.contributions),
                    action_words.points(result.own_tenths or 0),
                ),
            )
            for result in results
        ),
    )


def _shares_note(diagnostic: Diagnostic) -> str:
    notes = (_heirs_note(diagnostic), _later_note(diagnostic))
    return " ".join(note for note in notes if note)


def _later_note(diagnostic: Diagnostic) -> str:
    """The priorities of what can wait: the plan says them in words only."""
    later = diagnostic.in_band(Band.LATER)
    said = " ; ".join(f"« {each.need.label} » ({action_words.points(each.tenths or 0)})" for each in later)
    return f"Priorités du groupe « Plus tard » : {said}." if later else ""


def _heirs_note(diagnostic: Diagnostic) -> str:
    heirs = [each for each in diagnostic.results if each.inherited_from and each.band in (Band.FIRST, Band.NEXT)]
    if not heirs:
        return ""
    said = say.joined([f"« {each.need.label} » ({action_words.points(each.tenths or 0)})" for each in heirs])
    verb = "reçoit" if len(heirs) == 1 else "reçoivent"
    return f"{said} {verb} la priorité, plus haute, de ce qui en dépend."


def _versions(diagnostic: Diagnostic, context: PrintContext) -> tuple[Item, ...]:
    handbook, weighting = diagnostic.handbook, diagnostic.handbook.weighting
    status = f"{weighting.status} ; {weighting.source} ; vérifiés le {say.day(weighting.verified_on)}"
    items = [
        Item("Questionnaire", f"version {handbook.version}, publiée le {say.day(handbook.published_on)}"),
        Item("Poids et seuils du calcul", status),
        Item("Données des territoires", f"version {context.territories_version} — {context.territories_attribution}"),
        Item("Logiciel", f"version {context.application_version} ; imprimé le {say.day(context.printed_on)}"),
    ]
    if context.brand:
        items.append(Item("Outil proposé par", context.brand))
    return tuple(items)


def answers(diagnostic: Diagnostic) -> tuple[AnswerGroup, ...]:
    """Every answer given to a question that applies, in words; « je ne sais pas » is one of them."""
    journey = diagnostic.journey
    groups = []
    for theme in diagnostic.handbook.questionnaire.themes:
        rows = []
        for question in journey.of_theme(theme.id):
            reading = journey.reading(question.id)
            if reading is None or reading.state is State.SKIPPED:
                continue
            text = said(question, reading.values) + marks(question, diagnostic.voices.of(question.id))
            if reading.state is State.CONTRADICTED:
                text += " (contredit une autre réponse : à revoir)"
            rows.append(Row(question.text, (text,)))
        if rows:
            groups.append(AnswerGroup(theme.label, tuple(rows)))
    return tuple(groups)


def answers_note(diagnostic: Diagnostic) -> str:
    """How many questions have no answer, which are not printed; then what the marks of the others mean."""
    return " ".join(filter(None, (_skipped(diagnostic), legend(diagnostic))))


def _skipped(diagnostic: Diagnostic) -> str:
    skipped = len(diagnostic.journey.unanswered())
    total = len(diagnostic.journey.questions)
    if not skipped:
        return f"Les {total} questions qui vous concernent ont toutes une réponse."
    if skipped == total:
        return f"Aucune des {total} questions qui vous concernent n’a de réponse."
    return (
        f"{say.count(skipped, 'question', 'questions')} sur {total} n’ont pas encore de réponse et ne figurent pas "
        "ci-dessous."
        if skipped > 1
        else f"Une question sur {total} n’a pas encore de réponse et ne figure pas ci-dessous."
    )
