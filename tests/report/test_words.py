"""Dates, numbers and names in words."""

from datetime import date

import pytest

from ansm.report import words


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
