"""What each section of the report says, as plain French texts: no HTML, no domain object."""

from __future__ import annotations

from dataclasses import dataclass, field

from ansm.report.pieces import UNSAID_WHEN_EMPTY, Item, Link, Row, Table


@dataclass(frozen=True, slots=True)
class Summary:
    """Page one, for the council: no grade, no ranking, no comparison.

    `first` details three actions of the first band and `first_others` names the rest of it. `verify` says whom to ask
    when doubt dominates, `essentials` what to answer when no action can be named yet.
    """

    sentences: tuple[str, ...]
    first: Table | None
    first_others: tuple[str, ...]
    essentials: Table | None
    verify: Table | None
    verify_note: str
    following: tuple[str, ...]
    following_note: str
    watch: tuple[str, ...]
    watch_note: str
    obligations: tuple[str, ...]
    obligations_note: str
    eligibility: tuple[str, ...]
    contact: str


@dataclass(frozen=True, slots=True)
class Action:
    """One line of the action plan."""

    title: str
    standing: str
    why: str
    how: str
    fields: tuple[Item, ...]
    before: str
    done_when: str
    tipping: str


@dataclass(frozen=True, slots=True)
class Band:
    """A group of the action plan: detailed actions, or a table for what can wait and the `others` named."""

    title: str
    introduction: str
    compact: bool
    actions: tuple[Action, ...]
    table: Table | None
    others: str


@dataclass(frozen=True, slots=True)
class Checks:
    """What is not known yet: to verify with someone, and to complete; answers that do not go together stand apart."""

    contradictions: tuple[str, ...]
    to_verify: Table | None
    to_complete: Table | None
    to_complete_note: str


@dataclass(frozen=True, slots=True)
class Settling:
    """Questions with several answers to choose between: what to do, then each with the one that counts meanwhile."""

    introduction: str
    table: Table


@dataclass(frozen=True, slots=True)
class Rule:
    """One obligation, with what proves it."""

    label: str
    text: str
    proof: str


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Obligations of the same status."""

    title: str
    introduction: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One proposed service. `facts` are status, cost and its source, conditions, maturity, date of the sheet."""

    name: str
    status: str
    why: str
    facts: tuple[str, ...]
    link: Link | None


@dataclass(frozen=True, slots=True)
class NeedServices:
    """What can help with one need; `none` says that the catalogue has nothing."""

    need: str
    services: tuple[ServiceLine, ...]
    others: str
    none: str
    without_digital: str
    operator: str


@dataclass(frozen=True, slots=True)
class Support:
    """Another form of help."""

    title: str
    text: str
    links: tuple[Link, ...]
    source: str


@dataclass(frozen=True, slots=True)
class ThemeBar:
    """A bar of the themes' chart; `gap` is 0–100, None when too little is known of the theme, today or `before`."""

    label: str
    gap: int | None
    reliability: str
    before: int | None = None


@dataclass(frozen=True, slots=True)
class SinceGroup:
    """One kind of change since the former diagnostic. An item may have no text."""

    title: str
    introduction: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since the former diagnostic."""

    title: str
    introduction: str
    groups: tuple[SinceGroup, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """How the result was obtained, for whoever wants to check it. `origin` tells whose word the answers are."""

    paragraphs: tuple[str, ...]
    criteria: Table
    shares: Table | None
    shares_note: str
    versions: tuple[Item, ...]
    origin: str = field(default="", metadata=UNSAID_WHEN_EMPTY)


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """The answers given to the questions of one theme."""

    theme: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Omissions:
    """The line that stands in each section from which something is withheld; empty where nothing is."""

    plan: str = ""
    rules: str = ""
    services: str = ""
    support: str = ""
    themes: str = ""
