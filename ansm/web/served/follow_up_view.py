"""Decides what the follow-up shows, the same for the town and for its advisor: totals, actions, a form each."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.application import LONGEST_WHO, NotedStep, Plan, SaidStep
from ansm.domain import action_words
from ansm.domain.bands import Band
from ansm.domain.diagnostic import NeedResult
from ansm.domain.follow_up import GONE, OTHER_SERVICE, PLANNED, WORDS, ActionState, Followed, Step, totals
from ansm.domain.say import NBSP, count, day, ended, joined, lowered, quoted, sentence
from ansm.web.served.whose import whose

BADGES = {
    ActionState.TO_DECIDE: "",
    ActionState.DECIDED: "info",
    ActionState.UNDER_WAY: "new",
    ActionState.DONE: "success",
    ActionState.ABANDONED: "warning",
}
STATES = tuple((state.value, sentence(words)[:-1]) for state, words in WORDS.items())
LONG_PLAN = 8  # actions: in a plan of more, what nobody has begun is folded, but what comes first
LEFT = "Actions suivies qui ne sont plus dans le plan"
OTHER = (OTHER_SERVICE, "Un service qui n’est pas dans le catalogue")
NONE = ("", "Aucun, ou pas encore")
ALREADY = "C’était déjà noté\u00a0: rien n’a changé."
MEANWHILE = " Quelqu’un d’autre avait noté une étape entre-temps\u00a0: elle reste dans l’historique."


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Options of a list under one heading, none when it is empty; each is its value and what is read."""

    heading: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StepForm:
    """The form of an action, as it was typed or as it stands. `whole` lists the whole catalogue; `error` opens it."""

    state: str
    happened_on: str
    who: str
    service: str
    base: int
    services: tuple[OptionGroup, ...]
    whole: bool
    opened: bool
    error: str


@dataclass(frozen=True, slots=True)
class ActionView:
    """One action. `line` says when, who and with which service; `plan` what the plan had foreseen."""

    id: str
    label: str
    state: str
    badge: str
    line: str
    plan: str
    history: tuple[str, ...]
    form: StepForm
    just_noted: bool


@dataclass(frozen=True, slots=True)
class ActionGroup:
    """The actions of one band, or those that left the plan; `folded` is read on what unfolds them, empty when shown."""

    id: str
    heading: str
    folded: str
    actions: tuple[ActionView, ...]


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """The whole follow-up. `address` is where a form goes when the page has one, empty when a script sends it."""

    place: str
    totals: str
    put_in_place: str
    groups: tuple[ActionGroup, ...]
    states: tuple[tuple[str, str], ...]
    longest_who: int
    address: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A form that comes back as it was typed: it was refused, or asks for the whole catalogue."""

    said: SaidStep
    error: str = ""
    whole: bool = False


def follow_up_view(plan: Plan, address: str = "", typed: Typed | None = None, noted: str = "") -> FollowUpView:
    """The follow-up, with one form as it was typed, or one action just noted."""
    results = {each.need.id: each for each in plan.diagnostic.results}
    shown = {each.need.id: _action(each, results.get(each.need.id), plan, typed, noted) for each in plan.actions}
    groups = (_group(band, plan, shown) for band in (*PLANNED, None))
    names = _names(plan)
    return FollowUpView(
        whose(plan),
        totals(plan.actions),
        joined([names[each] for each in plan.put_in_place]),
        tuple(each for each in groups if each.actions),
        STATES,
        LONGEST_WHO,
        address,
    )


def _group(band: Band | None, plan: Plan, shown: dict[str, ActionView]) -> ActionGroup:
    """What comes first is always shown, and what somebody has begun: the rest of a long plan waits, folded."""
    followed = tuple(each for each in plan.actions if each.band is band)
    actions = tuple(shown[each.need.id] for each in followed)
    begun = any(each.steps for each in followed) or any(each.form.opened for each in actions)
    folded = band is not Band.FIRST and not begun and len(plan.actions) > LONG_PLAN
    told = f"Voir {count(len(actions), 'action')} à décider" if folded else ""
    return ActionGroup(*(("partie", LEFT) if band is None else (band.value, action_words.BANDS[band])), told, actions)


def said_of(noted: NotedStep) -> str:
    """What is announced once a step was sent."""
    if not noted.new:
        return ALREADY
    told = f"Noté{NBSP}: {quoted(noted.action.need.action)}, {WORDS[noted.action.state]}."
    return told + (MEANWHILE if noted.meanwhile else "")


def _action(followed: Followed, result: NeedResult | None, plan: Plan, typed: Typed | None, noted: str) -> ActionView:
    need, names = followed.need, _names(plan)
    when = action_words.when(need, followed.band)
    return ActionView(
        id=need.id,
        label=need.action,
        state=WORDS[followed.state],
        badge=BADGES[followed.state],
        line=_line(followed.current, names) if followed.current else "",
        plan=sentence(GONE)
        if followed.band is None or result is None
        else f"Prévu{NBSP}: {lowered(when)}, par {ended(lowered(need.who))}",
        history=tuple(_told(each, names) for each in reversed(followed.steps)),
        form=_form(followed, plan, typed if typed and typed.said.need == need.id else None),
        just_noted=noted == need.id,
    )


def _form(followed: Followed, plan: Plan, typed: Typed | None) -> StepForm:
    current = followed.current
    base = current.number if current else 0
    if typed is not None:
        said = typed.said
        services = _services(followed, plan, said.service, whole=typed.whole)
        return StepForm(
            said.state, said.happened_on, said.who, said.service, base, services, typed.whole, True, typed.error
        )
    service = current.service or "" if current else ""
    return StepForm(
        followed.state.value,
        plan.today.isoformat(),
        current.who if current else "",
        service,
        base,
        _services(followed, plan, service, whole=False),
        whole=False,
        opened=False,
        error="",
    )


def _services(followed: Followed, plan: Plan, chosen: str, *, whole: bool) -> tuple[OptionGroup, ...]:
    """Short at first: a hundred services for each action would weigh on a slow line. The one chosen is always there."""
    proposed, linked, rest = plan.services(followed.need.id)
    kept = rest if whole else tuple(each for each in rest if each.id == chosen)
    groups = (
        OptionGroup("Proposés pour cette action", tuple((each.id, each.name) for each in proposed)),
        OptionGroup("Pour le même besoin", tuple((each.id, each.name) for each in linked)),
        OptionGroup("Dans le reste du catalogue", tuple((each.id, each.name) for each in kept)),
    )
    return (OptionGroup("", (NONE,)), *(each for each in groups if each.options), OptionGroup("", (OTHER,)))


def _line(step: Step, names: dict[str, str]) -> str:
    parts = (
        f"le {day(step.happened_on)}" if step.happened_on else "",
        step.who,
        f"service mis en place{NBSP}: {names.get(step.service, step.service)}"
        if step.service and step.state is ActionState.DONE
        else f"service{NBSP}: {names.get(step.service, step.service)}"
        if step.service
        else "",
    )
    return f"{NBSP}; ".join(part for part in parts if part)


def _told(step: Step, names: dict[str, str]) -> str:
    """A line of the history: « En cours, le 3 décembre 2026 ; noté le 4 décembre 2026 par le conseiller »."""
    line = _line(step, names)
    by = " par un conseiller" if step.side else ""
    return (
        sentence(WORDS[step.state])[:-1]
        + (f", {line}" if line else "")
        + f" (noté le {day(step.recorded_at.date())}{by})"
    )


def _names(plan: Plan) -> dict[str, str]:
    """How each service is read."""
    return {each.id: each.name for each in plan.diagnostic.handbook.services} | {OTHER_SERVICE: "hors catalogue"}
