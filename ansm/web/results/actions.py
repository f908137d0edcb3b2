"""Decides what is said of each action: what, why, how sure, who, when, at what cost, with whose help."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain import action_words, say
from ansm.domain.bands import Band
from ansm.domain.diagnostic import Diagnostic, NeedResult
from ansm.web import routes
from ansm.web.results.reasons import Reasons, reasons
from ansm.web.results.services import Help, help_by_hand, help_for
from ansm.web.results.trial import ABOUT_NEED

SOLID = "Solide"
DEBATABLE = "À discuter"
EQUIVALENT = "Équivalente"
ALIKE = (
    "Les actions qui portent la mention « Équivalente » ont presque la même priorité : rien ne les départage, "
    "commencez par celle que vous voulez."
)
INTRODUCTIONS = {
    Band.FIRST: "Leur nombre tient compte du temps dont vous disposez. « Solide » : la place de l’action ne dépend pas "
    "du détail du calcul. « À discuter » : elle en dépend, parlez-en entre vous.",
    Band.NEXT: "À engager quand les premières actions sont faites.",
    Band.LATER: "Utile, mais rien ne presse : à revoir dans six mois.",
}


@dataclass(frozen=True)
class Fact:
    """A label and its text."""

    label: str
    text: str


@dataclass(frozen=True)
class ActionView:
    """One action, ready to show. `anchor` names its place in the page, `marks` are short words, `before` sentences.

    `about` opens « Et si… ? » on it, `explained` is where the calculation page speaks of its need.
    """

    anchor: str
    target: str
    action: str
    need: str
    why: str
    today: str
    marks: tuple[str, ...]
    before: tuple[str, ...]
    how: str
    facts: tuple[Fact, ...]
    done_when: str
    help: Help
    reasons: Reasons
    about: str
    explained: str


@dataclass(frozen=True)
class BandView:
    """A group of actions, with its size in words."""

    title: str
    size: str
    introduction: str
    actions: tuple[ActionView, ...]


def band(diagnostic: Diagnostic, which: Band) -> BandView:
    """The actions of one band, in order."""
    results = diagnostic.in_band(which)
    introduction = INTRODUCTIONS[which]
    if which is Band.NEXT and any(result.need.effort <= action_words.HALF_DAY for result in results):
        introduction += " Ce qui ne prend que quelques heures peut passer avant."
    if any(result.equivalent for result in results):
        introduction += f" {ALIKE}"
    return BandView(
        title=action_words.BANDS[which],
        size=say.count(len(results), "action", "actions"),
        introduction=introduction,
        actions=tuple(action(result, diagnostic) for result in results),
    )


def action(result: NeedResult, diagnostic: Diagnostic) -> ActionView:
    """One action."""
    need = result.need
    recommendation = diagnostic.recommendation(need.id)
    return ActionView(
        anchor=f"action-{need.id}",
        target=f"#action-{need.id}",
        action=need.action,
        need=need.label,
        why=result.why,
        today=say.sentence(need.consequence),
        marks=_marks(result),
        before=_before(result, diagnostic),
        how=say.sentence(need.how),
        facts=(
            Fact("Qui", say.sentence(need.who)),
            Fact("Quand", say.sentence(action_words.when(need, result.band))),
            Fact("Effort", say.sentence(action_words.effort(need.effort))),
            Fact("Coût", say.sentence(need.cost)),
        ),
        done_when=say.sentence(need.done_when),
        help=help_for(recommendation, diagnostic.handbook, diagnostic.ceiling)
        if recommendation
        else help_by_hand(need),
        reasons=reasons(result, diagnostic),
        about=f"{ABOUT_NEED}{need.id}",
        explained=routes.need_explained(need.id),
    )


def in_plan(need: str, diagnostic: Diagnostic) -> bool:
    """Whether one of the actions shown is for this need."""
    return any(each.need.id == need and each.band in INTRODUCTIONS for each in diagnostic.results)


def what_to_do(need: str, diagnostic: Diagnostic) -> str:
    """The action when the page has it; otherwise what can be done at once, whatever is still unknown."""
    found = diagnostic.handbook.need(need)
    if in_plan(need, diagnostic):
        return f"À faire : {say.sentence(found.action)}"
    return f"Dès maintenant, sans outil numérique : {say.sentence(found.without_digital)}"


def _marks(result: NeedResult) -> tuple[str, ...]:
    strength = f"Besoin {action_words.strength(result.assessment.gap or 0)}"
    solid = () if result.robust is None else (SOLID if result.robust else DEBATABLE,)
    return (strength, *solid, EQUIVALENT) if result.equivalent else (strength, *solid)


def _before(result: NeedResult, diagnostic: Diagnostic) -> tuple[str, ...]:
    """« D’abord « X » : « Y » en dépend », for each prerequisite that is itself an open need."""
    unmet = {each.need.id for each in diagnostic.results if each.tenths is not None}
    return tuple(
        f"D’abord {say.quoted(diagnostic.handbook.need(name).label)} : {say.quoted(result.need.label)} en dépend."
        for name in result.need.prerequisites
        if name in unmet
    )
