"""Decides what an advisor sees of the files they follow, and what they may change around them: never an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ansm.application.access import Access
from ansm.application.caseprogress import CaseProgress
from ansm.application.files import File, Library
from ansm.application.following import NOT_YOURS, Followed, Following
from ansm.application.texts import day_typed, one_line
from ansm.domain.caseload import Case, Progress
from ansm.domain.people import Member, Role
from ansm.errors import InvalidRequest, UnknownLink
from ansm.storage import Colleague, Storage, StoredCase

LONGEST_STEP = 200
STEP_TOO_LONG = f"L’étape dépasse {LONGEST_STEP} caractères. Raccourcissez-la\u00a0: les détails vont dans une note."
DAY_ALONE = "Vous avez choisi une date sans dire ce qui est prévu. Écrivez l’étape, ou effacez la date."
NOT_A_COLLEAGUE = "Cette personne ne peut pas être chargée de ce dossier. Choisissez-en une dans la liste."
LAST_ONE = "Une personne au moins reste en charge d’un dossier. Ajoutez quelqu’un d’autre, puis recommencez."


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A file that someone follows: its line, the file itself, and who else could be in charge of it."""

    followed: Followed
    case: Case
    file: File
    others: tuple[Colleague, ...]


class Desk:
    """The use cases of the portfolio and of a file's page; each checks that the file is followed."""

    def __init__(
        self,
        storage: Storage,
        following: Following,
        library: Library,
        clock: Callable[[], datetime],
        timezone: ZoneInfo,
        read: Callable[[Access], File],
    ) -> None:
        self._storage = storage
        self._following = following
        self._progress = CaseProgress(storage, library)
        self._clock = clock
        self._timezone = timezone
        self._read = read

    def portfolio(self, member: Member) -> tuple[Case, ...]:
        """The files that this person follows: all those of the organisation, for who manages it."""
        if member.role is Role.ANCT:
            return ()
        only = None if member.role is Role.MANAGER else member.number
        return self._told(self._storage.portfolio.cases(member.organisation.number, only))

    def of_organisation(self, member: Member, code: str) -> tuple[Case, ...]:
        """The files of a territory that anyone of the organisation follows."""
        if member.role is Role.ANCT:
            return ()
        return self._told(self._storage.portfolio.cases(member.organisation.number, code=code))

    def case(self, member: Member, uid: str) -> OpenCase:
        """One file. Raises UnknownLink."""
        followed = self._following.open(member, uid)
        stored = self._storage.portfolio.cases(member.organisation.number, uid=uid)
        if not stored:  # stopped between two lines
            raise UnknownLink(NOT_YOURS)
        (case,) = self._told(stored)
        everyone = self._storage.caseload.colleagues(member.organisation.number)
        others = tuple(each for each in everyone if not case.followed_by(each.number))
        return OpenCase(followed, case, self._read(followed.access), others)

    def sheet(self, cases: tuple[Case, ...], told: str) -> bytes:
        """These lines as a spreadsheet; `told` says which they are."""
        from ansm.office import OfficeContext, portfolio_ods  # its library is loaded when the first one is wanted

        return portfolio_ods(cases, told, OfficeContext(self._day(self._clock())))

    # --- what is changed

    def plan(self, member: Member, uid: str, text: str, on: str) -> None:
        """Keep the next step; nothing typed erases it. Raises UnknownLink or InvalidRequest."""
        followed = self._following.open(member, uid)
        step, day = one_line(text), day_typed(on)
        if len(step) > LONGEST_STEP:
            raise InvalidRequest(STEP_TOO_LONG)
        if day is not None and not step:
            raise InvalidRequest(DAY_ALONE)
        _still(self._storage.caseload.plan(followed.number, step, day))

    def assign(self, member: Member, uid: str, person: str) -> None:
        """One more person in charge. Raises UnknownLink, or InvalidRequest for who is no colleague."""
        followed = self._following.open(member, uid)
        if not self._storage.caseload.assign(followed.number, _number(person)):
            raise InvalidRequest(NOT_A_COLLEAGUE)

    def release(self, member: Member, uid: str, person: str) -> None:
        """One person less in charge. Raises UnknownLink, or InvalidRequest for the last one."""
        followed = self._following.open(member, uid)
        if not self._storage.caseload.release(followed.number, _number(person)):
            raise InvalidRequest(LAST_ONE)

    def leave(self, member: Member, uid: str) -> None:
        """The organisation follows the file no more: it stays the town's. Raises UnknownLink."""
        followed = self._following.open(member, uid)
        _still(self._storage.caseload.leave(followed.number, self._clock()))

    # --- inside

    def _told(self, stored: tuple[StoredCase, ...]) -> tuple[Case, ...]:
        return tuple(
            self._case(case, progress) for case, progress in zip(stored, self._progress.of(stored), strict=True)
        )

    def _case(self, stored: StoredCase, progress: Progress) -> Case:
        return Case(
            uid=stored.uid,
            name=stored.name.replace("'", "’"),
            code=stored.code,
            department=stored.department,
            department_name=stored.department_name,
            population=stored.population,
            verdict=stored.verdict,
            opened_on=stored.opened_on,
            progress=progress,
            redone=stored.redone,
            acting=stored.acting,
            last_activity=self._day(stored.last_moment),
            next_step=stored.next_step,
            next_step_on=stored.next_step_on,
            in_charge=stored.in_charge,
            disagreements=stored.disagreements,
        )

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self._timezone).date()


def _still(done: bool) -> None:
    if not done:
        raise UnknownLink(NOT_YOURS)


def _number(text: str) -> int:
    """The number of a person, as a form sends it; 0 is nobody's."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
