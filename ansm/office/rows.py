"""The action plan as rows of plain texts and dates: what both spreadsheets hold, one row an action."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ansm.domain import action_words
from ansm.domain.diagnostic import Diagnostic, NeedResult
from ansm.domain.follow_up import GONE, PLANNED, WORDS, ActionState, Followed, follow
from ansm.domain.publication import Edition
from ansm.domain.recommendations import Cost, Proposal, Status
from ansm.domain.say import day, ended, joined, lowered, sentence
from ansm.office.context import OfficeContext
from ansm.office.due import deadline, prerequisites
from ansm.office.french import typeset

STATES = tuple(WORDS.values())
COLUMNS = (
    "Groupe",
    "Action",
    "Qui",
    "Échéance",
    "État",
    "Fait le",
    "Commentaire",
    "C’est fait quand…",
    "Pourquoi",
    "Quand",
    "Temps à prévoir",
    "Coût et aides",
    "À régler avant",
    "Contact",
)
FOLLOWED = 8  # the first columns are those that a town hall fills in and prints
SERVICES = 2  # named in a cell; the report has them all
NO_ACTION = "Aucune action à proposer pour le moment\u00a0: complétez d’abord le diagnostic."
_COSTS = {
    Cost.FREE: "gratuit",
    Cost.PAID: "payant",
    Cost.VARIABLE: "coût variable",
    Cost.UNKNOWN: "coût à demander",
}
_COMMANDS = "=+-@＝＋－＠"  # a spreadsheet would take a text that starts so for a formula


@dataclass(frozen=True, slots=True)
class Row:
    """One action: a text or a date for each column; None where the town hall writes later."""

    cells: tuple[str | date | None, ...]


def rows(diagnostic: Diagnostic, context: OfficeContext) -> tuple[Row, ...]:
    """The actions of the plan, in its order, then those followed that left it; a sentence when there is none."""
    results = {result.need.id: result for band in PLANNED for result in diagnostic.in_band(band)}
    found = tuple(_row(results.get(each.need.id), each, diagnostic) for each in follow(diagnostic, context.noted))
    return found or (Row((None, NO_ACTION, *([None] * (len(COLUMNS) - 2)))),)


def harmless(text: str) -> str:
    """The text as a spreadsheet shows it: never a formula, an apostrophe says so."""
    text = typeset(text)
    return f"'{text}" if text.startswith(tuple(_COMMANDS)) else text


def _row(result: NeedResult | None, followed: Followed, diagnostic: Diagnostic) -> Row:
    """An action of the plan, or one that left it when there is no result of it any more."""
    need, current = followed.need, followed.current
    found = diagnostic.recommendation(need.id)
    proposals = found.proposals[:SERVICES] if found else ()
    before = prerequisites(need, diagnostic)
    cells = (
        action_words.BANDS[result.band] if result and result.band else sentence(GONE),
        need.action,
        need.who,
        deadline(result, diagnostic.opened_on) if result else None,
        WORDS[followed.state],
        current.happened_on if current and followed.state is ActionState.DONE else None,
        remark(followed, diagnostic) or None,
        sentence(need.done_when),
        result.why if result else None,
        action_words.when(need, result.band) if result else None,
        action_words.effort(need.effort),
        " ".join((ended(need.cost), *_aids(proposals))),
        sentence(before),
        " ".join((sentence(need.operator), *_sites(proposals))),
    )
    return Row(tuple(harmless(cell) if isinstance(cell, str) else cell for cell in cells))


def remark(followed: Followed, diagnostic: Diagnostic) -> str:
    """What was noted besides the state. Who is free text, maybe a name: never in the publishable edition."""
    current = followed.current
    if current is None:
        return ""
    dated = current.happened_on is not None and current.state not in (ActionState.DONE, ActionState.TO_DECIDE)
    service = next((each.name for each in diagnostic.handbook.services if each.id == current.service), "")
    parts = (
        f"{WORDS[current.state]} le {day(current.happened_on)}" if dated and current.happened_on else "",
        "noté par un conseiller" if current.side else "",
        current.who if diagnostic.edition is Edition.INTERNAL else "",
        f"service mis en place\u00a0: {service}" if service else "",
    )
    return sentence("\u00a0; ".join(part for part in parts if part))


def _aids(proposals: tuple[Proposal, ...]) -> tuple[str, ...]:
    """« Services à regarder : A (gratuit) et B (coût à demander, inscriptions à confirmer). »."""
    named = [f"{each.service.name} ({_terms(each)})" for each in proposals]
    return (f"{'Services' if len(named) > 1 else 'Service'} à regarder\u00a0: {joined(named)}.",) if named else ()


def _terms(proposal: Proposal) -> str:
    cost = _COSTS[proposal.service.cost]
    return cost if proposal.status is Status.OPEN else f"{cost}, inscriptions à confirmer"


def _sites(proposals: tuple[Proposal, ...]) -> tuple[str, ...]:
    """Where to write to each service, or its address."""
    return tuple(
        f"{each.service.name}\u00a0: {lowered(each.service.contact) or each.service.url}"
        for each in proposals
        if each.service.contact or each.service.url
    )
