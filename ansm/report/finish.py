"""What WeasyPrint leaves to do for PDF/UA-1 and PDF/A-3a: names of links, artefacts, scope of headers, metadata.

It runs on the objects of the PDF before they are written, so nothing is read back and nothing changes size.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

import pydyf  # type: ignore[import-untyped]  # it has no stubs

from ansm.report.faster import LEVEL
from ansm.report.pieces import Attachment

# WeasyPrint and pydyf have no type stubs: their dictionaries hold names, numbers, references and each other.
Node = Any  # the type of whatever pydyf holds; nothing of it leaves this module

Finisher = Callable[[Node, Node], None]


# PDF/A-3a knows its own metadata only: PDF/UA’s are declared to it, then given.
BOTH_PROFILES = b"""<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of PDF/UA that the file conforms to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>"""
RDF_END = b"</rdf:RDF>"


def finisher(root: Element, attachments: tuple[Attachment, ...] = (), padding: int = 0) -> Finisher:
    """The function that WeasyPrint calls with the document laid out and the PDF about to be written.

    `padding` adds that many empty objects, which changes the bytes and nothing else.
    """
    names = link_names(root)

    def finish(_document: Node, pdf: Node) -> None:
        objects = {obj.number: obj for obj in pdf.objects}
        _name_links(pdf, names)
        _scope_headers(pdf, objects)
        _hide_margins(pdf, objects)
        _claim_both_profiles(pdf, objects)
        _type_attachments(pdf, objects, attachments)
        _compress(pdf)
        for _ in range(padding):
            pdf.add_object(pydyf.Array())
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
            obj.clear()  # freed, it would shift the places that WeasyPrint’s cross-references give to the others


def _claim_both_profiles(pdf: Node, objects: dict[int, Node]) -> None:
    """Say in the metadata that the file is PDF/UA-1 too, and leave them readable by any tool, uncompressed."""
    metadata = _target(objects, pdf.catalog["Metadata"])
    metadata.stream = [metadata.stream[0].replace(RDF_END, BOTH_PROFILES + RDF_END)]
    metadata.compress = False


def _type_attachments(pdf: Node, objects: dict[int, Node], attachments: tuple[Attachment, ...]) -> None:
    """The media type that each file was given rather than guessed from its name, and each file listed once."""
    types = {each.name: each.media_type for each in attachments}
    for reference in pdf.catalog.get("AF", ()):
        file = _target(objects, reference)
        file["F"].string = file["UF"].string  # also its name among the files: WeasyPrint leaves it in raw UTF-8
        media_type = types[file["UF"].string]
        _target(objects, file["EF"]["F"]).extra["Subtype"] = f"/{media_type.replace('/', '#2f').replace('+', '#2b')}"
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def _compress(pdf: Node) -> None:
    """Compress the streams here; one that would end by a carriage return is written in letters, which end by « ~> »."""
    for obj in pdf.objects:
        if not isinstance(obj, pydyf.Stream) or not obj.compress:
            continue
        raw = obj.stream[0] if len(obj.stream) == 1 and isinstance(obj.stream[0], bytes) else _joined(obj.stream)
        packed = zlib.compress(raw, LEVEL)
        filters = "/FlateDecode"
        if packed.endswith(b"\r"):
            packed, filters = base64.a85encode(packed) + b"~>", pydyf.Array(["/ASCII85Decode", "/FlateDecode"])
        obj.stream, obj.compress = [packed], False
        obj.extra["Filter"] = filters


def _joined(parts: list[Node]) -> bytes:
    return b"\n".join(part if isinstance(part, bytes) else pydyf.Array([part]).data[1:-1] for part in parts)


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
