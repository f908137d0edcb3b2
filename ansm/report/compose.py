"""Decides what the report says in either edition: a Diagnostic and its context become a Document."""

from __future__ import annotations

from ansm.domain import say
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.publication import Edition, publishable, publishable_before
from ansm.domain.territory import Kind
from ansm.report import annex, checks, editions, plan, services, words
from ansm.report.chart import chart
from ansm.report.code import checking_page
from ansm.report.document import Document, PrintContext
from ansm.report.settling import settling
from ansm.report.since import since
from ansm.report.summary import summary

RESPONDENT_QUESTION = "PRO-01"  # « Qui remplit ce questionnaire ? » : whoever answered, never a name


def compose(
    diagnostic: Diagnostic,
    context: PrintContext,
    edition: Edition = Edition.INTERNAL,
    before: Diagnostic | None = None,
) -> Document:
    """The document of this diagnostic; the same input always gives the same value.

    The publishable edition is composed from the publishable diagnostic, which knows nothing of what is withheld. A
    diagnostic that is publishable already stays so, whatever is asked. `before` is an earlier diagnostic of the same
    territory, shown beside this one where the two can be compared.
    """
    if edition is Edition.PUBLISHABLE:
        diagnostic = publishable(diagnostic)
    if before is not None and diagnostic.edition is Edition.PUBLISHABLE:
        before = publishable_before(before, diagnostic.handbook)
    edition = diagnostic.edition
    territory = diagnostic.territory
    place = words.place(territory)
    nature = words.NATURES[territory.kind].capitalize() + (f", {place}" if place else "")
    opened_on = say.day(diagnostic.opened_on)
    identity = f"{nature} · diagnostic ouvert le {opened_on} · qui a répondu : {_answered_by(diagnostic)}"
    drawn = chart(diagnostic, before)
    kind = f"Diagnostic numérique, {editions.NAMES[edition]}"
    return Document(
        file_name=words.file_name(territory.name, diagnostic.opened_on, edition),
        title=f"{kind} : {territory.name}" + (f", {place}" if place else ""),
        description=_description(edition, opened_on),
        territory=territory.name,
        identity=identity,
        printed_on=context.printed_on.isoformat(),
        programme=words.PROGRAMME,
        brand=context.brand,
        header=f"{territory.name}{' — ' + place if place else ''}",
        notice=editions.notice(diagnostic),
        summary=summary(diagnostic, identity),
        strengths=plan.strengths(diagnostic),
        strengths_note="" if diagnostic.strengths else no_strength(diagnostic),
        attention=plan.attention(diagnostic),
        plan=plan.plan(diagnostic),
        plan_note=plan.note(diagnostic),
        checks=checks.checks(diagnostic),
        rules=checks.rules(diagnostic),
        rules_note=checks.RULES_NOTE,
        services=services.services(diagnostic),
        services_note=services.NOTE,
        support=services.support(diagnostic),
        themes=drawn.bars,
        chart_text=drawn.text,
        method=annex.method(diagnostic, context),
        answers=annex.answers(diagnostic) if edition is Edition.INTERNAL else (),
        answers_note=annex.answers_note(diagnostic) if edition is Edition.INTERNAL else _no_answers(diagnostic),
        edition=edition,
        kind=kind,
        omissions=editions.omissions(diagnostic),
        before_day=drawn.before_day,
        before_note=drawn.before_note,
        since=since(diagnostic, before),
        settling=settling(diagnostic),
        check_at=checking_page(context),
    )


def _description(edition: Edition, opened_on: str) -> str:
    contents = {
        Edition.INTERNAL: "synthèse, plan d’action, services et réponses",
        Edition.PUBLISHABLE: "synthèse, plan d’action et services",
    }
    name = say.sentence(editions.NAMES[edition]).rstrip(".")
    return f"{words.PROGRAMME} : {contents[edition]}. {name} d’un diagnostic ouvert le {opened_on}."


def _no_answers(diagnostic: Diagnostic) -> str:
    """The annex of answers belongs to the internal edition (domain dossier, §7.2)."""
    return " ".join(filter(None, (editions.ANSWERS_ELSEWHERE, editions.sentence(diagnostic))))


def _answered_by(diagnostic: Diagnostic) -> str:
    question = diagnostic.handbook.questionnaire.question(RESPONDENT_QUESTION)
    chosen = diagnostic.journey.chosen(RESPONDENT_QUESTION)
    labels = [option.label for option in question.options if option.value in chosen] if question else []
    return say.lowered(labels[0]) if labels else "non précisé"


def no_strength(diagnostic: Diagnostic) -> str:
    """What is said when nothing goes well yet: either too little is known, or this is where one starts from."""
    if diagnostic.recommendations and not plan.mostly_unknown(diagnostic):
        team = "votre intercommunalité" if diagnostic.territory.kind is Kind.EPCI else "votre commune"
        return (
            f"Aucun sujet n’est encore entièrement réglé pour {team}. Prendre le temps de ce diagnostic est déjà "
            "un premier pas : le plan d’action dit par quoi commencer."
        )
    return plan.NO_STRENGTH
