"""Decides which faces of IBM Plex Sans the printed report carries, and in which format.

Run by a developer when a face is added or the typeface is updated, never at install:

    npm pack @ibm/plex-sans@1.1.0 && tar xf ibm-plex-sans-1.1.0.tgz
    .venv/bin/python scripts/build_fonts.py package ansm/report/fonts

The npm package holds WOFF2. Unpacking it to TTF changes nothing in the glyphs (the licence reserves the name
« Plex » for unmodified fonts) and saves the renderer from unpacking it again at each document: measured, WOFF2
makes a rendering half as long again.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # it has no stubs

FACES = ("Regular", "SemiBold")


def main(arguments: list[str]) -> int:
    """Write the TTF faces and the licence; 2 when the arguments do not name two folders."""
    if len(arguments) != 2:
        print("usage: build_fonts.py <unpacked npm package> <target folder>", file=sys.stderr)
        return 2
    package, target = Path(arguments[0]), Path(arguments[1])
    target.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        font = TTFont(package / "fonts" / "complete" / "woff2" / f"IBMPlexSans-{face}.woff2", recalcTimestamp=False)
        font.flavor = None
        written = target / f"IBMPlexSans-{face}.ttf"
        font.save(written)
        print(f"{written.name}: {written.stat().st_size:,} bytes, {len(font.getBestCmap()):,} characters")
    shutil.copyfile(package / "LICENSE.txt", target / "OFL-1.1.txt")
    (target / "OFL-1.1.txt").chmod(0o644)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
