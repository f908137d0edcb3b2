"""What a good tagged PDF must have beyond what `page-validation` checks: each fault is a sentence."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pikepdf

from tests.report.spoken import PAINTED, SHOWN, Element, Place, say, texts, tree

HEADINGS = {f"H{level}": level for level in range(1, 7)}
BOOKMARKED = ("H1", "H2", "H3")
CELLS = ("TH", "TD")
ROW_HOLDERS = ("THead", "TBody", "TFoot", "Table")
ITEM_PARTS = ("Lbl", "LBody")
Said = dict[Place, str]


@dataclass(frozen=True)
class Outline:
    """A bookmark with its depth, 0 at the top."""

    title: str
    depth: int


def faults(pdf_bytes: bytes) -> list[str]:
    """Everything wrong with the structure, empty when it is right."""
    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
        root, said = tree(pdf), texts(pdf)
        return [
            *_document_faults(pdf),
            *_heading_faults(root, said),
            *_bookmark_faults(root, said, _outline(pdf)),
            *_figure_faults(root),
            *_table_faults(root, said),
            *_list_faults(root, said),
            *_link_faults(pdf, root),
            *_content_faults(pdf, root),
            *_order_faults(root),
            *_foot_faults(root),
        ]


def outline(pdf_bytes: bytes) -> list[Outline]:
    """The bookmarks in reading order."""
    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
        return _outline(pdf)


def spoken(pdf_bytes: bytes) -> str:
    """All that the document says, in the order of its structure."""
    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
        return say(tree(pdf), texts(pdf))


def link_names(pdf_bytes: bytes) -> dict[str, str]:
    """For each external address, the text that a screen reader says."""
    with pikepdf.open(io.BytesIO(pdf_bytes)) as pdf:
        return {str(link.A.URI): str(link.Contents) for link in _links(pdf) if "/A" in link}


def _outline(pdf: pikepdf.Pdf) -> list[Outline]:
    found: list[Outline] = []

    def walk(items: list[pikepdf.OutlineItem], depth: int) -> None:
        for item in items:
            found.append(Outline(item.title, depth))
            walk(item.children, depth + 1)

    with pdf.open_outline() as bookmarks:
        walk(bookmarks.root, 0)
    return found


def _document_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not str(root.get("/Lang", "")).startswith("fr"):
        yield "the document does not say that it is in French"
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "the document is not marked as tagged"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "readers would show the file name instead of the title"
    title = str(pdf.docinfo.get("/Title", ""))
    if not title:
        yield "the document has no title"
    with pdf.open_metadata() as metadata:
        if metadata.get("dc:title", "") != title:
            yield "the two titles of the document differ"
    for number, page in enumerate(pdf.pages, start=1):
        if page.get("/Tabs") != pikepdf.Name.S:
            yield f"page {number}: the tab order does not follow the structure"


def _heading_faults(root: Element, said: Said) -> Iterator[str]:
    headings = [each for each in root.all() if each.kind in HEADINGS]
    levels = [HEADINGS[each.kind] for each in headings]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} main titles instead of one"
    if levels and levels[0] != 1:
        yield "the first heading is not the main title"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"
    for each in headings:
        if not say(each, said):
            yield "a heading says nothing"


def _bookmark_faults(root: Element, said: Said, bookmarks: list[Outline]) -> Iterator[str]:
    if not bookmarks:
        yield "the document has no bookmarks"
        return
    headings = [(_letters(say(each, said)), HEADINGS[each.kind] - 1) for each in root.all() if each.kind in BOOKMARKED]
    if headings != [(_letters(each.title), each.depth) for each in bookmarks]:
        yield "the bookmarks are not the headings"


def _letters(text: str) -> str:
    """Without what only the typeface joins: « ﬁ » is drawn, and so read back, as « fi »."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _figure_faults(root: Element) -> Iterator[str]:
    for each in (each for each in root.all() if each.kind == "Figure"):
        if len(str(each.raw.get("/Alt", ""))) < 10:
            yield "a figure has no text alternative"
        if "/BBox" not in each.raw.get("/A", {}):
            yield "a figure does not say where it stands"
        if not each.marks:
            yield "a figure shows nothing"


def _table_faults(root: Element, said: Said) -> Iterator[str]:
    for table in (each for each in root.all() if each.kind == "Table"):
        rows = [each for each in table.all() if each.kind == "TR"]
        widths = {sum(int(cell.raw.get("/A", {}).get("/ColSpan", 1)) for cell in _cells(row)) for row in rows}
        if len(widths) != 1:
            yield f"a table has rows of {sorted(widths)} cells"
        if not any(part.kind == "THead" for part in table.kids):
            yield "a table has no header row"
        for row in rows:
            for cell in _cells(row):
                yield from _cell_faults(cell, row, said)
        for holder in table.all():
            if any(kid.kind == "TR" for kid in holder.kids) and holder.kind not in ROW_HOLDERS:
                yield f"a row stands in a {holder.kind}"


def _cells(row: Element) -> list[Element]:
    return [kid for kid in row.kids if kid.kind in CELLS]


def _cell_faults(cell: Element, row: Element, said: Said) -> Iterator[str]:
    if not say(cell, said):
        yield "a cell says nothing"
    elif say(cell, said) in ("—", "–", "-", "/"):
        yield "a cell says a sign instead of a word"
    if cell.kind == "TH" and str(cell.raw.get("/A", {}).get("/Scope", "")) not in ("/Column", "/Row"):
        yield "a header cell does not say what it rules"
    if cell.kind == "TD" and not any(other.kind == "TH" for other in row.kids):
        yield "a row has no header cell"


def _list_faults(root: Element, said: Said) -> Iterator[str]:
    for each in root.all():
        if each.kind == "L":
            if not each.kids or any(kid.kind not in ("LI", "L", "Caption") for kid in each.kids):
                yield "a list holds something else than items"
        elif each.kind == "LI":
            bodies = [kid for kid in each.kids if kid.kind == "LBody"]
            if len(bodies) != 1 or any(kid.kind not in ITEM_PARTS for kid in each.kids):
                yield "an item is not a label and a body"
            elif not say(bodies[0], said):
                yield "an item says nothing"
        elif any(kid.kind == "LI" for kid in each.kids):
            yield "an item stands outside a list"


def _link_faults(pdf: pikepdf.Pdf, root: Element) -> Iterator[str]:
    structured = {
        kid.Obj.objgen
        for each in root.all()
        if each.kind == "Link"
        for kid in each.raw.K
        if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid
    }
    for link in _links(pdf):
        name = str(link.get("/Contents", ""))
        if not name.strip() or re.match(r"\w+://", name):
            yield f"a link is announced as « {name} »"
        if "/StructParent" not in link or link.objgen not in structured:
            yield f"the link « {name} » is not in the structure"


def _content_faults(pdf: pikepdf.Pdf, root: Element) -> Iterator[str]:
    """All text is either held by the structure or an artefact, and so is all ink; margins are artefacts."""
    held = {each.raw.objgen for each in root.all()}
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    for number, page in enumerate(pdf.pages, start=1):
        owners = parents[int(page.StructParents)]
        stack: list[str] = []
        paginated = False
        bare: set[str] = set()
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name == "BMC":
                stack.append(str(operands[0]))
            elif name == "BDC":
                stack.append(_marked(operands, owners, held))
                paginated = paginated or stack[-1] == "/Pagination"
            elif name == "EMC":
                stack.pop()
            elif not stack and (name in SHOWN or name in PAINTED):
                bare.add("text" if name in SHOWN else "a drawing")
            if stack and stack[-1] == "orphan":
                yield f"page {number}: marked text belongs to no element of the structure"
                stack[-1] = "reported"
        for what in sorted(bare):
            yield f"page {number}: {what} is neither tagged nor an artefact"
        if not paginated:
            yield f"page {number}: the footer is not an artefact"


def _order_faults(root: Element) -> Iterator[str]:
    """The structure walks the pages once, from the first to the last, and says each text once."""
    places = [place for each in root.all() for place in each.marks]
    pages = [page for page, _ in places]
    if pages != sorted(pages):
        yield "the reading order goes back to an earlier page"
    if len(places) != len(set(places)):
        yield "a text is said twice"


def _foot_faults(root: Element) -> Iterator[str]:
    """A heading, and the header row of a table, stand on the page of what they announce."""
    steps = [(each.kind, page) for each in _steps(root) if (page := _page(each)) is not None]
    for (kind, page), (_, after) in pairwise(steps):
        if after > page and kind in HEADINGS:
            yield f"page {page + 1}: a heading ends the page"
        if after > page and kind == "THead":
            yield f"page {page + 1}: the header of a table ends the page"


def _steps(element: Element) -> Iterator[Element]:
    """Headings, paragraphs, items, headers and rows of tables, figures, in order."""
    if element.kind in HEADINGS or element.kind in ("P", "LI", "THead", "TR", "Figure"):
        yield element
        return
    for kid in element.kids:
        yield from _steps(kid)


def _page(element: Element) -> int | None:
    """The page where it ends, for what announces something, and begins, for the rest: they hold on one or the other."""
    return next((page for each in element.all() for page, _ in each.marks), None)


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
