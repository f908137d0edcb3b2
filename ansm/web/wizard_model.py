"""Decides what the browser must know of the questionnaire to run it alone: one JSON text, compiled into the page.

Keys are short because the text travels: q a question, v values, f a fact, i an index, nsp « je ne sais pas ».
`assets/wizard/journey.js` reads it; a parity test compares what both sides decide.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from ansm.domain.codes import keys_of
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
from ansm.domain.glossary import Glossary, Term
from ansm.domain.handbook import Handbook
from ansm.domain.questionnaire import Contradiction, IndexCase, Option, Question, Theme
from ansm.expertise import ROLE_QUESTION

# Changes with the shape of what is written below: a device may keep a questionnaire longer than its scripts.
FORMAT = 2
Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | float | bool | None


def wizard_model(handbook: Handbook) -> str:
    """The questionnaire as JSON text, compiled into the page."""
    return json.dumps(model(handbook), ensure_ascii=False, separators=(",", ":"))


def model(handbook: Handbook) -> dict[str, Json]:
    """The questionnaire: themes, questions, conditions, contradictions, technical words; no need, no weight."""
    questionnaire = handbook.questionnaire
    return {
        "format": FORMAT,
        "version": handbook.version,
        "role": ROLE_QUESTION,
        "themes": [_theme(each) for each in questionnaire.themes],
        "questions": [_question(each, handbook.glossary) for each in questionnaire.questions],
        "tips": _tips(questionnaire.questions, handbook.glossary),
        "order": [each.id for each in questionnaire.in_dependency_order],
        "contradictions": [_contradiction(each) for each in questionnaire.contradictions],
    }


def _theme(theme: Theme) -> Json:
    return {"id": theme.id, "label": theme.label, "intro": theme.introduction}


def _terms(one: Question, glossary: Glossary) -> tuple[Term, ...]:
    return glossary.found_in(one.text, one.help, *(option.label for option in one.options))


def _tips(questions: tuple[Question, ...], glossary: Glossary) -> Json:
    """Each technical word that some question uses, once, with what it means."""
    return {term.name: term.definition for one in questions for term in _terms(one, glossary)}


def _question(one: Question, glossary: Glossary) -> Json:
    return {
        "id": one.id,
        "theme": one.theme,
        "text": one.text,
        "why": one.why,
        "minutes": one.minutes,
        "short": one.essential,
        "multiple": one.multiple,
        "cond": condition(one.condition),
        "options": [_option(each) for each in one.options],
        "keys": keys_of(one),
        **_written(
            help=one.help,
            whom=one.ask_whom,
            how=one.how_to_check,
            max=one.maximum,
            ordered=one.ordered,
            count=_aggregation(one),
            tips=[term.name for term in _terms(one, glossary)],
        ),
    }


def _option(option: Option) -> Json:
    return {
        "v": option.value,
        "l": option.label,
        **({} if option.index is None else {"i": option.index}),
        **_written(
            alone=option.exclusive, nsp=option.dont_know, cases=[_index_case(each) for each in option.index_cases]
        ),
    }


def _index_case(case: IndexCase) -> Json:
    return {"cond": condition(case.condition), "i": case.index}


def _aggregation(one: Question) -> Json:
    rule = one.aggregation
    if rule is None:
        return None
    return {"mode": rule.mode.value, **_written(counted=list(rule.counted), table=list(rule.table))}


def _contradiction(each: Contradiction) -> Json:
    return {
        "id": each.id,
        "questions": list(each.questions),
        "cond": condition(each.condition),
        "message": each.message,
    }


def condition(written: Condition) -> Json:
    """A condition as the browser reads it; None for the one that always holds."""
    if written == ALWAYS:
        return None
    match written:
        case ChoiceAmong(question, values):
            return {"q": question, "v": list(values)}
        case IndexAtLeast(question, index):
            return {"q": question, "min": index}
        case FactAmong(fact, values):
            return {"f": fact, "v": list(values)}
        case FactAtLeast(fact, minimum):
            return {"f": fact, "min": minimum}
        case All(parts):
            return {"all": [condition(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [condition(part) for part in parts]}
        case Not(part):
            return {"not": condition(part)}


def _written(**values: Json) -> dict[str, Json]:
    """What has something to say: an absent key weighs nothing."""
    return {name: value for name, value in values.items() if value}
