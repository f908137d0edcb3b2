"""The style sheets and the script: complete for our pages, light, and calling nobody."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ASSETS = ROOT / "assets"
SOURCES = sorted((ROOT / "ansm" / "web").rglob("*.py"))
# Classes of the DSFR that say what an element is, and have no rule of their own.
WITHOUT_RULE = {"fr-label", "fr-header__body"}


def test_every_dsfr_class_of_our_pages_is_in_the_reduced_sheet() -> None:
    """Otherwise run scripts/build_dsfr.py again."""
    sheet = "".join((ASSETS / name).read_text(encoding="utf-8") for name in ("dsfr.css", "etat.css"))
    written = {name for path in SOURCES for name in re.findall(r"\bfr-[a-z0-9_-]+", path.read_text(encoding="utf-8"))}
    missing = {name for name in written - WITHOUT_RULE if not re.search(rf"\.{name}(?![\w-])", sheet)}
    assert missing == set()


@pytest.mark.parametrize(
    "name", ["dsfr.css", "etat.css", "ansm.css", "results.css", "pages.css", "ansm.js", "documents.js"]
)
def test_an_asset_names_no_other_site(name: str) -> None:
    """Namespaces of SVG apart, which are names and not addresses."""
    text = (ASSETS / name).read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://|url\((?![\"']?data:)|@import|@font-face", text)


def test_the_state_s_typeface_stays_out() -> None:
    """The brand is not the State's."""
    sheet = re.sub(r"^/\*!.*?\*/", "", (ASSETS / "dsfr.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    assert "Marianne" not in sheet


def test_styles_weigh_less_than_twenty_five_kilobytes() -> None:
    """Compressed, all sheets together."""
    sheets = b"".join(path.read_bytes() for path in sorted(ASSETS.glob("*.css")))
    assert len(gzip.compress(sheets)) < 25_000
