"""The command line as scripts and advisors rely on it: territories, content, usage, and the installed command."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from ansm.cli import main
from ansm.content import shipped_folder
from tests.command_line import REQUEST, Output, refusal, told


def test_search_gives_territories_in_rank_order(capsysbinary: Output) -> None:
    assert main(["territory", "search", "la buisse", "--limit", "3", "--json"]) == 0
    hits = told(capsysbinary)
    assert 1 <= len(hits) <= 3
    assert hits[0]["code"] == "38061"
    assert set(hits[0]) >= {"code", "name", "kind", "department", "postcodes", "population"}


@pytest.mark.parametrize("text", ["zzzzzzzzzz", "", "\u0000"])
def test_a_search_that_finds_nothing_is_an_empty_list_and_no_error(text: str, capsysbinary: Output) -> None:
    assert main(["territory", "search", "--json", "--", text]) == 0
    assert told(capsysbinary) == []


def test_search_without_json_is_one_line_a_territory(capsysbinary: Output) -> None:
    assert main(["territory", "search", "la buisse", "--limit", "2"]) == 0
    lines = capsysbinary.readouterr().out.decode().splitlines()
    assert lines[0].split("\t") == ["38061", "La Buisse", "Isère", "3500"]


@pytest.mark.parametrize(
    ("code", "verdict", "reasons", "route"),
    [
        ("38061", "ELIGIBLE_A_CONFIRMER", ["EGAL_SEUIL"], "NON_ELIGIBLE"),
        ("62489", "ELIGIBLE_A_CONFIRMER", ["POP_TOT_AU_DESSUS"], "NON_ELIGIBLE"),
        ("12270", "NON_ELIGIBLE", ["POP_MUN_AU_DESSUS"], "ELIGIBLE"),
        ("85113", "NON_ELIGIBLE", ["POP_MUN_AU_DESSUS"], None),
        ("55039", "HORS_CHAMP", ["SANS_HABITANT"], "NON_ELIGIBLE"),
        ("200029999", "NON_ELIGIBLE", ["POP_MUN_AU_DESSUS"], None),
        ("75101", "HORS_CHAMP", ["ARRONDISSEMENT"], "NON_ELIGIBLE"),
        ("97302", "ELIGIBLE_A_CONFIRMER", ["OUTRE_MER"], "ELIGIBLE_A_CONFIRMER"),
        ("48166", "ELIGIBLE", ["POP_MUN_SOUS_SEUIL"], "ELIGIBLE"),
    ],
)
def test_show_gives_both_routes_of_the_known_cases(
    code: str, verdict: str, reasons: list[str], route: str | None, capsysbinary: Output
) -> None:
    assert main(["territory", "show", code, "--json"]) == 0
    shown = told(capsysbinary)
    assert (shown["code"], shown["eligibility"]["verdict"], shown["eligibility"]["reasons"]) == (code, verdict, reasons)
    assert (shown["routes"] and shown["routes"]["verdict"]) == route
    assert set(shown["eligibility"]) >= {"verdict", "reasons", "figure", "rule"}
    for figure in shown["populations"]:
        assert set(figure) == {"notion", "census_year", "in_force_from", "value", "source"}


def test_show_without_json_prints_the_figure_its_source_and_both_verdicts(capsysbinary: Output) -> None:
    assert main(["territory", "show", "12270"]) == 0
    printed = capsysbinary.readouterr().out.decode()
    assert all(said in printed for said in ("Sévérac", "4026", "Insee", "NON_ELIGIBLE", "ELIGIBLE", "intercommunalité"))


@pytest.mark.parametrize("command", [["territory", "show", "99999", "--json"], ["territory", "show", ""]])
def test_an_unknown_code_is_refused(command: list[str], capsysbinary: Output) -> None:
    assert main(command) == 1
    assert refusal(capsysbinary).startswith("Erreur : ")


def test_check_says_that_the_shipped_content_is_coherent(capsysbinary: Output) -> None:
    assert main(["check"]) == 0
    assert "tout est cohérent" in capsysbinary.readouterr().out.decode()


def test_check_names_each_fault_of_a_folder_one_a_line(tmp_path: Path, capsysbinary: Output) -> None:
    folder = Path(copytree(shipped_folder(), tmp_path / "questions"))
    theme = folder / "themes" / "05-securite.toml"
    theme.write_text(theme.read_text("utf-8").replace("indice = 4", "indice = 9"), "utf-8")
    assert main(["check", str(folder)]) == 1
    written = capsysbinary.readouterr()
    assert written.out == b""
    lines = written.err.decode().splitlines()
    assert len(lines) == theme.read_text("utf-8").count("indice = 9")
    for line in lines:
        assert re.fullmatch(r"themes/05-securite\.toml\s: questions\[SEC-\d\d\].*indice\s: .*attendu\s: .*0 à 4", line)


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["inconnue"],
        ["diagnose"],
        ["territory"],
        ["territory", "search"],
        ["territory", "search", "x", "--limit", "0"],
        ["territory", "search", "x", "--limit", "beaucoup"],
        ["serve", "--port", "70000"],
        ["diagnose", "f", "--xml", "g"],
    ],
)
def test_a_mistyped_command_exits_with_two(command: list[str], capsysbinary: Output) -> None:
    with pytest.raises(SystemExit) as left:
        main(command)
    assert left.value.code == 2
    assert "commande incomplète ou inconnue" in capsysbinary.readouterr().err.decode()


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ([], "(il manque : COMMANDE)"),
        (["diagnose"], "(il manque : FICHIER)"),
        (["territory"], "(il manque : ACTION)"),
        (["inconnue"], "(COMMANDE : « inconnue » n’existe pas. Choix possibles : « serve », « territory »"),
        (["diagnose", "f", "--xml", "g"], "(en trop ou inconnu : --xml g)"),
        (["diagnose", "f", "--pdf"], "(il manque une valeur après --pdf)"),
        (["territory", "show", "38061", "--json=x"], "(--json ne prend pas de valeur, et « x » a été donné)"),
        (["serve", "--port", "abc"], "(--port : « abc » n’est pas un port (1 à 65535))"),
        (["territory", "search", "x", "--limit", "0"], "(--limit : « 0 » n’est pas un nombre de 1 à 100)"),
    ],
)
def test_the_usual_mistakes_of_typing_are_said_in_french_alone(
    command: list[str], says: str, capsysbinary: Output
) -> None:
    with pytest.raises(SystemExit):
        main(command)
    said = capsysbinary.readouterr().err.decode().replace("\u00a0", " ")
    assert says in said
    assert said.startswith("utilisation : ansm")
    assert not re.search(r"usage|argument|required|choice|choose|invalid|unrecognized|expected", said)


@pytest.mark.parametrize("command", [[], ["diagnose"], ["territory", "search"]])
def test_the_help_is_in_french_alone(command: list[str], capsysbinary: Output) -> None:
    with pytest.raises(SystemExit) as left:
        main([*command, "--help"])
    assert left.value.code == 0
    said = capsysbinary.readouterr().out.decode()
    assert "affiche cette aide" in said
    assert not re.search(r"usage:|positional|show this", said)


def test_a_folder_that_holds_something_else_is_refused_in_one_line(tmp_path: Path, capsysbinary: Output) -> None:
    for rank in range(50):
        (tmp_path / f"projet{rank}.toml").write_text("a = 1")
    assert main(["check", str(tmp_path)]) == 1
    said = refusal(capsysbinary)
    assert (
        "ce dossier n’est pas un dossier de questionnaire — attendu : un dossier qui contient « version.toml »" in said
    )


def test_the_installed_command_diagnoses_from_pipe_to_pipe() -> None:
    command = Path(sys.executable).parent / "ansm"
    done = subprocess.run(  # noqa: S603 # our own command, our own arguments
        [command, "diagnose", "-"], input=json.dumps(REQUEST).encode(), capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["territory"]["code"] == "38061"
