"""The style sheets and the script: complete for our pages, light, and calling nobody."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ASSETS = ROOT / "assets"
WEB = ROOT / "ansm" / "web"
SERVED = WEB / "served"
SOURCES = sorted(path for path in WEB.rglob("*.py") if SERVED not in path.parents)
SERVED_SOURCES = sorted((*SERVED.rglob("*.py"), *SERVED.rglob("*.html")))
# Classes of the DSFR that say what an element is, and have no rule of their own.
WITHOUT_RULE = {"fr-label", "fr-header__body"}


def missing_classes(sources: list[Path], *sheets: str) -> set[str]:
    """The DSFR's classes that are written there and drawn by none of these sheets."""
    sheet = "".join((ASSETS / name).read_text(encoding="utf-8") for name in sheets)
    # A class that ends with a dash is only the beginning of one.
    written = {
        name for path in sources for name in re.findall(r"\bfr-[a-z0-9_-]+(?<!-)(?![\w-])", path.read_text("utf-8"))
    }
    return {name for name in written - WITHOUT_RULE if not re.search(rf"\.{name}(?![\w-])", sheet)}


def test_every_dsfr_class_of_our_pages_is_in_the_reduced_sheet() -> None:
    """Otherwise run scripts/build_dsfr.py again."""
    assert missing_classes(SOURCES, "dsfr.css", "etat.css") == set()


def test_every_dsfr_class_of_served_pages_is_in_their_sheets() -> None:
    """Otherwise run scripts/build_dsfr.py again."""
    assert missing_classes(SERVED_SOURCES, "dsfr.css", "etat.css", "desk.css") == set()


def test_the_sheet_of_served_pages_gives_no_colour_again() -> None:
    """After the dark values of the other sheet, its light ones written again would undo them."""
    roots = re.compile(r":root\{([^}]*)\}")

    def given(name: str) -> set[str]:
        sheet = (ASSETS / name).read_text(encoding="utf-8")
        found = {each.partition(":")[0] for root in roots.findall(sheet) for each in root.split(";")}
        return {name for name in found if name.startswith("--")}

    assert given("desk.css") & given("dsfr.css") == set()
    assert given("desk.css")


@pytest.mark.parametrize("name", sorted(path.name for path in (*ASSETS.glob("*.css"), *ASSETS.glob("*.js"))))
def test_an_asset_names_no_other_site(name: str) -> None:
    """Namespaces of SVG apart, which are names and not addresses."""
    text = (ASSETS / name).read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://|url\((?![\"']?data:)|@import|@font-face", text)


def test_the_state_s_typeface_stays_out() -> None:
    """The brand is not the State's."""
    sheet = re.sub(r"^/\*!.*?\*/", "", (ASSETS / "dsfr.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    assert "Marianne" not in sheet


def test_styles_weigh_less_than_twenty_five_kilobytes() -> None:
    """Compressed, all sheets of the questionnaire together."""
    served = {"desk.css", "served.css"}
    sheets = b"".join(path.read_bytes() for path in sorted(ASSETS.glob("*.css")) if path.name not in served)
    assert len(gzip.compress(sheets)) < 25_000
