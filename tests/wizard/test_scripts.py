"""The pure scripts of the browser, each by its own specification, run by Node's test runner."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

NODE = Path(sys.executable).parent / "node"
SPECIFICATIONS = sorted(Path(__file__).parent.glob("*.spec.mjs"))


@pytest.mark.parametrize("specification", SPECIFICATIONS, ids=lambda path: str(path.name))
def test_a_script_does_what_its_specification_says(specification: Path) -> None:
    """The runner's own report is shown when it fails."""
    done = subprocess.run([NODE, "--test", specification], capture_output=True, text=True, check=False)  # noqa: S603 — our own script
    assert done.returncode == 0, done.stdout + done.stderr
    assert "# fail 0" in done.stdout or "ℹ fail 0" in done.stdout
    assert "pass 0" not in done.stdout


def test_every_pure_script_has_its_specification() -> None:
    """Those that decide something without a browser; `journey` and `conditions` are held by the parity test.

    `file` is held with all that it is made of: `sync`, `outbox`, `vault`, `exchange`, `drawn`.
    """
    written = {path.name.removesuffix(".spec.mjs") for path in SPECIFICATIONS}
    assert written == {
        *("backlog", "bringing", "choosing", "entry", "file", "former", "french", "ledger", "origin", "steps"),
    }
