"""What a screen reader says of a tagged PDF: the texts of its structure, in the order of the structure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

SHOWN = {"Tj", "TJ", "'", '"'}
PAINTED = {"f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "Do"}
Glyphs = dict[bytes, str]
Place = tuple[int, int]  # the page, counted from 0, and the number of the marked content in it


@dataclass(frozen=True)
class Element:
    """An element of the structure: its kind, what it says itself, and what it holds, in order."""

    kind: str
    raw: pikepdf.Dictionary
    marks: tuple[Place, ...]
    kids: tuple[Element, ...]
    parts: tuple[Element | Place, ...]

    def all(self) -> Iterator[Element]:
        """The element and all that it holds, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.all()


def tree(pdf: pikepdf.Pdf) -> Element:
    """The structure from its root."""
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    return _element(pdf.Root.StructTreeRoot, pages, 0)


def texts(pdf: pikepdf.Pdf) -> dict[Place, str]:
    """The text of each marked content, letters found back from the glyphs; form XObjects aside."""
    found: dict[Place, str] = {}
    for number, page in enumerate(pdf.pages):
        fonts = {str(name): _glyphs(font) for name, font in page.Resources.get("/Font", {}).items()}
        font: Glyphs = {}
        open_marks: list[int | None] = []
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name == "Tf":
                font = fonts[str(operands[0])]
            elif name == "BMC":
                open_marks.append(None)
            elif name == "BDC":
                properties = operands[1]
                open_marks.append(int(properties.MCID) if "/MCID" in properties else None)
            elif name == "EMC":
                open_marks.pop()
            elif name in SHOWN and open_marks and open_marks[-1] is not None:
                place = number, open_marks[-1]
                found[place] = found.get(place, "") + _letters(operands[-1], font)
    return found


def say(element: Element, said: dict[Place, str]) -> str:
    """All that an element says, with single spaces."""
    return " ".join("".join(_pieces(element, said)).split())


def _pieces(element: Element, said: dict[Place, str]) -> Iterator[str]:
    alternative = str(element.raw.get("/Alt", ""))
    if alternative:
        yield alternative
        return
    for part in element.parts:
        if isinstance(part, Element):
            yield from _pieces(part, said)
            if part.kind in BLOCKS:
                yield " "
        else:
            yield said.get(part, "")


BLOCKS = {
    "H1",
    "H2",
    "H3",
    "H4",
    "P",
    "LI",
    "Lbl",
    "LBody",
    "TR",
    "TH",
    "TD",
    "Table",
    "L",
    "Sect",
    "Div",
    "Art",
    "Figure",
}


def _element(raw: pikepdf.Dictionary, pages: dict[tuple[int, int], int], page: int) -> Element:
    page = pages[raw.Pg.objgen] if "/Pg" in raw else page
    held = raw.get("/K", pikepdf.Array())
    parts: list[Element | Place] = []
    for kid in held if isinstance(held, pikepdf.Array) else [held]:
        if isinstance(kid, int):
            parts.append((page, kid))
        elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
            parts.append((pages[kid.Pg.objgen] if "/Pg" in kid else page, int(kid.MCID)))
        elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            parts.append(_element(kid, pages, page))
    return Element(
        kind=str(raw.get("/S", "/Root"))[1:],
        raw=raw,
        marks=tuple(part for part in parts if not isinstance(part, Element)),
        kids=tuple(part for part in parts if isinstance(part, Element)),
        parts=tuple(parts),
    )


def _glyphs(font: pikepdf.Dictionary) -> Glyphs:
    """Which letters each glyph stands for."""
    if "/ToUnicode" not in font:
        return {}
    table = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>\n", table)
    return {bytes.fromhex(glyph): bytes.fromhex(letters).decode("utf-16-be") for glyph, letters in pairs}


def _letters(shown: pikepdf.Object, font: Glyphs) -> str:
    strings = (
        [each for each in shown if isinstance(each, pikepdf.String)] if isinstance(shown, pikepdf.Array) else [shown]
    )
    raw = b"".join(bytes(each) for each in strings)
    return "".join(font.get(raw[at : at + 2], "\ufffd") for at in range(0, len(raw), 2))
