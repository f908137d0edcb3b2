"""What has been answered, and whether an answer fits its question. Only answers are stored; all else is derived."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from ansm.domain.questionnaire import Question, Questionnaire
from ansm.errors import InvalidAnswer


@dataclass(frozen=True, slots=True, order=True)
class Answer:
    """The values chosen for one question: one for a single choice, in order of ticking where order counts."""

    question: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Answers:
    """The current answer to each question, at most one each, in an order that carries no meaning."""

    items: tuple[Answer, ...] = field(default=())

    def __post_init__(self) -> None:
        latest = {answer.question: answer for answer in self.items if answer.values}
        object.__setattr__(self, "items", tuple(latest[question] for question in sorted(latest)))

    @cached_property
    def _values(self) -> dict[str, tuple[str, ...]]:
        return {answer.question: answer.values for answer in self.items}

    def chosen(self, question: str) -> tuple[str, ...]:
        """The values chosen, empty when the question was skipped or not asked yet."""
        return self._values.get(question, ())

    def with_answer(self, answer: Answer) -> Answers:
        """These answers with one replaced; an answer without values erases."""
        kept = tuple(item for item in self.items if item.question != answer.question)
        return Answers((*kept, answer))


def validate(question: Question, raw: object) -> Answer:
    """The answer that `raw` (a string, or a list of strings for boxes) gives to the question.

    None or an empty list erases the answer. Former option values are understood. Boxes are kept in the
    order of the options, except where the order of ticking counts.
    Raises InvalidAnswer, with a French sentence, on a wrong type, an unknown option, too many boxes, or an
    exclusive box ticked with another.
    """
    values = _strings(question, raw)
    if len(values) > len(question.options):
        raise InvalidAnswer(_sentence(question, "trop de réponses ont été envoyées. Cochez chaque case une seule fois"))
    options = []
    for value in values:
        option = question.option(value)
        if option is None:
            allowed = ", ".join(f"« {each.value} »" for each in question.options)
            raise InvalidAnswer(
                _sentence(question, f"la réponse « {value[:40]} » n’existe pas. Choisissez parmi : {allowed}")
            )
        options.append(option)
    chosen = tuple(dict.fromkeys(option.value for option in options))
    if len(chosen) > 1 and not question.multiple:
        raise InvalidAnswer(_sentence(question, "une seule réponse est possible. Gardez-en une"))
    alone = next((option for option in options if option.exclusive), None)
    if alone is not None and len(chosen) > 1:
        raise InvalidAnswer(
            _sentence(question, f"« {alone.label} » ne va avec aucune autre réponse. Décochez l’une ou l’autre")
        )
    if question.maximum is not None and len(chosen) > question.maximum:
        raise InvalidAnswer(_sentence(question, f"{question.maximum} réponses au plus. Décochez-en une"))
    if not question.ordered:
        chosen = tuple(option.value for option in question.options if option.value in chosen)
    return Answer(question.id, chosen)


def validate_all(questionnaire: Questionnaire, raw: Iterable[tuple[str, object]]) -> Answers:
    """All the answers of a file at once; raises InvalidAnswer on the first that does not fit."""
    answers: list[Answer] = []
    for identifier, value in raw:
        question = questionnaire.question(identifier)
        if question is None:
            raise InvalidAnswer(
                f"La question « {identifier[:40]} » n’existe pas dans ce questionnaire. Vérifiez son identifiant."
            )
        if any(answer.question == question.id for answer in answers):
            raise InvalidAnswer(f"La question {question.id} est présente deux fois. Gardez une seule réponse.")
        answers.append(validate(question, value))
    return Answers(tuple(answers))


def _strings(question: Question, raw: object) -> tuple[str, ...]:
    if raw is None:
        return ()
    if isinstance(raw, str):
        return (raw,) if raw else ()
    if isinstance(raw, list | tuple) and all(isinstance(item, str) for item in raw):
        return tuple(str(item) for item in raw)
    raise InvalidAnswer(_sentence(question, "la réponse n’a pas la forme attendue : un texte, ou une liste de textes"))


def _sentence(question: Question, problem: str) -> str:
    return f"Question {question.id} (« {question.text} ») : {problem}."
