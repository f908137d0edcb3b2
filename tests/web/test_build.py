"""The built files work at any address, and ask nothing of anyone else."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import brotli
import pytest

from ansm.web.build import LOCKED_PACKAGES, follow_the_page, use_our_not_found_page, write_in_our_form

BAKED = "var e={PING:`http://localhost:8000/ping`,EVENT:`ws://localhost:8000/_event`,TEST_MODE:!1};export{e as t};"


def test_the_event_socket_follows_the_address_of_the_page(tmp_path: Path) -> None:
    """No host and no port stay in the script, compressed or not."""
    script = tmp_path / "assets" / "reflex-env-a.js"
    script.parent.mkdir()
    script.write_text(BAKED, encoding="utf-8")
    follow_the_page(tmp_path)
    text = script.read_text(encoding="utf-8")
    assert "location.origin" in text
    assert "8000" not in text
    assert gzip.decompress(script.with_name("reflex-env-a.js.gz").read_bytes()).decode() == text
    assert brotli.decompress(script.with_name("reflex-env-a.js.br").read_bytes()).decode() == text


@pytest.mark.parametrize("scripts", [[], [BAKED, BAKED]])
def test_a_build_with_no_such_script_or_two_is_refused(tmp_path: Path, scripts: list[str]) -> None:
    """Reflex changed: somebody must look."""
    for number, text in enumerate(scripts):
        (tmp_path / f"{number}.js").write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit, match="expected one script"):
        follow_the_page(tmp_path)


def test_the_not_found_page_reads_without_any_script(tmp_path: Path) -> None:
    """React Router would look for the unknown address instead of showing the page."""
    (tmp_path / "page-introuvable").mkdir()
    page = (
        '<link rel="modulepreload" href="/a.js"/><h1>Absente</h1><script>un</script><link rel="stylesheet" href="/b"/>'
    )
    (tmp_path / "page-introuvable" / "index.html").write_text(page, encoding="utf-8")
    use_our_not_found_page(tmp_path)
    assert (tmp_path / "404.html").read_text(encoding="utf-8") == '<h1>Absente</h1><link rel="stylesheet" href="/b"/>'


@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": ")], ids=["npm", "Reflex"])
def test_the_committed_list_of_packages_stays_as_it_is_whoever_wrote_it_last(
    tmp_path: Path, pytestconfig: pytest.Config, separators: tuple[str, str]
) -> None:
    """A build leaves the tree clean."""
    committed = (pytestconfig.rootpath / LOCKED_PACKAGES).read_bytes()
    written = tmp_path / "package.json"
    written.write_text(json.dumps(json.loads(committed), separators=separators))
    write_in_our_form(written)
    assert written.read_bytes() == committed
