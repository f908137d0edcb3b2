"""Both databases, thrown away after the tests."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from ansm.storage import Storage
from tests.storage.cluster import Cluster, installed_binaries, server_account
from tests.storage.examples import CONTENT, opened_with_one_answer


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A running PostgreSQL."""
    binaries = installed_binaries()
    if binaries is None:
        absent = "PostgreSQL is not installed: apt-get install postgresql"
        if os.environ.get("CI", "").lower() in ("true", "1"):
            pytest.fail(absent)
        pytest.skip(absent)
    with tempfile.TemporaryDirectory(prefix="ansm-pg-", ignore_cleanup_errors=True) as folder:
        server = Cluster(binaries, Path(folder), server_account())
        try:
            server.start()
            yield server
        finally:
            server.stop()


@pytest.fixture
def administrate(cluster: Cluster) -> Callable[[str], None]:
    """Run a statement as the administrator of the PostgreSQL server."""
    return cluster.execute


@pytest.fixture
def server_stopped(cluster: Cluster) -> Callable[[], AbstractContextManager[None]]:
    """Stop the PostgreSQL server for the length of a block."""

    @contextmanager
    def stopped() -> Iterator[None]:
        cluster.stop()
        try:
            yield
        finally:
            cluster.start()

    return stopped


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Path:
    """Where the SQLite database of this test is."""
    return tmp_path / "ansm.sqlite3"


@pytest.fixture
def sqlite_url(sqlite_file: Path) -> str:
    """The address of an empty SQLite database."""
    return f"sqlite:///{sqlite_file}"


@pytest.fixture
def postgresql_url(cluster: Cluster) -> str:
    """The address of an empty PostgreSQL database."""
    return cluster.new_database()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database, one test for each kind."""
    address = request.getfixturevalue(f"{request.param}_url")
    assert isinstance(address, str)
    return address


@pytest.fixture
def storage(url: str) -> Iterator[Storage]:
    """An open database that keeps one content version and no file yet."""
    opened = Storage.open(url)
    opened.keep_content(CONTENT, b"archive")
    yield opened
    opened.close()


@pytest.fixture
def opened(url: str) -> Iterator[Storage]:
    """An impatient storage with one file that has one answer, on each database."""
    with opened_with_one_answer(url) as storage:
        yield storage


@pytest.fixture
def opened_sqlite(sqlite_url: str) -> Iterator[Storage]:
    """The same, on SQLite."""
    with opened_with_one_answer(sqlite_url) as storage:
        yield storage


@pytest.fixture
def opened_postgresql(postgresql_url: str) -> Iterator[Storage]:
    """The same, on PostgreSQL."""
    with opened_with_one_answer(postgresql_url) as storage:
        yield storage
