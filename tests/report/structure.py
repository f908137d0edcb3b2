"""What a good tagged PDF must have beyond what `page-validation` checks: each fault is a sentence."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pikepdf

HEADINGS = {f"/H{level}": level for level in range(1, 7)}
TEXT_OPERATORS = {"Tj", "TJ", "'", '"'}


@dataclass(frozen=True)
class Outline:
    """A bookmark with its depth, 0 at the top."""

    title: str
    depth: int


def faults(pdf_bytes: bytes) -> list[str]:
    """Everything wrong with the structure, empty when it is right."""
    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
        elements = list(_elements(pdf.Root.StructTreeRoot.K))
        return [
            *_document_faults(pdf),
            *_heading_faults(elements),
            *_figure_faults(elements),
            *_table_faults(elements),
            *_link_faults(pdf),
            *_content_faults(pdf, elements),
        ]


def outline(pdf_bytes: bytes) -> list[Outline]:
    """The bookmarks in reading order."""
    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf, pdf.open_outline() as tree:
        found: list[Outline] = []

        def walk(items: list[pikepdf.OutlineItem], depth: int) -> None:
            for item in items:
                found.append(Outline(item.title, depth))
                walk(item.children, depth + 1)

        walk(tree.root, 0)
        return found


def link_names(pdf_bytes: bytes) -> dict[str, str]:
    """For each external address, the text that a screen reader says."""
    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
        return {str(link.A.URI): str(link.Contents) for link in _links(pdf) if "/A" in link}


def _document_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not str(root.get("/Lang", "")).startswith("fr"):
        yield "the document does not say that it is in French"
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "the document is not marked as tagged"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "readers would show the file name instead of the title"
    if not str(pdf.docinfo.get("/Title", "")):
        yield "the document has no title"
    if "/Outlines" not in root:
        yield "the document has no bookmarks"
    for number, page in enumerate(pdf.pages, start=1):
        if page.get("/Tabs") != pikepdf.Name.S:
            yield f"page {number}: the tab order does not follow the structure"


def _heading_faults(elements: list[pikepdf.Dictionary]) -> Iterator[str]:
    levels = [HEADINGS[str(each.S)] for each in elements if str(each.S) in HEADINGS]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} main titles instead of one"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"


def _figure_faults(elements: list[pikepdf.Dictionary]) -> Iterator[str]:
    for each in elements:
        if pikepdf.Name.Figure == each.S and len(str(each.get("/Alt", ""))) < 10:
            yield "a figure has no text alternative"


def _table_faults(elements: list[pikepdf.Dictionary]) -> Iterator[str]:
    for table in (each for each in elements if pikepdf.Name.Table == each.S):
        rows = [each for each in _elements(table.K) if each.S == pikepdf.Name.TR]
        widths = {len([cell for cell in _kids(row) if str(cell.S) in ("/TH", "/TD")]) for row in rows}
        if len(widths) > 1:
            yield f"a table has rows of {sorted(widths)} cells"
        headers = [each for each in _elements(table.K) if each.S == pikepdf.Name.TH]
        if not headers:
            yield "a table has no header cell"
        for header in headers:
            if str(header.get("/A", {}).get("/Scope", "")) not in ("/Column", "/Row"):
                yield "a header cell does not say what it rules"


def _link_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    for link in _links(pdf):
        name = str(link.get("/Contents", ""))
        if not name.strip() or re.match(r"\w+://", name):
            yield f"a link is announced as « {name} »"
        if "/StructParent" not in link:
            yield f"the link « {name} » is not in the structure"


def _content_faults(pdf: pikepdf.Pdf, elements: list[pikepdf.Dictionary]) -> Iterator[str]:
    """All text is either held by the structure or an artefact, and margins are artefacts of pagination."""
    held = {each.objgen for each in elements}
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    for number, page in enumerate(pdf.pages, start=1):
        owners = parents[int(page.StructParents)]
        stack: list[str] = []
        paginated = False
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name == "BMC":
                stack.append(str(operands[0]))
            elif name == "BDC":
                stack.append(_marked(operands, owners, held))
                paginated = paginated or stack[-1] == "/Pagination"
            elif name == "EMC":
                stack.pop()
            elif name in TEXT_OPERATORS and not stack:
                yield f"page {number}: text is neither tagged nor an artefact"
            if stack and stack[-1] == "orphan":
                yield f"page {number}: marked text belongs to no element of the structure"
                stack[-1] = "reported"
        if not paginated:
            yield f"page {number}: the footer is not an artefact"


def _marked(operands: pikepdf.Array, owners: pikepdf.Array, held: set[tuple[int, int]]) -> str:
    properties = operands[1]
    if "/MCID" not in properties:
        return str(properties.get("/Type", operands[0]))
    owner = owners[int(properties.MCID)]
    return "held" if isinstance(owner, pikepdf.Dictionary) and owner.objgen in held else "orphan"


def _links(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            if annotation.Subtype == pikepdf.Name.Link:
                yield annotation


def _kids(element: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    kids = element.get("/K", pikepdf.Array())
    kids = kids if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _elements(kids: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            if "/K" in kid:
                yield from _elements(kid.K)
