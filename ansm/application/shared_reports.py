"""Decides what a link to a report opens for whoever holds it: that report, until its last day, and nothing else."""

from __future__ import annotations

import hashlib
import logging
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ansm.application.access import TOKEN_LENGTH, Access, hash_of
from ansm.application.documents import Begun, Documents, Made
from ansm.application.files import File, Library
from ansm.application.offers import Offer, offer
from ansm.application.pace import Pace
from ansm.domain import say
from ansm.domain.answers import Answers
from ansm.domain.territory import Territory
from ansm.errors import ExpiredLink, TooMany, UnknownLink
from ansm.storage import Storage
from ansm.storage.report_links import OpenedReport

logger = logging.getLogger(__name__)
MOST_UNKNOWN, A_WHILE = 20, timedelta(minutes=10)
INCOMPLETE = (
    "Ce lien est incomplet\u00a0: il en manque la fin. Reprenez-le en entier dans le message que vous avez reçu, avec "
    "tout ce qui suit le signe #, ou demandez-le à nouveau à la personne qui vous l’a donné."
)
UNKNOWN = (
    "Ce lien n’ouvre aucun document. Reprenez-le en entier dans le message que vous avez reçu, avec tout ce qui suit "
    "le signe #, ou demandez-le à nouveau à la personne qui vous l’a donné."
)
EXPIRED = (
    "Ce lien a fonctionné jusqu’au {day}\u00a0: il n’ouvre plus rien. Pour avoir le document, demandez un nouveau lien "
    "à la personne qui vous l’a donné ({giver})."
)
REVOKED = (
    "Ce lien a été retiré le {day}\u00a0: il n’ouvre plus rien. Pour avoir le document, adressez-vous à la personne "
    "qui vous l’a donné ({giver})."
)
GUESSING = (
    "Vous avez ouvert beaucoup de liens qui n’existent pas. Attendez dix minutes, puis reprenez le lien en entier dans "
    "le message que vous avez reçu\u00a0: cette limite empêche d’essayer des liens au hasard."
)


@dataclass(frozen=True, slots=True)
class SharedReport:
    """What the page of a link shows. `given_by` is an organisation, None for the town itself."""

    number: int
    territory: Territory
    offer: Offer
    printed_on: date
    frozen: bool
    last_day: date
    given_by: str | None


@dataclass(frozen=True, slots=True)
class OrderedReport:
    """A report under way, for the link of that number."""

    number: int
    begun: Begun


class SharedReports:
    """The use cases of whoever holds a link to a report. Links that do not exist are counted in memory, for a while.

    A link that exists always opens: an office shares one address, and nobody guesses 43 signs.
    """

    def __init__(
        self,
        storage: Storage,
        library: Library,
        documents: Documents,
        clock: Callable[[], datetime],
        read: Callable[[Access, datetime | None], File],
        timezone: ZoneInfo,
    ) -> None:
        self._storage = storage.report_links
        self._library = library
        self._documents = documents
        self._clock = clock
        self._read = read
        self._timezone = timezone
        self._unknown = Pace(MOST_UNKNOWN, A_WHILE)
        self._key = secrets.token_bytes(32)  # who asks is counted under a digest that only this process can make
        self._lock = threading.Lock()

    def look(self, secret: str, who: str) -> SharedReport:
        """What the link gives. Raises UnknownLink, ExpiredLink (over or taken back), or TooMany for who guesses."""
        opened, file = self._opened(secret, who)
        link = opened.link
        return SharedReport(
            number=link.number,
            territory=file.territory,
            offer=offer(link.kind, link.edition),
            printed_on=link.printed_on or self._today(),
            frozen=link.printed_on is not None,
            last_day=self._last_day(opened),
            given_by=link.made_by,
        )

    def begin(self, secret: str, who: str) -> OrderedReport:
        """Order it: equal reports are printed once. Raises what `look` raises, and ReportUnavailable."""
        opened, file = self._opened(secret, who)
        link = opened.link
        wanted = offer(link.kind, link.edition)
        begun = self._documents.order(opened.file, file, link.printed_on or self._today(), wanted)
        return OrderedReport(link.number, begun)

    def finish(self, ordered: OrderedReport) -> Made:
        """Its bytes, and one more download once they are ready. Raises ReportUnavailable or StorageUnavailable.

        What is not given is not counted, and what cannot be counted is given all the same.
        """
        made = self._documents.finish(ordered.begun)
        try:
            self._storage.count_download(ordered.number)
        except Exception as error:  # whatever it is: the reader has nothing to do with it
            logger.warning("a download is not counted: %s", type(error).__name__)
        return made

    # --- inside

    def _opened(self, secret: str, who: str) -> tuple[OpenedReport, File]:
        if len(secret) < TOKEN_LENGTH:
            raise UnknownLink(INCOMPLETE)
        found = self._storage.opened(hash_of(secret)) if len(secret) == TOKEN_LENGTH and secret.isascii() else None
        if found is None:
            self._count_unknown(who)
            raise UnknownLink(UNKNOWN)
        access = Access(found.file, self._library.handbook(found.content_version), None)
        file = self._read(access, None)
        self._refuse_closed(found, file)
        return found, file if found.answers is None else self._frozen(access, found.answers, found.link.created_at)

    def _frozen(self, access: Access, answers: Answers, at: datetime) -> File:
        """The file as it was told at that moment, whoever has answered since."""
        file = self._read(access, at)
        return replace(file, answers=answers, voices=file.voices.in_step(answers))

    def _refuse_closed(self, found: OpenedReport, file: File) -> None:
        link, giver = found.link, found.link.made_by or file.territory.name.replace("'", "’")
        if link.revoked_at is not None:
            day = link.revoked_at.astimezone(self._timezone).date()
            raise ExpiredLink(REVOKED.format(day=say.day(day), giver=giver))
        if not link.open_at(self._clock()):
            raise ExpiredLink(EXPIRED.format(day=say.day(self._last_day(found)), giver=giver))

    def _last_day(self, found: OpenedReport) -> date:
        return (found.link.expires_at.astimezone(self._timezone) - timedelta(microseconds=1)).date()

    def _today(self) -> date:
        return self._clock().astimezone(self._timezone).date()

    def _count_unknown(self, who: str) -> None:
        now, name = self._clock(), hashlib.blake2b(who.encode(), key=self._key).digest()
        with self._lock:
            if seconds := self._unknown.wait(name, now):
                raise TooMany(GUESSING, seconds)
            self._unknown.take(name, now)
