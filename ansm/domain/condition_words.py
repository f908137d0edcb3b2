"""Says in plain French when a question applies, for a reader who has only paper: « Seulement si vous avez répondu… ».

What the reader's kind of territory settles is settled first: a form for communes does not say « si vous êtes une
commune ». Read with the identifiers printed beside the questions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ansm.domain.conditions import (
    ALWAYS,
    All,
    AnyOf,
    ChoiceAmong,
    Condition,
    FactAmong,
    FactAtLeast,
    IndexAtLeast,
    Not,
)
from ansm.domain.questionnaire import HIGHEST_INDEX, Option, Question, Questionnaire

NEVER = AnyOf(())
HARD = "\u00a0"
THIN = "\u202f"
Facts = Mapping[str, str]
_BODIES = {"commune": "une commune", "epci": "une intercommunalité"}
_FORMS = {
    "CC": "une communauté de communes",
    "CA": "une communauté d’agglomération",
    "CU": "une communauté urbaine",
    "METRO": "une métropole",
    "MET69": "la métropole de Lyon",
}
_PLACES = {
    "non": "en métropole",
    "drom": "dans un département ou une région d’outre-mer",
    "com": "dans une collectivité d’outre-mer",
}
_HOW_STRONG = {1: "un besoin", 2: "un besoin net", 3: "un besoin fort", HIGHEST_INDEX: "un besoin très fort"}


def settled(condition: Condition, facts: Facts) -> Condition:
    """The condition without the parts that these facts decide: ALWAYS, NEVER, or what still depends on the rest."""
    match condition:
        case FactAmong(fact, values) if fact in facts:
            return ALWAYS if facts[fact] in values else NEVER
        case Not(part):
            inside = settled(part, facts)
            return NEVER if inside == ALWAYS else ALWAYS if inside == NEVER else Not(inside)
        case All(parts):
            left = tuple(found for part in parts if (found := settled(part, facts)) != ALWAYS)
            return NEVER if NEVER in left else left[0] if len(left) == 1 else All(left)
        case AnyOf(parts):
            left = tuple(found for part in parts if (found := settled(part, facts)) != NEVER)
            return ALWAYS if ALWAYS in left else left[0] if len(left) == 1 else AnyOf(left)
        case _:
            return condition


def in_words(condition: Condition, questionnaire: Questionnaire, facts: Facts) -> str:
    """« Seulement si vous avez répondu « Oui » à IDN-02. »; empty when the question applies to every such reader.

    An exclusion reads « Sauf si… », as one says it. Raises ValueError for a condition that no such reader can meet:
    its question is not printed.
    """
    left = settled(condition, facts)
    if left == ALWAYS:
        return ""
    if left == NEVER:
        raise ValueError("a condition that never holds has no words")
    words = _Words(questionnaire, facts)
    if isinstance(left, Not):
        return f"Sauf si {words.said(left.part)}."
    return f"Seulement si {words.said(left)}."


class _Words:
    """The clauses that follow « si »."""

    def __init__(self, questionnaire: Questionnaire, facts: Facts) -> None:
        self._questionnaire = questionnaire
        self._facts = facts

    def said(self, condition: Condition, *, inside: bool = False) -> str:
        """What holds. `inside` another list, a list goes between brackets so that « et » and « ou » do not mix."""
        match condition:
            case ChoiceAmong(name, values):
                return f"vous avez {self._verb(name)} {_or(self._quoted(name, values))} à {name}"
            case IndexAtLeast(name, index):
                return self._at_least(name, index)
            case FactAmong(fact, values):
                return _fact(fact, values, denied=False)
            case FactAtLeast(_, minimum):
                return f"votre collectivité compte au moins {_whole(minimum)} habitants"
            case All(parts):
                return _list([self.said(part, inside=True) for part in parts], "et", inside)
            case AnyOf(parts):
                return _list([self.said(part, inside=True) for part in parts], "ou", inside)
            case Not(part):
                return self._denied(part, inside)

    def _denied(self, part: Condition, inside: bool) -> str:
        """What does not hold, said without a double negation."""
        match part:
            case ChoiceAmong(name, values):
                verb, quoted = self._verb(name), self._quoted(name, values)
                if len(quoted) == 1:
                    return f"vous n’avez pas {verb} {quoted[0]} à {name}"
                return f"vous n’avez {verb} ni {' ni '.join(quoted)} à {name}"
            case IndexAtLeast(name, index):
                reached = self._reaching(name, index)
                return self._denied(ChoiceAmong(name, reached), inside) if reached else self._shown(name, index, "ne ")
            case FactAmong(fact, values):
                return _fact(fact, values, denied=True)
            case FactAtLeast(_, minimum):
                return f"votre collectivité compte moins de {_whole(minimum)} habitants"
            case All(parts):
                return self.said(AnyOf(tuple(Not(each) for each in parts)), inside=inside)
            case AnyOf(parts):
                return self.said(All(tuple(Not(each) for each in parts)), inside=inside)
            case Not(again):
                return self.said(again, inside=inside)

    def _question(self, name: str) -> Question:
        question = self._questionnaire.question(name)
        if question is None:  # the content refuses it
            raise ValueError(f"no question is named {name}")
        return question

    def _verb(self, name: str) -> str:
        return "coché" if self._question(name).multiple else "répondu"

    def _quoted(self, name: str, values: Sequence[str]) -> list[str]:
        question = self._question(name)
        labels = [option.label for value in values if (option := question.option(value)) is not None]
        return [f"«{HARD}{label}{HARD}»" for label in labels]

    def _at_least(self, name: str, index: int) -> str:
        reached = self._reaching(name, index)
        if reached:
            return f"vous avez répondu {_or(self._quoted(name, reached))} à {name}"
        return self._shown(name, index)

    def _shown(self, name: str, index: int, denied: str = "") -> str:
        """An index over several boxes: no reader counts it, so its sense is said."""
        need = _HOW_STRONG[min(max(index, 1), HIGHEST_INDEX)]
        return f"vos réponses à {name} {denied}montrent {'pas ' if denied else ''}{need}"

    def _reaching(self, name: str, index: int) -> tuple[str, ...]:
        """The single answers whose index may be that high here; none for boxes, whose index comes of their number."""
        question = self._question(name)
        if question.multiple:
            return ()
        return tuple(option.value for option in question.options if self._highest(option) >= index)

    def _highest(self, option: Option) -> int:
        """The highest index this reader's option may have; « je ne sais pas » and « sans objet » have none."""
        if option.dont_know:
            return -1
        cases = [case.index for case in option.index_cases if settled(case.condition, self._facts) != NEVER]
        return max([*cases, -1 if option.index is None else option.index])


def _fact(fact: str, values: Sequence[str], *, denied: bool) -> str:
    """A fact of the territory; an unknown one is named as the editors do."""
    match fact:
        case "nature":
            return f"vous {'n’êtes pas' if denied else 'êtes'} {_or([_BODIES.get(value, value) for value in values])}"
        case "forme":
            forms = _or([_FORMS.get(value, value) for value in values])
            return f"votre intercommunalité {'n’est pas' if denied else 'est'} {forms}"
        case "outre-mer":
            places = _or([_PLACES.get(value, value) for value in values])
            return f"votre collectivité {'n’est pas' if denied else 'est'} {places}"
        case _:
            raise ValueError(f"no words for the fact {fact}")


def _or(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} ou {parts[-1]}"


def _list(parts: Sequence[str], link: str, inside: bool) -> str:
    if len(parts) == 1:
        return parts[0]
    text = f"{', '.join(parts[:-1])}, {link} {parts[-1]}" if len(parts) > 2 else f"{parts[0]}, {link} {parts[1]}"
    return f"({text})" if inside else text


def _whole(value: int) -> str:
    return f"{value:,}".replace(",", THIN)
