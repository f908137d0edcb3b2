"""Decides what is written beside the reference data so that anyone can check where it comes from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import cast

from ansm.domain.territory import Notion
from ansm.errors import TerritoryDataError
from ansm.territories.vintages import PopulationSeries

MANIFEST_NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class DataFile:
    """One shipped file: its name, its number of rows (header apart) and the SHA-256 of its bytes."""

    name: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Provenance of the reference data. `edition` is the year of the territorial map."""

    source: str
    package: str
    package_version: str
    edition: int
    licence: str
    code_licence: str
    attribution: str
    populations: tuple[PopulationSeries, ...]
    files: tuple[DataFile, ...]

    @property
    def version(self) -> str:
        """What a diagnostic records as the version of its reference data, such as « 2026-6.0.0 »."""
        return f"{self.edition}-{self.package_version}"

    def rows(self, name: str) -> int:
        """How many rows the file of that name holds, 0 when there is no such file."""
        return next((file.rows for file in self.files if file.name == name), 0)

    def to_json(self) -> str:
        """The manifest as a readable file, the same bytes for the same facts."""
        return (
            json.dumps(
                {
                    "source": self.source,
                    "package": self.package,
                    "package_version": self.package_version,
                    "edition": self.edition,
                    "licence": self.licence,
                    "code_licence": self.code_licence,
                    "attribution": self.attribution,
                    "populations": [
                        {
                            "identifier": series.identifier,
                            "notion": series.notion.value,
                            "census_year": series.census_year,
                            "in_force_from": series.in_force_from.isoformat(),
                            "source": series.source,
                        }
                        for series in self.populations
                    ],
                    "files": [{"name": file.name, "rows": file.rows, "sha256": file.sha256} for file in self.files],
                },
                ensure_ascii=False,
                indent=2,
            )
            + "\n"
        )


def read_manifest(content: bytes) -> Manifest:
    """The manifest written in these bytes. Raises TerritoryDataError when it is damaged or incomplete."""
    try:
        raw = cast("dict[str, object]", json.loads(content))
        return Manifest(
            source=str(raw["source"]),
            package=str(raw["package"]),
            package_version=str(raw["package_version"]),
            edition=int(str(raw["edition"])),
            licence=str(raw["licence"]),
            code_licence=str(raw["code_licence"]),
            attribution=str(raw["attribution"]),
            populations=tuple(_series(one) for one in cast("list[dict[str, object]]", raw["populations"])),
            files=tuple(
                DataFile(str(one["name"]), int(str(one["rows"])), str(one["sha256"]))
                for one in cast("list[dict[str, object]]", raw["files"])
            ),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise TerritoryDataError(
            f"{MANIFEST_NAME} : le fichier est abîmé ou incomplet ({type(error).__name__}). "
            "Réinstallez l’application ou refaites l’import des territoires."
        ) from error


def _series(raw: dict[str, object]) -> PopulationSeries:
    return PopulationSeries(
        identifier=str(raw["identifier"]),
        notion=Notion(str(raw["notion"])),
        census_year=int(str(raw["census_year"])),
        in_force_from=date.fromisoformat(str(raw["in_force_from"])),
        source=str(raw["source"]),
    )
