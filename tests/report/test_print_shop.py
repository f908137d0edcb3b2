"""Each document is printed once, for everyone who wants it, and kept within bounds under the hash of what it says."""

from __future__ import annotations

import errno
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from ansm.domain.answers import Answers
from ansm.errors import ReportUnavailable
from ansm.report import Document, PrintShop, ReportPool, compose, render
from ansm.report.fingerprint import fingerprint
from ansm.report.orders import Order
from ansm.report.printable import Printable
from ansm.report.shelf import OVERHEAD, Shelf
from tests.report.builders import CONTEXT, diagnostic

DOCUMENT = compose(diagnostic(Answers()), CONTEXT)
PATIENCE = 120


class Counted(ReportPool):
    """The real pool, which remembers what it was given to print."""

    def __init__(self, most_ahead: int = 16) -> None:
        super().__init__(workers=1, most_ahead=most_ahead)
        self.taken: list[Printable] = []

    def submit(self, document: Printable, *, ahead: bool = False) -> Order:
        """Take note of it."""
        order = super().submit(document, ahead=ahead)
        self.taken.append(document)
        return order


@pytest.fixture
def pool() -> Iterator[Counted]:
    opened = Counted()
    yield opened
    opened.close()


def titled(title: str) -> Document:
    return replace(DOCUMENT, title=title)


def long() -> Document:
    """What keeps the only process busy for a moment."""
    document = compose(diagnostic(), CONTEXT)
    return replace(document, services=document.services * 12)


def test_a_document_asked_by_several_people_at_once_is_printed_once(pool: Counted) -> None:
    shop = PrintShop(lambda: pool)
    with ThreadPoolExecutor(6) as people:
        given = list(people.map(lambda _: shop.ask(DOCUMENT).result(PATIENCE), range(6)))
    assert set(given) == {render(DOCUMENT)}
    assert pool.taken == [DOCUMENT]


def test_what_was_printed_is_given_again_at_once_and_to_anyone(pool: Counted) -> None:
    shop = PrintShop(lambda: pool)
    first = shop.ask(DOCUMENT).result(PATIENCE)
    again = shop.ask(titled(DOCUMENT.title))
    assert again.done()
    assert again.result() == first
    assert pool.taken == [DOCUMENT]


def test_one_changed_word_is_another_document(pool: Counted) -> None:
    shop = PrintShop(lambda: pool)
    shop.ask(DOCUMENT).result(PATIENCE)
    other = titled("Un autre titre")
    assert not shop.ask(other).done()
    assert pool.taken == [DOCUMENT, other]


def test_what_is_made_ahead_and_then_asked_for_passes_before_the_rest(pool: Counted) -> None:
    shop, ended = PrintShop(lambda: pool), []
    shop.ask(long())
    for name in ("un", "deux"):
        promise = shop.prepare(titled(name))
        assert promise is not None
        promise.add_done_callback(lambda _, done=name: ended.append(done))
    last = shop.prepare(titled("trois"))
    assert shop.ask(titled("deux")).result(PATIENCE)
    assert ended == ["deux"]
    assert last is not None
    last.result(PATIENCE)
    assert ended == ["deux", "un"]
    assert len(pool.taken) == 4


def test_too_much_made_ahead_is_simply_not_made() -> None:
    narrow = Counted(most_ahead=1)
    shop = PrintShop(lambda: narrow)
    try:
        first = shop.ask(long())
        assert shop.prepare(titled("un")) is not None
        assert shop.prepare(titled("deux")) is None
        assert first.result(PATIENCE)
        assert shop.ask(titled("deux")).result(PATIENCE)
    finally:
        shop.close()


def test_what_nobody_wants_any_more_is_not_printed_but_what_someone_asked_is(pool: Counted) -> None:
    shop = PrintShop(lambda: pool)
    shop.ask(long())
    left, asked = shop.prepare(titled("laissé")), shop.prepare(titled("demandé"))
    assert left is not None
    assert asked is not None
    assert shop.ask(titled("demandé")) is asked
    for promise in (left, asked):
        shop.give_up(promise)
    assert isinstance(left.exception(), ReportUnavailable)
    assert asked.result(PATIENCE) == render(titled("demandé"))


def test_a_document_that_failed_is_tried_again_when_it_is_asked_again(pool: Counted) -> None:
    shop = PrintShop(lambda: pool)
    broken = replace(DOCUMENT, summary=None)  # type: ignore[arg-type]  # what a bug would send
    for _ in range(2):
        with pytest.raises(ReportUnavailable, match="erreur de notre part"):
            shop.ask(broken).result(PATIENCE)
    assert pool.taken == [broken, broken]


def test_a_closed_shop_says_so_and_starts_nothing() -> None:
    started: list[ReportPool] = []

    def start() -> ReportPool:
        started.append(ReportPool(workers=1))
        return started[-1]

    shop = PrintShop(start)
    shop.close()
    with pytest.raises(ReportUnavailable, match="service d’impression est arrêté"):
        shop.ask(DOCUMENT)
    assert started == []


def test_processes_start_before_the_first_document_when_asked_to() -> None:
    """Once, and without making anyone wait for them."""
    started: list[ReportPool] = []
    begun = threading.Event()

    def start() -> ReportPool:
        started.append(ReportPool(workers=1))
        begun.set()
        return started[-1]

    shop = PrintShop(start)
    assert started == []
    shop.warm()
    assert begun.wait(PATIENCE)
    shop.warm()
    assert shop.ask(DOCUMENT).result(PATIENCE) == render(DOCUMENT)
    shop.close()
    assert len(started) == 1


def test_a_system_without_room_for_a_process_is_told_and_tried_again() -> None:
    attempts: list[str] = []

    def start() -> ReportPool:
        attempts.append("once more")
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    shop = PrintShop(start)
    for _ in range(2):
        with pytest.raises(ReportUnavailable, match="n’a pas pu démarrer"):
            shop.ask(DOCUMENT)
    assert len(attempts) == 2


def test_the_shelf_never_holds_more_bytes_than_it_may_and_forgets_the_oldest() -> None:
    shelf = Shelf(3 * (100 + OVERHEAD))
    for name in ("a", "b", "c"):
        shelf.put(name, bytes(100))
    assert shelf.get("a") == bytes(100)  # now the last to be forgotten
    shelf.put("d", bytes(100))
    assert [name for name in ("a", "b", "c", "d") if shelf.get(name) is not None] == ["a", "c", "d"]
    shelf.put("large", bytes(2 * (100 + OVERHEAD)))
    assert shelf.held <= 3 * (100 + OVERHEAD)
    assert shelf.get("large") is not None
    shelf.put("larger than the shelf", bytes(4 * (100 + OVERHEAD)))
    assert shelf.get("larger than the shelf") is None
    assert shelf.get("large") is not None


def test_the_same_name_twice_is_counted_once() -> None:
    shelf = Shelf(10_000)
    shelf.put("a", bytes(100))
    shelf.put("a", bytes(100))
    assert shelf.held == 100 + OVERHEAD


def test_equal_documents_have_the_same_fingerprint_whatever_objects_they_are_made_of() -> None:
    """Two texts that are equal, and the same text twice, are the same document."""
    again = "".join(list(DOCUMENT.programme))
    assert again is not DOCUMENT.programme
    assert fingerprint(replace(DOCUMENT, programme=again)) == fingerprint(DOCUMENT)
    assert fingerprint(titled(DOCUMENT.title + " ")) != fingerprint(DOCUMENT)
    assert fingerprint(titled("\ud800")) != fingerprint(titled("\udfff"))
