"""Decides what the internal version of the report says: a Diagnostic and its context become a Document."""

from __future__ import annotations

from ansm.domain.diagnostic import Diagnostic
from ansm.domain.territory import Kind
from ansm.report import annex, checks, plan, services, words
from ansm.report.document import Document, Link, PrintContext
from ansm.report.summary import summary

NOTICE = "Document interne : contient des informations de sécurité, ne pas publier en l’état"
RESPONDENT_QUESTION = "PRO-01"  # « Qui remplit ce questionnaire ? » : whoever answered, never a name


def compose(diagnostic: Diagnostic, context: PrintContext) -> Document:
    """The document of this diagnostic; the same input always gives the same value."""
    territory = diagnostic.territory
    place = words.place(territory)
    nature = words.NATURES[territory.kind].capitalize() + (f", {place}" if place else "")
    opened_on = words.day(diagnostic.opened_on)
    identity = f"{nature} · diagnostic ouvert le {opened_on} · qui a répondu : {_answered_by(diagnostic)}"
    bars = annex.themes(diagnostic)
    return Document(
        file_name=words.file_name(territory.name, diagnostic.opened_on),
        title=f"Diagnostic numérique : {territory.name}" + (f", {place}" if place else ""),
        description=(
            f"{words.PROGRAMME} : synthèse, plan d’action, services et réponses. Version interne, ouverte le "
            f"{opened_on}."
        ),
        territory=territory.name,
        identity=identity,
        printed_on=context.printed_on.isoformat(),
        programme=words.PROGRAMME,
        brand=context.brand,
        header=f"{territory.name}{' — ' + place if place else ''}",
        notice=NOTICE,
        summary=summary(diagnostic, identity),
        strengths=plan.strengths(diagnostic),
        strengths_note="" if diagnostic.strengths else _no_strength(diagnostic),
        attention=plan.attention(diagnostic),
        plan=plan.plan(diagnostic),
        plan_note=plan.note(diagnostic),
        checks=checks.checks(diagnostic),
        rules=checks.rules(diagnostic),
        rules_note=checks.RULES_NOTE,
        services=services.services(diagnostic),
        services_note=services.NOTE,
        support=services.support(diagnostic),
        themes=bars,
        chart_text=annex.chart_text(bars),
        method=annex.method(diagnostic, context),
        answers=annex.answers(diagnostic),
        answers_note=annex.answers_note(diagnostic),
        check_at=check_at(context),
    )


def check_at(context: PrintContext) -> Link | None:
    """Where a reader checks that a paper comes from this site; nowhere when the site has no public address."""
    if not context.public_address:
        return None
    url = f"{context.public_address}/verifier/"
    shown = url.split("://", 1)[-1]
    return Link(shown, f"Page de vérification\u00a0: {shown}", url)


def _answered_by(diagnostic: Diagnostic) -> str:
    question = diagnostic.handbook.questionnaire.question(RESPONDENT_QUESTION)
    chosen = diagnostic.journey.chosen(RESPONDENT_QUESTION)
    labels = [option.label for option in question.options if option.value in chosen] if question else []
    return words.lowered(labels[0]) if labels else "non précisé"


def _no_strength(diagnostic: Diagnostic) -> str:
    if diagnostic.recommendations and not plan.mostly_unknown(diagnostic):
        team = "votre intercommunalité" if diagnostic.territory.kind is Kind.EPCI else "votre commune"
        return (
            f"Aucun sujet n’est encore entièrement réglé pour {team}. Prendre le temps de ce diagnostic est déjà "
            "un premier pas : le plan d’action dit par quoi commencer."
        )
    return plan.NO_STRENGTH
