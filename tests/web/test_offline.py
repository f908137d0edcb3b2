"""What a device keeps to work without network: the pages of the questionnaire with all they load, as one version."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ansm.web.interface_folder import PUBLISHED
from ansm.web.offline import kept_files, worker

PAGE = '<link rel="modulepreload" href="/assets/{0}.js"/><link href="/ansm.css"/><script src="/ansm.js"></script>'


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A small interface: three pages kept, one that is not, scripts that name other scripts."""
    for page, script in (("", "home"), ("diagnostic", "fill"), ("diagnostic/resultats", "read"), ("aide", "help")):
        (tmp_path / page).mkdir(parents=True, exist_ok=True)
        (tmp_path / page / "index.html").write_text(PAGE.format(script), encoding="utf-8")
    scripts = {
        "home": 'import"./shared-a1.js";import("./manifest-abc.js")',
        "fill": 'import{t}from"./shared-a1.js";const q=()=>import(`./code-b2.js`);"assets/fill-c3.css"',
        "read": 'fetch("./elsewhere.js")',
        "help": 'import"./only-help.js"',
        "shared-a1": "",
        "code-b2": "",
        "only-help": "",
        "manifest-abc": '"/assets/help.js"',
    }
    (tmp_path / "assets").mkdir()
    for name, text in scripts.items():
        (tmp_path / "assets" / f"{name}.js").write_text(text, encoding="utf-8")
    for name in ("ansm.css", "ansm.js", "assets/fill-c3.css"):
        (tmp_path / name).write_text("", encoding="utf-8")
    return tmp_path


def test_the_kept_pages_are_kept_with_all_that_they_load_and_nothing_else(built: Path) -> None:
    """Scripts loaded later are followed; the list of every page's scripts is kept but not followed."""
    assert kept_files(built) == (
        "/",
        "/ansm.css",
        "/ansm.js",
        "/assets/code-b2.js",
        "/assets/fill-c3.css",
        "/assets/fill.js",
        "/assets/home.js",
        "/assets/manifest-abc.js",
        "/assets/read.js",
        "/assets/shared-a1.js",
        "/diagnostic/",
        "/diagnostic/resultats/",
    )


@pytest.mark.parametrize("changed", ["diagnostic/index.html", "assets/code-b2.js", "ansm.css"])
def test_any_change_of_a_kept_file_makes_another_version(built: Path, changed: str) -> None:
    """So that a device never mixes two."""
    before = version(worker(built))
    assert version(worker(built)) == before
    (built / changed).write_text("changed", encoding="utf-8")
    assert version(worker(built)) != before


def test_a_change_elsewhere_disturbs_no_device(built: Path) -> None:
    """A page that is not kept may change without a download for everyone."""
    before = version(worker(built))
    (built / "aide" / "index.html").write_text("changed", encoding="utf-8")
    assert version(worker(built)) == before


def test_the_built_interface_keeps_its_questionnaire_its_script_and_its_code_library() -> None:
    """The real files: what the page names exists, and the part that draws QR codes comes along."""
    files = kept_files(PUBLISHED)
    assert {"/", "/diagnostic/", "/diagnostic/resultats/", "/ansm.js"} <= set(files)
    assert any("_diagnostic_._index" in name for name in files)
    text = (PUBLISHED / "hors-connexion.js").read_text(encoding="utf-8")
    assert version(text) == version(worker(PUBLISHED))
    assert not (PUBLISHED / "wizard").exists()


def version(text: str) -> str:
    """The version a worker's script names."""
    found = re.search(r'VERSION = "([0-9a-f]{16})"', text)
    assert found is not None
    return found[1]
