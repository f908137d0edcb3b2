"""The page of statistics and the open data: open to everyone, without a session, never telling a small count."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ansm.application import Application
from ansm.domain.counting import Counted, ticks
from ansm.domain.open_data import FIELDS
from ansm.storage import Storage
from ansm.web.served.figures_map import AROUND_PARIS, FAR_AWAY, france, level
from ansm.web.served.figures_view import MANY_PLACES, SHOWN_SERVICES, view
from ansm.web.served.rendering import Frame, page
from tests.web.asgi_client import AsgiClient
from tests.web.served.people import site

ADDRESSES = ("/statistiques", "/statistiques/", "/statistiques/description")


@pytest.fixture
def reader() -> AsgiClient:
    """Someone who has nothing but the address."""
    return AsgiClient(site())


@pytest.fixture(scope="module")
def counted(installation: Application) -> Application:
    """An installation that counted for two months: twelve of Isère, three of Drôme, a need, a service, opinions."""
    last_month = installation.today().replace(day=1) - timedelta(days=1)
    storage = Storage.open(installation.settings.database_url)
    storage.tallies.add(
        [
            *ticks(Counted.OPENED, "", "38", last_month) * 12,
            *ticks(Counted.OPENED, "", "26", last_month) * 3,
            *ticks(Counted.FINISHED, "", "38", last_month) * 6,
            *ticks(Counted.DURATION, "30-60-min", "", last_month) * 6,
            *ticks(Counted.NEED, installation.handbook.needs[0].id, "", last_month) * 5,
            *ticks(Counted.SERVICE, installation.handbook.services[0].id, "", last_month) * 5,
            *ticks(Counted.SATISFACTION, "4", "", last_month) * 5,
        ]
    )
    storage.close()
    installation.statistics._figures = None  # decided once a day: this is another one
    return installation


def plain(text: str) -> str:
    """Without the spaces that do not break."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.usefixtures("installation")
def test_anyone_may_read_and_keep_it_a_few_minutes(reader: AsgiClient, address: str) -> None:
    response = reader.get(address)
    assert response.status_code == 200
    assert response.headers["cache-control"] == "public, max-age=300"
    assert "set-cookie" not in response.headers
    assert "noindex" not in response.text
    assert "<script" not in response.text.replace('<script src="/ansm.js"></script>', "")
    assert "style=" not in response.text


@pytest.mark.usefixtures("counted")
def test_the_page_gives_each_figure_in_words(reader: AsgiClient) -> None:
    page = plain(reader.get("/statistiques").text)
    assert "au moins 15" in page
    assert "Isère (38)" in page
    assert "Drôme" not in page
    assert "Plus de la moitié ont été terminés en une heure ou moins." in page
    assert "Oui, très utile" in page


def test_a_long_table_waits_folded_beside_the_map(counted: Application) -> None:
    """Of a whole country, and of the whole catalogue; nothing is left out."""
    few = view(counted.statistics.figures(), counted.handbook, counted.expertise.territories.departments)
    many = replace(few, places=few.places * (MANY_PLACES + 1), services=few.services * (SHOWN_SERVICES + 1))
    short, long = (
        plain(bytes(page("figures.html", Frame("", private=False), each).body).decode()) for each in (few, many)
    )
    assert "<details" not in short
    assert f"Voir le tableau des {len(many.places)} départements" in long
    assert long.count("<td") > short.count("<td")
    assert "Voir 1 autre service" in long
    assert long.count(f'<th scope="row">{few.services[0].name}<') == SHOWN_SERVICES + 1


def test_needs_and_services_are_named(counted: Application, reader: AsgiClient) -> None:
    page = reader.get("/statistiques").text
    assert counted.handbook.needs[0].label.split("’")[0].split("'")[0] in page
    assert counted.handbook.services[0].name in page


@pytest.mark.usefixtures("counted")
def test_the_open_data_are_a_csv_of_the_described_columns(reader: AsgiClient) -> None:
    response = reader.get("/statistiques/donnees.csv")
    assert response.headers["content-type"].startswith("text/csv")
    assert b"\r\n" in response.content
    table = list(csv.DictReader(io.StringIO(response.content.decode("utf-8"), newline="")))
    assert list(table[0]) == [field.name for field in FIELDS]
    isere = [row for row in table if row["indicateur"] == "ouvert" and row["departement"] == "38"]
    assert [(row["valeur"], row["masque"]) for row in isere] == [("10", "non")]
    assert all(row["masque"] == "oui" and row["valeur"] == "" for row in table if row["departement"] == "26")
    assert {row["valeur"] for row in table}.isdisjoint({"1", "2", "3", "4"})


@pytest.mark.usefixtures("counted")
def test_the_same_day_gives_the_same_bytes(reader: AsgiClient) -> None:
    for address in (*ADDRESSES, "/statistiques/donnees.csv", "/statistiques/schema.json"):
        assert reader.get(address).content == reader.get(address).content


@pytest.mark.usefixtures("installation")
def test_the_schema_describes_the_same_columns(reader: AsgiClient) -> None:
    told = json.loads(reader.get("/statistiques/schema.json").content)
    assert [field["name"] for field in told["fields"]] == [field.name for field in FIELDS]
    assert told["licenses"][0]["name"] == "etalab-2.0"


def test_every_departement_is_on_the_map(installation: Application) -> None:
    drawn = france({})
    inhabited = {each.code for each in installation.expertise.territories.departments} - {"984", "989"}
    assert len(drawn.shapes) + len(FAR_AWAY) == len(inhabited)
    assert {tile.code for tile in drawn.tiles} == {*AROUND_PARIS, *FAR_AWAY}


def test_nothing_under_five_is_written_on_the_map() -> None:
    drawn = france({"38": 12, "75": 7})
    assert sorted(each.number for each in (*drawn.shapes, *drawn.tiles) if each.number) == ["12", "7"]
    assert [level(count) for count in (0, 4, 5, 10, 25, 50, 9000)] == [0, 0, 1, 2, 3, 4, 4]


def test_the_days_of_the_figures_are_told(counted: Application, reader: AsgiClient) -> None:
    until: date | None = counted.statistics.figures().until
    assert until is not None
    assert f"Tout ce qui suit s’arrête au {until.day}" in plain(reader.get("/statistiques").text)
