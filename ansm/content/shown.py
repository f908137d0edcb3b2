"""Every text a town hall may read on a screen or on paper: where a word of the glossary can be met."""

from __future__ import annotations

from collections.abc import Iterator

from ansm.content.draft import Draft


def shown_texts(draft: Draft) -> Iterator[str]:
    """Questions first, then what the result says, then the page for partners."""
    yield from _asked(draft)
    yield from _answered(draft)
    for obligation in (entry.value for entry in draft.obligations):
        yield from (obligation.label, obligation.rule)
    for orientation in (entry.value for entry in draft.orientations):
        yield from (orientation.title, orientation.text)
    for service in (entry.value for entry in draft.services):
        yield from (service.name, service.summary, *service.requirements, service.cost_detail, service.warning)
        yield from (link.why for link in service.links)
    if draft.partners is not None:
        yield from draft.partners.texts


def _asked(draft: Draft) -> Iterator[str]:
    for theme in (entry.value for entry in draft.themes):
        yield from (theme.label, theme.introduction)
    for question in (entry.value.question for entry in draft.questions):
        yield from (question.text, question.help, question.why, question.ask_whom, question.how_to_check)
        yield from (option.label for option in question.options)
    yield from (entry.value.message for entry in draft.contradictions)


def _answered(draft: Draft) -> Iterator[str]:
    for need in (entry.value for entry in draft.needs):
        yield from (need.label, need.action, need.how, need.without_digital, need.operator)
        yield from (need.who, need.cost, need.done_when, need.strength, need.consequence)
    for flag in (entry.value for entry in draft.flags):
        yield from (flag.label, flag.explanation)
