"""`ansm report --all`: every report, by every process, whatever fails, and taken up again where it stopped."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ansm.application import Application
from ansm.bulk.ledger import NAME, opened
from ansm.cli import main
from ansm.errors import InvalidRequest
from ansm.settings import read_settings
from tests.command_line import REQUEST

PATIENCE = 120
TERRITORIES = ("38061", "62489", "85113")


@pytest.fixture
def requests(tmp_path: Path) -> Path:
    """Three requests."""
    folder = tmp_path / "demandes"
    folder.mkdir()
    for code in TERRITORIES:
        (folder / f"{code}.json").write_text(json.dumps({**REQUEST, "territory": code}), "utf-8")
    return folder


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An installation with two files of one commune, which the command reaches by its settings."""
    monkeypatch.setenv("ANSM_DATABASE_URL", f"sqlite:///{tmp_path / 'base.sqlite3'}")
    running = Application.start(read_settings())
    for answer in ("non", "auto"):
        running.answer(running.open("38061"), "SEC-01", answer)
    yield
    running.close()


def reports(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.pdf"))


def moments(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("*.pdf")}


def test_every_request_of_a_folder_becomes_a_report(
    requests: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "rapports"
    assert main(["report", "--all", str(out), "--from", str(requests), "--workers", "2"]) == 0
    assert {name.rpartition("_")[2] for name in reports(out)} == {f"{code}.pdf" for code in TERRITORIES}
    assert all(name.startswith("Accompagnement-Numerique-Sur-Mesure_diagnostic_") for name in reports(out))
    assert all((out / name).read_bytes().startswith(b"%PDF-") for name in reports(out))
    said = capfd.readouterr()
    assert said.out.startswith("3 rapports faits en ")
    assert said.err == ""  # no progress where nobody watches


def test_a_report_is_the_one_that_diagnose_prints(requests: Path, tmp_path: Path) -> None:
    out, alone = tmp_path / "rapports", tmp_path / "seul.pdf"
    assert main(["report", "--all", str(out), "--from", str(requests)]) == 0
    assert main(["diagnose", str(requests / "38061.json"), "--pdf", str(alone)]) == 0
    assert (out / next(name for name in reports(out) if "38061" in name)).read_bytes() == alone.read_bytes()


def test_done_again_it_prints_nothing_but_what_changed_or_was_damaged(
    requests: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "rapports"
    command = ["report", "--all", str(out), "--from", str(requests)]
    assert main(command) == 0
    before = moments(out)
    assert main(command) == 0
    assert moments(out) == before
    assert capfd.readouterr().out.splitlines()[1].endswith("3 déjà là.")
    cut, changed, kept = (next(name for name in before if name.endswith(f"{code}.pdf")) for code in TERRITORIES)
    whole = (out / cut).read_bytes()
    (out / cut).write_bytes(whole[:1000])
    answers = {**REQUEST["answers"], "SEC-01": "auto"}  # type: ignore[dict-item]  # a literal
    (requests / f"{TERRITORIES[1]}.json").write_text(
        json.dumps({**REQUEST, "territory": TERRITORIES[1], "answers": answers}), "utf-8"
    )
    assert main(command) == 0
    assert (out / cut).read_bytes() == whole
    assert moments(out)[changed] != before[changed]
    assert moments(out)[kept] == before[kept]


def test_one_bad_file_is_told_and_the_others_are_printed(
    requests: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (requests / "abîmé.json").write_text("{", "utf-8")
    (requests / "inconnu.json").write_text(json.dumps({**REQUEST, "territory": "99999"}), "utf-8")
    (requests / "lettre.txt").write_text("ce n’est pas une demande", "utf-8")
    out = tmp_path / "rapports"
    assert main(["report", "--all", str(out), "--from", str(requests)]) == 1
    assert len(reports(out)) == 3
    said = capfd.readouterr()
    assert "abîmé.json\u00a0: Le fichier n’est pas un JSON valide" in said.err
    assert "inconnu.json\u00a0: " in said.err
    assert "Traceback" not in said.err
    assert said.out.rstrip().endswith("2 refusés.")


@pytest.mark.usefixtures("database")
def test_every_diagnostic_of_the_database_becomes_a_report_that_the_site_recognises(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "rapports"
    for edition in ("interne", "publiable"):
        assert main(["report", "--all", str(out), "--edition", edition]) == 0
    assert len(reports(out)) == 4
    with closing(sqlite3.connect(tmp_path / "base.sqlite3")) as base:
        issued = base.execute("SELECT edition, sha256 FROM issued").fetchall()
    printed = [
        (name.split("version-")[1].split("_")[0], hashlib.sha256((out / name).read_bytes()).digest())
        for name in reports(out)
    ]
    assert sorted(issued) == sorted(printed)
    before = moments(out)
    assert main(["report", "--all", str(out)]) == 0
    assert moments(out) == before
    assert "2 déjà là" in capfd.readouterr().out


def test_an_exchange_file_is_printed_as_the_request_of_its_answers(requests: Path, tmp_path: Path) -> None:
    running = Application.start(read_settings({"ANSM_DATABASE_URL": f"sqlite:///{tmp_path / 'autre.sqlite3'}"}))
    token = running.open("38061")
    running.answer(token, "SEC-01", "non")
    exported = running.travel.export(token)
    running.close()
    opened_on = json.loads(exported.data)["opened_on"]
    for path in requests.iterdir():
        path.unlink()
    (requests / "dossier.ansm.json").write_bytes(exported.data)
    (requests / "demande.json").write_text(
        json.dumps({"territory": "38061", "opened_on": opened_on, "answers": {"SEC-01": "non"}}), "utf-8"
    )
    (requests / "abîmé.ansm.json").write_bytes(exported.data.replace(b"SEC-01", b"SEC-02"))
    out = tmp_path / "rapports"
    assert main(["report", "--all", str(out), "--from", str(requests), "--edition", "publiable"]) == 1
    asked, exchanged = (out / name for name in reports(out))
    assert asked.name.endswith("_demande.pdf")
    assert exchanged.name.endswith("_dossier.pdf")
    assert asked.read_bytes() == exchanged.read_bytes()


def test_an_empty_database_and_an_empty_folder_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ANSM_DATABASE_URL", f"sqlite:///{tmp_path / 'base.sqlite3'}")
    assert main(["report", "--all", str(tmp_path / "rapports")]) == 0
    assert "aucun diagnostic" in capfd.readouterr().out
    (tmp_path / "vide").mkdir()
    assert main(["report", "--all", str(tmp_path / "rapports"), "--from", str(tmp_path / "vide")]) == 1
    assert "aucun fichier" in capfd.readouterr().err
    assert main(["report", "--all", str(tmp_path / "rapports"), "--from", str(tmp_path / "absent")]) == 1
    assert "il n’existe pas" in capfd.readouterr().err


@pytest.mark.parametrize(
    "arguments", [[], ["--all"], ["--all", "x", "--workers", "0"], ["--all", "x", "--edition", "b"]]
)
def test_what_is_mistyped_is_usage(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["report", *arguments])
    assert stopped.value.code == 2
    assert "Aide" in capfd.readouterr().err


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_interrupted_it_leaves_whole_files_only_and_goes_on_the_next_time(
    requests: Path, tmp_path: Path, how: signal.Signals
) -> None:
    """By Ctrl-C, which it says, or by a power failure, which it cannot."""
    for place in range(12):
        (requests / f"autre-{place:02}.json").write_text(json.dumps({**REQUEST, "territory": TERRITORIES[0]}), "utf-8")
    out = tmp_path / "rapports"
    command = [sys.executable, "-m", "ansm.cli", "report", "--all", str(out), "--from", str(requests), "--workers", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:  # noqa: S603 — ours
        _until(lambda: out.exists() and bool(reports(out)))
        os.kill(running.pid, how)
        said, complained = running.communicate(timeout=PATIENCE)
    if how is signal.SIGINT:
        assert running.returncode == 130
        assert complained.startswith("Interrompu.")
        assert "Traceback" not in complained
        assert list(out.glob(".ansm-*")) == []
    assert said == ""
    done = moments(out)
    assert 0 < len(done) < 15
    assert all((out / name).read_bytes().rstrip().endswith(b"%%EOF") for name in done)
    assert main(command[3:]) == 0
    assert len(reports(out)) == 15
    assert list(out.glob(".ansm-*")) == []
    noted = {json.loads(line)["fichier"] for line in (out / NAME).read_text("utf-8").splitlines()}
    assert noted == set(reports(out))
    assert sum(moments(out)[name] == moment for name, moment in done.items()) >= len(done) - 1


def test_two_commands_do_not_fill_the_same_folder(tmp_path: Path) -> None:
    with opened(tmp_path), pytest.raises(InvalidRequest, match="Une autre commande"), opened(tmp_path):
        pytest.fail("the folder was taken twice")


def test_a_ledger_whose_last_line_was_cut_is_still_read(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add("un.pdf", "a", b"%PDF-1")
        ledger.add("deux.pdf", "b", b"%PDF-2")
    whole = (tmp_path / NAME).read_text("utf-8")
    (tmp_path / NAME).write_text(whole[:-20], "utf-8")
    with opened(tmp_path) as ledger:
        assert ledger.has("un.pdf", "a")
        assert not ledger.has("un.pdf", "c")
        assert not ledger.has("deux.pdf", "b")
        ledger.add("deux.pdf", "b", b"%PDF-2")
    with opened(tmp_path) as ledger:
        assert ledger.has("deux.pdf", "b")


def _until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)
