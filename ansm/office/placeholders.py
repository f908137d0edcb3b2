"""Finds and fills what stands between brackets in a paragraph, wherever LibreOffice cut its text into pieces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from odfdo import Element

_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_SPACES = {"text:s": " ", "text:tab": " ", "text:line-break": " "}
_PARAGRAPHS = ("text:p", "text:h")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text of a paragraph: the text or the tail of an element, or a space that ODF writes as one."""

    element: Element
    is_tail: bool
    fixed: str = ""

    @property
    def text(self) -> str:
        """What is read there."""
        return self.fixed or (self.element.tail or "" if self.is_tail else self.element.text)

    def write(self, text: str) -> None:
        """Put this text there instead; a space written as an element is only ever taken out, by `fill`."""
        if self.is_tail:
            self.element.tail = text
        elif not self.fixed:
            self.element.text = text


def name_of(written: str) -> str:
    """A placeholder as it is compared: spaces and apostrophes may be typed in any way, capitals too."""
    return " ".join(written.replace("\u00a0", " ").replace("\u202f", " ").replace("'", "’").split()).lower()


def text_of(paragraph: Element) -> str:
    """Everything a reader sees in the paragraph, in order."""
    return "".join(piece.text for piece in _pieces(paragraph))


def written(text: str) -> tuple[str, ...]:
    """What stands between each pair of brackets, as typed."""
    return tuple(found[1] for found in _BRACKETS.finditer(text))


def unbalanced(text: str) -> bool:
    """Whether a bracket is left alone, or one is inside another."""
    return any(sign in _BRACKETS.sub("", text) for sign in "[]")


def fill(paragraph: Element, value: Callable[[str], str | None]) -> None:
    """Replace each placeholder by what `value` gives for it; None leaves it as it is.

    A value goes where its opening bracket stood, with the looks of that place, and is never read again.
    """
    pieces = list(_pieces(paragraph))
    starts, length = [], 0
    for piece in pieces:
        starts.append(length)
        length += len(piece.text)
    whole = "".join(piece.text for piece in pieces)
    gone: list[Element] = []
    for found in reversed(list(_BRACKETS.finditer(whole))):
        text = value(found[1])
        if text is not None:
            end = found.end()
            if not text and whole[end : end + 1] in (" ", "\u00a0"):
                end += 1  # an instruction goes with the space after it
            gone += _replaced(pieces, starts, found.start(), end, text)
    for element in gone:
        element.delete()


def _replaced(pieces: list[Piece], starts: list[int], first: int, end: int, text: str) -> list[Element]:
    """Write `text` over whole[first:end], from the last piece to the first so that no position changes.

    Gives the elements that stood for a space in there: they go once everything is written.
    """
    spaces = []
    for piece, start in reversed(list(zip(pieces, starts, strict=True))):
        held = piece.text
        left, right = max(first - start, 0), min(end - start, len(held))
        if left >= right:
            continue
        if piece.fixed:
            spaces.append(piece.element)
        piece.write(held[:left] + (text if start <= first else "") + held[right:])
    return spaces


def _pieces(element: Element) -> Iterator[Piece]:
    yield Piece(element, is_tail=False)
    for child in element.children:
        if child.tag in _SPACES:
            yield Piece(child, is_tail=False, fixed=_SPACES[child.tag] * _repeated(child))
        elif not child.get_elements(".//text:p | .//text:h") and child.tag not in _PARAGRAPHS:
            yield from _pieces(child)  # a note or a frame holds paragraphs of its own, read apart
        yield Piece(child, is_tail=True)


def _repeated(space: Element) -> int:
    """How many spaces a `text:s` stands for."""
    return space.get_attribute_integer("text:c") or 1
