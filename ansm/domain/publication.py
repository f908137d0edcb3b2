"""Decides what may be published: the diagnostic established again as if what is withheld had never been asked.

Non-interference holds by construction: `publishable` sees nothing of the answers but what `public_answers` leaves.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from ansm.domain.answers import Answer, Answers
from ansm.domain.consequences import consequences
from ansm.domain.diagnostic import Diagnostic, establish
from ansm.domain.handbook import Handbook
from ansm.domain.needs import Need
from ansm.domain.questionnaire import Question, Questionnaire
from ansm.domain.recommendations import Service
from ansm.domain.voices import public_voices
from ansm.domain.withheld import OLDER_RULE, Edition, OptionName, Reworded, Withheld

__all__ = [
    "Edition",
    "OptionName",
    "Reworded",
    "Withheld",
    "public_answers",
    "publishable",
    "publishable_before",
    "redacted",
]
Name = TypeVar("Name")


def publishable(diagnostic: Diagnostic) -> Diagnostic:
    """The diagnostic that anyone may read: the same territory and verdicts, the redacted content and answers.

    Priorities, bands and counts are computed anew, so the order may differ from the internal edition.
    """
    if diagnostic.edition is Edition.PUBLISHABLE:
        return diagnostic
    handbook = redacted(diagnostic.handbook)
    return establish(
        diagnostic.territory,
        public_answers(diagnostic.journey.answers, handbook),
        handbook,
        diagnostic.eligibility,
        diagnostic.route,
        diagnostic.opened_on,
        voices=public_voices(diagnostic.voices, handbook.questionnaire),
    )


def publishable_before(former: Diagnostic, new: Handbook) -> Diagnostic:
    """A former diagnostic as it may stand beside a published one of the content `new`, which is redacted already.

    It loses what either content withholds: what was public then and is withheld today would tell what is hidden now.
    """
    book = former.handbook
    if book.version == new.version or new.withheld is None:
        return publishable(former)
    return publishable(
        replace(former, handbook=replace(book, edition=Edition.INTERNAL, withheld=_either(_rule(book), new.withheld)))
    )


def public_answers(answers: Answers, handbook: Handbook) -> Answers:
    """What the redacted `handbook` still asks and still offers; anything else, known or not, is left out."""
    kept = []
    for question in handbook.questionnaire.questions:
        values = tuple(value for value in answers.chosen(question.id) if question.option(value) is not None)
        if values:
            kept.append(Answer(question.id, values))
    return Answers(tuple(kept))


def redacted(handbook: Handbook) -> Handbook:
    """The content without anything withheld, nor anything that would tell it.

    A content older than `publication.toml` follows the rule of that day: all of its theme on security and four
    questions. Nobody wrote how its needs read without them, so every need they feed is withheld too.
    """
    if handbook.edition is Edition.PUBLISHABLE:
        return handbook
    withheld = consequences(_rule(handbook), handbook)
    questions = tuple(
        _question(each, withheld) for each in handbook.questionnaire.questions if each.id not in withheld.questions
    )
    needs = tuple(_need(each, withheld) for each in handbook.needs if each.id not in withheld.needs)
    inhabited = {each.theme for each in questions} | {each.theme for each in needs}
    return replace(
        handbook,
        edition=Edition.PUBLISHABLE,
        withheld=withheld,
        questionnaire=Questionnaire(
            tuple(each for each in handbook.questionnaire.themes if each.id in inhabited),
            questions,
            tuple(each for each in handbook.questionnaire.contradictions if each.id not in withheld.contradictions),
        ),
        needs=needs,
        flags=tuple(each for each in handbook.flags if each.id not in withheld.flags),
        obligations=tuple(each for each in handbook.obligations if each.id not in withheld.obligations),
        services=tuple(_service(each, withheld) for each in handbook.services if _useful(each, withheld)),
        orientations=tuple(each for each in handbook.orientations if each.id not in withheld.orientations),
    )


def _rule(handbook: Handbook) -> Withheld:
    if handbook.withheld is not None:
        return handbook.withheld
    asked = {each.id for each in handbook.questionnaire.questions}
    return replace(OLDER_RULE, questions=tuple(name for name in OLDER_RULE.questions if name in asked))


def _either(former: Withheld, today: Withheld) -> Withheld:
    """What one rule or the other withholds; the words are those of the former content."""
    return replace(
        former,
        questions=_union(former.questions, today.questions),
        themes=_union(former.themes, today.themes),
        needs=_union(former.needs, today.needs),
        options=_union(former.options, today.options),
        kept_options=tuple(each for each in former.kept_options if each not in today.options),
        flags=_union(former.flags, today.flags),
        obligations=_union(former.obligations, today.obligations),
        contradictions=_union(former.contradictions, today.contradictions),
        orientations=_union(former.orientations, today.orientations),
    )


def _union(one: tuple[Name, ...], other: tuple[Name, ...]) -> tuple[Name, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _question(question: Question, withheld: Withheld) -> Question:
    """The question without its withheld answers, and without what ties it to withheld needs."""
    return replace(
        question,
        options=tuple(
            replace(option, needs=tuple(need for need in option.needs if need not in withheld.needs))
            for option in question.options
            if OptionName(question.id, option.value) not in withheld.options
        ),
        feeds=tuple(feed for feed in question.feeds if feed.need not in withheld.needs),
    )


def _need(need: Need, withheld: Withheld) -> Need:
    """The need without withheld prerequisites, in the words of the publishable edition when it has its own."""
    prerequisites = tuple(name for name in need.prerequisites if name not in withheld.needs)
    words = next((each for each in withheld.reworded if each.need == need.id), None)
    if words is None:
        return replace(need, prerequisites=prerequisites)
    return replace(
        need,
        prerequisites=prerequisites,
        label=words.label or need.label,
        action=words.action or need.action,
        how=words.how or need.how,
        without_digital=words.without_digital or need.without_digital,
        operator=words.operator or need.operator,
        done_when=words.done_when or need.done_when,
        strength=words.strength,
    )


def _useful(service: Service, withheld: Withheld) -> bool:
    return any(link.need not in withheld.needs for link in service.links)


def _service(service: Service, withheld: Withheld) -> Service:
    """The service for the needs that stay; that one is to be met first says nothing of a withheld one."""
    return replace(
        service,
        links=tuple(link for link in service.links if link.need not in withheld.needs),
        needed_first=tuple(name for name in service.needed_first if name not in withheld.needs),
    )
