"""French text as a printer sets it."""

import pytest

from ansm.report.fonts import printable_characters
from ansm.report.typography import NBSP, THIN, typeset, without_missing


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Qui répond ?", f"Qui répond{THIN}?"),
        ("Attention : lisez", f"Attention{NBSP}: lisez"),
        ("un ; deux", f"un{THIN}; deux"),
        ("« La Buisse »", f"«{NBSP}La Buisse{NBSP}»"),
        ("l'école d'Aÿ", "l’école d’Aÿ"),
        ("5 000 € par an", f"5{THIN}000{NBSP}€ par an"),
        ("moins de 12 jours", f"moins de 12{NBSP}jours"),
        ("RGPD, art. 37", f"RGPD, art.{NBSP}37"),
        ("https://exemple.fr/a?b=1", "https://exemple.fr/a?b=1"),
        ("à 10:30", "à 10:30"),
        ("e\u0301te\u0301", "été"),
    ],
)
def test_spaces_and_apostrophes_are_those_of_french_printing(typed: str, printed: str) -> None:
    assert typeset(typed) == printed


@pytest.mark.parametrize("typed", ["a\x00b", "a\u202eb", "a\u200fb", "a\u2066b", "a\ufeffb"])
def test_characters_without_ink_are_dropped(typed: str) -> None:
    assert typeset(typed) == "ab"


def test_setting_twice_changes_nothing_more() -> None:
    once = typeset("« L'accueil » : 3 500 habitants ? Non ; 12 % !")
    assert typeset(once) == once


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Œuf 🥚 漢", "Œuf � �"),
        ("ह\u093f", "�"),  # a letter and the vowel written on it: one sign
        ("☎\ufe0f", "�"),
        ("\ue000 \udc80 \U000e0fff", "� � �"),  # private, lone surrogate, not assigned
        ("Привет", "Привет"),
    ],
)
def test_a_character_the_typeface_lacks_becomes_one_visible_sign(typed: str, printed: str) -> None:
    assert without_missing(typeset(typed), printable_characters()) == printed


def test_marks_piled_on_a_letter_stay_within_the_line() -> None:
    assert typeset("a" + "\u0316" * 50 + "b") == "a\u0316\u0316b"
