"""What the reference data says of a territory, on the golden cases of the domain dossier."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from ansm.domain.territory import Kind, Notion, Overseas, Territory
from ansm.errors import TerritoryDataError, UnknownTerritory
from ansm.territories.manifest import MANIFEST_NAME
from ansm.territories.reference import Territories


def figures(territory: Territory) -> dict[str, tuple[int, date, int | None]]:
    """Notion → census year, date of force, value."""
    return {one.notion.value: (one.census_year, one.in_force_from, one.value) for one in territory.populations}


@pytest.mark.parametrize(
    ("code", "name", "municipal_2023", "total_2022"),
    [
        ("38061", "La Buisse", 3500, 3580),
        ("62489", "Lapugnoy", 3481, 3537),
        ("12270", "Sévérac d'Aveyron", 4026, 4160),
        ("85113", "L'Île-d'Yeu", 4883, None),
        ("200029999", "CC Rives de l'Ain - Pays du Cerdon", 15017, 15156),
    ],
)
def test_each_golden_case_has_the_expected_figures(
    territories: Territories, code: str, name: str, municipal_2023: int, total_2022: int | None
) -> None:
    territory = territories.get(code)
    expected = {"municipale": (2023, date(2026, 1, 1), municipal_2023)}
    if total_2022 is not None:
        expected["totale"] = (2022, date(2025, 1, 1), total_2022)
    assert territory.name == name
    assert figures(territory) == expected


def test_the_population_of_an_epci_is_the_sum_of_its_members_and_its_source_says_so(territories: Territories) -> None:
    epci = territories.get("200029999")
    members = territories.members_of(epci)
    assert epci.inhabitants == sum(member.inhabitants or 0 for member in members) == 15017
    municipal = epci.population(Notion.MUNICIPAL)
    assert municipal is not None
    assert "Somme des populations municipales 2023" in municipal.source


def test_every_epci_population_is_the_sum_of_its_members(everything: list[Territory]) -> None:
    by_code = {one.code: one for one in everything}
    wrong = [
        one.code
        for one in everything
        if one.kind is Kind.EPCI and one.inhabitants != sum(by_code[code].inhabitants or 0 for code in one.members)
    ]
    assert wrong == []


def test_counts_are_those_measured_on_the_2026_edition(everything: list[Territory]) -> None:
    communes = [one for one in everything if one.kind is Kind.COMMUNE]
    known = [one.inhabitants for one in communes if one.inhabitants is not None]
    epci = [one for one in everything if one.kind is Kind.EPCI]
    assert (len(communes), len(epci)) == (34969, 1255)
    assert (len(known), sum(value < 3500 for value in known), sum(value == 3500 for value in known)) == (
        34963,
        31673,
        2,
    )
    assert sum((one.inhabitants or 0) < 15000 for one in epci) == 361
    assert sum(one.epci is None for one in communes) == 98
    assert sum(one.kind is Kind.ARRONDISSEMENT for one in everything) == 45


def test_mayotte_keeps_its_2017_census_everywhere(territories: Territories) -> None:
    acoua = territories.get("97601")
    assert figures(acoua) == {"municipale": (2017, date(2018, 1, 1), 5192), "totale": (2017, date(2018, 1, 1), 5384)}
    epci = territories.epci_of(acoua)
    assert epci is not None
    assert {figure.census_year for figure in epci.populations} == {2017}
    assert all("Mayotte" in figure.source for figure in (*acoua.populations, *epci.populations))


@pytest.mark.parametrize(
    ("code", "census_year", "value", "overseas"),
    [
        ("97502", 2023, 5194, Overseas.COM),
        ("97701", 2023, 10660, Overseas.COM),
        ("98612", 2023, 1188, Overseas.COM),
        ("98735", 2022, 26654, Overseas.COM),
        ("98802", 2025, 3359, Overseas.COM),
        ("97302", 2023, 62675, Overseas.DROM),
        ("38061", 2023, 3500, Overseas.NO),
    ],
)
def test_overseas_figures_carry_their_own_census_year(
    territories: Territories, code: str, census_year: int, value: int, overseas: Overseas
) -> None:
    territory = territories.get(code)
    figure = territory.population(Notion.MUNICIPAL)
    assert figure is not None
    assert (figure.census_year, figure.value, territory.overseas) == (census_year, value, overseas)


def test_where_nobody_lives_is_said_by_a_flag_and_never_deduced_from_a_missing_figure(
    territories: Territories, everything: list[Territory]
) -> None:
    uninhabited = {one.code for one in everything if one.uninhabited}
    lost_villages = {"55039", "55050", "55139", "55189", "55239", "55307"}
    southern_lands = {"98411", "98412", "98413", "98414", "98415", "98901"}
    assert uninhabited == lost_villages | southern_lands
    assert territories.get("55039").inhabitants == 0
    assert territories.get("98412").inhabitants is None


@pytest.mark.parametrize(
    ("code", "kind", "parent"),
    [
        ("01120", Kind.COMMUNE_ASSOCIEE, "01262"),
        ("14014", Kind.COMMUNE_DELEGUEE, "14014"),
        ("75101", Kind.ARRONDISSEMENT, "75056"),
        ("69381", Kind.ARRONDISSEMENT, "69123"),
        ("13201", Kind.ARRONDISSEMENT, "13055"),
    ],
)
def test_a_part_of_a_commune_names_the_commune_to_select(
    territories: Territories, code: str, kind: Kind, parent: str
) -> None:
    territory = territories.get(code)
    if code == parent:  # a commune nouvelle keeps the code of its chief town: the current commune wins
        assert (territory.kind, territory.parent) == (Kind.COMMUNE, None)
    else:
        assert territory.parent is not None
        assert (territory.kind, territory.parent.code) == (kind, parent)
        assert territories.epci_of(territory) == territories.epci_of(territories.get(parent))


def test_every_historic_part_leads_to_a_current_commune(territories: Territories, everything: list[Territory]) -> None:
    parts = [one for one in everything if one.kind not in (Kind.COMMUNE, Kind.EPCI)]
    assert len(parts) == 37006 - 34969
    leads = {part.parent.code for part in parts if part.parent}
    assert all(part.parent for part in parts)
    assert {territories.get(code).kind for code in leads} == {Kind.COMMUNE}


def test_a_single_commune_island_has_no_epci_and_others_know_theirs(territories: Territories) -> None:
    assert [territories.epci_of(territories.get(code)) for code in ("85113", "22016", "29083", "29155")] == [None] * 4
    buisse = territories.get("38061")
    epci = territories.epci_of(buisse)
    assert epci is not None and buisse.epci is not None
    assert (epci.code, epci.name) == (buisse.epci.code, buisse.epci.name)
    assert "38061" in epci.members
    assert territories.epci_of(epci) is None


def test_an_epci_knows_its_legal_form_and_the_department_of_its_seat(territories: Territories) -> None:
    seats = {
        "247000623": "70",
        "247400666": "74",
        "200054781": "75",  # Grand Paris
        "200068765": "04",  # Sisteronais-Buëch: Sisteron
        "200073096": "07",  # Arche Agglo: Mauves
        "243100567": "31",  # Aux sources du Canal du Midi: Revel
        "245701404": "57",  # Pays Haut Val d'Alzette: Audun-le-Tiche
    }
    assert {code: territories.get(code).department for code in seats} == seats
    assert territories.get("247000623").legal_form == "CC"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("38061", "38061"),
        (" 38061 ", "38061"),
        ("2a004", "2A004"),
        ("213800618", "38061"),
        ("247 000 623", "247000623"),
        ("01015", "01015"),
    ],
)
def test_a_territory_is_found_by_its_code_or_its_siren(territories: Territories, typed: str, code: str) -> None:
    assert territories.get(typed).code == code


@pytest.mark.parametrize("code", ["", "99999", "x" * 10_000, "\x00\n", "🎉", "247000624", "<script>", "38061,", "code"])
def test_an_unknown_code_gets_a_sentence_that_says_what_to_do(territories: Territories, code: str) -> None:
    with pytest.raises(UnknownTerritory, match=r"Vérifiez le code INSEE") as refusal:
        territories.get(code)
    assert len(str(refusal.value)) < 250
    assert str(refusal.value).isprintable()


def test_the_code_of_a_merged_commune_names_the_commune_it_joined(territories: Territories) -> None:
    with pytest.raises(UnknownTerritory, match=r"Valserhône\. Choisissez le code 01033"):
        territories.get("01126")


def test_the_version_and_the_manifest_say_where_the_data_comes_from(territories: Territories) -> None:
    manifest = territories.manifest
    assert territories.version == "2026-6.0.0"
    assert manifest.package == "@etalab/decoupage-administratif"
    assert manifest.licence == "Licence Ouverte 2.0"
    assert "Insee" in manifest.attribution
    assert {series.census_year for series in manifest.populations} == {2017, 2022, 2023, 2025}


@pytest.mark.parametrize("name", ["communes.csv.gz", "epci.csv.gz", "anciens-noms.csv.gz", "departements.csv.gz"])
def test_a_damaged_file_is_refused_by_name(shipped_folder: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "data"
    shutil.copytree(shipped_folder, folder)
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(TerritoryDataError, match=f"{name} : fichier abîmé"):
        Territories.load(folder)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"source": 3', b"\xff\xfe", b"null"])
def test_a_damaged_manifest_is_refused(shipped_folder: Path, tmp_path: Path, content: bytes) -> None:
    folder = tmp_path / "data"
    shutil.copytree(shipped_folder, folder)
    (folder / MANIFEST_NAME).write_bytes(content)
    with pytest.raises(TerritoryDataError, match=MANIFEST_NAME):
        Territories.load(folder)


def test_a_missing_file_is_refused_by_name(shipped_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(shipped_folder, folder)
    (folder / "epci.csv.gz").unlink()
    with pytest.raises(TerritoryDataError, match=r"epci\.csv\.gz : fichier introuvable"):
        Territories.load(folder)
    with pytest.raises(TerritoryDataError, match=MANIFEST_NAME):
        Territories.load(tmp_path / "nowhere")
