"""Decides the order of the work: read, skip what is done, keep every process busy, write, go on whatever fails."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from typing import Protocol

from ansm.bulk.ledger import Ledger
from ansm.bulk.sources import Source, file_name
from ansm.errors import AnsmError
from ansm.exchange import in_french
from ansm.report import Document, ReportPool
from ansm.report.fingerprint import fingerprint

AHEAD = 2  # reports under way for each process: one printed, one ready to be


@dataclass
class Tally:
    """What became of the sources so far."""

    made: int = 0
    already: int = 0
    refused: int = 0


class Teller(Protocol):
    """Who is told of each source once it is settled."""

    def settled(self) -> None:
        """One more."""

    def refused(self, label: str, sentence: str) -> None:
        """The source of that name cannot be printed, for that reason."""


@dataclass(frozen=True, slots=True)
class _UnderWay:
    source: Source
    document: Document
    name: str
    made_from: str


def print_all(
    sources: Iterable[Source], pool: ReportPool, processes: int, ledger: Ledger, tally: Tally, tell: Teller
) -> None:
    """Print every source that is not done. `tally` stands at any moment, so also when it is interrupted.

    Raises OSError when the folder takes no more files: going on would only fail again.
    """
    under_way: dict[Future[bytes], _UnderWay] = {}
    for source in sources:
        try:
            document = source.read()
            name, made_from = file_name(source, document), fingerprint(document)
            if ledger.has(name, made_from):
                tally.already += 1
                tell.settled()
                continue
            under_way[pool.submit(document).result] = _UnderWay(source, document, name, made_from)
        except AnsmError as error:
            _refuse(source.label, str(error), tally, tell)
        except OSError as error:
            _refuse(source.label, in_french(error), tally, tell)
        if len(under_way) >= AHEAD * processes:
            _settle(under_way, ledger, tally, tell)
    while under_way:
        _settle(under_way, ledger, tally, tell)


def _settle(under_way: dict[Future[bytes], _UnderWay], ledger: Ledger, tally: Tally, tell: Teller) -> None:
    """Wait for one report at least, and write what is ready."""
    for ready in wait(under_way, return_when=FIRST_COMPLETED).done:
        one = under_way.pop(ready)
        try:
            data = ready.result()
            one.source.note(one.document, data)
        except AnsmError as error:
            _refuse(one.source.label, str(error), tally, tell)
            continue
        ledger.add(one.name, one.made_from, data)
        tally.made += 1
        tell.settled()


def _refuse(label: str, sentence: str, tally: Tally, tell: Teller) -> None:
    tally.refused += 1
    tell.refused(label, sentence)
