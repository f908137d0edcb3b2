"""Decides how a document is made: who may have it, from which diagnostic, at once or by the printing processes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date

from ansm.application.access import Access, Doors
from ansm.application.carrying import of_edition
from ansm.application.files import File, diagnostic_of
from ansm.application.makers import Makers
from ansm.application.offers import PAPERS, Kind, Offer, offer
from ansm.application.register import Register
from ansm.application.statistics import Statistics
from ansm.domain.answers import Answers
from ansm.domain.counting import Counted
from ansm.domain.publication import Edition
from ansm.domain.territory import Territory
from ansm.domain.voices import Voices
from ansm.errors import ReportUnavailable
from ansm.report import PrintShop
from ansm.report.pool import BUSY
from ansm.report.printable import Printable

# What most readers take along, in that order; the rest is printed when it is asked for.
PREPARED = (
    (Kind.REPORT, Edition.INTERNAL),
    (Kind.REPORT, Edition.PUBLISHABLE),
    (Kind.SUMMARY, Edition.PUBLISHABLE),
)
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
    """A document under way: what it tells of, and the promise of its bytes. `paper` is None when it is not printed."""

    offer: Offer
    territory: Territory
    file_name: str
    paper: Printable | None
    data: Future[bytes]


@dataclass(frozen=True, slots=True)
class _Origin:
    """All that a document is made from: equal origins give equal documents."""

    file: bytes
    content: str
    answers: Answers
    voices: Voices
    day: date


class Documents:
    """The documents of a file, for who holds its personal link; safe to call from several threads."""

    def __init__(
        self,
        doors: Doors,
        read: Callable[[Access], File],
        today: Callable[[], date],
        makers: Makers,
        shop: PrintShop,
        register: Register,
        statistics: Statistics,
    ) -> None:
        self._doors = doors
        self._read = read
        self._today = today
        self._makers = makers
        self._shop = shop
        self._register = register
        self._statistics = statistics
        self._composed: OrderedDict[tuple[_Origin, Kind, Edition], Printable] = OrderedDict()
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Start the printing processes: someone reads results."""
        self._shop.warm()

    def begin(self, token: str, kind: str, edition: str) -> Begun:
        """Order a document by its names; it passes before what is made ahead.

        Raises InvalidRequest, UnknownLink, also as ExpiredLink or LimitedLink, or ReportUnavailable.
        """
        wanted = offer(kind, edition)
        return self.begin_with(self._doors.work(token), wanted)

    def begin_with(self, access: Access, wanted: Offer) -> Begun:
        """The same, for a file that is already open. Raises ReportUnavailable."""
        origin, file = self._opened(access)
        if wanted.format in PAPERS:
            paper = self._paper(origin, file, wanted)
            return _begun(wanted, file, paper, self._shop.ask(paper))
        promise: Future[bytes] = Future()
        promise.set_result(self._written(access, file, wanted, origin))
        return _begun(wanted, file, None, promise)

    def order(self, name: bytes, file: File, day: date, wanted: Offer) -> Begun:
        """Order a paper of a file that another door opened, as it says on that day. Raises ReportUnavailable."""
        paper = self._paper(_origin(name, file, day), file, wanted)
        return _begun(wanted, file, paper, self._shop.ask(paper))

    def prepare_with(self, access: Access, wanted: Offer) -> Begun | None:
        """Have a paper printed after those that someone waits for; None when no room is left for that now."""
        origin, file = self._opened(access)
        paper = self._paper(origin, file, wanted)
        promise = self._shop.prepare(paper)
        return None if promise is None else _begun(wanted, file, paper, promise)

    def finish(self, begun: Begun) -> Made:
        """What was begun, waiting for it if need be; a paper is remembered as given.

        Raises ReportUnavailable, or StorageUnavailable: nobody could tell where the paper comes from.
        """
        try:
            data = begun.data.result(MOST_SECONDS)
        except TimeoutError:
            raise ReportUnavailable(BUSY) from None
        if begun.paper is not None:
            self._register.note(begun.paper, begun.offer.kind, begun.offer.edition, begun.territory, data)
        self._statistics.count(Counted.DOWNLOAD, f"{begun.offer.kind.value}/{begun.offer.edition.value}")
        return Made(begun.file_name, begun.offer.format.media_type, data)

    def make(self, token: str, kind: str, edition: str) -> Made:
        """Order a document and wait for it. Raises what `begin` and `finish` raise."""
        return self.finish(self.begin(token, kind, edition))

    def prepare(self, token: str) -> tuple[Begun, ...]:
        """Print ahead what this reader will likely ask for, as far as there is room. Raises UnknownLink."""
        origin, file = self._opened(self._doors.work(token))
        found = []
        for kind, edition in PREPARED:
            wanted = offer(kind, edition)
            paper = self._paper(origin, file, wanted)
            promise = self._shop.prepare(paper)
            if promise is not None:
                found.append(_begun(wanted, file, paper, promise))
        return tuple(found)

    def give_up(self, prepared: Iterable[Begun]) -> None:
        """The reader has left: what is not printed yet need not be."""
        for each in prepared:
            self._shop.give_up(each.data)

    # --- inside

    def _opened(self, access: Access) -> tuple[_Origin, File]:
        file = self._read(access)
        self._statistics.results_read(file)
        return _origin(access.file, file, self._today()), file

    def _written(self, access: Access, file: File, wanted: Offer, origin: _Origin) -> bytes:
        if wanted.kind is Kind.EXCHANGE:
            return self._makers.travel.export_with(access).data
        diagnostic = of_edition(diagnostic_of(file), wanted.edition)
        return self._makers.office.write(wanted.kind, diagnostic, self._makers.papers.context(origin.day), origin.file)

    def _paper(self, origin: _Origin, file: File, wanted: Offer) -> Printable:
        """The paper as texts: decided once for the same answers, since that takes longer than to find it again."""
        kind, edition = wanted.kind, wanted.edition
        name = (origin, kind, edition)
        with self._lock:
            if name in self._composed:
                self._composed.move_to_end(name)
                return self._composed[name]
        compose = self._makers.papers.report if kind is Kind.REPORT else self._makers.papers.summary
        document: Printable = compose(file, edition, origin.day)
        with self._lock:
            self._composed[name] = document
            while len(self._composed) > MOST_COMPOSED:
                self._composed.popitem(last=False)
        return document


def _origin(name: bytes, file: File, day: date) -> _Origin:
    return _Origin(name, file.handbook.version, file.answers, file.voices, day)


def _begun(wanted: Offer, file: File, paper: Printable | None, promise: Future[bytes]) -> Begun:
    name = wanted.file_name(file.territory.name, file.opened_on)
    return Begun(wanted, file.territory, name, paper, promise)
