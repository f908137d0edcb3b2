"""What WeasyPrint leaves to do for PDF/UA: spoken names of links, artefacts in the margins, scope of headers.

It runs on the objects of the PDF before they are written, so nothing is read back and nothing changes size.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

import pydyf  # type: ignore[import-untyped]  # it has no stubs

# WeasyPrint and pydyf have no type stubs: their dictionaries hold names, numbers, references and each other.
Node = Any  # the type of whatever pydyf holds; nothing of it leaves this module

Finisher = Callable[[Node, Node], None]


def finisher(root: Element) -> Finisher:
    """The function that WeasyPrint calls with the document laid out and the PDF about to be written."""
    names = link_names(root)

    def finish(_document: Node, pdf: Node) -> None:
        objects = {obj.number: obj for obj in pdf.objects}
        _name_links(pdf, names)
        _scope_headers(pdf, objects)
        _hide_margins(pdf, objects)
        pdf.catalog["Lang"] = pydyf.String("fr-FR")

    return finish


def link_names(root: Element) -> dict[str, str]:
    """For each address of the page, what a screen reader should say: the title of the link, else its text."""
    names: dict[str, str] = {}
    for link in root.iter("{http://www.w3.org/1999/xhtml}a"):
        _name(link, names)
    for link in root.iter("a"):
        _name(link, names)
    return names


def _name(link: Element, names: dict[str, str]) -> None:
    address = link.get("href", "").removeprefix("#")
    if address:
        names.setdefault(address, link.get("title") or " ".join("".join(link.itertext()).split()))


def _name_links(pdf: Node, names: dict[str, str]) -> None:
    for obj in pdf.objects:
        if isinstance(obj, pydyf.Dictionary) and obj.get("Subtype") == "/Link":
            address = obj["Contents"].string
            obj["Contents"] = pydyf.String(names.get(address, address))


def _scope_headers(pdf: Node, objects: dict[int, Node]) -> None:
    """A header cell of a THead rules its column, any other its row."""
    for obj in pdf.objects:
        if isinstance(obj, pydyf.Dictionary) and obj.get("S") == "/TH" and "A" in obj:
            group = _target(objects, _target(objects, obj["P"])["P"])
            obj["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"


def _hide_margins(pdf: Node, objects: dict[int, Node]) -> None:
    """Text that no structure element of the document holds is a running header or footer: an artefact."""
    root = _target(objects, pdf.catalog["StructTreeRoot"])
    held = _held(objects, root)
    numbers = _target(objects, root["ParentTree"])["Nums"]
    pages = [obj for obj in pdf.objects if isinstance(obj, pydyf.Dictionary) and obj.get("Type") == "/Page"]
    for page in pages:
        entries = numbers[2 * page["StructParents"] + 1]
        stream = _target(objects, page["Contents"]).stream
        for position, item in enumerate(stream):
            if not isinstance(item, pydyf.Dictionary) or "MCID" not in item:
                continue
            mark = item["MCID"]
            if _number(entries[mark]) in held:
                continue
            stream[position - 1] = "/Artifact"
            stream[position] = pydyf.Dictionary({"Type": "/Pagination"})
            entries[mark] = "null"
    for number, obj in objects.items():
        if isinstance(obj, pydyf.Dictionary) and obj.get("Type") == "/StructElem" and number not in held:
            obj.free = "f"


def _held(objects: dict[int, Node], root: Node) -> set[int]:
    """The numbers of all the structure elements under the root."""
    held: set[int] = set()
    waiting = [_number(kid) for kid in root["K"]]
    while waiting:
        number = waiting.pop()
        held.add(number)
        waiting += [_number(kid) for kid in objects[number].get("K", ()) if isinstance(kid, bytes)]
    return held


def _target(objects: dict[int, Node], reference: bytes) -> Node:
    return objects[_number(reference)]


def _number(reference: bytes) -> int:
    return int(reference.split()[0])
