"""The sheet of the frame and of the pages one reads: nothing dead, nothing missing, light, and calling nobody."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SHEET = (ROOT / "assets" / "pages.css").read_text(encoding="utf-8")
SOURCES = sorted((ROOT / "ansm" / "web").rglob("*.py"))
OURS = r"\b(?:pages|calc)-[a-z]+(?:[_-]+[a-z]+)*"
HEAVIEST = 3_000


def test_every_class_has_its_rule_and_every_rule_its_class() -> None:
    """A class without a rule is a slip of the pen; a rule without a class is dead."""
    quoted = (found for path in SOURCES for found in re.findall(r'class_name=f?"([^"]*)"', path.read_text("utf-8")))
    passed = (found for path in SOURCES for found in re.findall(r'"(pages-article[^"]*)"', path.read_text("utf-8")))
    # Pages written outside the interface, as plain HTML.
    outside = (ROOT / "ansm" / "web" / name for name in ("refusal.py", "offline_worker.js"))
    plain = (found for path in outside for found in re.findall(r' class="([^"]*)"', path.read_text("utf-8")))
    written = {name for text in (*quoted, *passed, *plain) for name in re.findall(OURS, text)}
    ruled = set(re.findall(rf"\.({OURS})", SHEET))
    assert written ^ ruled <= {"pages-article__opening"}, "only the opening needs no rule of its own"


def test_every_variable_of_the_sheet_exists() -> None:
    """They come from the reduced DSFR."""
    dsfr = (ROOT / "assets" / "dsfr.css").read_text(encoding="utf-8")
    assert {name for name in re.findall(r"var\((--[\w-]+)", SHEET) if f"{name}:" not in dsfr} == set()


def test_the_sheet_stays_light() -> None:
    """Once compressed."""
    assert len(gzip.compress(SHEET.encode())) < HEAVIEST
