"""`ansm purge`: what has had its time, told before and after."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ansm.application import Application
from ansm.cli import main
from ansm.settings import read_settings
from ansm.storage import Storage
from tests.command_line import Output, told
from tests.storage.examples import CONTENT, TOKEN, new_file


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Storage:
    """A database with one file of November 2026, kept one month when unfinished."""
    address = f"sqlite:///{tmp_path / 'ansm.sqlite3'}"
    monkeypatch.setenv("ANSM_DATABASE_URL", address)
    monkeypatch.setenv("ANSM_KEEP_UNFINISHED", "1")
    storage = Storage.open(address)
    storage.keep_content(CONTENT, b"archive")
    storage.create(new_file())
    return storage


def later(monkeypatch: pytest.MonkeyPatch, start: str) -> None:
    """Run commands on another day."""
    moment = datetime.fromisoformat(start).replace(tzinfo=UTC)

    def begin(settings: object) -> Application:
        assert settings == read_settings()
        return Application(read_settings(), Storage.open(read_settings().database_url), clock=lambda: moment)

    monkeypatch.setattr(Application, "start", begin)


def test_a_dry_run_tells_and_erases_nothing(
    machine: Storage, monkeypatch: pytest.MonkeyPatch, capsysbinary: Output
) -> None:
    later(monkeypatch, "2027-01-15")
    assert main(["purge", "--dry-run"]) == 0
    written = capsysbinary.readouterr().out.decode().replace("\u00a0", " ").splitlines()
    assert written[0] == "Ce qui serait effacé, au 15 janvier 2027 :"
    assert written[1] == "  1 diagnostic inachevé (sans activité depuis 1 mois)"
    assert machine.find(TOKEN) is not None


def test_a_purge_erases_and_reports_for_programs_too(
    machine: Storage, monkeypatch: pytest.MonkeyPatch, capsysbinary: Output
) -> None:
    later(monkeypatch, "2027-01-15")
    assert main(["purge", "--json"]) == 0
    report = told(capsysbinary)
    assert (report["on"], report["dry_run"]) == ("2027-01-15", False)
    assert (report["erased"]["unfinished"], report["erased"]["finished"]) == (1, 0)
    assert report["months"]["unfinished"] == 1
    assert machine.find(TOKEN) is None
    assert main(["purge", "--json"]) == 0
    assert set(told(capsysbinary)["erased"].values()) == {0}
