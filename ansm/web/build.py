"""Decides how the interface is built once and served anywhere: `python -m ansm.web.build`.

Reflex compiles the pages to static files (Node is needed here, and nowhere after). We then copy them into
the package, and make the event socket follow the page's own address: Reflex writes one address and one
port at build time, which would tie the files to a machine.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
from pathlib import Path

import brotli  # type: ignore[import-untyped] # a C module without types
from reflex.utils import prerequisites
from reflex.utils.export import export

from ansm.web.interface_folder import PUBLISHED
from ansm.web.offline import worker
from ansm.web.routes import EVENTS, NOT_FOUND, WORKER

LOCKED_PACKAGES = Path("reflex.lock") / "package.json"
A_TEMPLATE = "react-router.config.js"
BAKED_SOCKET = re.compile(r"""(["'`])wss?://[^"'`]*/_event\1""")
SAME_ORIGIN = f"(typeof location===`undefined`?`ws://localhost`:location.origin.replace(/^http/,`ws`))+`{EVENTS}`"
UNUSED_ADDRESS = re.compile(r"""(["'`])https?://localhost:\d+/[\w-]*\1""")


def main() -> None:
    """Compile the interface and publish it in the package. Raises SystemExit with the reason when it fails."""
    prepare_once()
    export(zipping=False, frontend=True, backend=False)
    write_in_our_form(LOCKED_PACKAGES)
    built = prerequisites.get_web_dir() / "build" / "client"
    follow_the_page(built)
    use_our_not_found_page(built)
    # Sources of ours that are compiled into the pages.
    shutil.rmtree(built / "wizard", ignore_errors=True)
    write_with_compressed_copy(built / WORKER.strip("/"), worker(built))
    fresh = PUBLISHED.with_name(PUBLISHED.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(built, fresh)
    shutil.rmtree(PUBLISHED, ignore_errors=True)
    fresh.rename(PUBLISHED)


def prepare_once() -> None:
    """Do what `reflex init` does, without its questions: the templates, and the committed lock of the packages."""
    started = (prerequisites.get_web_dir() / A_TEMPLATE).exists()
    if not started or prerequisites.needs_reinit():
        prerequisites.initialize_reflex_user_directory()  # type: ignore[no-untyped-call]  # Reflex gives it no types
        prerequisites.initialize_frontend_dependencies()  # type: ignore[no-untyped-call]  # Reflex gives it no types


def write_in_our_form(packages: Path) -> None:
    """Write the list of packages again, one a line.

    Reflex and npm each write the whole of it on one line, the one with spaces and the other without: which of them
    comes last depends on what was there before, and the committed file would change with each build.
    """
    listed = json.loads(packages.read_text(encoding="utf-8"))
    packages.write_text(json.dumps(listed, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def follow_the_page(built: Path) -> None:
    """Rewrite the one script that names a socket address. Raises SystemExit when Reflex no longer has exactly one."""
    scripts = [path for path in built.rglob("*.js") if BAKED_SOCKET.search(path.read_text(encoding="utf-8"))]
    if len(scripts) != 1:
        raise SystemExit(f"expected one script with the socket address, found {[path.name for path in scripts]}")
    text = BAKED_SOCKET.sub(lambda _: SAME_ORIGIN, scripts[0].read_text(encoding="utf-8"))
    write_with_compressed_copy(scripts[0], UNUSED_ADDRESS.sub("``", text))


def use_our_not_found_page(built: Path) -> None:
    """Answer an unknown address with the rendered page, without scripts: they would look for that address too."""
    rendered = (built / NOT_FOUND.strip("/") / "index.html").read_text(encoding="utf-8")
    plain = re.sub(r'<script[^>]*>.*?</script>|<link[^>]*rel="modulepreload"[^>]*>', "", rendered, flags=re.DOTALL)
    write_with_compressed_copy(built / "404.html", plain)


def write_with_compressed_copy(path: Path, text: str) -> None:
    """Write a text file and the `.br` and `.gz` that are served in its place."""
    path.write_text(text, encoding="utf-8")
    path.with_name(path.name + ".br").write_bytes(brotli.compress(text.encode()))
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(text.encode(), mtime=0))


if __name__ == "__main__":
    main()
