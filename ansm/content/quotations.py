"""Whether a text that may be published repeats, word for word, the name of something withheld."""

from __future__ import annotations

from collections.abc import Iterator

from ansm.content.draft import Draft
from ansm.content.faults import Ledger, Place, quoted
from ansm.domain.withheld import OptionName, Reworded, Withheld


def check_quotations(named: Withheld, draft: Draft, ledger: Ledger) -> None:
    """No public text repeats, word for word, the name of something withheld."""
    secrets = tuple(_secret(named, draft))
    for place, texts in _public(named, draft):
        found = next((secret for secret in secrets for text in texts if secret.casefold() in text.casefold()), None)
        if found is not None:
            ledger.wrong(place, f"ce texte publié cite {quoted(found)}, qui est retenu", "d’autres mots")


def _secret(named: Withheld, draft: Draft) -> Iterator[str]:
    for entry in draft.questions:
        if entry.value.question.id in named.questions:
            yield entry.value.question.text
    for need in (entry.value for entry in draft.needs):
        if need.id in named.needs:
            yield from (need.label, need.action)
    yield from (entry.value.label for entry in draft.flags if entry.value.id in named.flags)
    yield from (entry.value.label for entry in draft.obligations if entry.value.id in named.obligations)
    yield from (entry.value.title for entry in draft.orientations if entry.value.id in named.orientations)


def _public(named: Withheld, draft: Draft) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """Every text that a public document may print, with its place."""
    words = {each.need: each for each in named.reworded}
    for each in draft.questions:
        question = each.value.question
        if question.id not in named.questions:
            shown = (
                option for option in question.options if OptionName(question.id, option.value) not in named.options
            )
            yield each.place, (question.text, question.ask_whom, question.how_to_check, *(one.label for one in shown))
    for entry in draft.needs:
        need = entry.value
        if need.id not in named.needs:
            new = words.get(need.id, Reworded(need.id, need.strength))
            named_as = (new.label or need.label, new.action or need.action, new.strength)
            done = (new.how or need.how, new.done_when or need.done_when, need.who, need.cost)
            otherwise = (new.without_digital or need.without_digital, new.operator or need.operator)
            yield entry.place, (*named_as, *done, *otherwise)
    for service in draft.services:
        sheet = service.value
        why = (link.why for link in sheet.links if link.need not in named.needs)
        if any(link.need not in named.needs for link in sheet.links):
            yield service.place, (sheet.name, *sheet.requirements, sheet.cost_detail, sheet.warning, *why)
    for flag in draft.flags:
        if flag.value.id not in named.flags:
            yield flag.place, (flag.value.label, flag.value.explanation)
    for obligation in draft.obligations:
        if obligation.value.id not in named.obligations:
            yield obligation.place, (obligation.value.label, obligation.value.rule, obligation.value.reference)
    for contradiction in draft.contradictions:
        if contradiction.value.id not in named.contradictions:
            yield contradiction.place, (contradiction.value.message,)
    for orientation in draft.orientations:
        if orientation.value.id not in named.orientations:
            yield orientation.place, (orientation.value.title, orientation.value.text)
