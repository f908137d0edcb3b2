"""Decides who is reminded of a plan by e-mail, until when an address is kept, and how letters leave, each once.

A letter is written down before it leaves, and counts as sent unless the mail server said no: a crash in between loses
one reminder, and the next one still comes. The other way round, a town hall could be written to every day.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ansm import mail
from ansm.application.access import Access, Doors, hash_of, new_token
from ansm.application.files import File, diagnostic_of
from ansm.application.pace import Pace
from ansm.application.posting import AN_HOUR
from ansm.application.reminder_letters import Occasion, letter
from ansm.application.typed_address import typed_address
from ansm.domain.follow_up import follow, totals
from ansm.domain.mail_address import masked
from ansm.domain.milestones import first_day
from ansm.domain.reminders import Sending, Turn, to_come, turn
from ansm.errors import InvalidRequest, MailUnavailable, TooMany, UnknownLink
from ansm.settings import MailServer, Settings
from ansm.storage import NewReminder, Storage, StoredReminder

logger = logging.getLogger(__name__)
FOLLOW_UP_PAGE = "/diagnostic/suivi/"
OPEN_FOR = timedelta(days=90)
MOST_OF_FILE, MOST_OF_ADDRESS = 3, 6  # a secretary may work for several communes
ASKED_AN_HOUR = 10
FAILURES_IN_A_ROW = 3  # the mail server is down: the others need not wait for it
NO_SERVER = "Ce site n’envoie pas de courriel. Mettez plutôt les points d’étape dans votre agenda."
TOO_MANY = (
    "Cette adresse, ou ce diagnostic, a déjà beaucoup de rappels. Arrêtez-en un, ou mettez les points d’étape dans "
    "votre agenda."
)
TOO_OFTEN = "Beaucoup de demandes viennent d’être faites pour ce diagnostic. Réessayez dans une heure."
NOT_ONE_OF_YOURS = "Ces rappels n’existent pas, ou sont déjà arrêtés. Rechargez la page."


@dataclass(frozen=True, slots=True)
class Reminded:
    """A reminder as its file's holder sees it. The address is masked; `days` are those on which it will still write."""

    number: int
    address: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class RemindersOfFile:
    """The reminders of a file. `available`: the site sends letters; `offered`: the days a new one would write on.

    `refused` tells that the last one was stopped because the mail server refuses its address for ever. `by_letter` is
    said of the link of a letter, which sees its own reminder only.
    """

    available: bool
    offered: tuple[date, ...]
    standing: tuple[Reminded, ...]
    refused: bool
    by_letter: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """What one run did: letters taken by the mail server, those to try again, reminders that are over."""

    sent: int
    to_try_again: int
    over: int


class Reminders:
    """The use cases of reminders; those of a file open it themselves."""

    def __init__(
        self,
        settings: Settings,
        storage: Storage,
        doors: Doors,
        clock: Callable[[], datetime],
        read: Callable[[Access], File],
        file: Callable[[bytes], File],
    ) -> None:
        self._settings = settings
        self._storage = storage
        self._doors = doors
        self._clock = clock
        self._read = read
        self._file = file
        self._pace = Pace(ASKED_AN_HOUR, AN_HOUR)
        self._lock = threading.Lock()

    def of(self, token: str) -> RemindersOfFile:
        """Those of the file; through the link of a letter, its own only. Raises what `Doors.follow_up` raises."""
        opened = self._doors.follow_up(token)
        return self._told(opened.access, opened.reminder)

    def ask(self, token: str, address: str) -> RemindersOfFile:
        """Write to that address at each step to come. Reserved to the personal link.

        Raises what `Doors.whole` raises, MailUnavailable, InvalidRequest or TooMany.
        """
        access = self._doors.whole(token)
        if self._settings.mail is None:
            raise MailUnavailable(NO_SERVER, configured=False)
        to = typed_address(address)
        now = self._clock()
        with self._lock:
            seconds = self._pace.wait(access.file, now)
            if seconds:
                raise TooMany(TOO_OFTEN, seconds)
            self._pace.take(access.file, now)
        new = NewReminder(to, self._next_round(access), now, MOST_OF_FILE, MOST_OF_ADDRESS)
        if not self._storage.reminders.ask(access.file, new):
            raise TooMany(TOO_MANY)
        return self._told(access, None)

    def stop(self, token: str, number: int) -> RemindersOfFile | None:
        """Stop one of them for good, its address is erased. None through the link of its letter, which closes with it.

        Raises what `of` raises, or InvalidRequest when it is not one of those that this link sees.
        """
        opened = self._doors.follow_up(token)
        mine = opened.reminder is None or opened.reminder == number
        if not mine or not self._storage.reminders.stop(opened.access.file, number, self._clock()):
            raise InvalidRequest(NOT_ONE_OF_YOURS)
        return self._told(opened.access, None) if opened.reminder is None else None

    def counted_from(self, file: bytes, opened_on: date) -> date:
        """The day that the steps of a file are counted from: every document and every letter says the same ones."""
        found = [each.counted_from for each in self._storage.reminders.of_file(file) if each.stopped_at is None]
        return max([opened_on, *found])

    # --- once a day

    def due(self) -> tuple[tuple[StoredReminder, int], ...]:
        """The letters to send today, with their step. Nothing is written."""
        today = self._today()
        turns = ((each, self._turn(each, today).step) for each in self._storage.reminders.going_on())
        return tuple((each, step) for each, step in turns if step is not None)

    def send_due(self) -> Sent:
        """Send what is due, and forget the addresses of reminders that are over.

        Done again the same day, or by two processes at once, no letter leaves twice.
        """
        server, today = self._settings.mail, self._today()
        sent = failed = over = in_a_row = 0
        for each in self._storage.reminders.going_on():
            now = self._turn(each, today)
            if now.step is not None and server is not None and in_a_row < FAILURES_IN_A_ROW:
                taken = self._send(server, each, now.step, today)
                sent, failed = sent + (taken is True), failed + (taken is False)
                in_a_row = in_a_row + 1 if taken is False else 0
            if now.over or (now.step is not None and self._turn(self._again(each), today).over):
                self._storage.reminders.end(each.number)
                over += 1
        return Sent(sent, failed, over)

    def _send(self, server: MailServer, reminder: StoredReminder, step: int, today: date) -> bool | None:
        """Whether the letter was taken; None when another process has it, or it was refused for ever."""
        try:
            file = self._file(reminder.file)
            actions = follow(diagnostic_of(file, with_tipping=False), self._storage.actions.steps(reminder.file))
        except UnknownLink:  # erased since, or its content cannot be read any more
            return None
        token, now = new_token(), self._clock()
        if not self._storage.reminders.write_down(reminder.number, step, hash_of(token), now, now + OPEN_FOR):
            return None
        link = f"{self._settings.public_url}{FOLLOW_UP_PAGE}#{token}"
        expires_on = self._day(now + OPEN_FOR)
        occasion = Occasion(step, reminder.address, reminder.counted_from, link, expires_on, now, today)
        try:
            mail.send(server, letter(occasion, self._settings, file.territory.name, file.opened_on, totals(actions)))
        except InvalidRequest:  # this address is refused for ever: writing to it again is of no use
            stopped = self._clock()
            self._storage.reminders.failed(reminder.number, step, stopped)
            self._storage.reminders.stop(reminder.file, reminder.number, stopped)
            logger.warning("a reminder was stopped: its address is refused")
            return None
        except MailUnavailable as error:
            # The cause by its name only: its text may hold an address.
            logger.error("a reminder could not be sent: %s", type(error.__cause__).__name__)
            if error.perhaps_taken:
                return None
            self._storage.reminders.failed(reminder.number, step, self._clock())
            return False
        return True

    # --- inside

    def _next_round(self, access: Access) -> date:
        return first_day(self.counted_from(access.file, self._read(access).opened_on), self._today())

    def _told(self, access: Access, only: int | None) -> RemindersOfFile:
        today, found = self._today(), self._storage.reminders.of_file(access.file)
        mine = [each for each in found if each.number == only or (only is None and each.address)]
        last = found[-1] if found else None
        return RemindersOfFile(
            available=self._settings.mail is not None,
            offered=tuple(day for _, day in to_come(self._next_round(access), today)),
            standing=tuple(
                Reminded(
                    each.number,
                    masked(each.address) if each.address else "",
                    tuple(day for _, day in to_come(each.counted_from, today)),
                )
                for each in mine
            ),
            refused=last is not None and _refused(last),
            by_letter=only is not None,
        )

    def _again(self, reminder: StoredReminder) -> StoredReminder:
        found = self._storage.reminders.of_file(reminder.file)
        return next((each for each in found if each.number == reminder.number), reminder)

    def _turn(self, reminder: StoredReminder, today: date) -> Turn:
        sendings = tuple(
            Sending(each.step, each.attempts, each.failed_at is not None, self._day(each.sent_at))
            for each in reminder.letters
        )
        return turn(reminder.counted_from, self._day(reminder.asked_at), sendings, today)

    def _today(self) -> date:
        return self._day(self._clock())

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self._settings.timezone).date()


def _refused(reminder: StoredReminder) -> bool:
    """Whether it was stopped by the mail server's refusal."""
    return reminder.stopped_at is not None and any(each.failed_at == reminder.stopped_at for each in reminder.letters)
