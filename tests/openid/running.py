"""A real OpenID provider on this machine: `oidc-provider`, which is certified, installed by npm (see provider.mjs)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from ansm.settings import OpenIdProvider

HERE = Path(__file__).parent
NODE = Path(sys.executable).parent / "node"
SECRET = "un secret de plus de trente-deux octets"  # noqa: S105 - that of a provider of tests
Account = dict[str, str | bool]
ABSENT = "The OpenID provider is not installed: npm ci --prefix tests/openid (make test does it)"


@dataclass
class RunningProvider:
    """A provider and what it knows. `accounts` are by subject; change them with `know`."""

    folder: Path
    redirect: str
    leave: str
    issuer: str = ""
    accounts: dict[str, Account] = field(default_factory=dict)
    like_proconnect: bool = False
    process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it, on a free port."""
        if not (HERE / "node_modules" / "oidc-provider").is_dir():
            raise RuntimeError(ABSENT)
        self._write()
        errors = (self.folder / "provider.log").open("a")
        self.process = subprocess.Popen(  # noqa: S603 - our own script
            [NODE, HERE / "provider.mjs", self._file],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        errors.close()
        self._wait()

    def change_keys(self) -> None:
        """Have it sign with a key that nobody has seen yet."""
        assert self.process is not None
        assert self.process.stdin is not None
        self.process.stdin.write("autre clé\n")
        self.process.stdin.flush()
        self._wait()

    def _wait(self) -> None:
        assert self.process is not None
        assert self.process.stdout is not None
        self.issuer = self.process.stdout.readline().strip()
        assert self.issuer, (self.folder / "provider.log").read_text()

    def stop(self) -> None:
        """Stop it."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait()
            for pipe in (self.process.stdin, self.process.stdout):
                if pipe is not None:
                    pipe.close()
            self.process = None

    def know(self, subject: str, email: str, **more: str | bool) -> None:
        """Have an account of this subject."""
        self.accounts[subject] = {"email": email, "email_verified": True} | more
        self._write()

    def settings(self, client: str = "ansm") -> OpenIdProvider:
        """The settings of whoever uses it."""
        return OpenIdProvider(self.issuer, client, SECRET, "Compte d’essai", (), self.like_proconnect)

    def settings_at(self, *levels: str) -> OpenIdProvider:
        """The same, with levels of assurance required."""
        return replace(self.settings(), levels=levels)

    @property
    def _file(self) -> Path:
        return self.folder / "provider.json"

    def _write(self) -> None:
        known = {
            "proconnect": self.like_proconnect,
            "redirect": self.redirect,
            "leave": self.leave,
            "accounts": self.accounts,
        }
        self._file.write_text(json.dumps(known), "utf-8")


@contextmanager
def running_provider(folder: Path, site: str, *, like_proconnect: bool = False) -> Iterator[RunningProvider]:
    """A provider that knows this site, for the length of a block; like ProConnect, it does what it does otherwise."""
    back, leave = f"{site}/conseillers/openid/retour", f"{site}/conseillers/connexion"
    provider = RunningProvider(folder, back, leave, like_proconnect=like_proconnect)
    provider.start()
    try:
        yield provider
    finally:
        provider.stop()
