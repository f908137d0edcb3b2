"""Decides how the source package becomes the shipped reference data, and when it is refused."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from ansm.errors import TerritoryDataError
from ansm.territories import tables
from ansm.territories.assemble import alias_rows, commune_rows, department_rows, epci_rows
from ansm.territories.manifest import MANIFEST_NAME, DataFile, Manifest, read_manifest
from ansm.territories.package import PACKAGE, SourcePackage, parse_version, read_package, read_version, version_text
from ansm.territories.shipped import SHIPPED
from ansm.territories.vintages import EDITIONS, Edition


def import_package(source: Path, target: Path) -> Manifest:
    """Rewrite the folder `target` from the npm package at `source` (folder or .tgz); no network.

    The same source gives the same bytes. Raises TerritoryDataError, in French, when the source is malformed, too
    small, of an edition nobody described in `vintages`, or older than what `target` or the application holds; the
    target is then left as it was.
    """
    _refuse_foreign(target)
    version = read_version(source)
    edition = _edition(version)
    _refuse_older(version, edition, target)
    package = read_package(source)
    _refuse_inconsistent(package)
    packed = [
        _packed(tables.COMMUNES, tables.CommuneRow._fields, commune_rows(package, edition)),
        _packed(tables.EPCI, tables.EpciRow._fields, epci_rows(package, edition)),
        _packed(tables.ALIASES, tables.AliasRow._fields, alias_rows(package)),
        _packed(tables.DEPARTMENTS, tables.DepartmentRow._fields, department_rows(package)),
    ]
    manifest = Manifest(
        source="Découpage administratif français (Etalab) : code officiel géographique et populations de l’Insee, "
        "liste des EPCI à fiscalité propre de la DGCL, codes postaux de La Poste",
        package=PACKAGE,
        package_version=version_text(version),
        edition=edition.year,
        licence="Licence Ouverte 2.0",
        code_licence="MIT",
        attribution=f"Insee, DGCL et La Poste, données de {edition.year} réunies par Etalab "
        f"({PACKAGE} {version_text(version)}), sous Licence Ouverte",
        populations=edition.all_series(),
        files=tuple(DataFile(name, count, hashlib.sha256(content).hexdigest()) for name, count, content in packed),
    )
    contents = [(name, content) for name, _, content in packed]
    _replace(target, [*contents, (MANIFEST_NAME, manifest.to_json().encode("utf-8"))])
    return manifest


def _refuse_foreign(target: Path) -> None:
    """Refuse to replace a folder that no import wrote."""
    if target.exists() and any(target.iterdir()) and not (target / MANIFEST_NAME).is_file():
        raise TerritoryDataError(
            f"{target.name} : ce dossier contient autre chose que des données de territoires ; "
            "attendu : un dossier vide, absent, ou issu d’un import précédent."
        )


def _packed(name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> tuple[str, int, bytes]:
    listed = list(rows)
    return name, len(listed), tables.pack(header, listed)


def _edition(version: tuple[int, int, int]) -> Edition:
    found = dict(EDITIONS).get(version[0])
    oldest = min(major for major, _ in EDITIONS)
    if found is None and version[0] < oldest:
        raise TerritoryDataError(
            f"package.json : la version {version_text(version)} est trop ancienne ; "
            f"attendu : {oldest}.0.0 ou plus récente."
        )
    if found is None:
        raise TerritoryDataError(
            f"package.json : les recensements de la version {version_text(version)} ne sont pas encore décrits. "
            "Ajoutez cette édition dans ansm/territories/vintages.py, avec ses sources, puis refaites l’import."
        )
    return found


def _refuse_older(version: tuple[int, int, int], edition: Edition, target: Path) -> None:
    """Refuse to go back in time, whatever the target: neither edition nor package version may decrease."""
    for folder in (target, SHIPPED):
        held = folder / MANIFEST_NAME
        if not held.is_file():
            continue
        known = read_manifest(held.read_bytes())
        if (edition.year, version) < (known.edition, parse_version(known.package_version, MANIFEST_NAME)):
            raise TerritoryDataError(
                f"package.json : la source est plus ancienne ({edition.year}, version {version_text(version)}) que les "
                f"données en place ; attendu : {known.edition}, version {known.package_version} ou plus récente."
            )


def _refuse_inconsistent(package: SourcePackage) -> None:
    """Refuse duplicated codes and references to nothing."""
    departments = {department.code for department in package.departments}
    current = {commune.code for commune in package.communes if commune.kind == "commune"}
    codes = Counter((commune.code, commune.kind == "commune") for commune in package.communes)
    repeated = [code for (code, _), count in codes.items() if count > 1]
    repeated += [code for code, count in Counter(epci.code for epci in package.epci).items() if count > 1]
    if repeated:
        raise TerritoryDataError(f"data : le code {min(repeated)} figure plusieurs fois ; attendu : une seule fois.")
    for commune in package.communes:
        if commune.department not in departments:
            raise TerritoryDataError(
                f"data/communes.json, code {commune.code} : département {commune.department} inconnu ; "
                "attendu : un code de data/departements.json."
            )
        if commune.parent and commune.parent not in current:
            raise TerritoryDataError(
                f"data/communes.json, code {commune.code} : commune de rattachement {commune.parent} inconnue ; "
                "attendu : le code d’une commune actuelle."
            )
    held: set[str] = set()
    for epci in package.epci:
        for member in epci.members:
            if member.code not in current or member.code in held:
                raise TerritoryDataError(
                    f"data/epci.json, code {epci.code} : membre {member.code} inconnu ou déjà membre d’un autre EPCI ; "
                    "attendu : une commune actuelle, dans un seul EPCI."
                )
            held.add(member.code)


def _replace(target: Path, files: list[tuple[str, bytes]]) -> None:
    """Write everything beside the target, then swap the folders; an interrupted swap puts the old folder back."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".territoires-", dir=target.parent) as scratch:
        fresh, old = Path(scratch) / "new", Path(scratch) / "old"
        fresh.mkdir()
        for name, content in files:
            (fresh / name).write_bytes(content)
        if not target.exists():
            fresh.replace(target)
            return
        target.replace(old)
        try:
            fresh.replace(target)
        except OSError:
            old.replace(target)
            raise
        shutil.rmtree(old)
