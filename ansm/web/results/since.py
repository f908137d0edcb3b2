"""Decides what the results say of the former diagnostic: what changed since, each kind of change apart."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.application import File
from ansm.domain import say
from ansm.domain.comparison import compare
from ansm.domain.comparison_words import Group, retold
from ansm.domain.diagnostic import Diagnostic

SHOWN = 5  # of each kind; the others unfold
UNKNOWN = (
    "Ce diagnostic repart de celui du {day}, mais le questionnaire d’alors n’est pas connu de ce site\u00a0: les deux "
    "ne peuvent pas être comparés."
)
REVIEW = "Revoir les réponses d’alors"


@dataclass(frozen=True)
class SinceItem:
    """A subject, and what is said of it, which may be nothing."""

    label: str
    text: str


@dataclass(frozen=True)
class SinceGroup:
    """One kind of change, its first subjects and the others."""

    name: str
    title: str
    introduction: str
    subjects: tuple[SinceItem, ...]
    others: tuple[SinceItem, ...]
    others_label: str


@dataclass(frozen=True)
class Since:
    """The whole part. `review` names the link to the answers that nobody has looked at yet, when there are some."""

    introduction: str
    groups: tuple[SinceGroup, ...]
    review: str


def since(diagnostic: Diagnostic, file: File, former: Diagnostic | None) -> tuple[Since, ...]:
    """What changed since the former diagnostic of this file; nothing for a first one.

    `former` is None when there is none, or when its questionnaire is not here, which is said.
    """
    if file.origin is None:
        return ()
    if former is None:
        return (Since(UNKNOWN.format(day=say.day(file.origin.opened_on)), (), ""),)
    return (told(diagnostic, former),)


def told(diagnostic: Diagnostic, former: Diagnostic) -> Since:
    """The part, for two diagnostics of one territory."""
    found = compare(former, diagnostic)
    words = retold(found)
    return Since(words.introduction, tuple(map(_group, words.groups)), REVIEW if found.unreviewed else "")


def _group(group: Group) -> SinceGroup:
    items = tuple(SinceItem(each.label, each.text) for each in group.items)
    return SinceGroup(
        name=group.name,
        title=group.title,
        introduction=group.introduction,
        subjects=items[:SHOWN],
        others=items[SHOWN:],
        others_label=say.count(len(items[SHOWN:]), "autre sujet", "autres sujets"),
    )
