"""What is erased is no longer in any file of the database, while the server that erased it goes on running."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Text, update

from ansm.domain.support import Contact
from ansm.storage import Bounds, NewReminder, Storage
from ansm.storage.engine import open_engine, reading, writing
from ansm.storage.erasing import tables_of_a_file
from ansm.storage.tables import diagnostic
from tests.storage.examples import TOKEN, give, new_file
from tests.storage.full_files import fill
from tests.storage.test_support_requests import NOON, SENT, UNTIL

CANARY = "canari-a-effacer@exemple.fr"


@pytest.fixture
def running(sqlite_url: str) -> Storage:
    """A server with one file, that nobody stops."""
    storage = Storage.open(sqlite_url)
    storage.keep_content(new_file().content_version, b"archive")
    storage.create(new_file())
    return storage


def erase_the_file(storage: Storage) -> None:
    storage.record(TOKEN, give("SEC-01", CANARY))
    storage.keeping.erase(TOKEN)


def withdraw_a_request(storage: Storage) -> None:
    number = storage.support_requests.ask(TOKEN, SENT, Contact("Mairie", CANARY, "", ""), NOON, UNTIL)
    assert number is not None
    assert storage.support_requests.withdraw(TOKEN, number, NOON, UNTIL)


def _reminded(storage: Storage) -> int:
    assert storage.reminders.ask(TOKEN, NewReminder(CANARY, NOON.date(), NOON, 3, 3))
    return storage.reminders.of_file(TOKEN)[0].number


def stop_a_reminder(storage: Storage) -> None:
    assert storage.reminders.stop(TOKEN, _reminded(storage), NOON)


def end_a_reminder(storage: Storage) -> None:
    storage.reminders.end(_reminded(storage))


def purge_an_address(storage: Storage) -> None:
    _reminded(storage)
    long_ago, day = datetime(2000, 1, 1, tzinfo=NOON.tzinfo), date(2000, 1, 1)
    bounds = Bounds(long_ago, long_ago, day, day, long_ago, NOON + timedelta(days=1), day)
    assert storage.keeping.purge(bounds, dry=False).addresses == 1


USES = (erase_the_file, withdraw_a_request, stop_a_reminder, end_a_reminder, purge_an_address)


def bytes_of(sqlite_file: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(sqlite_file.parent.glob(f"{sqlite_file.name}*")))


@pytest.mark.parametrize("use", USES)
def test_no_file_of_the_database_holds_it_any_more(
    running: Storage, sqlite_file: Path, use: Callable[[Storage], None]
) -> None:
    """Neither the file itself nor the journal beside it, where SQLite writes first."""
    use(running)
    assert CANARY.encode() not in bytes_of(sqlite_file)
    running.close()


def test_of_an_erased_file_no_table_leaves_a_word_behind(running: Storage, sqlite_url: str, sqlite_file: Path) -> None:
    """Every text of every table that is about it, whatever tables there are."""
    engine = open_engine(sqlite_url, 1)
    fill(engine, TOKEN, "une@exemple.fr")
    with writing(engine) as connection:
        for table, _ in tables_of_a_file():
            texts = [each for each in table.columns if isinstance(each.type, Text) and not each.foreign_keys]
            if texts:
                written = {each.name: f"{CANARY} {table.name} {each.name}" for each in texts}
                assert connection.execute(update(table).values(written)).rowcount == 1, table.name
    assert bytes_of(sqlite_file).count(CANARY.encode()) > len(tables_of_a_file())
    running.keeping.erase(TOKEN)
    assert CANARY.encode() not in bytes_of(sqlite_file)
    engine.dispose()
    running.close()


def test_whoever_reads_meanwhile_does_not_prevent_erasing(sqlite_url: str, sqlite_file: Path, running: Storage) -> None:
    """The journal is then emptied by the next erasure: that of each day at the latest."""
    running.close()
    hurried = Storage.open(sqlite_url, patience=0.1)
    other = open_engine(sqlite_url, 0.1)
    with reading(other) as connection:
        connection.execute(diagnostic.select()).all()
        erase_the_file(hurried)
    assert hurried.find(TOKEN) is None
    hurried.create(new_file())
    withdraw_a_request(hurried)
    assert CANARY.encode() not in bytes_of(sqlite_file)
    other.dispose()
    hurried.close()
