"""What a device keeps to work without network: the pages of the questionnaire with all they load, as one version."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette

from ansm.web import offline
from ansm.web.interface_folder import PUBLISHED
from ansm.web.offline import kept_files, worker
from ansm.web.own_routes import RETIRED_WORKER
from ansm.web.protection import WORKER_POLICY, Protection
from tests.web.asgi_client import AsgiClient

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


def test_what_has_no_checksum_in_its_name_is_checked_when_it_is_fetched(built: Path) -> None:
    """A server may change version between two files: a browser then refuses the whole."""
    files = files_of(worker(built))
    assert {address for address, checksum in files.items() if not checksum} == {
        address for address in files if address.startswith("/assets/")
    }
    expected = base64.b64encode(hashlib.sha256((built / "ansm.js").read_bytes()).digest()).decode()
    assert files["/ansm.js"] == f"sha256-{expected}"


def test_another_worker_is_another_version_even_for_the_same_files(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its store must not be the one that the worker before it still serves from."""
    before = version(worker(built))
    other = built / "other_worker.js"
    other.write_text(offline.TEMPLATE.read_text(encoding="utf-8") + "// newer", encoding="utf-8")
    monkeypatch.setattr(offline, "TEMPLATE", other)
    assert version(worker(built)) != before


def test_a_worker_without_a_place_for_its_files_is_refused(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = built / "other_worker.js"
    other.write_text("no place", encoding="utf-8")
    monkeypatch.setattr(offline, "TEMPLATE", other)
    with pytest.raises(SystemExit, match="VERSION"):
        worker(built)


def test_a_worker_can_be_retired(tmp_path: Path) -> None:
    """As a script that browsers accept in its place, under its policy, looked at again at each visit."""
    answer = AsgiClient(Protection(Starlette(routes=[RETIRED_WORKER]), tmp_path)).get("/hors-connexion.js")
    assert answer.status_code == 200
    assert "javascript" in answer.headers["content-type"]
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-security-policy"] == WORKER_POLICY
    assert "unregister" in answer.text


def files_of(text: str) -> dict[str, str]:
    """The files a worker's script lists, with their checksums."""
    found = re.search(r"Object\.entries\((\{.*?\})\)", text)
    assert found is not None
    files: dict[str, str] = json.loads(found[1])
    return files


def version(text: str) -> str:
    """The version a worker's script names."""
    found = re.search(r'VERSION = "([0-9a-f]{16})"', text)
    assert found is not None
    return found[1]
