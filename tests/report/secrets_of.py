"""Everything that a publishable file must not hold, from the content itself, and everything that a PDF holds."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf
import pymupdf

from ansm.domain.handbook import Handbook
from ansm.domain.publication import redacted
from ansm.report.typography import typeset

SHORTEST_LABEL = 12  # « Oui », « Non » and « Je ne sais pas » are everybody's answers


def secrets_of(handbook: Handbook) -> frozenset[str]:
    """The words that only something withheld uses: names of questions, answers, needs, flags, services and helps.

    « Le prestataire » is an answer to a withheld question and also what many public sentences say: it tells nothing.
    """
    public = redacted(handbook)
    said = plain("\n".join((*_words(public), *_other_words(public))))
    return frozenset(each for each in _words(handbook) if plain(each).rstrip(".") not in said)


def _words(handbook: Handbook) -> Iterator[str]:
    for question in handbook.questionnaire.questions:
        yield from (question.id, question.text, question.how_to_check)
        yield from (each.label for each in question.options if len(each.label) >= SHORTEST_LABEL)
    yield from (theme.label for theme in handbook.questionnaire.themes)
    for need in handbook.needs:
        yield from (need.label, need.action, need.how, need.without_digital, need.operator, need.done_when)
        yield from (need.strength, need.consequence)
    for flag in handbook.flags:
        yield from (flag.id, flag.label, flag.explanation)
    yield from (each.label for each in handbook.obligations)
    yield from (each.message for each in handbook.questionnaire.contradictions)
    for orientation in handbook.orientations:
        yield from (orientation.title, orientation.text)
    for service in handbook.services:
        yield from (service.name, service.url)
        yield from (link.why for link in service.links)


def _other_words(handbook: Handbook) -> Iterator[str]:
    """What else a public document says."""
    for question in handbook.questionnaire.questions:
        yield from (question.ask_whom, *(option.label for option in question.options))
    yield from (f"{need.who} {need.cost}" for need in handbook.needs)
    yield from (f"{each.rule} {each.reference}" for each in handbook.obligations)
    for service in handbook.services:
        yield from (*service.requirements, service.cost_detail, service.warning, service.summary)


def found_in(text: str, secrets: frozenset[str]) -> list[str]:
    """The secrets a text holds as whole words, whatever the spaces, the case and the typesetting."""
    said = plain(text)
    words = {secret: plain(secret).rstrip(".") for secret in secrets if secret}
    return sorted(secret for secret, each in words.items() if each in said and _whole(each).search(said))


def plain(text: str) -> str:
    """Without what the typesetter, the screen reader or the line end changes."""
    return " ".join(typeset(text).split()).casefold()


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")


def everything_in(pdf_bytes: bytes) -> str:
    """The text of the pages, then every string and every readable stream of every object, attachments included."""
    with pymupdf.open(stream=pdf_bytes, filetype="pdf") as opened:
        pages = " ".join(sheet.get_text() for sheet in opened)
    parts = [pages]
    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
        parts.append(str(pdf.trailer.get("/Info", "")))
        for each in pdf.objects:
            parts.extend(_strings(each, depth=0))
    return "\n".join(parts)


def _strings(value: object, depth: int) -> Iterator[str]:
    """What an object says: its strings (titles, alternatives, contents of links), and its stream when it is text."""
    if depth > 40:
        return
    if isinstance(value, pikepdf.Stream):
        yield from (text for _, inner in value.items() for text in _strings(inner, depth + 1))
        if value.get("/Subtype") != pikepdf.Name.Image and "/Length1" not in value:
            yield value.read_bytes().decode("utf-8", "replace")
    elif isinstance(value, pikepdf.Dictionary) and depth > 0 and value.is_indirect:
        return
    elif isinstance(value, pikepdf.Dictionary):
        yield from (text for _, inner in value.items() for text in _strings(inner, depth + 1))
    elif isinstance(value, pikepdf.Array):
        yield from (text for inner in value for text in _strings(inner, depth + 1))
    elif isinstance(value, pikepdf.String):
        yield str(value)
