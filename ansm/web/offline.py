"""Decides what works without network: which built files a device keeps, as one version, all or none.

Only what the questionnaire needs, with the home page and the results page, which says that it needs the connection.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

from ansm.web import routes

TEMPLATE = Path(__file__).parent / "offline_worker.js"
RETIRED = Path(__file__).parent / "offline_retired.js"
PAGES = (routes.HOME, routes.DIAGNOSTIC, routes.RESULTS)
# Those with a State: an old page must not speak with a newer server.
LIVE = (routes.HOME, routes.RESULTS)
HASHED = "/assets/"
IN_PAGE = re.compile(r"""(?:href|src)="(/[^"?#]+\.(?:js|css|svg|woff2))""")
IN_STYLE_LIST = re.compile(r"""import\((["'`])(/assets/[^"'`]+\.js)\1\)|from(["'`])(/assets/[^"'`]+\.js)\3""")
IN_SCRIPT = re.compile(r"""["'`](?:\./|/?assets/)([\w.-]+\.(?:js|css))["'`]""")
# The list of every page's scripts: following it would keep the whole site.
DIRECTORY = re.compile(r"/manifest-\w+\.js$")


def kept_files(built: Path) -> tuple[str, ...]:
    """The addresses of the pages above and of all that they load, sorted."""
    found: set[str] = set()
    waiting = list(PAGES)
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        found.add(address)
        waiting.extend(_loaded_by(built, address))
    return tuple(sorted(found))


def worker(built: Path) -> str:
    """The script of the service worker for these built files: another file, another version."""
    template = TEMPLATE.read_text(encoding="utf-8")
    files = {address: _checksum(built, address) for address in kept_files(built)}
    digest = hashlib.sha256(template.encode())
    for address in files:
        digest.update(address.encode())
        digest.update(_path(built, address).read_bytes())
    written = {
        "@VERSION@": digest.hexdigest()[:16],
        "/* files */ {}": json.dumps(files, separators=(",", ":")),
        "/* live */ []": json.dumps(LIVE),
    }
    for place, text in written.items():
        if template.count(place) != 1:
            raise SystemExit(f"{TEMPLATE.name} needs exactly one place for {place}")
        template = template.replace(place, text)
    return template


def _checksum(built: Path, address: str) -> str:
    """What a browser checks a file by; nothing for a file whose name holds a checksum."""
    if address.startswith(HASHED):
        return ""
    return "sha256-" + base64.b64encode(hashlib.sha256(_path(built, address).read_bytes()).digest()).decode()


def _loaded_by(built: Path, address: str) -> set[str]:
    """What a page or a script names, when it is one of ours."""
    if DIRECTORY.search(address) or not address.endswith(("/", ".js")):
        return set()
    text = _path(built, address).read_text(encoding="utf-8")
    named = {f"/assets/{name}" for name in IN_SCRIPT.findall(text)}
    if address.endswith("/"):
        named |= set(IN_PAGE.findall(text))
        named |= {match[1] or match[3] for match in IN_STYLE_LIST.findall(text)}
    return {name for name in named if _path(built, name).is_file()}


def _path(built: Path, address: str) -> Path:
    return built / (address.strip("/") or ".") / "index.html" if address.endswith("/") else built / address.lstrip("/")
