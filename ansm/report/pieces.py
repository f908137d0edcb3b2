"""What every paper is made of, as plain texts: links, labelled texts, tables, attached files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

# A field that came after papers were given: while it is empty the code of a paper is what it was without it.
UNSAID_WHEN_EMPTY: Mapping[str, bool] = MappingProxyType({"unsaid when empty": True})


@dataclass(frozen=True, slots=True)
class Link:
    """An address. `shown` is printed; `spoken` tells a screen reader where it leads; `url` is http(s) or empty."""

    shown: str
    spoken: str
    url: str


@dataclass(frozen=True, slots=True)
class Item:
    """A label and what is said of it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: the header cell, then the others."""

    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its column headers; every row has as many texts as there are headers."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file carried inside the PDF. `moment` dates it, so that the same input gives the same bytes."""

    name: str
    description: str
    media_type: str
    data: bytes
    moment: datetime
