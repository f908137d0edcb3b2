"""Decides the shape of the shipped files: one gzip CSV per table, the same bytes for the same rows."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ansm.errors import TerritoryDataError

COMMUNES = "communes.csv.gz"
EPCI = "epci.csv.gz"
ALIASES = "anciens-noms.csv.gz"
DEPARTMENTS = "departements.csv.gz"


class CommuneRow(NamedTuple):
    """A commune, one of its historic parts or an arrondissement; every column is text, empty when unknown."""

    code: str
    name: str
    kind: str
    department: str
    siren: str
    postcodes: str
    municipal: str
    municipal_series: str
    total: str
    total_series: str
    epci: str
    parent: str
    uninhabited: str


class EpciRow(NamedTuple):
    """An EPCI à fiscalité propre; `members` are INSEE codes, the most populous commune first."""

    code: str
    name: str
    form: str
    department: str
    municipal: str
    municipal_series: str
    total: str
    total_series: str
    members: str


class AliasRow(NamedTuple):
    """A former name or a former INSEE code (`sort` is « nom » or « code ») of a current commune."""

    code: str
    sort: str
    alias: str


class DepartmentRow(NamedTuple):
    """A département or overseas collectivity; `overseas` is a value of `Overseas`."""

    code: str
    name: str
    overseas: str


def pack(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The table as gzip CSV, with no date inside so that two imports give the same bytes."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return gzip.compress(buffer.getvalue().encode("utf-8"), compresslevel=9, mtime=0)


def unpack(name: str, content: bytes, header: Sequence[str]) -> list[str]:
    """The lines of a packed table, header checked and removed. Raises TerritoryDataError when it is unreadable."""
    try:
        lines = gzip.decompress(content).decode("utf-8").removesuffix("\n").split("\n")
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise TerritoryDataError(f"{name} : le fichier ne se décompresse pas ; attendu : un CSV gzip.") from error
    if lines[0] != ",".join(header):
        raise TerritoryDataError(f"{name} : colonnes inattendues ; attendu : {', '.join(header)}.")
    return lines[1:]
