"""Decides what the staff of the ANCT does with requests for support: they see what was sent, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from ansm.application.documents import Made
from ansm.domain.people import Member, Role
from ansm.domain.retention import months_after
from ansm.domain.support import OPEN, SAID_BY_ANCT, Request, RequestState
from ansm.errors import Forbidden, InvalidRequest, UnknownLink
from ansm.settings import Settings
from ansm.storage import Storage, Withdrawals

NOT_YOURS = "Cette page n’est pas ouverte à votre compte."
NO_REQUEST = "Cette demande n’existe pas, ou la collectivité l’a retirée. Revenez à la liste des demandes."
NO_STATE = "Choisissez l’état de la demande dans la liste, puis recommencez."
MOVED = "Quelqu’un a changé l’état de cette demande entre-temps. Rechargez la page, puis recommencez."
SAME = "La demande est déjà dans cet état. Choisissez-en un autre."
ANOTHER = (
    "La collectivité a envoyé une autre demande depuis\u00a0: répondez à celle-là. Celle-ci ne peut plus être rouverte."
)
NO_REASON = "Dites à la collectivité pourquoi, en quelques mots\u00a0: elle lira votre message tel quel."
NO_FORMAT = "Ce format n’existe pas. Choisissez .ods ou .csv."
ODS, CSV = "application/vnd.oasis.opendocument.spreadsheet", "text/csv; charset=utf-8"
LONGEST_COMMENT = 2000
TOO_LONG = f"Votre message dépasse {LONGEST_COMMENT} caractères. Raccourcissez, puis recommencez."


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which requests are looked for; empty, all of them. `name` is a part of the territory's name."""

    state: str = ""
    department: str = ""
    name: str = ""

    def admits(self, request: Request) -> bool:
        """Whether a request is one of these."""
        sent = request.sent
        return (
            sent is not None
            and self.state in ("", request.state.value)
            and self.department in ("", sent.department)
            and self.name.casefold() in sent.territory.casefold()
        )


@dataclass(frozen=True, slots=True)
class Requests:
    """The requests found, with the départements of all of them and what remains of those withdrawn."""

    found: tuple[Request, ...]
    total: int
    departments: tuple[tuple[str, str], ...]
    withdrawn: Withdrawals


class RequestDesk:
    """The ANCT's side of requests; each use case checks the role itself and raises Forbidden."""

    def __init__(self, settings: Settings, storage: Storage, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._storage = storage
        self._clock = clock

    def all(self, member: Member, wanted: Wanted) -> Requests:
        """Those looked for, the newest first."""
        _check(member)
        every = self._storage.support_requests.all()
        departments = {each.sent.department: each.sent.department_name for each in every if each.sent is not None}
        return Requests(
            tuple(each for each in every if wanted.admits(each)),
            len(every),
            tuple(sorted(departments.items())),
            self._storage.support_requests.withdrawals(),
        )

    def open(self, member: Member, number: int) -> Request:
        """One of them. Raises UnknownLink, the same for one that was withdrawn."""
        _check(member)
        found = self._storage.support_requests.get(number)
        if found is None:
            raise UnknownLink(NO_REQUEST)
        return found

    def change(self, member: Member, number: int, before: str, after: str, comment: str) -> None:
        """Bring it to another state, with a message that the town reads as written. `before` is what its page had seen.

        Raises UnknownLink; InvalidRequest for a state that is none, when it moved meanwhile, or for a refusal or an end
        without a word.
        """
        request = self.open(member, number)
        try:
            state = RequestState(after)
        except ValueError:
            raise InvalidRequest(NO_STATE) from None
        if state not in SAID_BY_ANCT:
            raise InvalidRequest(NO_STATE)
        if before not in (request.state.value, request.seen):
            raise InvalidRequest(MOVED)
        if state is request.state:
            raise InvalidRequest(SAME)
        message = comment.replace("\r\n", "\n").strip()
        if len(message) > LONGEST_COMMENT:
            raise InvalidRequest(
                f"Votre message dépasse {LONGEST_COMMENT} caractères. Raccourcissez, puis recommencez."
            )
        if not message and state not in OPEN:
            raise InvalidRequest(NO_REASON)
        if state in OPEN and request.state not in OPEN and self._storage.support_requests.beside(number):
            raise InvalidRequest(ANOTHER)
        now = self._clock()
        until = months_after(self.day(now), self._settings.retention.requests)
        if not self._storage.support_requests.step(number, request.state, state, message, member.number, now, until):
            raise InvalidRequest(MOVED)

    def table(self, member: Member, wanted: Wanted, kind: str, *, contacts: bool) -> Made:
        """Those looked for, as a file; who to answer only when asked for. Raises UnknownLink for a format unknown."""
        # The libraries of office files are loaded when the first one is wanted.
        from ansm.office import OfficeContext, plain_csv, request_columns, request_ods, request_rows

        found = self.all(member, wanted).found
        columns = request_columns(contacts=contacts)
        rows = request_rows(found, self.day, contacts=contacts)
        today = self.day(self._clock())
        name = f"demandes-accompagnement-numerique-{today}.{kind}"
        match kind:
            case "ods":
                return Made(name, ODS, request_ods(columns, rows, OfficeContext(today)))
            case "csv":
                return Made(name, CSV, plain_csv([each.title for each in columns], rows))
            case _:
                raise UnknownLink(NO_FORMAT)

    def day(self, moment: datetime) -> date:
        """The day of a moment where the installation is."""
        return moment.astimezone(self._settings.timezone).date()


def _check(member: Member) -> None:
    if member.role is not Role.ANCT:
        raise Forbidden(NOT_YOURS)
