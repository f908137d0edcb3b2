"""Decides how a document is made: who may have it, from which diagnostic, at once or by the printing processes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date

from ansm.application.access import Access, Doors
from ansm.application.files import File, diagnostic_of
from ansm.application.offers import Kind, Offer, offer
from ansm.domain.answers import Answers
from ansm.domain.publication import Edition
from ansm.errors import ReportUnavailable
from ansm.report import Document, PrintContext, PrintShop, compose
from ansm.report.pool import BUSY

# What most readers take along, in that order; the rest is printed when it is asked for.
PREPARED = ((Kind.REPORT, Edition.INTERNAL), (Kind.REPORT, Edition.PUBLISHABLE))
MOST_SECONDS = 65.0  # a little longer than a document may take
MOST_COMPOSED = 48  # documents kept as texts, of some hundred kilobytes each


@dataclass(frozen=True, slots=True)
class Made:
    """A file ready to be saved under that name."""

    file_name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Begun:
    """A document under way: what it will be called, and the promise of its bytes."""

    offer: Offer
    file_name: str
    data: Future[bytes]


@dataclass(frozen=True, slots=True)
class _Origin:
    """All that a document is made from: equal origins give equal documents."""

    file: bytes
    content: str
    answers: Answers
    day: date


class Documents:
    """The documents of a file, for who holds its personal link; safe to call from several threads."""

    def __init__(
        self,
        doors: Doors,
        read: Callable[[Access], File],
        context: Callable[[date], PrintContext],
        today: Callable[[], date],
        shop: PrintShop,
    ) -> None:
        self._doors = doors
        self._read = read
        self._context = context
        self._today = today
        self._shop = shop
        self._composed: OrderedDict[tuple[_Origin, Kind, Edition], Document] = OrderedDict()
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Start the printing processes: someone reads results."""
        self._shop.warm()

    def begin(self, token: str, kind: str, edition: str) -> Begun:
        """Order a document by its names; it passes before what is made ahead.

        Raises InvalidRequest, UnknownLink, also as ExpiredLink or LimitedLink, or ReportUnavailable.
        """
        wanted, (origin, file) = offer(kind, edition), self._opened(token)
        return Begun(
            wanted,
            wanted.file_name(file.territory.name, file.opened_on),
            self._shop.ask(self._document(origin, file, wanted.kind, wanted.edition)),
        )

    def finish(self, begun: Begun) -> Made:
        """What was begun, waiting for it if need be. Raises ReportUnavailable."""
        try:
            data = begun.data.result(MOST_SECONDS)
        except TimeoutError:
            raise ReportUnavailable(BUSY) from None
        return Made(begun.file_name, begun.offer.format.media_type, data)

    def make(self, token: str, kind: str, edition: str) -> Made:
        """Order a document and wait for it. Raises what `begin` and `finish` raise."""
        return self.finish(self.begin(token, kind, edition))

    def prepare(self, token: str) -> tuple[Begun, ...]:
        """Print ahead what this reader will likely ask for, as far as there is room. Raises UnknownLink."""
        origin, file = self._opened(token)
        found = []
        for kind, edition in PREPARED:
            wanted = offer(kind, edition)
            promise = self._shop.prepare(self._document(origin, file, kind, edition))
            if promise is not None:
                found.append(Begun(wanted, wanted.file_name(file.territory.name, file.opened_on), promise))
        return tuple(found)

    def give_up(self, prepared: tuple[Begun, ...]) -> None:
        """The reader has left: what is not printed yet need not be."""
        for each in prepared:
            self._shop.give_up(each.data)

    # --- inside

    def _opened(self, token: str) -> tuple[_Origin, File]:
        access = self._doors.whole(token)
        file = self._read(access)
        return _Origin(access.file, file.handbook.version, file.answers, self._today()), file

    def _document(self, origin: _Origin, file: File, kind: Kind, edition: Edition) -> Document:
        """The document as texts: decided once for the same answers, since that takes longer than to find it again."""
        name = (origin, kind, edition)
        with self._lock:
            if name in self._composed:
                self._composed.move_to_end(name)
                return self._composed[name]
        document = self._compose(origin, file, edition)
        with self._lock:
            self._composed[name] = document
            while len(self._composed) > MOST_COMPOSED:
                self._composed.popitem(last=False)
        return document

    def _compose(self, origin: _Origin, file: File, edition: Edition) -> Document:
        return compose(diagnostic_of(file), self._context(origin.day), edition)
