"""Decides what the two-page summary says: few words in large type, to project or hand out at a council meeting."""

from __future__ import annotations

from dataclasses import replace

from ansm.domain import action_words, say
from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.obligations import ObligationStatus
from ansm.domain.publication import Edition, publishable
from ansm.report import editions, plan, words
from ansm.report.chart import chart
from ansm.report.code import checking_page
from ansm.report.compose import no_strength
from ansm.report.document import PrintContext
from ansm.report.pieces import Row, Table
from ansm.report.sheet_page import MOST_ACTIONS, MOST_KEPT, MOST_LISTED, MOST_STRENGTHS, Figure, Sheet, fitted
from ansm.report.summary import summary

ACTING, UNSURE = (Band.FIRST, Band.NEXT, Band.LATER), (Band.TO_VERIFY, Band.TO_COMPLETE)


def compose_sheet(diagnostic: Diagnostic, context: PrintContext, edition: Edition = Edition.INTERNAL) -> Sheet:
    """The two pages of this diagnostic, in the edition asked; the same input always gives the same value."""
    if edition is Edition.PUBLISHABLE:
        diagnostic = publishable(diagnostic)
    edition = diagnostic.edition
    territory = diagnostic.territory
    place = words.place(territory)
    opened_on = say.day(diagnostic.opened_on)
    kind = f"Synthèse du diagnostic numérique, {editions.NAMES[edition]}"
    page_one = summary(diagnostic, "")
    known, _, now, *_ = page_one.sentences
    drawn = chart(diagnostic)
    strengths = plan.strengths(diagnostic)
    decisions = _actions(diagnostic) or page_one.verify or page_one.essentials
    sheet = Sheet(
        file_name=words.file_name(territory.name, diagnostic.opened_on, edition, "synthese"),
        title=f"{kind} : {territory.name}" + (f", {place}" if place else ""),
        description=f"{words.PROGRAMME} : deux pages pour le conseil, d’après un diagnostic ouvert le {opened_on}.",
        kind=kind,
        territory=territory.name,
        identity=" · ".join(filter(None, (place, f"diagnostic ouvert le {opened_on}"))),
        printed_on=context.printed_on.isoformat(),
        programme=words.PROGRAMME,
        brand=context.brand,
        header=f"{territory.name}{' — ' + place if place else ''}",
        notice=editions.notice(diagnostic),
        known=known,
        figures=_figures(diagnostic),
        themes=drawn.bars,
        topics=() if drawn.bars else _topics(diagnostic),
        chart_text=drawn.text,
        strengths=tuple(each.label for each in strengths[:MOST_STRENGTHS]),
        now=now,
        decisions=decisions,
        decidable=bool(diagnostic.in_band(Band.FIRST)),
        keep=() if decisions else tuple(each.text for each in strengths[:MOST_KEPT]),
        obligations=_unmet(diagnostic)[:MOST_LISTED],
        watch=_flags(diagnostic)[:MOST_LISTED],
        contact=say.sentence(page_one.contact),
        omitted=editions.sentence(diagnostic),
        edition=edition,
        check_at=checking_page(context),
    )
    return _counted(fitted(sheet), sheet, diagnostic)


def _figures(diagnostic: Diagnostic) -> tuple[Figure, ...]:
    """How many subjects go well, call for an action, wait for answers: counts, never a mark, and never a zero."""
    well = len(diagnostic.strengths)
    acting = sum(1 for each in diagnostic.results if each.band in ACTING)
    unsure = sum(1 for each in diagnostic.results if each.band in UNSURE)
    counted = (
        (well, "sujet va bien", "sujets vont bien"),
        (acting, "sujet demande une action", "sujets demandent une action"),
        (unsure, "sujet à vérifier ou à compléter", "sujets à vérifier ou à compléter"),
    )
    return tuple(Figure(str(number), one if number == 1 else several) for number, one, several in counted if number)


def _topics(diagnostic: Diagnostic) -> tuple[str, ...]:
    """The themes that concern this territory, when too little is known to compare them."""
    return tuple(each.label for each in diagnostic.themes if each.gap is not None)


def _actions(diagnostic: Diagnostic) -> Table | None:
    """The first band: what the council may decide tonight."""
    first = diagnostic.in_band(Band.FIRST)[:MOST_ACTIONS]
    if not first:
        return None
    return Table(
        ("Action", "Qui", "Quand", "Temps à prévoir"),
        tuple(
            Row(
                each.need.action,
                (each.need.who, action_words.when(each.need, each.band), action_words.effort(each.need.effort)),
            )
            for each in first
        ),
    )


def _unmet(diagnostic: Diagnostic) -> tuple[str, ...]:
    return tuple(each.obligation.label for each in diagnostic.obligations if each.status is ObligationStatus.UNMET)


def _flags(diagnostic: Diagnostic) -> tuple[str, ...]:
    return tuple(each.label for each in diagnostic.flags if not plan.is_obligation(each))


def _counted(sheet: Sheet, whole: Sheet, diagnostic: Diagnostic) -> Sheet:
    """What did not fit is counted, and stands in the whole diagnostic."""
    well = len(diagnostic.strengths)
    return replace(
        sheet,
        strengths_note=_and(well - len(sheet.strengths), "autre sujet", "autres sujets")
        if well
        else no_strength(diagnostic),
        decisions_note=_decisions_note(sheet, whole, diagnostic),
        obligations_note=_and(len(_unmet(diagnostic)) - len(sheet.obligations), "autre", "autres"),
        watch_note=_and(len(_flags(diagnostic)) - len(sheet.watch), "autre", "autres"),
    )


def _decisions_note(sheet: Sheet, whole: Sheet, diagnostic: Diagnostic) -> str:
    shown = len(sheet.decisions.rows) if sheet.decisions else 0
    if not sheet.decidable and whole.decisions:
        return _and(len(whole.decisions.rows) - shown, "autre ligne", "autres lignes", " dans le diagnostic complet")
    acting = sum(1 for each in diagnostic.results if each.band in ACTING)
    if not shown and acting:
        return f"{say.count(acting, 'action', 'actions')} sans urgence dans le diagnostic complet."
    return _and(acting - shown, "autre action", "autres actions", " dans le diagnostic complet")


def _and(left: int, one: str, several: str, where: str = "") -> str:
    return f"Et {say.count(left, one, several)}{where}." if left > 0 else ""
