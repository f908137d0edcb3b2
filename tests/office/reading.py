"""Reads OpenDocument files with nothing but the standard library: not the way they were written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def raw(data: bytes, name: str) -> bytes:
    """One part of the file, as it is written."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def part(data: bytes, name: str = "content.xml") -> ElementTree.Element:
    """One XML part of the file."""
    return ElementTree.fromstring(raw(data, name))  # noqa: S314  # a file we have just made


def with_part(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The same file with one of its parts changed, as somebody would by hand."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for entry in source.namelist():
            read = source.read(entry)
            target.writestr(entry, change(read.decode()) if entry == name else read)
    return buffer.getvalue()


def paragraphs(data: bytes, name: str = "content.xml") -> list[str]:
    """The text of every paragraph and heading, in order."""
    return ["".join(each.itertext()) for each in part(data, name).iter() if each.tag in (f"{TEXT}p", f"{TEXT}h")]


def everything(data: bytes) -> str:
    """All that any reader sees, headers, footers and title of the file included."""
    return "\n".join([*paragraphs(data), *paragraphs(data, "styles.xml"), "".join(part(data, "meta.xml").itertext())])


def cells(data: bytes, sheet: str) -> list[list[ElementTree.Element]]:
    """The rows of a sheet."""
    table = next(each for each in part(data).iter(f"{TABLE}table") if each.get(f"{TABLE}name") == sheet)
    return [list(row.iter(f"{TABLE}table-cell")) for row in table.iter(f"{TABLE}table-row")]


def shown(cell: ElementTree.Element) -> str:
    """What a cell shows."""
    return "".join(cell.itertext())


def plain(text: str) -> str:
    """The text with ordinary spaces, to be compared with what the editors wrote."""
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())
