"""`ansm import` and `ansm export`: between an advisor's laptop and the server, without the link in any command."""

from __future__ import annotations

import io
import json
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from ansm.application import Application
from ansm.cli import main
from ansm.domain.publication import Edition
from ansm.settings import read_settings
from tests.command_line import Output, refusal, told


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a machine, its own database in it."""
    monkeypatch.setenv("ANSM_DATABASE_URL", f"sqlite:///{tmp_path / 'ansm.sqlite3'}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def link(machine: Path) -> str:
    """The link of a file with two answers, kept in « lien.txt »."""
    application = Application.start(read_settings())
    token = application.open("38061", "elu")
    application.answer(token, "SEC-01", "non")
    application.close()
    address = f"https://diagnostic.exemple.fr/diagnostic/#{token}"
    (machine / "lien.txt").write_text(address + "\n", "utf-8")
    return address


def answers(address: str) -> dict[str, tuple[str, ...]]:
    application = Application.start(read_settings())
    try:
        return {each.question: each.values for each in application.file(address.rpartition("#")[2]).answers.items}
    finally:
        application.close()


def typing(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(BytesIO(text.encode())))


def test_a_file_leaves_and_comes_back_with_a_link_of_its_own(link: str, capsysbinary: Output) -> None:
    assert main(["export", "lien.txt", "diagnostic.ansm.json"]) == 0
    assert capsysbinary.readouterr().out == b""
    assert main(["import", "diagnostic.ansm.json", "--json"]) == 0
    result = told(capsysbinary)
    assert (result["resumed"], result["answers"], result["left_out"]) == (True, 2, [])
    assert result["link"].startswith("http://127.0.0.1:8000/diagnostic/#")
    assert result["link"].rpartition("#")[2] not in link
    assert answers(result["link"]) == answers(link)


def test_the_export_goes_to_standard_output_and_comes_from_standard_input(
    link: str, capsysbinary: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    typing(link + "\n", monkeypatch)
    assert main(["export", "-"]) == 0
    data = capsysbinary.readouterr().out
    typing(data.decode(), monkeypatch)
    assert main(["import", "-"]) == 0
    printed = capsysbinary.readouterr().out.decode().splitlines()
    assert printed[0] == "La Buisse\u00a0: diagnostic repris (2 réponses)."
    assert printed[-1].startswith("Lien personnel, à garder\u00a0: http")


def test_the_secret_alone_is_a_link_too(link: str, machine: Path, capsysbinary: Output) -> None:
    (machine / "secret.txt").write_text(link.rpartition("#")[2], "utf-8")
    assert main(["export", "secret.txt"]) == 0
    assert told(capsysbinary)["format"] == "ansm.diagnostic"


def test_a_link_typed_in_the_command_is_refused_whoever_it_opens_for(link: str, capsysbinary: Output) -> None:
    for typed in (link, "A" * 43):
        assert main(["export", typed]) == 1
        sentence = refusal(capsysbinary)
        assert "Mettez - à sa place" in sentence
        assert typed not in sentence


@pytest.mark.usefixtures("link")
def test_a_link_that_opens_nothing_is_refused(capsysbinary: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    for typed in ("", "A" * 43, "https://exemple.fr/#" + "é" * 5000):
        typing(typed, monkeypatch)
        assert main(["export", "-"]) == 1
        assert "ne mène à aucun diagnostic" in refusal(capsysbinary)


def test_answers_are_added_to_a_diagnostic_of_here_and_the_others_wait_for_a_choice(
    link: str, machine: Path, capsysbinary: Output
) -> None:
    assert main(["export", "lien.txt", "avant.ansm.json"]) == 0
    application = Application.start(read_settings())
    other = application.travel.start((machine / "avant.ansm.json").read_bytes()).token
    application.answer(other, "SEC-01", "auto")
    application.answer(other, "CON-01", "fibre")
    application.close()
    (machine / "autre.txt").write_text(other, "utf-8")
    assert main(["export", "autre.txt", "autre.ansm.json"]) == 0
    assert main(["import", "autre.ansm.json", "--into", "lien.txt", "--json"]) == 0
    result = told(capsysbinary)
    assert (result["added"], result["left_out"]) == (2, [])
    assert [each["question"] for each in result["waiting"]] == ["SEC-01"]
    assert answers(link)["CON-01"] == ("fibre",)
    assert answers(link)["SEC-01"] == ("non",)
    assert main(["import", "autre.ansm.json", "--into", "lien.txt"]) == 0
    printed = capsysbinary.readouterr().out.decode().splitlines()
    assert printed[0] == "0 ligne ajoutée."
    assert printed[-1].startswith("  SEC-01\u00a0: ")


@pytest.mark.usefixtures("link")
def test_a_new_diagnostic_starts_from_the_former_one(capsysbinary: Output) -> None:
    assert main(["export", "lien.txt", "avant.ansm.json"]) == 0
    assert main(["import", "avant.ansm.json", "--anew"]) == 0
    assert (
        "nouveau diagnostic à partir de celui du fichier (2 réponses à confirmer)"
        in capsysbinary.readouterr().out.decode()
    )


def test_the_diagnostic_attached_to_a_pdf_is_resumed(link: str, machine: Path, capsysbinary: Output) -> None:
    assert main(["export", "lien.txt", "avant.ansm.json"]) == 0
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.attachments["diagnostic.ansm.json"] = pikepdf.AttachedFileSpec(pdf, (machine / "avant.ansm.json").read_bytes())
    pdf.save(machine / "rapport.pdf")
    assert main(["import", "rapport.pdf", "--json"]) == 0
    assert answers(told(capsysbinary)["link"]) == answers(link)


def test_a_publishable_document_says_what_it_lacks(link: str, machine: Path, capsysbinary: Output) -> None:
    application = Application.start(read_settings())
    token = link.rpartition("#")[2]
    uid = application.file(token).uid
    data = application.travel.attachment(application.diagnose(token), Edition.PUBLISHABLE, uid)
    application.close()
    (machine / "publie.ansm.json").write_bytes(data)
    assert main(["import", "publie.ansm.json"]) == 0
    assert "version publiable\u00a0: les réponses qui ne se publient pas" in capsysbinary.readouterr().out.decode()
    assert main(["import", "publie.ansm.json", "--json"]) == 0
    assert told(capsysbinary)["edition"] == "publiable"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "vide"),
        (b"{}", "n’est pas un diagnostic fait ici"),
        (b"%PDF-1.7 rien", "abîmé, ou trop compliqué"),
        (b'{"format":"ansm.diagnostic"', "abîmé ou modifié"),
        (b'{"format":"ansm.diagnostic","format_version":3}', "version plus récente"),
        (b" " * 10_000_001, "vide"),
        (b"x" * 10_000_001, "trop gros"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_a_sentence(
    data: bytes, said: str, machine: Path, capsysbinary: Output
) -> None:
    (machine / "fichier").write_bytes(data)
    assert main(["import", "fichier"]) == 1
    assert said in refusal(capsysbinary)


@pytest.mark.usefixtures("machine")
def test_a_missing_file_says_so(capsysbinary: Output) -> None:
    assert main(["import", "absent.ansm.json"]) == 1
    assert "absent.ansm.json" in refusal(capsysbinary)
    assert main(["export", "absent.txt"]) == 1
    assert "absent.txt" in refusal(capsysbinary)


@pytest.mark.usefixtures("machine")
def test_the_file_and_the_link_cannot_both_be_typed(capsysbinary: Output) -> None:
    assert main(["import", "-", "--into", "-"]) == 1
    assert "entrée standard" in refusal(capsysbinary)


@pytest.mark.parametrize("arguments", [["import"], ["export"], ["import", "a", "--into", "b", "--anew"]])
def test_a_command_that_is_incomplete_is_told_how(arguments: list[str], capsysbinary: Output) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "commande incomplète ou inconnue" in capsysbinary.readouterr().err.decode()


@pytest.mark.usefixtures("link")
def test_the_export_says_nothing_else(capsysbinary: Output) -> None:
    assert main(["export", "lien.txt"]) == 0
    first = capsysbinary.readouterr().out
    assert main(["export", "lien.txt"]) == 0
    assert capsysbinary.readouterr().out == first
    said: dict[str, Any] = json.loads(first)
    assert said["territory"] == {"code": "38061", "name": "La Buisse"}
