"""PDF in other processes: same bytes, and a French sentence whenever a process cannot do its work."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from ansm.domain.answers import Answers
from ansm.errors import ReportUnavailable
from ansm.report import Document, ReportPool, compose, render
from tests.report.builders import CONTEXT, diagnostic

DOCUMENT = compose(diagnostic(Answers()), CONTEXT)


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
        assert short_lived.process_ids() != (first,)
        assert short_lived.render(DOCUMENT) == render(DOCUMENT)
    finally:
        short_lived.close()


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
