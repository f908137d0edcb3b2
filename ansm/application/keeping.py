"""Decides how long things stay, what a file's holder may take away or erase, and what a purge did."""

from __future__ import annotations

import io
import json
import logging
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ansm.application.access import Doors
from ansm.application.carried import Exported
from ansm.application.exchange import Tell
from ansm.application.leaving import exchange_file
from ansm.application.own_data_words import LEFT_OUT, SECTIONS
from ansm.domain.publication import Edition
from ansm.domain.reminders import TOO_LATE
from ansm.domain.retention import Retention, first_day_over, months_before
from ansm.errors import InvalidRequest, UnknownLink
from ansm.report.words import file_name
from ansm.storage import Bounds, Cell, Purged, Storage, StoredDiagnostic, StoredRows

logger = logging.getLogger(__name__)
# The last one leaves six months after it was asked for; late after a breakdown, it still may.
LAST_REMINDER = timedelta(days=184) + TOO_LATE + timedelta(days=1)
AFTER_EXPIRY = timedelta(days=30)  # an opening that is over is still told as such for a while
KIND = "tout-ce-qui-est-enregistre"
NOT_CONFIRMED = (
    "Rien n’a été effacé. Pour effacer ce dossier, cochez «\u00a0Je comprends que c’est définitif\u00a0», "
    "puis recommencez."
)
READ_ME = """\
Voici tout ce que ce site garde sur le diagnostic numérique de « {name} », le {day}.

- {exchange} : le fichier d’échange. Déposé sur la page d’accueil d’un site comme celui-ci,
  il rouvre le diagnostic, avec toutes ses réponses.
- {everything} : tout le reste, et les mêmes réponses, dans un format que tout logiciel sait lire (JSON).

Ces fichiers disent tout, y compris les points faibles de sécurité : gardez-les entre vous.
Vos liens n’y sont pas : le site n’en garde qu’une empreinte, qui ne permet pas de les retrouver.
"""


@dataclass(frozen=True, slots=True)
class OwnData:
    """What is said of a file to its holder: how much is stored, and when it would be erased if nothing more is done."""

    territory_name: str
    opened_on: date
    finished: bool
    answers: int
    sections: tuple[tuple[str, int], ...]
    last_activity: date
    erased_on: date
    months: int


@dataclass(frozen=True, slots=True)
class PurgeReport:
    """What went on a day under which rules; dry, what would go."""

    on: date
    dry: bool
    rules: Retention
    purged: Purged


class Keeper:
    """The use cases of retention; those of one file check its personal link themselves."""

    def __init__(
        self, storage: Storage, doors: Doors, rules: Retention, clock: Callable[[], datetime], timezone: ZoneInfo
    ) -> None:
        self.rules = rules
        self._storage = storage
        self._doors = doors
        self._clock = clock
        self._timezone = timezone

    def purge(self, *, dry: bool) -> PurgeReport:
        """Erase all that has had its time. Raises StorageUnavailable: nothing is erased then."""
        now = self._clock()
        today = now.astimezone(self._timezone).date()
        bounds = Bounds(
            unfinished=self._midnight(months_before(today, self.rules.unfinished)),
            finished=self._midnight(months_before(today, self.rules.finished)),
            journal=months_before(today, self.rules.journal),
            accounts=months_before(today, self.rules.accounts),
            closed=self._midnight(months_before(today, self.rules.closed)),
            expired=now - AFTER_EXPIRY,
            reminders=now - LAST_REMINDER,
            now=now,
            today=today,
        )
        return PurgeReport(today, dry, self.rules, self._storage.keeping.purge(bounds, dry=dry))

    def purge_due(self) -> None:
        """The same, once a day without anybody asking. What went is told to the operator, in numbers only."""
        report = self.purge(dry=False)
        logger.info("the daily purge erased %s", report.purged)

    def account_erased_on(self, closed_at: datetime) -> date:
        """The day on which an account closed at that moment goes, with the name and the address, if it stays closed."""
        return first_day_over(closed_at.astimezone(self._timezone).date(), self.rules.closed)

    def own_data(self, token: str) -> OwnData:
        """What is stored of a file. Raises UnknownLink, ExpiredLink or LimitedLink."""
        access = self._doors.whole(token)
        stored = self._stored(access.file)
        last = self._storage.keeping.last_activity(access.file).astimezone(self._timezone).date()
        everything = self._storage.keeping.everything(access.file)
        finished = any(row.get("finished_at") for row in everything[0].rows)
        months = self.rules.finished if finished else self.rules.unfinished
        return OwnData(
            territory_name=stored.territory.name,
            opened_on=stored.opened_on,
            finished=finished,
            answers=len(stored.answers.items),
            sections=tuple((SECTIONS[each.table].title, len(each.rows)) for each in everything[1:] if each.rows),
            last_activity=last,
            erased_on=first_day_over(last, months),
            months=months,
        )

    def export(self, token: str) -> Exported:
        """All that is stored about a file, as an archive. Raises UnknownLink, ExpiredLink or LimitedLink."""
        access = self._doors.whole(token)
        stored = self._stored(access.file)
        exchange = exchange_file(stored, self._storage.travelling(access.file))
        today = self._clock().astimezone(self._timezone).date()
        everything = f"{KIND}.json"
        told = json.dumps(_told(self._storage.keeping.everything(access.file)), ensure_ascii=False, indent=1)
        read_me = READ_ME.format(
            name=stored.territory.name, day=today.isoformat(), exchange=exchange.file_name, everything=everything
        )
        files = (("LISEZ-MOI.txt", read_me.encode()), (exchange.file_name, exchange.data), (everything, told.encode()))
        name = file_name(stored.territory.name, stored.opened_on, Edition.INTERNAL, KIND, "zip")
        return Exported(name, "application/zip", _archive(files, today))

    def erase(self, token: str, *, understood: bool, tell: Tell) -> str:
        """Erase a file for good, with all that is about it, and give the name of its territory.

        Raises UnknownLink, ExpiredLink or LimitedLink; InvalidRequest when nobody said that they understood. `tell`
        hears of it, so that the other pages open on the file find that it is gone.
        """
        access = self._doors.whole(token)
        if not understood:
            raise InvalidRequest(NOT_CONFIRMED)
        name = self._stored(access.file).territory.name
        self._storage.keeping.erase(access.file)
        tell(access.file, None)
        return name

    def _stored(self, file: bytes) -> StoredDiagnostic:
        stored = self._storage.find(file)
        if stored is None:  # erased between two lines
            raise UnknownLink("Ce diagnostic n’existe plus. Vous pouvez en commencer un nouveau.")
        return stored

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time.min, self._timezone).astimezone(UTC)


def _told(everything: tuple[StoredRows, ...]) -> dict[str, list[dict[str, Cell]]]:
    return {SECTIONS[each.table].title: [_row(each.table, row) for row in each.rows] for each in everything}


def _row(table: str, row: Mapping[str, Cell]) -> dict[str, Cell]:
    words = dict(SECTIONS[table].words)
    return {
        words[name]: value.isoformat() if isinstance(value, date) else value
        for name, value in row.items()
        if name not in LEFT_OUT
    }


def _archive(files: tuple[tuple[str, bytes], ...], day: date) -> bytes:
    """The same bytes for the same files on the same day."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return written.getvalue()
