"""`ansm statistics`: the figures of the page, in a terminal."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from ansm.cli import main
from ansm.domain.counting import Counted, ticks
from ansm.storage import Storage


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty database, which the command uses."""
    address = f"sqlite:///{tmp_path / 'ansm.sqlite3'}"
    monkeypatch.setenv("ANSM_DATABASE_URL", address)
    return address


@pytest.mark.usefixtures("database")
def test_before_anything_is_counted_it_says_under_five(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["statistics"]) == 0
    said = capfd.readouterr().out
    assert "moins de 5" in said
    assert "quand un mois sera terminé" in said


def test_it_gives_the_public_figures_and_no_other(database: str, capfd: pytest.CaptureFixture[str]) -> None:
    day = date(2026, 3, 9)
    with closing(Storage.open(database)) as storage:
        storage.tallies.add([*ticks(Counted.OPENED, "", "38", day) * 8, *ticks(Counted.OPENED, "", "26", day) * 4])
    assert main(["statistics"]) == 0
    assert "ouvert\t38\t5" in capfd.readouterr().out
    assert main(["statistics", "--json"]) == 0
    rows = json.loads(capfd.readouterr().out)
    published = [(row["departement"], row["valeur"]) for row in rows if row["valeur"]]
    assert ("38", "5") in published
    assert "26" not in {place for place, _ in published}
