"""Starts both kinds of databases, empty, for the benches that put one beside the other; nothing is left of them."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.site import database
from tests.storage.cluster import Cluster, installed_binaries, server_account

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"


@contextlib.contextmanager
def both() -> Iterator[dict[str, str]]:
    """The address of each by its name; SQLite alone where PostgreSQL is not installed, and it is said."""
    with database() as sqlite, contextlib.ExitStack() as stack:
        found = {SQLITE: sqlite}
        if (binaries := installed_binaries()) is None:
            print("  PostgreSQL is not installed (apt-get install postgresql): SQLite alone is measured")
        else:
            found[POSTGRESQL] = stack.enter_context(_postgresql(binaries))
        yield found


@contextlib.contextmanager
def _postgresql(binaries: Path) -> Iterator[str]:
    """A server like that of the tests, but one that writes through to the disk, as SQLite does here."""
    with tempfile.TemporaryDirectory(prefix="ansm-bench-pg-", ignore_cleanup_errors=True) as folder:
        cluster = Cluster(binaries, Path(folder), server_account(), durable=True)
        try:
            cluster.start()
            yield cluster.new_database()
        finally:
            cluster.stop()
