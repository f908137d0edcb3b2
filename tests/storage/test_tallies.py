"""The product's own journal: counters that are exact whoever counts together, and tied to no file."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ansm.domain.counting import Counted, Tick, ticks
from ansm.errors import StorageUnavailable
from ansm.storage import Storage
from tests.storage.examples import CONTENT, TOKEN, found, new_file

NOVEMBER = date(2026, 11, 1)
OPENING_DAY = date(2026, 11, 22)
LATER = datetime(2026, 11, 22, 9, 50, tzinfo=UTC)
OPENED = {
    Tick(NOVEMBER, "ouvert", "", "38"): 1,
    Tick(OPENING_DAY, "ouvert", "", ""): 1,
}


def counted(storage: Storage) -> dict[Tick, int]:
    """The whole journal."""
    return {each.tick: each.count for each in storage.tallies.all()}


def ending(_opened: datetime) -> tuple[Tick, ...]:
    """What the end of a file of Isère adds."""
    return ticks(Counted.FINISHED, "", "38", OPENING_DAY)


def test_the_same_thing_again_adds_one(storage: Storage) -> None:
    need = ticks(Counted.NEED, "SEC-SAUV", "", OPENING_DAY)
    storage.tallies.add(need)
    storage.tallies.add((*need, *need))
    assert counted(storage) == {Tick(NOVEMBER, "besoin", "SEC-SAUV", ""): 3}


def test_threads_that_count_together_lose_nothing(storage: Storage) -> None:
    """In whatever order each of them names what it counts."""
    both = (*ticks(Counted.NEED, "A", "", OPENING_DAY), *ticks(Counted.NEED, "B", "", OPENING_DAY))
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(storage.tallies.add, [both, both[::-1]] * 20))
    assert set(counted(storage).values()) == {40}


def test_opening_a_file_is_counted_with_it(storage: Storage) -> None:
    storage.create(new_file())
    assert counted(storage) == OPENED


def test_a_file_that_is_not_created_is_not_counted(storage: Storage) -> None:
    storage.create(new_file())
    with pytest.raises(ValueError, match="in use"):
        storage.create(new_file())
    assert counted(storage) == OPENED


def test_a_copy_brought_from_elsewhere_counts_neither_opened_nor_finished(storage: Storage) -> None:
    storage.create(replace(new_file(), counted=False))
    assert storage.tallies.finish(new_file().uid, LATER, ending)
    assert found(storage).finished_at == LATER
    assert counted(storage) == {}


def test_a_file_is_finished_once_with_its_first_moment(storage: Storage) -> None:
    storage.create(new_file())
    opened: list[datetime] = []

    def heard(at: datetime) -> tuple[Tick, ...]:
        opened.append(at)
        return ending(at)

    firsts = [storage.tallies.finish(new_file().uid, at, heard) for at in (LATER, LATER.replace(hour=20))]
    assert firsts == [True, False]
    assert found(storage).finished_at == LATER
    assert opened == [new_file().created_at]
    assert counted(storage)[Tick(NOVEMBER, "termine", "", "38")] == 1


def test_readers_who_finish_a_file_together_count_it_once(storage: Storage) -> None:
    storage.create(new_file())
    with ThreadPoolExecutor(8) as threads:
        firsts = list(threads.map(lambda _: storage.tallies.finish(new_file().uid, LATER, ending), range(16)))
    assert sum(firsts) == 1
    assert counted(storage)[Tick(OPENING_DAY, "termine", "", "")] == 1


def test_when_the_end_cannot_be_counted_the_file_is_not_finished(storage: Storage) -> None:
    """It will be, at its next reading."""
    storage.create(new_file())

    def broken(_opened: datetime) -> tuple[Tick, ...]:
        raise RuntimeError("anything")

    with pytest.raises(RuntimeError):
        storage.tallies.finish(new_file().uid, LATER, broken)
    assert found(storage).finished_at is None


def test_a_file_says_once_how_useful_it_was(storage: Storage) -> None:
    storage.create(new_file())
    said = ticks(Counted.SATISFACTION, "4", "", OPENING_DAY)
    assert [storage.tallies.satisfy(TOKEN, said) for _ in range(2)] == [True, False]
    assert counted(storage)[said[0]] == 1


def test_what_nobody_opened_says_nothing(storage: Storage) -> None:
    assert not storage.tallies.satisfy(TOKEN, ticks(Counted.SATISFACTION, "4", "", OPENING_DAY))
    assert counted(storage) == {}


def test_a_stopped_database_is_told_in_words(
    postgresql_url: str, server_stopped: Callable[[], AbstractContextManager[None]]
) -> None:
    storage = Storage.open(postgresql_url, patience=0.2)
    storage.keep_content(CONTENT, b"archive")
    with server_stopped(), pytest.raises(StorageUnavailable):
        storage.tallies.add(ticks(Counted.NEED, "A", "", OPENING_DAY))
    storage.close()
