"""Decides what becomes of a file that comes from elsewhere, and what leaves with one that goes there.

Holding the export of a file gives no access to that file: a new one is made, or the one already open is completed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from ansm.application.access import Access, Doors, new_uid
from ansm.application.carried import Exported, Found, Merged, Started
from ansm.application.exchange import Tell
from ansm.application.files import Library, answer_to
from ansm.application.fitting import Fitted, fit
from ansm.application.founding import found
from ansm.application.leaving import attached_file, exchange_file
from ansm.application.pace import Pace
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.handbook import Handbook
from ansm.domain.history import HistoryRow, answers_of, copy_name, name_of
from ansm.domain.origin import Origin
from ansm.domain.publication import Edition, publishable
from ansm.errors import InvalidRequest, TooMany, UnknownLink, UnknownTerritory
from ansm.exchange import TravellingFile, open_travelling
from ansm.expertise import ROLE_QUESTION, Expertise, Standpoint
from ansm.storage import Storage, StoredDiagnostic

MOST_READ = 600  # files an hour, whoever brings them: a PDF costs a process
AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
TOO_OFTEN = "Ce site a lu beaucoup de fichiers depuis une heure. Réessayez dans {minutes} minutes."
FUTURE = (
    "Ce fichier porte une date qui n’est pas encore arrivée\u00a0: rien n’a été importé. "
    "Vérifiez l’horloge de l’ordinateur où il a été fait, et enregistrez-le à nouveau."
)
NO_TERRITORY = (
    "Ce diagnostic est celui de «\u00a0{name}\u00a0» (code {code}), que ce site ne connaît pas ou plus\u00a0: rien n’a "
    "été importé. Si la commune ou l’intercommunalité a changé de nom, commencez un nouveau diagnostic en la cherchant."
)
OTHER_TERRITORY = (
    "Ce fichier est le diagnostic de «\u00a0{theirs}\u00a0», et le diagnostic ouvert est celui de "
    "«\u00a0{ours}\u00a0»\u00a0: leurs réponses n’ont pas été réunies. Choisissez le fichier du même territoire."
)


class Travel:
    """The use cases of export and import; each checks the link itself. Reading a PDF may take seconds."""

    def __init__(
        self,
        storage: Storage,
        doors: Doors,
        library: Library,
        expertise: Expertise,
        clock: Callable[[], datetime],
        timezone: ZoneInfo,
    ) -> None:
        self._storage = storage
        self._doors = doors
        self._library = library
        self._expertise = expertise
        self._clock = clock
        self._timezone = timezone
        self._pace = Pace(MOST_READ, AN_HOUR)
        self._lock = threading.Lock()

    # --- leaving

    def export(self, token: str) -> Exported:
        """The exchange file: every answer ever given, who gave it and when. Raises UnknownLink."""
        return self.export_with(self._doors.work(token))

    def export_with(self, access: Access) -> Exported:
        """The same, for a file that is already open."""
        return exchange_file(self._stored(access), self._storage.travelling(access.file))

    def attachment(self, diagnostic: Diagnostic, edition: Edition, uid: str) -> bytes:
        """What a document carries: the answers and the result of exactly the diagnostic that it prints, no history.

        Whatever it is given, the publishable edition carries what may be published.
        """
        printed = publishable(diagnostic) if edition is Edition.PUBLISHABLE else diagnostic
        return attached_file(printed, edition, uid, self._expertise.territories.version)

    # --- coming

    def look(self, data: bytes) -> Found:
        """What a file holds; nothing is stored. Raises InvalidRequest, UnknownTerritory or TooMany."""
        file = self._opened(data)
        self._place(file, self._today())
        rows = _rows(file, file.uid, _midnight(file.opened_on))
        return Found(
            uid=file.uid,
            territory_code=file.territory_code,
            territory_name=file.territory_name,
            opened_on=file.opened_on,
            edition=file.edition,
            answers=len(file.answers.items),
            history=file.history is not None,
            resumable=self._library.known(file.versions.content) is not None,
            left_out=fit(self._library.current, rows).left_out,
        )

    def start(self, data: bytes, *, anew: bool = False, role: str | None = None) -> Started:
        """Make a file from another one, with a secret of its own.

        It goes on with the other as it was, under the same questionnaire and the same public name unless that name is
        here already. When that questionnaire is not known here, or `anew`, it is a new diagnostic of today, in which
        each former answer that still exists waits to be confirmed or changed; `role` says who answers now.
        Raises InvalidRequest, InvalidAnswer, UnknownTerritory or TooMany.
        """
        file = self._opened(data)
        handbook = None if anew else self._library.known(file.versions.content)
        if handbook is not None:
            return self._resume(file, handbook)
        return self._start_anew(file, role)

    def merge(self, token: str, data: bytes, tell: Tell = lambda _file, _device: None) -> Merged:
        """Put what a file says with the answers of the one that is open; done again, it changes nothing.

        Another copy of the same diagnostic brings its whole history; any other file of the same territory, and a
        document, bring their answers, which never take the place of one already given.
        Raises UnknownLink, ExpiredLink or LimitedLink; InvalidRequest or TooMany. `tell` hears of a change.
        """
        access = self._doors.whole(token)
        file = self._opened(data)
        stored = self._stored(access)
        if file.territory_code != stored.territory.code:
            raise InvalidRequest(OTHER_TERRITORY.format(theirs=file.territory_name, ours=stored.territory.name))
        same = (file.uid, file.versions.content) == (stored.uid, stored.content_version)
        if same and file.history is not None:
            fitted = fit(access.handbook, file.history)
            rows = fitted.rows
        else:
            fitted = fit(access.handbook, _rows(file, file.uid, _midnight(file.opened_on)))
            rows = self._news(access, fitted.rows)
        result = self._storage.merge(access.file, rows)
        tell(access.file, None)
        questions = (access.handbook.questionnaire.question(each) for each in result.waiting)
        waiting = tuple(each for each in questions if each is not None)
        return Merged(result.added, len(fitted.rows) - result.added, waiting, fitted.left_out)

    # --- inside

    def _opened(self, data: bytes) -> TravellingFile:
        now = self._clock()
        with self._lock:
            seconds = self._pace.wait("", now)
            if seconds:
                raise TooMany(TOO_OFTEN.format(minutes=-(-seconds // 60)), seconds)
            self._pace.take("", now)
        file = open_travelling(data)
        late = now + A_DAY  # a clock may be a little ahead, or in another part of the world
        if file.opened_on > late.date() or any(row.answered_at > late for row in file.history or ()):
            raise InvalidRequest(FUTURE)
        return file

    def _resume(self, file: TravellingFile, handbook: Handbook) -> Started:
        history = file.history if file.history is not None else _rows(file, file.uid, _midnight(file.opened_on))
        fitted = fit(handbook, history)
        uid = new_uid() if self._storage.knows(file.uid) else file.uid
        try:
            token = self._create(file, handbook, file.opened_on, uid, file.origin, fitted.rows, opened_here=False)
        except ValueError:  # brought twice at the same moment: the second is a file of its own
            uid = new_uid()
            token = self._create(file, handbook, file.opened_on, uid, file.origin, fitted.rows, opened_here=False)
        return Started(token, file.territory_name, file.edition, True, _count(fitted), fitted.left_out)

    def _start_anew(self, file: TravellingFile, role: str | None) -> Started:
        handbook, now = self._library.current, self._clock()
        fitted = fit(handbook, _rows(file, file.uid, now))
        given: tuple[HistoryRow, ...] = ()
        if role is not None:
            first = answer_to(handbook, ROLE_QUESTION, role)
            row = HistoryRow("", first.question, first.values, role, now)
            given = (replace(row, name=name_of(row, 0)),)
        origin = Origin(file.opened_on, file.versions.content, file.answers)
        token = self._create(file, handbook, self._today(), new_uid(), origin, given, opened_here=True)
        return Started(token, file.territory_name, file.edition, False, _count(fitted), fitted.left_out)

    def _create(
        self,
        file: TravellingFile,
        handbook: Handbook,
        opened_on: date,
        uid: str,
        origin: Origin | None,
        rows: Sequence[HistoryRow],
        *,
        opened_here: bool,
    ) -> str:
        place = self._place(file, opened_on)
        made = found(
            self._storage,
            self._expertise,
            self._clock,
            place,
            opened_on,
            handbook=handbook,
            uid=uid,
            origin=origin,
            rows=rows,
            counted=opened_here,
        )
        return made.token

    def _place(self, file: TravellingFile, on: date) -> Standpoint:
        """The territory as this installation knows it: neither a name nor a verdict is believed."""
        try:
            return self._expertise.standpoint(file.territory_code, on)
        except UnknownTerritory:
            raise UnknownTerritory(NO_TERRITORY.format(name=file.territory_name, code=file.territory_code)) from None

    def _news(self, access: Access, rows: Sequence[HistoryRow]) -> tuple[HistoryRow, ...]:
        """What the open file has never said: a document of last month knows nothing newer."""
        ours = self._storage.travelling(access.file)
        said = {(row.question, row.values) for row in ours}
        return tuple(row for row in rows if (row.question, row.values) not in said)

    def _stored(self, access: Access) -> StoredDiagnostic:
        stored = self._storage.find(access.file)
        if stored is None:  # erased between two lines, by whoever administers the database
            raise UnknownLink("Ce diagnostic n’existe plus. Vous pouvez en commencer un nouveau.")
        return stored

    def _today(self) -> date:
        return self._clock().astimezone(self._timezone).date()


def _rows(file: TravellingFile, uid: str, at: datetime) -> tuple[HistoryRow, ...]:
    """The current answers, as a document tells them."""
    return tuple(
        HistoryRow(copy_name(uid, each.question, each.values), each.question, each.values, file.role, at)
        for each in file.answers.items
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), UTC)


def _count(fitted: Fitted) -> int:
    return len(answers_of(fitted.rows).items)
