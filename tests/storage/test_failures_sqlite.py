"""When SQLite fails, a sentence says what to do and what was saved is still there. The failures are real."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import disk_usage

import pytest
from sqlalchemy import Engine, event

from ansm.errors import StorageUnavailable
from ansm.storage import Storage
from tests.storage.examples import CONTENT, KEPT, TOKEN, give, opened_with_one_answer, still_there

NOBODY = 65534


@contextmanager
def _ordinary_user() -> Iterator[None]:
    """File permissions do not stop root: become somebody else for a while, who may not even read our own code."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that belongs to the ordinary user."""
    with tempfile.TemporaryDirectory(prefix="ansm-") as name:
        folder = Path(name)
        _give_away(folder)
        yield folder
        folder.chmod(stat.S_IRWXU)


def _give_away(path: Path) -> None:
    if os.geteuid() == 0:
        os.chown(path, NOBODY, NOBODY)


def test_a_locked_sqlite_database_says_to_try_again_and_still_reads(opened_sqlite: Storage, sqlite_file: Path) -> None:
    with closing(sqlite3.connect(sqlite_file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageUnavailable, match=f"{KEPT}. Réessayez dans quelques instants"):
            opened_sqlite.record(TOKEN, give("SEC-02", "oui"))
        with pytest.raises(StorageUnavailable, match="Réessayez"):
            opened_sqlite.check()
        assert still_there(opened_sqlite)
    opened_sqlite.record(TOKEN, give("SEC-02", "oui"))
    assert len(opened_sqlite.history(TOKEN)) == 2


def test_a_read_only_file_still_reads_and_says_who_must_do_what(public_folder: Path) -> None:
    file = public_folder / "ansm.sqlite3"
    with opened_with_one_answer(f"sqlite:///{file}") as storage:
        storage.close()  # the next connection is opened by the ordinary user
        _give_away(file)
        file.chmod(stat.S_IRUSR)
        with _ordinary_user():
            with pytest.raises(StorageUnavailable, match=f"lecture seule. {KEPT}. Gardez votre lien et prévenez"):
                storage.record(TOKEN, give("SEC-02", "oui"))
            with pytest.raises(StorageUnavailable, match="lecture seule"):
                storage.check()
            assert still_there(storage)


def test_a_folder_without_the_right_to_write_is_said_so(public_folder: Path, sqlite_url: str) -> None:
    Storage.open(sqlite_url).close()  # loads what the ordinary user may not be able to load
    public_folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with _ordinary_user(), pytest.raises(StorageUnavailable, match="le droit d’y écrire"):
        Storage.open(f"sqlite:///{public_folder}/ansm.sqlite3")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable, match=r"absent.*Créez ce dossier"):
        Storage.open(f"sqlite:///{tmp_path}/absent/ansm.sqlite3")


def test_a_folder_in_place_of_the_file_is_said_not_to_open(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable, match="ne s’ouvre pas"):
        Storage.open(f"sqlite:///{tmp_path}")


def test_a_full_sqlite_database_keeps_all_that_was_acknowledged(
    sqlite_url: str, sqlite_file: Path, opened_sqlite: Storage
) -> None:
    opened_sqlite.close()
    with closing(sqlite3.connect(sqlite_file)) as other:
        pages = other.execute("PRAGMA page_count").fetchone()[0]

    def little_room(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")

    acknowledged = 1
    event.listen(Engine, "connect", little_room)
    try:
        with closing(Storage.open(sqlite_url)) as storage:
            with pytest.raises(StorageUnavailable, match=f"plus de place sur le disque. {KEPT}. Gardez votre lien"):
                for _ in range(1000):
                    storage.record(TOKEN, give("SEC-02", *["x" * 60] * 20))
                    acknowledged += 1
            assert len(storage.history(TOKEN)) == acknowledged > 1
            assert still_there(storage)
    finally:
        event.remove(Engine, "connect", little_room)
    opened_sqlite.record(TOKEN, give("SEC-02", "oui"))
    assert len(opened_sqlite.history(TOKEN)) == acknowledged + 1


def test_a_disk_that_refuses_to_write_keeps_all_that_was_acknowledged(
    opened_sqlite: Storage, sqlite_file: Path
) -> None:
    wal = sqlite_file.with_name(f"{sqlite_file.name}-wal")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (wal.stat().st_size + 20_000, before[1]))
    acknowledged = 1
    try:
        with pytest.raises(StorageUnavailable, match=f"Le disque a refusé l’enregistrement. {KEPT}"):
            for _ in range(100):
                opened_sqlite.record(TOKEN, give("SEC-02", *["x" * 60] * 20))
                acknowledged += 1
        assert len(opened_sqlite.history(TOKEN)) == acknowledged
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    opened_sqlite.record(TOKEN, give("SEC-02", "oui"))
    assert len(opened_sqlite.history(TOKEN)) == acknowledged + 1


def test_a_file_that_is_not_a_database_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "ansm.sqlite3"
    file.write_bytes(b"une lettre du maire\n" * 500)
    with pytest.raises(StorageUnavailable, match=r"abîmée.*Rien n’a été effacé.*mettre de côté"):
        Storage.open(f"sqlite:///{file}")
    assert file.read_bytes() == b"une lettre du maire\n" * 500


def test_a_damaged_database_is_said_to_be_damaged(opened_sqlite: Storage, sqlite_url: str, sqlite_file: Path) -> None:
    opened_sqlite.close()
    content = bytearray(sqlite_file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    sqlite_file.write_bytes(content)
    with pytest.raises(StorageUnavailable, match="abîmée"), closing(Storage.open(sqlite_url)) as storage:
        storage.find(TOKEN)


def test_a_damaged_content_archive_is_not_given(opened_sqlite: Storage, sqlite_file: Path) -> None:
    with closing(sqlite3.connect(sqlite_file)) as other:
        other.execute("UPDATE content_version SET archive = x'00'")
        other.commit()
    with pytest.raises(StorageUnavailable, match="abîmée"):
        opened_sqlite.content(CONTENT)


def test_health_notices_that_no_room_is_left(opened_sqlite: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the operator, or nobody: every page still answers, and no answer is saved."""
    opened_sqlite.check()
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: disk_usage(folder)._replace(free=4096))
    with pytest.raises(StorageUnavailable, match="plus de place sur le disque"):
        opened_sqlite.check()


def test_health_notices_a_deleted_file(opened_sqlite: Storage, sqlite_file: Path) -> None:
    opened_sqlite.check()
    sqlite_file.unlink()
    with pytest.raises(StorageUnavailable, match="ne s’ouvre pas"):
        opened_sqlite.check()
