"""How a followed file is told, the same on screen and in the spreadsheet: its state, its share of answers, its step."""

from __future__ import annotations

from datetime import date

from ansm.domain import say
from ansm.domain.caseload import Case, Progress, Stage, due

STAGES = {
    Stage.TO_PREPARE: "À préparer",
    Stage.UNDER_WAY: "En cours",
    Stage.ESSENTIAL_DONE: "Essentiel terminé",
    Stage.ACTING: "Actions en cours",
    Stage.REDONE: "Diagnostic refait",
}
UNKNOWN_POPULATION = "non publiée"


def share(progress: Progress) -> str:
    """« 12 sur 37 »."""
    return f"{progress.answered} sur {progress.asked}" if progress.asked else "inconnue"


def inhabitants(case: Case) -> str:
    """« 3 312 », and never zero for a figure that nobody published."""
    return UNKNOWN_POPULATION if case.population is None else say.number(case.population)


def step_day(case: Case, today: date) -> str:
    """« 26 novembre 2026 (en retard de 3 jours) », empty without a day."""
    on = case.next_step_on
    if on is None:
        return ""
    when = due(on, today)
    return f"{say.day(on)} ({when})" if when else say.day(on)


def in_charge(case: Case) -> str:
    """Who is in charge, by name."""
    return say.joined([each.label for each in case.in_charge])


def count(shown: int, whole: int) -> str:
    """« 12 dossiers sur 40 », or « 40 dossiers » when all are shown."""
    if shown == whole:
        return say.count(shown, "dossier")
    return f"{say.count(shown, 'dossier')} sur {say.number(whole)}"
