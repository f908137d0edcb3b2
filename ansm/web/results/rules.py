"""Decides how obligations are said: their status in words, the reference, and when someone checked it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ansm.domain import say
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.obligations import Obligation, ObligationFinding, ObligationStatus
from ansm.web.results.actions import in_plan, what_to_do

NOT_ADVICE = (
    "Ceci n’est pas un conseil juridique. En cas de doute, demandez à la préfecture ou à votre centre de gestion."
)
GROUPS = {
    ObligationStatus.UNMET: ("À régler", "D’après vos réponses, ces règles ne sont pas encore respectées."),
    ObligationStatus.TO_CHECK: ("À vérifier", "Vos réponses ne suffisent pas pour le dire."),
    ObligationStatus.MET: ("Respectées", "D’après vos réponses, c’est en ordre."),
}
WATCHED = ("À surveiller", "Le questionnaire ne permet pas de dire où vous en êtes, ou la règle reste à confirmer.")


@dataclass(frozen=True)
class RuleView:
    """One obligation. `proof` is the reference and its dates, `checked` when and where it was read."""

    label: str
    rule: str
    proof: str
    checked: str


@dataclass(frozen=True)
class RuleGroup:
    """Obligations of the same status; `size` counts them in words."""

    title: str
    size: str
    introduction: str
    rules: tuple[RuleView, ...]


@dataclass(frozen=True)
class Rules:
    """Everything under « Ce que dit la règle »: what to settle is shown at once, the rest unfolds."""

    summary: str
    to_settle: tuple[RuleGroup, ...]
    others: tuple[RuleGroup, ...]
    disclaimer: str


def rules(diagnostic: Diagnostic) -> Rules:
    """The obligations by status, then those only to watch: not tested by a question, not in force, or uncertain."""
    tested = [each for each in diagnostic.obligations if each.obligation.questions]
    untested = [each.obligation for each in diagnostic.obligations if not each.obligation.questions]
    on = diagnostic.opened_on
    by_status = {
        status: tuple(_rule(each.obligation, on, _remedy(each, diagnostic)) for each in tested if each.status is status)
        for status in GROUPS
    }
    watched = tuple(_rule(each, on) for each in (*untested, *diagnostic.watched))
    groups = [(status, _group(*GROUPS[status], found)) for status, found in by_status.items() if found]
    unmet = len(by_status[ObligationStatus.UNMET])
    return Rules(
        summary=_summary(unmet, len(by_status[ObligationStatus.TO_CHECK]), len(tested)),
        to_settle=tuple(group for status, group in groups if status is ObligationStatus.UNMET),
        others=(
            *(group for status, group in groups if status is not ObligationStatus.UNMET),
            *((_group(*WATCHED, watched),) if watched else ()),
        ),
        disclaimer=NOT_ADVICE,
    )


def _summary(unmet: int, unknown: int, tested: int) -> str:
    if not tested:
        return "Pour votre collectivité, ce questionnaire ne permet de vérifier aucune règle."
    if unknown == tested:
        return "Vos réponses ne permettent pas encore de dire où vous en êtes."
    checked = f" {say.sentence(say.count(unknown, 'reste', 'restent'))[:-1]} à vérifier." if unknown else ""
    if not unmet:
        return f"D’après vos réponses, aucune règle n’est à régler.{checked}"
    verb = say.count(unmet, "règle n’est", "règles ne sont")
    return f"D’après vos réponses, {verb} pas encore {'respectée' if unmet == 1 else 'respectées'}.{checked}"


def _group(title: str, introduction: str, found: tuple[RuleView, ...]) -> RuleGroup:
    return RuleGroup(title, say.count(len(found), "règle", "règles"), introduction, found)


def _remedy(finding: ObligationFinding, diagnostic: Diagnostic) -> str:
    """What to do about a rule that is not met when no action of the page says it."""
    need = finding.obligation.need
    wanted = finding.status is ObligationStatus.UNMET and need is not None and not in_plan(need, diagnostic)
    return f" {what_to_do(need, diagnostic)}" if wanted and need else ""


def _rule(obligation: Obligation, on: date, remedy: str = "") -> RuleView:
    since = "en vigueur à partir du" if obligation.in_force_from > on else "en vigueur depuis le"
    return RuleView(
        label=obligation.label,
        rule=say.sentence(obligation.rule) + remedy,
        proof=f"{obligation.reference}, {since} {say.day(obligation.in_force_from)}.",
        checked=f"Vérifié le {say.day(obligation.verified_on)}. Source : {obligation.source}.",
    )
