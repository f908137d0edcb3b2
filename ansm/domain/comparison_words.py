"""How the comparison with a former diagnostic is said, the same on screen and on paper: plain words, no grade."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ansm.domain import say
from ansm.domain.bands import Band
from ansm.domain.comparison_texts import (
    APART,
    BETTER,
    BY_CAUSE,
    CONCERN,
    INTRODUCTION,
    INTRODUCTIONS,
    KNOWN,
    LAWS,
    LESS,
    LOST,
    MORE,
    MOVED,
    NAMED,
    NO_LONGER,
    NOTHING,
    ONE_SIDE,
    OTHERWISE,
    PLACES,
    SAID,
    TITLES,
    VERDICT,
    VERDICT_MOVED,
    VERSION,
    WAITING,
    WHY,
    WORSE,
)
from ansm.domain.differences import Comparison, LawChange, LawPart, LawPlace, NeedChange, Part
from ansm.domain.incomparable import Why
from ansm.domain.reviewing import Cause
from ansm.domain.withheld import Edition


@dataclass(frozen=True, slots=True)
class Said:
    """A subject and what is said of it, which may be nothing."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """What is said of one kind of change. Its `name` is stable, its title is read."""

    name: str
    title: str
    introduction: str
    items: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Retold:
    """The whole comparison in words; without groups, nothing changed and the introduction says so."""

    title: str
    introduction: str
    groups: tuple[Group, ...]


def retold(found: Comparison) -> Retold:
    """What changed since, by kind of change; kinds of which there is nothing to say are left out."""
    told: tuple[tuple[str, tuple[Said, ...]], ...] = (
        (BETTER, (*_changed(found, BETTER), *_laws(found, _settled))),
        (WORSE, (*_changed(found, WORSE), *_laws(found, _broken))),
        (CONCERN, tuple(_changed(found, CONCERN))),
        (
            KNOWN,
            (
                *(Said(each.need.label, _places(each)) for each in _by_gap(found, Cause.KNOWLEDGE)),
                *_laws(found, _known),
            ),
        ),
        (MOVED, tuple(Said(each.need.label, _places(each)) for each in found.needs if _only_moved(each))),
        (VERSION, (*_of_the_version(found), *_laws(found, _of_the_law), *_verdict(found))),
        (APART, tuple(_apart(found))),
        (WAITING, tuple(_waiting(found))),
    )
    groups = tuple(Group(name, TITLES[name], _introduction(name, found), items) for name, items in told if items)
    introduction = INTRODUCTION.format(day=say.day(found.former_day))
    return Retold(
        f"Ce qui a changé depuis le {say.day(found.former_day)}",
        introduction if groups else f"{introduction} {NOTHING}",
        groups,
    )


def _introduction(name: str, found: Comparison) -> str:
    if name != WAITING:
        return INTRODUCTIONS.get(name, "")
    verb = "n’a été ni confirmée, ni changée" if len(found.unreviewed) < 2 else "n’ont été ni confirmées, ni changées"
    answers = say.count(len(found.unreviewed), "réponse d’alors", "réponses d’alors")
    return (
        f"{answers} {verb}. Ce n’est pas un changement de votre situation\u00a0: ces sujets attendent votre relecture."
    )


def _by_gap(found: Comparison, cause: Cause) -> Iterator[NeedChange]:
    return (each for each in found.needs if (part := each.part(cause)) is not None and _gap_moves(part))


def _gap_moves(part: Part) -> bool:
    """Whether the need is larger or smaller, or begins or ceases to concern the territory."""
    return part.before.gap != part.after.gap


def _changed(found: Comparison, kind: str) -> Iterator[Said]:
    """The needs that answers of the territory made smaller, larger, or of concern or not."""
    for each in _by_gap(found, Cause.TERRITORY):
        part = each.part(Cause.TERRITORY)
        if part is not None and _kind(part) == kind:
            yield Said(each.need.label, f"{SAID[kind]} {_places(each)}".strip())


def _kind(part: Part) -> str:
    if None in (part.before.gap, part.after.gap):
        return CONCERN
    return BETTER if part.gap < 0 else WORSE


def _places(change: NeedChange) -> str:
    """Where it stood and stands, whatever moved it; what waits for review says so."""
    before, after = PLACES[change.before.place], PLACES[change.after.place]
    if change.before.place is change.after.place:
        said = f"Comme alors\u00a0: {after}."
    else:
        said = f"Alors\u00a0: {before}. Aujourd’hui\u00a0: {after}."
    return f"{said} Des réponses restent à revoir." if change.part(Cause.UNREVIEWED) else said


def _only_moved(change: NeedChange) -> bool:
    answers = (change.part(Cause.TERRITORY), change.part(Cause.KNOWLEDGE))
    by_others = any(part is not None and part.before.place is not part.after.place for part in answers)
    return (
        by_others
        and change.before.place is not change.after.place
        and not any(_gap_moves(part) for part in change.parts)
    )


def _of_the_version(found: Comparison) -> Iterator[Said]:
    for each in found.needs:
        said = [text for part in each.parts if part.cause in BY_CAUSE and _shows(part) for text in (_by_cause(part),)]
        if said:
            yield Said(each.need.label, f"{' '.join(said)} {_places(each)}")


def _shows(part: Part) -> bool:
    """Whether it moves something that somebody could see: a need of which too little is known has no size yet."""
    places = {part.before.place, part.after.place}
    return len(places) > 1 or (_gap_moves(part) and not places <= {Band.TO_COMPLETE, Band.TO_VERIFY})


def _by_cause(part: Part) -> str:
    if part.cause is Cause.QUESTIONNAIRE and part.gap:
        return OTHERWISE.format(size=LESS if part.gap < 0 else MORE)
    return BY_CAUSE[part.cause]


def _laws(found: Comparison, wanted: Callable[[LawChange], bool]) -> Iterator[Said]:
    for each in found.laws:
        if wanted(each):
            after = NO_LONGER if each.after is LawPlace.ABSENT else LAWS[each.after]
            text = f"Règle\u00a0: {LAWS[each.before]} alors, {after} aujourd’hui."
            yield Said(each.obligation.label, text)


def _moved_by(law: LawChange, *causes: Cause) -> bool:
    return law.before is not law.after and any(part.cause in causes for part in law.parts)


def _by_the_town(law: LawChange) -> LawPart | None:
    """What answers of the territory moved of it: nothing else is said to have improved or not."""
    return next((part for part in law.parts if part.cause is Cause.TERRITORY), None)


def _settled(law: LawChange) -> bool:
    part = _by_the_town(law)
    return (
        part is not None
        and law.before is part.before is LawPlace.UNMET
        and LawPlace.UNMET not in (part.after, law.after)
    )


def _broken(law: LawChange) -> bool:
    part = _by_the_town(law)
    return (
        part is not None
        and LawPlace.UNMET not in (law.before, part.before)
        and part.after is law.after is LawPlace.UNMET
    )


def _of_the_law(law: LawChange) -> bool:
    return _moved_by(law, *BY_CAUSE) and not _settled(law) and not _broken(law)


def _known(law: LawChange) -> bool:
    told = _settled(law) or _broken(law) or _of_the_law(law)
    return _moved_by(law, Cause.KNOWLEDGE) and not told


def _verdict(found: Comparison) -> tuple[Said, ...]:
    return (Said(VERDICT, VERDICT_MOVED),) if found.verdict is not found.former_verdict else ()


def _apart(found: Comparison) -> Iterator[Said]:
    public = found.edition is Edition.PUBLISHABLE
    for need in found.incomparable:
        one_side = need.why in (Why.NEW, Why.GONE)
        yield Said(need.label, ONE_SIDE if public and one_side else WHY[need.why])
    for lost in found.lost:
        yield Said(lost.text, LOST[lost.why])


def _waiting(found: Comparison) -> Iterable[Said]:
    if not found.unreviewed:
        return ()
    labels = [each.need.label for each in found.moved_by(Cause.UNREVIEWED)]
    if len(labels) > NAMED + 1:
        more = say.count(len(labels) - NAMED, "autre sujet", "autres sujets")
        labels = [*labels[:NAMED], f"Et {more}"]
    return [Said(label, "") for label in labels or ["Des réponses qui ne changent la place d’aucun sujet"]]
