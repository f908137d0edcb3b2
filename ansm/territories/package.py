"""Decides whether a source is a sound `@etalab/decoupage-administratif` package, and reads it into typed rows."""

from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from ansm.errors import TerritoryDataError
from ansm.territories import rows
from ansm.territories.rows import Row

PACKAGE = "@etalab/decoupage-administratif"

# Under these counts a file is truncated, not merely revised: there were 34,969 communes and 1,255 EPCI in 2026, and
# a commune nouvelle removes a handful a year. Measured on edition 2026.
SMALLEST = {"communes": 34_000, "epci": 1_150, "departements": 100}

_LARGEST_FILE = 64 * 1024 * 1024  # communes.json is 8.6 MB; the limit stops a decompression bomb
_VERSION = re.compile(r"(\d{1,4})\.(\d{1,4})\.(\d{1,4})")


@dataclass(frozen=True, slots=True)
class SourceCommune:
    """One row of communes.json. `parent` is the commune to select instead; `population` None when absent."""

    code: str
    name: str
    kind: str
    department: str
    siren: str
    postcodes: tuple[str, ...]
    population: int | None
    former_codes: tuple[str, ...]
    parent: str


@dataclass(frozen=True, slots=True)
class SourceMember:
    """One member of an EPCI, with the older total population that epci.json gives."""

    code: str
    total: int | None


@dataclass(frozen=True, slots=True)
class SourceEpci:
    """One row of epci.json. `form` is the package's own code (CC, CA, CU, METRO, MET69)."""

    code: str
    name: str
    form: str
    total: int | None
    members: tuple[SourceMember, ...]


@dataclass(frozen=True, slots=True)
class SourceDepartment:
    """One row of departements.json; `zone` is metro, drom or com."""

    code: str
    name: str
    zone: str


@dataclass(frozen=True, slots=True)
class SourcePackage:
    """The whole source, every row checked on its own."""

    version: tuple[int, int, int]
    communes: tuple[SourceCommune, ...]
    epci: tuple[SourceEpci, ...]
    departments: tuple[SourceDepartment, ...]


def version_text(version: tuple[int, int, int]) -> str:
    """« 6.0.0 »."""
    return ".".join(str(part) for part in version)


def parse_version(text: str, file: str) -> tuple[int, int, int]:
    """The three numbers of a version. Raises TerritoryDataError for anything else."""
    match = _VERSION.fullmatch(text)
    if match is None:
        raise TerritoryDataError(f"{file} : version illisible ; attendu : trois nombres, par exemple 6.0.0.")
    return int(match[1]), int(match[2]), int(match[3])


def read_version(source: Path) -> tuple[int, int, int]:
    """The version of the package. Raises TerritoryDataError when the source is absent or is another package."""
    read = _reader(source)
    about = rows.parse_object("package.json", read("package.json"))
    if about.text("name") != PACKAGE:
        raise TerritoryDataError(f"package.json : ce n’est pas le bon paquet ; attendu : {PACKAGE}.")
    return parse_version(about.text("version"), "package.json")


def read_package(source: Path) -> SourcePackage:
    """The package in a folder or in the archive that `npm pack` delivers; reads no network and writes nothing.

    Raises TerritoryDataError, in French, naming the file and the entry, when anything is missing, malformed or
    too small.
    """
    version = read_version(source)
    read = _reader(source)
    communes = tuple(_commune(row) for row in _list("data/communes.json", read))
    epci = tuple(_epci(row) for row in _list("data/epci.json", read))
    departments = tuple(_department(row) for row in _list("data/departements.json", read))
    current = sum(commune.kind == "commune" for commune in communes)
    for name, count in (("communes", current), ("epci", len(epci)), ("departements", len(departments))):
        if count < SMALLEST[name]:
            raise TerritoryDataError(
                f"data/{name}.json : fichier trop petit, {count} entrées utilisables ; "
                f"attendu : au moins {SMALLEST[name]}. Le téléchargement est sans doute incomplet."
            )
    return SourcePackage(version, communes, epci, departments)


def _reader(source: Path) -> Callable[[str], bytes]:
    if source.is_dir():
        return lambda name: _from_folder(source, name)
    if source.is_file():
        return lambda name: _from_archive(source, name)
    raise TerritoryDataError(
        f"{source.name} : source introuvable ; attendu : le dossier du paquet {PACKAGE} ou son archive .tgz."
    )


def _from_folder(folder: Path, name: str) -> bytes:
    path = folder / name
    if not path.is_file():
        raise TerritoryDataError(f"{name} : fichier absent de la source ; attendu : le paquet {PACKAGE} complet.")
    if path.stat().st_size > _LARGEST_FILE:
        raise TerritoryDataError(f"{name} : fichier trop gros ; attendu : moins de 64 Mo.")
    return path.read_bytes()


def _from_archive(archive: Path, name: str) -> bytes:
    try:
        with tarfile.open(archive, "r:gz") as package:
            member = package.getmember(f"package/{name}")
            file = package.extractfile(member) if member.isfile() else None
            if file is None or member.size > _LARGEST_FILE:
                raise TerritoryDataError(f"{name} : entrée d’archive refusée ; attendu : un fichier de moins de 64 Mo.")
            return file.read(_LARGEST_FILE)
    except KeyError as error:
        raise TerritoryDataError(f"{name} : absent de l’archive ; attendu : le paquet {PACKAGE} complet.") from error
    except (tarfile.TarError, OSError, EOFError) as error:
        raise TerritoryDataError(
            f"{archive.name} : archive illisible ; attendu : le fichier .tgz que donne « npm pack {PACKAGE} »."
        ) from error


def _list(name: str, read: Callable[[str], bytes]) -> list[Row]:
    try:
        content = cast("object", json.loads(read(name)))
    except (ValueError, RecursionError) as error:
        raise TerritoryDataError(f"{name} : JSON illisible ; attendu : une liste d’objets JSON.") from error
    return rows.parse_list(name, content)


_KINDS = {
    "commune-actuelle": "commune",
    "commune-deleguee": "commune_deleguee",
    "commune-associee": "commune_associee",
    "arrondissement-municipal": "arrondissement",
}


def _commune(row: Row) -> SourceCommune:
    kind = _KINDS[row.choice("type", tuple(_KINDS))]
    parent_key = {"commune": None, "arrondissement": "commune"}.get(kind, "chefLieu")
    return SourceCommune(
        code=row.match("code", rows.INSEE_CODE),
        name=row.text("nom"),
        kind=kind,
        department=row.match("departement", rows.DEPARTMENT_CODE),
        siren=row.match("siren", rows.SIREN) if row.has("siren") else "",
        postcodes=row.matches("codesPostaux", rows.POSTCODE),
        population=row.count("population"),
        former_codes=row.matches("anciensCodes", rows.INSEE_CODE),
        parent=row.match(parent_key, rows.INSEE_CODE) if parent_key else "",
    )


def _epci(row: Row) -> SourceEpci:
    return SourceEpci(
        code=row.match("code", rows.SIREN),
        name=row.text("nom"),
        form=row.choice("type", ("CC", "CA", "CU", "METRO", "MET69")),
        total=row.count("populationTotale"),
        members=tuple(
            SourceMember(member.match("code", rows.INSEE_CODE), member.count("populationTotale"))
            for member in row.objects("membres")
        ),
    )


def _department(row: Row) -> SourceDepartment:
    return SourceDepartment(
        code=row.match("code", rows.DEPARTMENT_CODE),
        name=row.text("nom"),
        zone=row.choice("zone", ("metro", "drom", "com")),
    )
