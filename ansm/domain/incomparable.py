"""Which needs of two contents cannot be compared, and why: no figure is better than a false one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ansm.domain.handbook import Handbook
from ansm.domain.questionnaire import Question


class Why(StrEnum):
    """Why a need is not compared."""

    NEW = "new"
    GONE = "gone"
    OTHER_QUESTIONS = "other_questions"


@dataclass(frozen=True, slots=True)
class Incomparable:
    """A need that only one content knows, or that most of its questions tell otherwise."""

    name: str
    label: str
    why: Why


def incomparable(former: Handbook, new: Handbook) -> tuple[Incomparable, ...]:
    """The needs that are not compared, in the order of the new content, then those that are gone."""
    known, kept = {each.id for each in former.needs}, {each.id for each in new.needs}
    found = []
    for need in new.needs:
        if need.id not in known:
            found.append(Incomparable(need.id, need.label, Why.NEW))
        elif not _told_alike(need.id, former, new):
            found.append(Incomparable(need.id, need.label, Why.OTHER_QUESTIONS))
    gone = (each for each in former.needs if each.id not in kept)
    return (*found, *(Incomparable(each.id, each.label, Why.GONE) for each in gone))


def _told_alike(need: str, former: Handbook, new: Handbook) -> bool:
    """Whether the questions that did not change carry at least half of the weight, on both sides."""
    then = {_name_today(question, new): weight for question, weight in former.feeds.get(need, ())}
    now = dict(new.feeds.get(need, ()))
    same = [name for name in then.keys() & now.keys() if _asked_alike(name, former, new)]
    return all(2 * sum(weights[name] for name in same) >= sum(weights.values()) for weights in (then, now))


def _name_today(question: str, new: Handbook) -> str:
    today = new.questionnaire.question(question)
    return today.id if today is not None else question


def _asked_alike(name: str, former: Handbook, new: Handbook) -> bool:
    """Whether most options are still there and still weigh the same, counted together in the same way."""
    today = new.questionnaire.question(name)
    then = next((each for each in former.questionnaire.questions if _name_today(each.id, new) == name), None)
    if today is None or then is None or (today.multiple, today.aggregation) != (then.multiple, then.aggregation):
        return False
    same = sum(1 for option in then.options if _weighs_alike(option.value, then, today))
    return 2 * same >= len(then.options)


def _weighs_alike(value: str, then: Question, today: Question) -> bool:
    before, after = then.option(value), today.option(value)
    if before is None or after is None:
        return False
    return (before.index, before.index_cases) == (after.index, after.index_cases)
