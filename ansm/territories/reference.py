"""Decides how the rest of the application reads territories: load once, get by code, search as one types."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable
from pathlib import Path

from ansm.domain.territory import Kind, Overseas, Population, Territory, TerritoryRef
from ansm.errors import TerritoryDataError, UnknownTerritory
from ansm.territories import tables
from ansm.territories.catalogue import Catalogue, build
from ansm.territories.manifest import MANIFEST_NAME, Manifest, read_manifest
from ansm.territories.search import search
from ansm.territories.shipped import SHIPPED
from ansm.territories.tables import AliasRow, CommuneRow, DepartmentRow, EpciRow
from ansm.territories.vintages import PopulationSeries

_REPAIR = "Réinstallez l’application ou refaites l’import des territoires."


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the search box. `population` is the population municipale, None when unknown.

    `via` is what the text matched when it is not the name: a former name, a former code or a postcode.
    """

    code: str
    name: str
    kind: Kind
    department: str
    department_name: str
    postcodes: tuple[str, ...]
    population: int | None
    epci_name: str | None
    via: str | None


class Territories:
    """All communes and EPCI of one edition, in memory; read-only, so safe to share between requests."""

    def __init__(self, manifest: Manifest, lines: dict[str, list[str]]) -> None:
        self.manifest = manifest
        self._series = {series.identifier: series for series in manifest.populations}
        self._departments = {row.code: row for row in map(DepartmentRow._make, csv.reader(lines[tables.DEPARTMENTS]))}
        self._aliases = [AliasRow._make(row) for row in csv.reader(lines[tables.ALIASES])]
        # A line is parsed when its territory is asked for: 37,000 parsed rows would weigh ten times as much.
        self._commune_lines = {line.partition(",")[0]: line for line in lines[tables.COMMUNES]}
        self._epci_lines = {line.partition(",")[0]: line for line in lines[tables.EPCI]}

    @classmethod
    def load(cls, folder: Path | None = None) -> Territories:
        """The data of that folder, or the data shipped with the application; the search is built when first used.

        Raises TerritoryDataError when a file is missing, or is not the one its manifest describes.
        """
        place: Traversable = folder if folder is not None else SHIPPED
        manifest = read_manifest(_read(place, MANIFEST_NAME))
        headers: dict[str, Sequence[str]] = {
            tables.COMMUNES: CommuneRow._fields,
            tables.EPCI: EpciRow._fields,
            tables.ALIASES: AliasRow._fields,
            tables.DEPARTMENTS: DepartmentRow._fields,
        }
        return cls(manifest, {name: _lines(place, manifest, name, header) for name, header in headers.items()})

    @cached_property
    def _catalogue(self) -> Catalogue:
        return build(
            self._commune_lines,
            self._epci_lines,
            self._aliases,
            {row.code: row.name for row in self._departments.values()},
        )

    def prepare_search(self) -> None:
        """Build the search now, some tenths of a second, so that no visitor waits for it: call it when serving."""
        self.search("pari", 8)

    @property
    def version(self) -> str:
        """Edition and package version, such as « 2026-6.0.0 »."""
        return self.manifest.version

    @property
    def departments(self) -> tuple[TerritoryRef, ...]:
        """Every département and overseas collectivity, in the order of their codes."""
        return tuple(TerritoryRef(row.code, row.name) for _, row in sorted(self._departments.items()))

    def get(self, code: str) -> Territory:
        """The territory of this INSEE code, EPCI SIREN or commune's SIREN. Raises UnknownTerritory."""
        wanted = "".join(code[:40].split()).upper()
        if wanted in self._commune_lines:
            return self._commune(self._commune_row(wanted))
        if wanted in self._epci_lines:
            return self._grouping(self._epci_row(wanted))
        if len(wanted) == 9 and (owner := self._owner_of(wanted)) is not None:
            return self._commune(owner)
        heir = next((row.code for row in self._aliases if row.sort == "code" and row.alias == wanted), None)
        if heir is not None:
            raise UnknownTerritory(
                f"Le code {wanted} est celui d’une ancienne commune, qui fait maintenant partie de "
                f"{self._commune_row(heir).name}. Choisissez le code {heir}."
            )
        shown = "".join(letter for letter in wanted[:20] if letter.isalnum() and letter.isascii()) or "saisi"
        raise UnknownTerritory(
            f"Aucune commune ni intercommunalité n’a le code {shown}. Vérifiez le code INSEE (cinq caractères) "
            "ou le numéro SIREN (neuf chiffres), ou cherchez la collectivité par son nom."
        )

    def department_name(self, code: str) -> str | None:
        """The name of the département of this code, None when there is none."""
        row = self._departments.get(code)
        return row.name if row else None

    def search(self, text: str, limit: int = 8) -> tuple[Hit, ...]:
        """The territories that answer this typed text, best first, `limit` at most; never raises."""
        return tuple(self._hit(code, via) for code, via in search(self._catalogue, text, limit))

    def epci_of(self, territory: Territory) -> Territory | None:
        """The EPCI à fiscalité propre of a commune (for a historic part: of its commune), None when there is none."""
        owner = territory.parent.code if territory.parent else territory.code
        epci = self._commune_row(owner).epci if owner in self._commune_lines else ""
        return self._grouping(self._epci_row(epci)) if epci else None

    def members_of(self, epci: Territory) -> tuple[Territory, ...]:
        """The member communes of an EPCI, the most populous first; empty for anything else."""
        return tuple(self._commune(self._commune_row(code)) for code in epci.members)

    def _commune_row(self, code: str) -> CommuneRow:
        return CommuneRow._make(next(csv.reader([self._commune_lines[code]])))

    def _epci_row(self, code: str) -> EpciRow:
        return EpciRow._make(next(csv.reader([self._epci_lines[code]])))

    def _owner_of(self, siren: str) -> CommuneRow | None:
        """The commune of this SIREN: a scan of some milliseconds, for a number people seldom type."""
        codes = (code for code, line in self._commune_lines.items() if f",{siren}," in line)
        return next((row for row in map(self._commune_row, codes) if row.siren == siren), None)

    def _commune(self, row: CommuneRow) -> Territory:
        department = self._departments[row.department]
        parent = self._commune_row(row.parent) if row.parent else None
        epci = self._epci_row(row.epci) if row.epci else None
        return Territory(
            code=row.code,
            name=row.name,
            kind=Kind(row.kind),
            department=row.department,
            department_name=department.name,
            postcodes=_split(row.postcodes),
            siren=row.siren or None,
            populations=self._populations(row),
            parent=TerritoryRef(parent.code, parent.name) if parent else None,
            epci=TerritoryRef(epci.code, epci.name) if epci else None,
            overseas=Overseas(department.overseas),
            uninhabited=bool(row.uninhabited),
        )

    def _grouping(self, row: EpciRow) -> Territory:
        department = self._departments[row.department]
        return Territory(
            code=row.code,
            name=row.name,
            kind=Kind.EPCI,
            department=row.department,
            department_name=department.name,
            postcodes=(),
            siren=row.code,
            populations=self._populations(row),
            overseas=Overseas(department.overseas),
            legal_form=row.form,
            members=_split(row.members),
        )

    def _populations(self, row: CommuneRow | EpciRow) -> tuple[Population, ...]:
        figures = ((row.municipal_series, row.municipal), (row.total_series, row.total))
        return tuple(_population(self._series[series], value) for series, value in figures if series)

    def _hit(self, code: str, via: str | None) -> Hit:
        if code in self._epci_lines:
            grouping = self._epci_row(code)
            name, kind, department, postcodes = grouping.name, Kind.EPCI, grouping.department, ""
            municipal, epci = grouping.municipal, ""
        else:
            row = self._commune_row(code)
            name, kind, department, postcodes = row.name, Kind(row.kind), row.department, row.postcodes
            municipal, epci = row.municipal, row.epci
        return Hit(
            code=code,
            name=name,
            kind=kind,
            department=department,
            department_name=self._departments[department].name,
            postcodes=_split(postcodes),
            population=int(municipal) if municipal else None,
            epci_name=self._epci_row(epci).name if epci else None,
            via=via,
        )


def _population(series: PopulationSeries, value: str) -> Population:
    return Population(
        series.notion, series.census_year, series.in_force_from, int(value) if value else None, series.source
    )


def _split(joined: str) -> tuple[str, ...]:
    return tuple(joined.split(" ")) if joined else ()


def _read(folder: Traversable, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise TerritoryDataError(f"{name} : fichier introuvable ou illisible. {_REPAIR}") from error


def _lines(folder: Traversable, manifest: Manifest, name: str, header: Sequence[str]) -> list[str]:
    """The lines of one file. Raises TerritoryDataError unless bytes, columns and count are those of the manifest."""
    content = _read(folder, name)
    described = next((file for file in manifest.files if file.name == name), None)
    if described is None or hashlib.sha256(content).hexdigest() != described.sha256:
        raise TerritoryDataError(f"{name} : fichier abîmé, son empreinte n’est pas celle du manifeste. {_REPAIR}")
    lines = tables.unpack(name, content, header)
    if len(lines) != described.rows:
        raise TerritoryDataError(f"{name} : {len(lines)} lignes ; attendu : {described.rows}. {_REPAIR}")
    return lines
