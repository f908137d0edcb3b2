"""What was acknowledged is there: after a crash, and whoever else writes at the same time."""

from __future__ import annotations

import gc
import signal
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable

import pytest

from ansm.storage import Storage
from tests.storage.examples import found, give, new_file

WRITER = """
import sys
from datetime import UTC, datetime
from ansm.storage import Storage, StoredAnswer
storage, token, number = Storage.open(sys.argv[1]), bytes.fromhex(sys.argv[2]), int(sys.argv[3])
while True:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    storage.record(token, StoredAnswer("SEC-01", (str(number),), None, now, f"c{number}"))
    print(number, flush=True)
    number += 1
"""


def test_an_acknowledged_answer_outlives_the_program_killed_right_after(
    url: str, storage: Storage, pytestconfig: pytest.Config
) -> None:
    record = new_file()
    storage.create(record)
    acknowledged = 0
    for wait_for in (1, 2, 3, 1, 5, 8, 1, 13, 2, 1):
        start = len(storage.history(record.token_hash))
        with subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", WRITER, url, record.token_hash.hex(), str(start)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=pytestconfig.rootpath,
        ) as writer:
            assert writer.stdout is not None
            printed = [int(writer.stdout.readline()) for _ in range(wait_for)]
            writer.kill()
            printed += [int(line) for line in writer.stdout if line.endswith("\n")]
        assert writer.returncode == -signal.SIGKILL
        acknowledged = printed[-1] + 1

        kept = [given.values for given in storage.history(record.token_hash)]

        assert len(kept) >= acknowledged
        assert kept == [(str(number),) for number in range(len(kept))]
    assert acknowledged >= 37


def _together(tasks: list[Callable[[], object]]) -> None:
    """Run all the tasks at the same time; whatever one raises is raised here."""
    barrier = threading.Barrier(len(tasks))
    failures = []

    def run(task: Callable[[], object]) -> None:
        barrier.wait()
        try:
            task()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def test_twenty_people_answering_five_files_at_once_lose_nothing(url: str) -> None:
    storage = Storage.open(url, patience=60)
    storage.keep_content(new_file("0").content_version, b"archive")
    files = [new_file(str(number)) for number in range(5)]
    for each in files:
        storage.create(each)

    def person(number: int) -> Callable[[], None]:
        def answer() -> None:
            for turn in range(10):
                token = files[(number + turn) % len(files)].token_hash
                storage.record(token, give(f"Q-{turn}", f"p{number}", client_id=f"p{number}-{turn}"))
                assert found(storage, token).answers.chosen(f"Q-{turn}") != ()

        return answer

    _together([person(number) for number in range(20)])

    histories = [storage.history(each.token_hash) for each in files]
    sent = {given.client_id for history in histories for given in history}
    assert sum(len(history) for history in histories) == 200
    assert sent == {f"p{number}-{turn}" for number in range(20) for turn in range(10)}
    for each, history in zip(files, histories, strict=True):
        last = {given.question: given.values for given in history}
        assert {item.question: item.values for item in found(storage, each.token_hash).answers.items} == last
    storage.close()


def test_one_sending_arriving_eight_times_at_once_is_kept_once(storage: Storage) -> None:
    record = new_file()
    storage.create(record)
    _together([lambda: storage.record(record.token_hash, give("SEC-01", "non", client_id="a1"))] * 8)
    assert len(storage.history(record.token_hash)) == 1


def test_a_content_version_kept_by_several_at_once_is_kept_once(storage: Storage) -> None:
    _together([lambda: storage.keep_content("3.0", b"third")] * 8)
    assert storage.content("3.0") == b"third"


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_nothing_stays_open_after_closing(request: pytest.FixtureRequest, kind: str) -> None:
    """Unclosed connections are warnings, and warnings are errors here."""
    storage = Storage.open(request.getfixturevalue(f"{kind}_url"))
    _together([storage.check] * 8)
    storage.close()
    with warnings.catch_warnings(record=True) as unclosed:
        warnings.simplefilter("always")
        gc.collect()
    assert [str(each.message) for each in unclosed if each.category is ResourceWarning] == []
