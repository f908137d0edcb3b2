"""Which typeface is printed, where its files are, and which characters all its faces can draw."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # it has no stubs

from ansm.errors import ReportUnavailable

FOLDER = Path(__file__).parent / "fonts"
FACES = ("IBMPlexSans-Regular.ttf", "IBMPlexSans-SemiBold.ttf")


def font_files(folder: Path = FOLDER) -> tuple[Path, ...]:
    """The faces; raises ReportUnavailable when one is missing, since a PDF without glyphs is worse than none."""
    found = tuple(folder / face for face in FACES)
    for path in found:
        if not path.is_file():
            raise ReportUnavailable(
                f"Le PDF ne peut pas être préparé : la police de caractères « {path.name} » manque sur ce serveur. "
                "Vos réponses sont enregistrées. Demandez à la personne qui gère ce site de réinstaller le logiciel."
            )
    return found


@cache
def printable_characters() -> frozenset[int]:
    """The code points that every face can draw."""
    sets = []
    for path in font_files():
        with TTFont(path, lazy=True) as font:
            sets.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*sets)
