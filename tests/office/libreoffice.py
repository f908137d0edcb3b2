"""LibreOffice without its windows: one skips, or fails on an integration server, where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ABSENT = "LibreOffice is not installed: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui"
PATIENCE_S = 180  # the first start writes a profile, on a machine that may be busy


class Office:
    """Converts files, each call one start of LibreOffice with a profile of our own."""

    def __init__(self, folder: Path) -> None:
        command = shutil.which("soffice")
        if command is None:
            if os.environ.get("CI", "").lower() in ("true", "1"):
                pytest.fail(ABSENT)
            pytest.skip(ABSENT)
        self._command = command
        self._folder = folder

    def converted(self, files: dict[str, bytes], to: str, suffix: str, *options: str) -> dict[str, bytes]:
        """Each file opened by LibreOffice and saved as `to`, under its name without suffix."""
        source = self._folder / "source"
        target = self._folder / "target"
        for folder in (source, target):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        for name, data in files.items():
            (source / name).write_bytes(data)
        subprocess.run(  # noqa: S603  # the LibreOffice of this machine, on files made here
            [
                self._command, "--headless", f"-env:UserInstallation={(self._folder / 'profile').as_uri()}", *options,
                "--convert-to", to, "--outdir", str(target), *(str(source / name) for name in files),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE_S,
        )  # fmt: skip
        return {path.name.split(".")[0]: path.read_bytes() for path in sorted(target.glob(f"*{suffix}"))}
