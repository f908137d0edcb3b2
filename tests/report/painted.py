"""What a good tagged PDF must have on its pages: ink that is tagged or an artefact, an order that never goes back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pikepdf

from tests.report.spoken import HEADINGS, PAINTED, SHOWN, Element


def content_faults(pdf: pikepdf.Pdf, root: Element) -> Iterator[str]:
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


def order_faults(root: Element) -> Iterator[str]:
    """The structure walks the pages once, from the first to the last, and says each text once."""
    places = [place for each in root.all() for place in each.marks]
    pages = [page for page, _ in places]
    if pages != sorted(pages):
        yield "the reading order goes back to an earlier page"
    if len(places) != len(set(places)):
        yield "a text is said twice"


def foot_faults(root: Element) -> Iterator[str]:
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
