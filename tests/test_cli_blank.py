"""`ansm blank`: the questionnaire to print, for whom and how much."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from ansm.cli import main
from tests.command_line import Output


def words(pdf: bytes) -> str:
    with pymupdf.open(stream=pdf, filetype="pdf") as opened:
        return " ".join(" ".join(sheet.get_text().split()) for sheet in opened)


def test_it_writes_the_form_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "papier.pdf"
    assert main(["blank", "--for", "epci", "--short", str(out)]) == 0
    assert "Le numérique dans votre intercommunalité" in words(out.read_bytes())
    assert "L’essentiel" in words(out.read_bytes())


def test_without_an_option_it_is_whole_and_for_a_commune_and_may_go_to_the_standard_output(capfdbinary: Output) -> None:
    assert main(["blank", "-"]) == 0
    said = words(capfdbinary.readouterr().out)
    assert "Le numérique dans votre commune" in said
    assert "POL-15" in said


def test_a_place_where_nothing_can_be_written_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["blank", str(tmp_path / "absent" / "papier.pdf")]) == 1
    assert "Erreur" in capfd.readouterr().err
