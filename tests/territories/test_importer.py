"""The import of the source package: the same bytes each time, or a refusal that changes nothing."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ansm.errors import TerritoryDataError
from ansm.territories.importer import import_package
from ansm.territories.reference import Territories
from tests.territories.conftest import shipped_rows

Json = dict[str, object]
SOURCE_KINDS = {
    "commune": "commune-actuelle",
    "commune_deleguee": "commune-deleguee",
    "commune_associee": "commune-associee",
    "arrondissement": "arrondissement-municipal",
}


def rebuilt_package() -> dict[str, object]:
    """The source package, rebuilt from the shipped files: importing it must give the shipped files again."""
    communes = [source_commune(row) for row in shipped_rows("communes.csv.gz")]
    by_code = {str(row["code"]): row for row in communes}
    named = {(row["nom"], row.get("chefLieu")) for row in communes}
    for alias in shipped_rows("anciens-noms.csv.gz"):
        owner = by_code[alias["code"]]
        if alias["sort"] == "code":
            owner["anciensCodes"] = [*former_codes(owner), alias["alias"]]
        elif (alias["alias"], alias["code"]) not in named:
            communes.append(
                {
                    "code": alias["code"],
                    "nom": alias["alias"],
                    "type": "commune-deleguee",
                    "chefLieu": alias["code"],
                    "departement": owner["departement"],
                }
            )
    totals = {row["code"]: row["total"] for row in shipped_rows("communes.csv.gz")}
    epci = [
        {
            "code": row["code"],
            "nom": row["name"],
            "type": row["form"],
            "populationTotale": int(row["total"]),
            "membres": [{"code": code, "populationTotale": int(totals[code])} for code in row["members"].split()],
        }
        for row in shipped_rows("epci.csv.gz")
    ]
    zones = {"non": "metro", "drom": "drom", "com": "com"}
    departments = [
        {"code": row["code"], "nom": row["name"], "zone": zones[row["overseas"]]}
        for row in shipped_rows("departements.csv.gz")
    ]
    return {
        "package.json": {"name": "@etalab/decoupage-administratif", "version": "6.0.0"},
        "data/communes.json": communes,
        "data/epci.json": epci,
        "data/departements.json": departments,
    }


def source_commune(row: dict[str, str]) -> Json:
    """A row of communes.json."""
    source: Json = {
        "code": row["code"],
        "nom": row["name"],
        "type": SOURCE_KINDS[row["kind"]],
        "departement": row["department"],
    }
    if row["parent"]:
        source["commune" if row["kind"] == "arrondissement" else "chefLieu"] = row["parent"]
    if row["siren"]:
        source["siren"] = row["siren"]
    if row["postcodes"]:
        source["codesPostaux"] = row["postcodes"].split()
    if row["municipal"]:
        source["population"] = int(row["municipal"])
    return source


def former_codes(source: Json) -> list[str]:
    """The former codes already given to this commune."""
    known = source.get("anciensCodes", [])
    assert isinstance(known, list)
    return known


def write(package: dict[str, object], folder: Path) -> Path:
    """The package as a folder."""
    for name, content in package.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return folder


def content(folder: Path) -> dict[str, bytes]:
    """File name → bytes; tables are compared unpacked, for another zlib may compress otherwise."""
    return {
        path.name: gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for path in sorted(folder.iterdir())
    }


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound source package, in a folder."""
    return write(rebuilt_package(), tmp_path_factory.mktemp("source") / "package")


@pytest.fixture
def source(package: Path, tmp_path: Path) -> Path:
    """A copy of the sound package that a test may spoil."""
    return Path(shutil.copytree(package, tmp_path / "package"))


@pytest.fixture(scope="session")
def head(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first entries of the sound package: a wrong entry is refused before the size is looked at."""
    whole = {
        str(path.relative_to(package)): json.loads(path.read_text(encoding="utf-8")) for path in package.rglob("*.json")
    }
    kept = {name: value[:20] if isinstance(value, list) else value for name, value in whole.items()}
    return write(kept, tmp_path_factory.mktemp("head") / "package")


@pytest.fixture
def excerpt(head: Path, tmp_path: Path) -> Path:
    """A copy of those first entries that a test may spoil."""
    return Path(shutil.copytree(head, tmp_path / "package"))


def test_the_shipped_files_are_what_the_import_writes_and_two_imports_give_the_same_bytes(
    package: Path, tmp_path: Path, shipped_folder: Path
) -> None:
    manifest = import_package(package, tmp_path / "first")
    archive = tmp_path / "package.tgz"
    with tarfile.open(archive, "w:gz", compresslevel=1) as packed:
        packed.add(package, "package")
    assert import_package(archive, tmp_path / "second") == manifest
    assert manifest.version == "2026-6.0.0"
    for path in (tmp_path / "first").iterdir():
        assert path.read_bytes() == (tmp_path / "second" / path.name).read_bytes()
    tables = {name: table for name, table in content(tmp_path / "first").items() if name.endswith(".gz")}
    assert tables == {name: table for name, table in content(shipped_folder).items() if name.endswith(".gz")}
    assert Territories.load(tmp_path / "first").get("38061").inhabitants == 3500


def test_a_newer_package_replaces_the_data_then_an_older_one_changes_nothing(
    source: Path, tmp_path: Path, shipped_folder: Path
) -> None:
    target = Path(shutil.copytree(shipped_folder, tmp_path / "here" / "data"))
    spoil(source, "package.json", lambda about: about.update(version="6.1.0"))
    assert import_package(source, target).version == "2026-6.1.0"
    assert Territories.load(target).version == "2026-6.1.0"
    assert [path.name for path in target.parent.iterdir()] == ["data"]
    before = content(target)
    spoil(source, "package.json", lambda about: about.update(version="6.0.9"))
    with pytest.raises(TerritoryDataError, match=r"plus ancienne \(2026, version 6\.0\.9\)"):
        import_package(source, target)
    assert content(target) == before


def spoil(folder: Path, name: str, change: Callable[[Json], object]) -> None:
    """Change one object of the source: the whole of package.json, or the first entry of a list."""
    value = json.loads((folder / name).read_text(encoding="utf-8"))
    change(value if isinstance(value, dict) else value[0])
    (folder / name).write_text(json.dumps(value), encoding="utf-8")


def refused(source: Path, tmp_path: Path) -> str:
    """The sentence of the refusal, once it is sure that nothing was written."""
    target = tmp_path / "target"
    with pytest.raises(TerritoryDataError) as refusal:
        import_package(source, target)
    assert not target.exists()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
    return str(refusal.value)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("code", None, "champ « code » refusé (None) ; attendu : un code INSEE"),
        ("code", "1001", "un code INSEE de cinq caractères"),
        ("nom", "", "un texte d’une ligne"),
        ("nom", "A\nB", "un texte d’une ligne"),
        ("nom", 12, "un texte d’une ligne"),
        ("type", "canton", "commune-actuelle"),
        ("departement", "9", "un code de département"),
        ("siren", "21010001", "SIREN de neuf chiffres"),
        ("codesPostaux", "01400", "attendu : une liste"),
        ("codesPostaux", ["1400"], "code postal de cinq chiffres"),
        ("population", "860", "un nombre entier d’habitants"),
        ("population", -1, "un nombre entier d’habitants"),
        ("population", True, "un nombre entier d’habitants"),
        ("population", 1.5, "un nombre entier d’habitants"),
        ("anciensCodes", [3], "code INSEE de cinq caractères"),
    ],
)
def test_a_wrong_field_is_refused_with_its_file_its_entry_and_what_was_expected(
    excerpt: Path, tmp_path: Path, field: str, value: object, expected: str
) -> None:
    spoil(excerpt, "data/communes.json", lambda commune: commune.update({field: value}))
    message = refused(excerpt, tmp_path)
    assert expected in message
    assert message.startswith("data")


@pytest.mark.parametrize(
    ("name", "field", "expected"),
    [
        ("data/communes.json", "nom", "data/communes.json, entrée n° 1 (code 01001) : champ « nom » absent"),
        ("data/epci.json", "membres", "data/epci.json, entrée n° 1 (code 200000172) : champ « membres » absent"),
        ("data/departements.json", "zone", "data/departements.json, entrée n° 1 (code 01) : champ « zone » absent"),
        ("package.json", "version", "package.json : champ « version » absent"),
    ],
)
def test_a_missing_field_is_refused_by_name(
    excerpt: Path, tmp_path: Path, name: str, field: str, expected: str
) -> None:
    spoil(excerpt, name, lambda entry: entry.pop(field))
    assert expected in refused(excerpt, tmp_path)


@pytest.mark.parametrize("name", ["package.json", "data/communes.json", "data/epci.json", "data/departements.json"])
@pytest.mark.parametrize("damage", ["absent", "cut", "other", "empty"])
def test_a_damaged_file_is_refused_by_name(excerpt: Path, tmp_path: Path, name: str, damage: str) -> None:
    path = excerpt / name
    if damage == "absent":
        path.unlink()
    else:
        path.write_bytes({"cut": path.read_bytes()[:40], "other": b'"texte"', "empty": b""}[damage])
    assert refused(excerpt, tmp_path).startswith(f"{name} : ")


@pytest.mark.parametrize("name", ["communes", "epci", "departements"])
def test_a_source_that_is_too_small_is_refused(source: Path, tmp_path: Path, name: str) -> None:
    path = source / "data" / f"{name}.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8"))[:90]), encoding="utf-8")
    assert f"data/{name}.json : fichier trop petit, 90 entrées utilisables" in refused(source, tmp_path)


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("5.3.0", "la version 5.3.0 est trop ancienne"),
        ("7.0.0", "ne sont pas encore décrits"),
        ("six", "version illisible"),
    ],
)
def test_a_version_out_of_bounds_is_refused(excerpt: Path, tmp_path: Path, version: str, expected: str) -> None:
    spoil(excerpt, "package.json", lambda about: about.update(version=version))
    assert expected in refused(excerpt, tmp_path)


def test_another_package_is_refused(excerpt: Path, tmp_path: Path) -> None:
    spoil(excerpt, "package.json", lambda about: about.update(name="left-pad"))
    assert "ce n’est pas le bon paquet" in refused(excerpt, tmp_path)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("code", "01002", "data : le code 01002 figure plusieurs fois"),
        ("departement", "99", "data/communes.json, code 01001 : département 99 inconnu"),
        ("code", "99999", "membre 01001 inconnu"),
    ],
)
def test_entries_that_contradict_each_other_are_refused(
    source: Path, tmp_path: Path, field: str, value: str, expected: str
) -> None:
    spoil(source, "data/communes.json", lambda commune: commune.update({field: value}))
    assert expected in refused(source, tmp_path)


def test_a_member_that_is_no_commune_is_refused(source: Path, tmp_path: Path) -> None:
    spoil(source, "data/epci.json", lambda epci: epci.update(membres=[{"code": "99999"}]))
    assert "data/epci.json, code 200000172 : membre 99999 inconnu" in refused(source, tmp_path)


@pytest.mark.parametrize("damage", [b"", b"not an archive", b"\x1f\x8b\x08\x00garbage"])
def test_a_damaged_archive_is_refused(tmp_path: Path, damage: bytes) -> None:
    archive = tmp_path / "package.tgz"
    archive.write_bytes(damage)
    assert refused(archive, tmp_path).startswith("package.tgz : archive illisible")


def test_an_archive_without_the_expected_files_or_with_a_link_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "package.tgz"
    with tarfile.open(archive, "w:gz") as packed:
        packed.addfile(tarfile.TarInfo("package/other.json"), io.BytesIO())
    assert refused(archive, tmp_path).startswith("package.json : absent de l’archive")
    with tarfile.open(archive, "w:gz") as packed:
        link = tarfile.TarInfo("package/package.json")
        link.type, link.linkname = tarfile.SYMTYPE, "../secret"
        packed.addfile(link)
    assert refused(archive, tmp_path).startswith("package.json : entrée d’archive refusée")


def test_a_missing_source_is_refused(tmp_path: Path) -> None:
    assert "source introuvable" in refused(tmp_path / "nowhere", tmp_path)


def test_a_folder_that_holds_something_else_is_never_replaced(package: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine"
    target.mkdir()
    (target / "letter.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(TerritoryDataError, match="autre chose que des données de territoires"):
        import_package(package, target)
    assert content(target) == {"letter.txt": b"keep me"}
