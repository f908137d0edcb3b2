"""Opens and writes OpenDocument files: damaged or hostile ones are refused, equal content gives equal bytes."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from odfdo import Document
from odfdo.security import SecurityError
from odfdo.xmlpart import XmlPart

VERSION = "1.3"  # of OpenDocument, which every LibreOffice and Excel still supported opens; odfdo would write 1.4
LARGEST = 1_000_000  # bytes: a hundred times the template shipped
XML_PARTS = ("content.xml", "styles.xml", "meta.xml", "settings.xml")
_MANIFEST = "META-INF/manifest.xml"
# What LibreOffice adds for itself: an old picture of page one, its toolbars, where lines broke, links to other files.
_LEFT_OUT = ("Thumbnails/", "Configurations2/", "layout-cache", "manifest.rdf")
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_DAMAGED = (  # a SyntaxError is what the XML parser raises
    zipfile.BadZipFile, zlib.error, SyntaxError, SecurityError, OSError, EOFError, ValueError, KeyError, TypeError,
    NotImplementedError, RuntimeError,
)  # fmt: skip


class Damaged(Exception):
    """The bytes are not an OpenDocument file that can be read. Caught by whoever opens one."""


def opened(data: bytes, kind: str) -> Document:
    """The document of that kind (« text », « spreadsheet ») in these bytes, its four parts read. Raises Damaged."""
    try:
        document = Document(io.BytesIO(data))
        if document.get_type() != kind:
            raise Damaged
        for name in XML_PARTS:
            _ = part(document, name).root
    except _DAMAGED as error:
        raise Damaged from error
    return document


def part(document: Document, name: str) -> XmlPart:
    """One of the XML parts; KeyError when the file has none of that name."""
    found = document.get_part(name)
    if not isinstance(found, XmlPart):
        raise KeyError(name)
    return found


def dated(document: Document, title: str, subject: str, on: date) -> None:
    """Give the file its title, its language and one date; forget who wrote and changed what it was made from."""
    meta = document.meta
    moment = datetime(on.year, on.month, on.day)
    for element in part(document, "meta.xml").get_elements("//office:meta/*"):
        element.delete()
    meta.title, meta.subject, meta.language = title, subject, "fr-FR"
    meta.creation_date = meta.date = moment
    meta.generator = subject


def packed(document: Document) -> bytes:
    """The document as one file: the parts in a fixed order with a fixed date, without what LibreOffice adds."""
    names = sorted(name for name in document.parts if not name.startswith(_LEFT_OUT) and not name.endswith("/"))
    manifest = document.manifest
    for path in manifest.get_paths():
        if path.startswith(_LEFT_OUT):
            manifest.del_full_path(path)
    _same_version(document)
    names = ["mimetype", *(name for name in names if name not in ("mimetype", _MANIFEST)), _MANIFEST]
    return _archive((name, _bytes(document, name)) for name in names)


def assembled(folder: Path, media_type: str, others: Path | None = None) -> bytes:
    """The file whose parts are kept as text in that folder; those that it lacks are in `others`."""

    def kept(name: str) -> bytes:
        mine = folder / name
        return (mine if others is None or mine.exists() else others / name).read_bytes()

    parts = [(name, kept(name)) for name in XML_PARTS]
    manifest = (_MANIFEST, kept(Path(_MANIFEST).name))
    return _archive((("mimetype", media_type.encode()), *parts, manifest))


def _archive(parts: Iterable[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts:
            entry = zipfile.ZipInfo(name, _FIXED_DATE)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return buffer.getvalue()


def _same_version(document: Document) -> None:
    for name in XML_PARTS:
        part(document, name).root.set_attribute("office:version", VERSION)
    for element in document.manifest.get_elements("//*[@manifest:version]"):
        element.set_attribute("manifest:version", VERSION)


def _bytes(document: Document, name: str) -> bytes:
    found = document.get_part(name)
    if isinstance(found, XmlPart):
        return found.serialize()
    return found.encode() if isinstance(found, str) else found or b""
