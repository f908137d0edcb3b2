"""PDF in other processes: same bytes, and a French sentence whenever a process cannot do its work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from ansm.domain.answers import Answers
from ansm.errors import ReportUnavailable
from ansm.report import Document, ReportPool, compose, render
from ansm.report.pieces import Item
from ansm.report.pool import SENTENCES
from ansm.report.worker import NICENESS, Outcome, printed
from tests.report.builders import CONTEXT, diagnostic

DOCUMENT = compose(diagnostic(Answers()), CONTEXT)
PATIENCE = 120


@pytest.fixture(scope="module")
def pool() -> Iterator[ReportPool]:
    """One process is enough, and is started once."""
    opened = ReportPool(workers=1)
    yield opened
    opened.close()


def long_document() -> Document:
    """Enough pages to last several seconds."""
    document = compose(diagnostic(), CONTEXT)
    return replace(document, services=document.services * 200)


def some_pages() -> Document:
    """Enough to last a moment."""
    document = compose(diagnostic(), CONTEXT)
    return replace(document, services=document.services * 12)


def test_the_pool_prints_the_same_bytes_as_this_process(pool: ReportPool) -> None:
    assert pool.render(DOCUMENT) == render(DOCUMENT)


def test_several_readers_are_served_at_once(pool: ReportPool) -> None:
    with ThreadPoolExecutor(4) as readers:
        assert set(readers.map(pool.render, [DOCUMENT] * 4)) == {render(DOCUMENT)}


def test_a_lost_process_is_replaced_and_its_document_printed_again(pool: ReportPool) -> None:
    (before,) = pool.process_ids()
    os.kill(before, signal.SIGKILL)
    assert pool.render(DOCUMENT) == render(DOCUMENT)
    (after,) = pool.process_ids()
    assert after != before


def test_a_document_that_takes_too_long_is_stopped_and_the_next_one_printed() -> None:
    # Far less than the long one needs, and enough for the short one on a machine that does something else too.
    hurried = ReportPool(workers=1, limit=2.0)
    try:
        with pytest.raises(ReportUnavailable, match="trop de temps"):
            hurried.render(long_document())
        deadline = time.monotonic() + 60
        while True:  # the new process needs a moment to load
            try:
                assert hurried.render(DOCUMENT) == render(DOCUMENT)
                break
            except ReportUnavailable:
                assert time.monotonic() < deadline
    finally:
        hurried.close()


def test_when_every_process_is_busy_the_reader_is_told_to_come_back() -> None:
    crowded = ReportPool(workers=1, limit=1.0)
    try:
        with ThreadPoolExecutor(2) as readers:
            outcomes = [readers.submit(crowded.render, long_document()) for _ in range(2)]
        said = " ".join(str(each.exception()) for each in outcomes)
        assert "Vos réponses sont enregistrées" in said
        assert all(isinstance(each.exception(), ReportUnavailable) for each in outcomes)
    finally:
        crowded.close()


def test_a_process_is_renewed_after_its_share_of_documents() -> None:
    short_lived = ReportPool(workers=1, documents_each=2)
    try:
        (first,) = short_lived.process_ids()
        short_lived.render(DOCUMENT)
        assert short_lived.process_ids() == (first,)
        short_lived.render(DOCUMENT)
        _until(lambda: first not in short_lived.process_ids())
        assert short_lived.render(DOCUMENT) == render(DOCUMENT)
    finally:
        short_lived.close()


def test_a_process_that_holds_too_much_memory_is_renewed() -> None:
    heavy = ReportPool(workers=1, resident_most=1)
    try:
        (first,) = heavy.process_ids()
        assert heavy.render(DOCUMENT) == render(DOCUMENT)
        _until(lambda: first not in heavy.process_ids())
    finally:
        heavy.close()


def test_a_process_killed_in_the_middle_of_a_page_is_replaced_and_the_document_printed_again(pool: ReportPool) -> None:
    (before,) = pool.process_ids()
    order = pool.submit(some_pages())
    _until(lambda: pool.waiting() == (0, 0) and _busy(before))
    os.kill(before, signal.SIGKILL)
    assert order.result.result(PATIENCE).startswith(b"%PDF-")
    assert pool.process_ids() != (before,)


def test_a_document_that_kills_its_process_twice_is_given_up_and_the_next_one_printed(pool: ReportPool) -> None:
    order = pool.submit(long_document())
    for _ in range(2):
        _until(lambda: any(_busy(pid) for pid in pool.process_ids()))
        (pid,) = pool.process_ids()
        os.kill(pid, signal.SIGKILL)
        _until(lambda killed=pid: killed not in pool.process_ids() or order.result.done())
    assert "s’est arrêté deux fois" in str(order.result.exception(PATIENCE))
    assert pool.render(DOCUMENT) == render(DOCUMENT)


def test_what_someone_waits_for_is_printed_before_what_is_made_ahead(pool: ReportPool) -> None:
    ended: list[str] = []
    orders = {
        "first": pool.submit(some_pages()),
        "ahead": pool.submit(DOCUMENT, ahead=True),
        "hastened": pool.submit(DOCUMENT, ahead=True),
        "asked": pool.submit(DOCUMENT),
    }
    for name, order in orders.items():
        order.result.add_done_callback(lambda _, done=name: ended.append(done))
    pool.hasten(orders["hastened"])
    for order in orders.values():
        order.result.result(PATIENCE)
    assert ended == ["first", "asked", "hastened", "ahead"]


def test_one_process_of_several_is_never_taken_by_what_is_made_ahead() -> None:
    two = ReportPool(workers=2)
    try:
        ahead = [two.submit(long_document(), ahead=True) for _ in range(2)]
        assert two.render(DOCUMENT) == render(DOCUMENT)
        assert not any(order.result.done() for order in ahead)
    finally:
        two.close()


def test_a_queue_that_is_full_says_so_at_once_and_takes_orders_again_later() -> None:
    narrow = ReportPool(workers=1, most_asked=1, most_ahead=1)
    try:
        first = narrow.submit(some_pages())
        _until(lambda: narrow.waiting() == (0, 0))
        waiting = narrow.submit(DOCUMENT)
        ahead = narrow.submit(DOCUMENT, ahead=True)
        for made_ahead in (False, True):
            with pytest.raises(ReportUnavailable, match="Beaucoup de PDF"):
                narrow.submit(DOCUMENT, ahead=made_ahead)
        with pytest.raises(ReportUnavailable, match="Beaucoup de PDF"):
            narrow.hasten(ahead)
        for order in (first, waiting, ahead):
            order.result.result(PATIENCE)
        assert narrow.render(DOCUMENT) == render(DOCUMENT)
    finally:
        narrow.close()


def test_what_was_ordered_ahead_can_be_taken_back_until_it_is_begun(pool: ReportPool) -> None:
    first = pool.submit(some_pages())
    ahead = pool.submit(DOCUMENT, ahead=True)
    assert pool.drop(ahead)
    assert not pool.drop(ahead)
    asked = pool.submit(DOCUMENT)
    assert not pool.drop(asked)
    assert first.result.result(PATIENCE)
    assert asked.result.result(PATIENCE)
    assert not ahead.result.done()


def test_printing_gives_way_to_the_rest_of_the_program(pool: ReportPool) -> None:
    pool.render(DOCUMENT)
    (pid,) = pool.process_ids()
    assert os.getpriority(os.PRIO_PROCESS, pid) >= NICENESS


def test_a_printing_process_cannot_take_all_the_memory_of_the_machine() -> None:
    """In a process of its own, which takes its limit for good."""
    asked = (
        "from ansm.report.worker import MOST_MEMORY, stay_small\n"
        "stay_small()\n"
        "try:\n    bytearray(MOST_MEMORY)\n"
        "except MemoryError:\n    print('bounded')"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)  # noqa: S603 — ours
    assert done.stdout == "bounded\n"


def test_a_document_too_large_for_that_is_told_as_such() -> None:
    class Endless(tuple[Item, ...]):
        __slots__ = ()

        def __iter__(self) -> Iterator[Item]:
            raise MemoryError

    outcome, content = printed(replace(DOCUMENT, strengths=Endless([Item("un", "point")])))
    assert (outcome, content) == (Outcome.TOO_LARGE, "")
    assert "plus de mémoire" in SENTENCES[outcome]


def test_a_fault_of_ours_is_told_without_details_and_the_process_lives_on(pool: ReportPool) -> None:
    broken = replace(DOCUMENT, summary=None)  # type: ignore[arg-type]  # what a bug would send
    alive = pool.process_ids()
    with pytest.raises(ReportUnavailable, match="erreur de notre part"):
        pool.render(broken)
    assert pool.process_ids() == alive
    assert pool.render(DOCUMENT) == render(DOCUMENT)


def test_a_closed_pool_says_so_and_leaves_no_process_behind() -> None:
    closed = ReportPool(workers=2)
    pids = closed.process_ids()
    closed.close()
    with pytest.raises(ReportUnavailable, match="service d’impression est arrêté"):
        closed.render(DOCUMENT)
    assert closed.process_ids() == ()
    assert not [pid for pid in pids if _alive(pid)]


def test_closing_ends_a_call_under_way_with_a_sentence() -> None:
    closing = ReportPool(workers=1)
    with ThreadPoolExecutor(1) as reader:
        outcome = reader.submit(closing.render, long_document())
        threading.Timer(0.5, closing.close).start()
        assert isinstance(outcome.exception(), ReportUnavailable)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _busy(pid: int) -> bool:
    """Whether this process works at this moment: a printing process that waits for orders sleeps."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(") ", 1)[1].startswith("R")
    except OSError:
        return False


def _until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)
