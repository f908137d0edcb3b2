"""The results' own sheet: nothing that no page uses, nothing that a page misses, and no call to another site."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SHEET = (ROOT / "assets" / "results.css").read_text(encoding="utf-8")
PAGES = [
    ROOT / "ansm" / "web" / "pages" / "results.py",
    *(ROOT / "ansm" / "web" / "components" / "results").glob("*.py"),
]
HEAVIEST = 3_000


def test_every_class_of_the_page_has_its_rule_and_every_rule_its_class() -> None:
    """A class without a rule is a slip of the pen; a rule without a class is dead."""
    written = {name for path in PAGES for name in re.findall(r"\bres-[a-z_-]+", path.read_text(encoding="utf-8"))}
    ruled = set(re.findall(r"\.(res-[a-z_-]+)", SHEET))
    assert written - ruled == set()
    assert ruled - written == set()


def test_the_sheet_calls_nobody_and_stays_light() -> None:
    """No address, no import, no face; a few kilobytes once compressed."""
    assert not re.search(r"https?://|url\(|@import|@font-face", SHEET)
    assert len(gzip.compress(SHEET.encode())) < HEAVIEST


def test_every_variable_of_the_sheet_exists() -> None:
    """They come from the reduced DSFR or from our own sheet."""
    others = "".join((ROOT / "assets" / name).read_text(encoding="utf-8") for name in ("dsfr.css", "ansm.css"))
    wanted = set(re.findall(r"var\((--[\w-]+)", SHEET))
    assert {name for name in wanted if f"{name}:" not in others} == set()
