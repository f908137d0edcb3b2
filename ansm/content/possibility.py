"""Whether a condition can ever hold, for some territory and some answers: proof that a question is not unreachable.

The check is sound: it says « never » only when no combination works. A hidden question has no answer, so an
answer brings its own question's condition along. What is too large to try counts as possible.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from ansm.content.conditions import POPULATION, RESULT_FACTS
from ansm.domain.conditions import (
    All,
    AnyOf,
    ChoiceAmong,
    Condition,
    FactAmong,
    FactAtLeast,
    IndexAtLeast,
    Not,
    leaves,
    questions_in,
)
from ansm.domain.questionnaire import Question

Variable = tuple[str, str]  # ("question", id) or ("fait", name)
State = tuple[str, ...] | str | int | None
_MOST_STEPS = 20_000
_MOST_BOXES = 10
_SOMETHING_ELSE = "*"


def possible(condition: Condition, questions: Mapping[str, Question]) -> bool:
    """Whether some territory and answers make the condition true. Every question it names must exist."""
    return _Search(condition, questions).succeeds()


class _Search:
    """Tries the states of each fact and question looked at, leaving a branch as soon as it cannot succeed."""

    def __init__(self, condition: Condition, questions: Mapping[str, Question]) -> None:
        self._condition = condition
        self._questions = questions
        self._guards: dict[str, Condition] = {}
        self._assigned: dict[Variable, State] = {}
        self._steps = 0
        waiting = list(questions_in(condition))
        while waiting:
            name = waiting.pop(0)
            if name not in self._guards:
                self._guards[name] = questions[name].condition
                waiting.extend(questions_in(questions[name].condition))
        self._domains = tuple(self._all_domains())

    def succeeds(self) -> bool:
        """Whether a way was found, or too many were left to try."""
        return self._try(0)

    def _try(self, depth: int) -> bool:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            return True
        if not self._still_open():
            return False
        if depth == len(self._domains):
            return True
        variable, states = self._domains[depth]
        for state in states:
            self._assigned[variable] = state
            if self._try(depth + 1):
                return True
        del self._assigned[variable]
        return False

    def _still_open(self) -> bool:
        if self._verdict(self._condition) is False:
            return False
        if self._assigned.get(("fait", "nature")) == "commune" and self._assigned.get(("fait", "forme")) is not None:
            return False  # only an EPCI has a legal form
        return all(
            self._verdict(guard) is not False
            for name, guard in self._guards.items()
            if self._assigned.get(("question", name))
        )

    # --- what each variable may be

    def _all_domains(self) -> Iterator[tuple[Variable, tuple[State, ...]]]:
        tests = [leaf for part in (self._condition, *self._guards.values()) for leaf in leaves(part)]
        facts = sorted({leaf.fact for leaf in tests if isinstance(leaf, FactAmong | FactAtLeast)})
        for fact in [*facts, "nature"] if "forme" in facts and "nature" not in facts else facts:
            if fact == POPULATION:
                bounds = {leaf.minimum for leaf in tests if isinstance(leaf, FactAtLeast)}
                yield ("fait", fact), (None, *sorted({0} | bounds | {max(0, bound - 1) for bound in bounds}))
            else:
                yield ("fait", fact), (None, *RESULT_FACTS[fact]) if fact == "forme" else RESULT_FACTS[fact]
        for name in self._guards:
            named = {
                value
                for leaf in tests
                if isinstance(leaf, ChoiceAmong) and leaf.question == name
                for value in leaf.values
            }
            states = tuple(_states(self._questions[name], named))
            if states:
                yield ("question", name), states

    # --- three-valued: None when it depends on what is not tried

    def _verdict(self, condition: Condition) -> bool | None:
        match condition:
            case All(parts):
                verdicts = [self._verdict(part) for part in parts]
                return False if False in verdicts else (None if None in verdicts else True)
            case AnyOf(parts):
                verdicts = [self._verdict(part) for part in parts]
                return True if True in verdicts else (None if None in verdicts else False)
            case Not(part):
                inner = self._verdict(part)
                return None if inner is None else not inner
            case FactAmong(fact, values):
                return self._assigned[("fait", fact)] in values if ("fait", fact) in self._assigned else None
            case FactAtLeast(fact, minimum):
                if ("fait", fact) not in self._assigned:
                    return None
                value = self._assigned[("fait", fact)]
                return isinstance(value, int) and value >= minimum
            case ChoiceAmong(question, values):
                state = self._assigned.get(("question", question), _SOMETHING_ELSE)
                return any(value in values for value in state) if isinstance(state, tuple) else None
            case IndexAtLeast(question, index):
                state = self._assigned.get(("question", question), _SOMETHING_ELSE)
                return _index_verdict(self._questions[question], state, index)


def _states(question: Question, named: set[str]) -> Iterator[tuple[str, ...]]:
    """No answer, then each answer; for boxes, every allowed mix of the options named (none when there are too many)."""
    if not question.multiple:
        yield ()
        yield from ((option.value,) for option in question.options)
        return
    ordinary = [option.value for option in question.options if option.value in named and not option.exclusive]
    if len(ordinary) > _MOST_BOXES:
        return
    yield ()
    yield from ((option.value,) for option in question.options if option.exclusive)
    if any(option.value not in named and not option.exclusive for option in question.options):
        yield (_SOMETHING_ELSE,)
    for size in range(1, min(len(ordinary), question.maximum or len(ordinary)) + 1):
        yield from combinations(ordinary, size)


def _index_verdict(question: Question, state: State, index: int) -> bool | None:
    """False when no way of reading the answer reaches the index; never certain, as a contradiction may undo it."""
    if not isinstance(state, tuple):
        return None
    options = [option for option in question.options if option.value in state]
    if not state or any(option.dont_know for option in options):
        return False
    if question.multiple:
        return None
    reachable = {case.index for option in options for case in option.index_cases} | {option.index for option in options}
    return None if any(each is not None and each >= index for each in reachable) else False
