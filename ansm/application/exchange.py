"""Decides what a browser is told of a file, and what becomes of the answers it sends: the local-first exchange."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from ansm.application.access import Access, Doors
from ansm.application.files import File, answer_to
from ansm.domain.handbook import Handbook
from ansm.domain.questionnaire import Respondent
from ansm.errors import InvalidAnswer, InvalidRequest, LimitedLink
from ansm.expertise import ROLE_QUESTION
from ansm.storage import Receipt, RecordedAnswer, Storage, StoredAnswer

Tell = Callable[[bytes, str | None], None]  # a file has changed, from that device
OTHER_THEME = (
    "Ce lien ouvre un seul thème\u00a0: cette réponse appartient à un autre et n’a pas été enregistrée. "
    "Transmettez-la à la personne qui vous a confié ce thème."
)

OTHER_HISTORY = (
    "Ce lien ouvre un seul thème\u00a0: l’historique des autres questions se consulte avec le lien personnel."
)


@dataclass(frozen=True, slots=True)
class SentAnswer:
    """One answer as a browser sent it. `base` is the last row of the question it had seen, 0 for none.

    `chosen` tells that it was chosen between answers shown side by side.
    """

    identifier: str
    question: str
    values: tuple[str, ...]
    base: int
    role: str | None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of a sent answer: durable (`receipt`), or refused for good with a sentence."""

    identifier: str
    receipt: Receipt | None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """The rows after the cursor that was given, and the next cursor. `file` is the name its changes are told under."""

    file: bytes
    rows: tuple[RecordedAnswer, ...]
    cursor: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of the answers sent, in their order, and what is new, theirs included."""

    settled: tuple[Settlement, ...]
    changes: Changes


@dataclass(frozen=True, slots=True)
class Entrusted:
    """What a link « à confier » opens: a theme, for someone, until the end of a day."""

    theme: str
    respondent: Respondent
    last_day: date


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a browser needs to go on alone. Through a link « à confier », only what its theme needs.

    `advised_until` is the last day of an advisor's link: what is answered through it is told apart from what the town
    says. None for the town.
    """

    file: File
    current: tuple[RecordedAnswer, ...]
    conflicts: tuple[RecordedAnswer, ...]
    cursor: int
    last_question: str | None
    entrusted: Entrusted | None
    advised_until: date | None = None


class Exchange:
    """The use cases behind the page of the questionnaire; each checks the link itself."""

    def __init__(
        self,
        storage: Storage,
        doors: Doors,
        clock: Callable[[], datetime],
        read: Callable[[Access], File],
        last_day: Callable[[datetime], date],
    ) -> None:
        self._storage = storage
        self._doors = doors
        self._clock = clock
        self._read = read
        self._last_day = last_day

    def dossier(self, token: str) -> Dossier:
        """The file, or the theme, as it stands. Raises UnknownLink or ExpiredLink."""
        access = self._doors.any(token)
        journal = self._storage.journal(access.file, access.readable)
        handover = access.handover
        return Dossier(
            file=self._read(access),
            current=journal.current,
            conflicts=journal.conflicts,
            cursor=journal.last,
            last_question=next(
                (row.question for row in journal.current[::-1] if access.may_answer(row.question)), None
            ),
            entrusted=Entrusted(handover.theme, handover.respondent, self._last_day(handover.expires_at))
            if handover
            else None,
            advised_until=None if access.until is None else self._last_day(access.until),
        )

    def receive(self, token: str, since: int, messages: Iterable[SentAnswer], tell: Tell) -> Delivery:
        """Record the messages in their order, each in its own transaction; sent again, they change nothing.

        Raises UnknownLink or ExpiredLink before anything is recorded, and StorageUnavailable midway: what was
        recorded by then stays. `tell` hears of the file once, whatever the end is.
        """
        access = self._doors.any(token)
        settled: list[Settlement] = []
        device = None
        try:
            for message in messages:
                device = message.identifier.partition("-")[0]
                settled.append(self._settle(access, message))
        finally:
            if device is not None:
                tell(access.file, device)
        return Delivery(tuple(settled), self._since(access, since))

    def changes(self, token: str, since: int) -> Changes:
        """What was recorded after that number, as far as the link sees. Raises UnknownLink or ExpiredLink."""
        return self._since(self._doors.any(token), since)

    def history(self, token: str, question: str) -> tuple[RecordedAnswer, ...]:
        """Every answer ever given to a question, newest first. Through a link « à confier », those of its theme.

        Raises UnknownLink, ExpiredLink, or LimitedLink.
        """
        access = self._doors.any(token)
        asked = access.handbook.questionnaire.question(question)
        if not access.may_answer(question):
            raise LimitedLink(OTHER_HISTORY)
        return self._storage.history(access.file, asked.id if asked else question)[::-1]

    def _since(self, access: Access, since: int) -> Changes:
        rows = self._storage.changes(access.file, since, access.readable)
        return Changes(access.file, rows, rows[-1].number if rows else since)

    def _settle(self, access: Access, message: SentAnswer) -> Settlement:
        if not access.may_answer(message.question):
            return Settlement(message.identifier, None, OTHER_THEME)
        try:
            answer = answer_to(access.handbook, message.question, message.values)
            given = StoredAnswer(
                question=answer.question,
                values=answer.values,
                role=_role(access, message),
                answered_at=self._clock(),
                client_id=message.identifier,
                handover=access.handover.number if access.handover else None,
                side=access.side,
                chosen=message.chosen,
            )
            return Settlement(message.identifier, self._storage.record(access.file, given, message.base))
        except (InvalidAnswer, InvalidRequest) as error:
            return Settlement(message.identifier, None, str(error))


def _role(access: Access, message: SentAnswer) -> str | None:
    """What the person is: what the link says, else what they say."""
    if access.handover is not None:
        return access.handover.respondent.value
    return Respondent.ADVISOR.value if access.advisor is not None else known_role(access.handbook, message.role)


def known_role(handbook: Handbook, role: str | None) -> str | None:
    """The role, when it is one that the questionnaire knows: nothing else is kept, least of all a name."""
    question = handbook.questionnaire.question(ROLE_QUESTION)
    options = {option.value for option in question.options} if question else set()
    return role if role in options | set(Respondent) else None
