"""What is asked: themes, questions, options, and how each answer is read on the 0–4 scale of need."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from ansm.domain.conditions import ALWAYS, Condition, IndexAtLeast, leaves, questions_in

DONT_KNOW = "nsp"
HIGHEST_INDEX = 4
DEFAULT_CAUTIOUS_INDEX = 2


class QuestionType(StrEnum):
    """How a question is answered; the first three take exactly one option."""

    CHOICE = "choix"
    YES_NO = "oui-non"
    SCALE = "echelle"
    BOXES = "cases"


class Respondent(StrEnum):
    """Who, in or around a town hall, is likely to know the answer."""

    ELECTED = "elu"
    STAFF = "agent"
    TECHNICIAN = "technicien"
    ADVISOR = "conseiller"


class Effect(StrEnum):
    """What an unscored multiple choice changes: the impact of needs, or the elected team's will."""

    IMPACT = "impact"
    WILL = "volonte"


class AggregationMode(StrEnum):
    """How the ticked boxes of a scored multiple choice become one index."""

    MAX = "max"
    MIN_PLUS_ONE_IF_SINGLE = "min-plus-un-si-seul"
    FOUR_MINUS_COUNT = "quatre-moins-nombre"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Aggregation:
    """`counted` and `table` serve the TABLE mode: the number of counted boxes ticked is the row of the table."""

    mode: AggregationMode
    counted: tuple[str, ...] = ()
    table: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexCase:
    """An option's index in a particular situation, tried in order before the ordinary index."""

    condition: Condition
    index: int


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer. `index` is None when the option is out of score (« sans objet »)."""

    value: str
    label: str
    index: int | None = None
    exclusive: bool = False
    dont_know: bool = False
    aliases: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    index_cases: tuple[IndexCase, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A question feeds a need with a whole weight of at least 1."""

    need: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the editors wrote it. `maximum` bounds the boxes ticked; `minutes` is an estimate."""

    id: str
    theme: str
    type: QuestionType
    text: str
    why: str
    respondents: tuple[Respondent, ...]
    minutes: float
    options: tuple[Option, ...]
    essential: bool = False
    help: str = ""
    ask_whom: str = ""
    how_to_check: str = ""
    condition: Condition = ALWAYS
    maximum: int | None = None
    ordered: bool = False
    aliases: tuple[str, ...] = ()
    aggregation: Aggregation | None = None
    effect: Effect | None = None
    feeds: tuple[Feed, ...] = ()

    @property
    def multiple(self) -> bool:
        """Whether several boxes may be ticked."""
        return self.type is QuestionType.BOXES

    @property
    def scored(self) -> bool:
        """Whether an answer carries an index for at least one need."""
        return bool(self.feeds)

    def option(self, value: str) -> Option | None:
        """The option of that value or former value, None when there is none."""
        return next((option for option in self.options if option.value == value or value in option.aliases), None)

    @property
    def cautious_index(self) -> int:
        """The index that stands for an unknown answer (model §2): that of « je ne sais pas », else 2."""
        written = next((option.index for option in self.options if option.dont_know), None)
        return DEFAULT_CAUTIOUS_INDEX if written is None else written


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of questions shown together."""

    id: str
    label: str
    introduction: str = ""


@dataclass(frozen=True)
class Contradiction:
    """Answers that cannot both be true: they are asked again, and meanwhile count as unknown."""

    id: str
    questions: tuple[str, ...]
    condition: Condition
    message: str


@dataclass(frozen=True)
class Questionnaire:
    """All themes and questions, in the editors' order, with the conditions known to be free of cycles."""

    themes: tuple[Theme, ...]
    questions: tuple[Question, ...]
    contradictions: tuple[Contradiction, ...] = ()

    @cached_property
    def _by_id(self) -> dict[str, Question]:
        names = {alias: question for question in self.questions for alias in question.aliases}
        return names | {question.id: question for question in self.questions}

    def question(self, identifier: str) -> Question | None:
        """The question of that identifier or former identifier."""
        return self._by_id.get(identifier)

    def of_theme(self, theme: str) -> tuple[Question, ...]:
        """The questions of a theme, in order."""
        return tuple(question for question in self.questions if question.theme == theme)

    @cached_property
    def in_dependency_order(self) -> tuple[Question, ...]:
        """Every question after the ones its condition looks at; otherwise in the editors' order.

        The loader refuses cycles; a question left in one would be left out here, hence never shown.
        """
        done: dict[str, Question] = {}
        waiting = list(self.questions)
        while waiting:
            ready = [question for question in waiting if all(name in done for name in questions_in(question.condition))]
            if not ready:
                break
            done |= {question.id: question for question in ready}
            waiting = [question for question in waiting if question.id not in done]
        return tuple(done.values())

    @cached_property
    def reach(self) -> dict[str, frozenset[str]]:
        """For each question, every question whose display or index its answer may change, itself included.

        Directly, through a condition, an index case or a contradiction, or from one to the next.
        """
        edges: dict[str, set[str]] = {question.id: {question.id} for question in self.questions}
        for question in self.questions:
            cases = (case.condition for option in question.options for case in option.index_cases)
            for condition in (question.condition, *cases):
                for name in questions_in(condition):
                    edges.setdefault(name, set()).add(question.id)
        for each in self.contradictions:
            for name in questions_in(each.condition):
                edges.setdefault(name, set()).update(each.questions)
        return {name: _closure(name, edges) for name in edges}

    @cached_property
    def seen_from(self) -> dict[str, frozenset[str]]:
        """For each theme, its questions and every other whose answer decides which of them apply.

        It is all that someone who answers this theme alone needs to know of the rest.
        """
        edges = {question.id: self._looked_at(question.condition) for question in self.questions}
        return {
            theme.id: frozenset().union(*(_closure(question.id, edges) for question in self.of_theme(theme.id)))
            for theme in self.themes
        }

    def _looked_at(self, condition: Condition) -> set[str]:
        """The questions a condition looks at, and those on which an index it tests depends."""
        found = set(questions_in(condition))
        for leaf in leaves(condition):
            if isinstance(leaf, IndexAtLeast) and (tested := self.question(leaf.question)):
                cases = (case.condition for option in tested.options for case in option.index_cases)
                found.update(*(self._looked_at(case) for case in cases))
        return found


def _closure(start: str, edges: dict[str, set[str]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(edges.get(name, ()))
    return frozenset(found)
