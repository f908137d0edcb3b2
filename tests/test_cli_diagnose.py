"""`ansm diagnose` as scripts rely on it: one format, French errors, nothing half written, the same bytes each time."""

from __future__ import annotations

import io
import json
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from ansm.cli import main
from ansm.domain.publication import Edition
from ansm.exchange import open_travelling
from tests.command_line import REQUEST, Output, refusal, told


@pytest.fixture
def request_file(tmp_path: Path) -> Path:
    path = tmp_path / "demande.json"
    path.write_text(json.dumps(REQUEST), "utf-8")
    return path


def test_diagnose_prints_json_that_fits_the_shipped_schema(request_file: Path, capsysbinary: Output) -> None:
    assert main(["diagnose", str(request_file)]) == 0
    result = told(capsysbinary)
    schema = json.loads(files("ansm.exchange").joinpath("diagnosis.schema.json").read_text("utf-8"))
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(result)
    assert result["needs"][0]["id"] == "sauvegarde"
    assert result["needs"][0]["priority"] == 77.0


def test_diagnose_writes_the_same_bytes_every_time(request_file: Path, tmp_path: Path, capsysbinary: Output) -> None:
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    assert main(["diagnose", str(request_file), "--json", str(first)]) == 0
    assert main(["diagnose", str(request_file), "--json", str(second)]) == 0
    assert capsysbinary.readouterr().out == b""
    assert first.read_bytes() == second.read_bytes()
    assert main(["diagnose", str(request_file), "--json", "-"]) == 0
    assert capsysbinary.readouterr().out == first.read_bytes()


def test_a_dash_reads_the_request_from_standard_input(
    request_file: Path, capsysbinary: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(request_file.read_bytes())))
    assert main(["diagnose", "-"]) == 0
    piped = capsysbinary.readouterr().out
    assert main(["diagnose", str(request_file)]) == 0
    assert capsysbinary.readouterr().out == piped


def test_the_order_of_keys_and_ticks_changes_no_byte(request_file: Path, tmp_path: Path, capsysbinary: Output) -> None:
    answers = {**REQUEST["answers"], "PRO-03": ["salle", "ecole"]}  # type: ignore[dict-item] # a literal above
    other = tmp_path / "autre.json"
    other.write_text(
        json.dumps(
            {"answers": dict(reversed(answers.items())), **{k: REQUEST[k] for k in ("role", "opened_on", "territory")}}
        )
    )
    assert main(["diagnose", str(request_file)]) == main(["diagnose", str(other)]) == 0
    written = capsysbinary.readouterr().out
    assert written[: len(written) // 2] == written[len(written) // 2 :]


def test_the_role_answers_the_question_about_who_fills_in(request_file: Path, capsysbinary: Output) -> None:
    assert main(["diagnose", str(request_file)]) == 0
    assert "PRO-01" not in told(capsysbinary)["to_complete"]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"territory": "99999"}, "99999"),
        ({"answers": {"SEC-01": "peut-être"}}, "Choisissez parmi"),
        ({"answers": {"SEC-01": ["oui", "non"]}}, "SEC-01"),
        ({"answers": {"ZZZ-99": "oui"}}, "La question « ZZZ-99 » n’existe pas"),
        ({"answers": {"PRO-03": ["aucun", "ecole"]}}, "ne va avec aucune autre réponse"),
        ({"answers": {"PIL-04": ["securite", "temps", "social", "enfance"]}}, "3 réponses au plus"),
        ({"answers": {"SEC-01": {"valeur": "non"}}}, "n’a pas la forme attendue"),
        ({"role": "maire"}, "« role » doit être l’un de"),
        ({"opened_on": "hier"}, "« opened_on » doit être une date"),
        ({"opened_on": "0226-11-22"}, "L’année de « opened_on » doit être entre 2000 et 2100, et non 226"),
        ({"role": "agent", "answers": {"PRO-01": "maire"}}, "la réponse « maire » n’existe pas"),
        ({"surprise": 1}, "La clé « surprise » est inconnue"),
    ],
)
def test_a_wrong_request_is_refused_in_french_and_nothing_is_written(
    changed: dict[str, Any], says: str, tmp_path: Path, capsysbinary: Output
) -> None:
    path, out, pdf = tmp_path / "demande.json", tmp_path / "sortie.json", tmp_path / "sortie.pdf"
    path.write_text(json.dumps(REQUEST | changed), "utf-8")
    assert main(["diagnose", str(path), "--json", str(out), "--pdf", str(pdf)]) == 1
    sentence = refusal(capsysbinary)
    assert sentence.startswith("Erreur : ")
    assert says in sentence
    assert [each.name for each in tmp_path.iterdir()] == ["demande.json"]


@pytest.mark.parametrize("name", ["absent.json", "."])
def test_a_file_that_cannot_be_read_is_said_in_french(name: str, tmp_path: Path, capsysbinary: Output) -> None:
    assert main(["diagnose", str(tmp_path / name)]) == 1
    assert refusal(capsysbinary).startswith("Erreur : Impossible d’utiliser le fichier « ")


def test_an_output_that_cannot_be_written_leaves_the_other_unwritten(
    request_file: Path, tmp_path: Path, capsysbinary: Output
) -> None:
    lost = tmp_path / "absent" / "sortie.json"
    assert main(["diagnose", str(request_file), "--json", str(lost)]) == 1
    assert "absent" in refusal(capsysbinary)
    assert [each.name for each in tmp_path.iterdir()] == ["demande.json"]


def test_the_pdf_is_the_same_to_the_byte_in_a_file_and_on_standard_output(
    request_file: Path, tmp_path: Path, capsysbinary: Output
) -> None:
    pdf, out = tmp_path / "rapport.pdf", tmp_path / "sortie.json"
    assert main(["diagnose", str(request_file), "--pdf", str(pdf), "--json", str(out)]) == 0
    assert capsysbinary.readouterr().out == b""
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert json.loads(out.read_bytes())["territory"]["code"] == "38061"
    assert main(["diagnose", str(request_file), "--pdf", "-"]) == 0
    assert capsysbinary.readouterr().out == pdf.read_bytes()


def test_a_pdf_that_cannot_be_written_leaves_the_json_unwritten(
    request_file: Path, tmp_path: Path, capsysbinary: Output
) -> None:
    pdf, out = tmp_path / "absent" / "rapport.pdf", tmp_path / "sortie.json"
    assert main(["diagnose", str(request_file), "--pdf", str(pdf), "--json", str(out)]) == 1
    assert "rapport.pdf" in refusal(capsysbinary)
    assert not out.exists()


def test_only_one_result_may_go_to_standard_output(request_file: Path, capsysbinary: Output) -> None:
    assert main(["diagnose", str(request_file), "--json", "-", "--pdf", "-"]) == 1
    assert "Un seul résultat" in refusal(capsysbinary)


@pytest.mark.parametrize("answered", ["elu", ["elu"], "agent", None, []])
def test_the_answer_given_about_who_fills_in_wins_over_the_role_of_the_file(
    answered: Any,  # noqa: ANN401 # JSON
    tmp_path: Path,
    capsysbinary: Output,
) -> None:
    path = tmp_path / "demande.json"
    path.write_text(json.dumps(REQUEST | {"answers": {"PRO-01": answered}}), "utf-8")
    assert main(["diagnose", str(path)]) == 0
    assert told(capsysbinary)["territory"]["code"] == "38061"


@pytest.mark.parametrize("other", ["sortie", "./sortie", "lien", "dossier/../sortie"])
def test_two_results_are_never_written_to_the_same_file(
    other: str, request_file: Path, tmp_path: Path, capsysbinary: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dossier").mkdir()
    (tmp_path / "lien").symlink_to("sortie")
    assert main(["diagnose", str(request_file), "--json", "sortie", "--pdf", other]) == 1
    assert "ne peuvent pas aller dans le même fichier" in refusal(capsysbinary)
    assert not (tmp_path / "sortie").exists()


@pytest.mark.parametrize("edition", list(Edition))
def test_the_pdf_carries_the_answers_and_the_result_of_its_edition(
    edition: Edition, request_file: Path, tmp_path: Path
) -> None:
    """It can be brought to a site; the publishable one holds neither the question on security nor what follows."""
    written = {suffix: tmp_path / f"diagnostic.{suffix}" for suffix in ("pdf", "json")}
    outputs = [part for suffix, path in written.items() for part in (f"--{suffix}", str(path))]
    assert main(["diagnose", str(request_file), "--edition", edition.value, *outputs]) == 0
    file = open_travelling(written["pdf"].read_bytes())
    assert (file.territory_code, file.edition, file.history) == ("38061", edition, None)
    internal = edition is Edition.INTERNAL
    assert bool(file.answers.chosen("SEC-01")) == internal
    assert file.answers.chosen("PIL-04") == (("securite", "temps") if internal else ("temps",))
    needs = {each["id"] for each in json.loads(written["json"].read_bytes())["needs"]}
    assert ("sauvegarde" in needs) == internal


def test_what_is_withheld_changes_no_byte_of_the_publishable_pdf(tmp_path: Path) -> None:
    """Its public name included."""
    printed = []
    for answer in ("non", "auto"):
        source, target = tmp_path / f"{answer}.json", tmp_path / f"{answer}.pdf"
        source.write_text(json.dumps(REQUEST | {"answers": {"SEC-01": answer, "CON-01": "nsp"}}), encoding="utf-8")
        assert main(["diagnose", str(source), "--edition", "publiable", "--pdf", str(target)]) == 0
        printed.append(target.read_bytes())
    assert printed[0] == printed[1]
