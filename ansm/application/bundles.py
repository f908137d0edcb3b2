"""Decides how the reports of several followed files are given at once: one archive, written as they are printed.

Its reports are printed after every document that someone waits for, two ahead at most. What could not be printed is
told inside: it takes nothing from the others. The same answers give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter, deque
from collections.abc import Callable, Collection, Generator
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ansm.application.documents import Begun, Documents
from ansm.application.following import NOT_YOURS, Following
from ansm.application.offers import Kind, Offer, offer
from ansm.domain import say
from ansm.domain.caseload import Case
from ansm.domain.people import Member
from ansm.domain.publication import Edition
from ansm.errors import AnsmError, InvalidRequest, ReportUnavailable, TooMany, UnknownLink
from ansm.report import words

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

MOST_FILES = 50
MOST_AT_ONCE = 2  # archives under way in this process
AHEAD = 2  # orders of one archive that wait together
SECONDS = 60
FIXED_DATE = (1980, 1, 1, 0, 0, 0)
READ_ME = "LISEZ-MOI.txt"
MEDIA_TYPE = "application/zip"
NONE_TICKED = "Cochez au moins un dossier, puis recommencez."
TOO_MANY = (
    f"Cochez {MOST_FILES} dossiers au plus à la fois\u00a0: vous en avez coché {{count}}. Faites-le en plusieurs fois."
)
BUSY = "Plusieurs lots de rapports se préparent déjà. Recommencez dans une minute\u00a0: rien n’est perdu."
LONGEST_NAME, LONGEST_UID = 40, 8
INTRODUCTION = "Rapports de diagnostic numérique, {edition}. Préparés le {day}."
EDITIONS = {Edition.INTERNAL: "version interne, à garder entre vous", Edition.PUBLISHABLE: "version publiable"}

# What is next: bytes of the archive, a document to wait for, or None when there is no room to print for a moment.
Step = bytes | Future[bytes] | None


@dataclass(frozen=True, slots=True)
class _Report:
    """One report of the archive: whose, and under which name."""

    uid: str
    territory: str
    entry: str


class _Sink(io.RawIOBase):
    """Where the archive is written, to be taken from there as it comes."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: ReadableBuffer) -> int:
        """Hold these bytes."""
        before = len(self._held)
        self._held += data
        return len(self._held) - before

    def take(self) -> bytes:
        """What was written since the last time."""
        taken = bytes(self._held)
        self._held.clear()
        return taken


class Bundle:
    """An archive to be made. `steps` makes it, once."""

    def __init__(
        self, reports: tuple[_Report, ...], printing: _Printing, introduction: str, count: Callable[[int], None]
    ) -> None:
        self._reports = reports
        self._printing = printing
        self._introduction = introduction
        self._count = count
        self._told: list[str] = []

    def steps(self) -> Generator[Step, None, None]:
        """The archive, piece by piece; closed before its end, it orders nothing more."""
        self._count(1)
        waiting: deque[tuple[_Report, Begun | None]] = deque()
        sink = _Sink()
        try:
            with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
                for each in self._reports:
                    waiting.append((each, (yield from self._ordered(each))))
                    if len(waiting) >= AHEAD:
                        yield from self._put(archive, *waiting.popleft())
                        yield sink.take()
                while waiting:
                    yield from self._put(archive, *waiting.popleft())
                    yield sink.take()
                _write(archive, READ_ME, self._read_me())
            yield sink.take()
        finally:
            self._printing.documents.give_up(begun for _, begun in waiting if begun is not None)
            self._count(-1)

    def _ordered(self, report: _Report) -> Generator[Step, None, Begun | None]:
        """The report under way, None when it cannot be made."""
        try:
            while (begun := self._printing.ahead(report)) is None:
                yield None
        except AnsmError as error:
            self._fail(report, error)
            return None
        return begun

    def _put(self, archive: zipfile.ZipFile, report: _Report, begun: Begun | None) -> Generator[Step, None, None]:
        if begun is None:
            return
        try:
            yield begun.data
            if isinstance(begun.data.exception(), ReportUnavailable):  # its first reader left, or its printer did
                begun = self._printing.now(report)
                yield begun.data
            _write(archive, report.entry, self._printing.documents.finish(begun).data)
        except AnsmError as error:
            self._fail(report, error)

    def _fail(self, report: _Report, error: AnsmError) -> None:
        self._told.append(f"- {report.territory}\u00a0: {error}")

    def _read_me(self) -> bytes:
        made = len(self._reports) - len(self._told)
        lines = [self._introduction, f"Rapports dans cette archive\u00a0: {made}."]
        if self._told:
            lines += ["", "Rapports qui n’ont pas pu être préparés (recommencez pour ceux-là)\u00a0:", *self._told]
        # With a mark and the line ends that every notepad understands.
        return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


class Bundles:
    """The use case of reports by the dozen, for who follows the files."""

    def __init__(
        self,
        following: Following,
        documents: Documents,
        portfolio: Callable[[Member], tuple[Case, ...]],
        today: Callable[[], date],
    ) -> None:
        self._following = following
        self._documents = documents
        self._portfolio = portfolio
        self._today = today
        self._under_way = 0

    def begin(self, member: Member, uids: Collection[str], edition: str) -> tuple[str, Bundle]:
        """The name of the archive of these files' reports, and the archive to be made.

        Raises UnknownLink when one of them is not followed, InvalidRequest or TooMany.
        """
        wanted, chosen, today = offer(Kind.REPORT, edition), set(uids), self._today()
        if not chosen:
            raise InvalidRequest(NONE_TICKED)
        if len(chosen) > MOST_FILES:
            raise InvalidRequest(TOO_MANY.format(count=len(chosen)))
        if self._under_way >= MOST_AT_ONCE:
            raise TooMany(BUSY, SECONDS)
        followed = [case for case in self._portfolio(member) if case.uid in chosen]
        if len(followed) < len(chosen):
            raise UnknownLink(NOT_YOURS)
        introduction = INTRODUCTION.format(edition=EDITIONS[wanted.edition], day=say.day(today))
        printing = _Printing(member, wanted, self._following, self._documents)
        name = words.file_name("lot", today, wanted.edition, "rapports", "zip")
        return name, Bundle(_named(followed, wanted), printing, introduction, self._count)

    def _count(self, change: int) -> None:
        self._under_way += change


@dataclass(frozen=True, slots=True)
class _Printing:
    """Has one report printed for who asks; the file is opened again, since it may have been stopped meanwhile."""

    member: Member
    wanted: Offer
    following: Following
    documents: Documents

    def ahead(self, report: _Report) -> Begun | None:
        """After those that someone waits for; None when no room is left for that now."""
        return self.documents.prepare_with(self.following.open(self.member, report.uid).access, self.wanted)

    def now(self, report: _Report) -> Begun:
        """At once."""
        return self.documents.begin_with(self.following.open(self.member, report.uid).access, self.wanted)


def _named(cases: list[Case], wanted: Offer) -> tuple[_Report, ...]:
    """Each report under its usual name and, where two would have the same, the beginning of its public name."""
    entries = Counter(wanted.file_name(case.name, case.opened_on) for case in cases)
    found = []
    for case in cases:
        entry = wanted.file_name(case.name, case.opened_on)
        if entries[entry] > 1:
            entry = wanted.file_name(f"{case.name[:LONGEST_NAME]} {case.uid[:LONGEST_UID]}", case.opened_on)
        found.append(_Report(case.uid, f"{case.name} ({case.code})", entry))
    return tuple(sorted(found, key=lambda report: (report.entry, report.uid)))


def _write(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, FIXED_DATE)
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, data)
