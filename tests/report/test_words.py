"""Dates, numbers and names in words."""

from datetime import date

import pytest

from ansm.report import words
from ansm.report.typography import NBSP, THIN


def test_the_first_of_the_month_is_premier() -> None:
    assert words.day(date(2026, 1, 1)) == f"1er{NBSP}janvier 2026"
    assert words.day(date(2026, 11, 22)) == f"22{NBSP}novembre 2026"


def test_zero_and_one_are_singular() -> None:
    counted = [words.count(each, "question") for each in (0, 1, 2, 1234)]
    assert counted == [f"0{NBSP}question", f"1{NBSP}question", f"2{NBSP}questions", f"1{THIN}234{NBSP}questions"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("La Buisse", "la-buisse"),
        ("Œuilly", "oeuilly"),
        ("L'Haÿ-les-Roses", "l-hay-les-roses"),
        ("../../etc/passwd", "etc-passwd"),
        ("漢字", "collectivite"),
        ("Saint-" * 40, "saint-saint-saint-saint-saint-saint-saint-saint-saint-saint"),
    ],
)
def test_the_file_name_spells_the_programme_and_is_safe_everywhere(name: str, slug: str) -> None:
    expected = f"Accompagnement-Numerique-Sur-Mesure_diagnostic_{slug}_2026-11-22_version-interne.pdf"
    assert words.file_name(name, date(2026, 11, 22)) == expected


def test_a_sentence_gets_one_full_stop() -> None:
    assert words.sentence("un essai") == "Un essai."
    assert words.sentence("Un essai.") == "Un essai."
    assert words.sentence("la feuille « Que faire ? »") == "La feuille « Que faire ? »"
    assert words.sentence("la feuille « à lire »") == "La feuille « à lire »."
    assert words.sentence("") == ""


def test_an_acronym_keeps_its_capital_when_lowered() -> None:
    assert words.lowered("RGPD à jour") == "RGPD à jour"
    assert words.lowered("Écrire à tous") == "écrire à tous"
