"""Decides what goes into storage and what comes back: plain frozen values, nothing of the database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from ansm.domain.answers import Answers
from ansm.domain.eligibility import Eligibility
from ansm.domain.origin import Origin
from ansm.domain.publication import Edition
from ansm.domain.questionnaire import Respondent
from ansm.domain.sides import Side
from ansm.domain.territory import Territory
from ansm.errors import InvalidRequest

TOKEN_HASH_BYTES = 32
MOST_VALUES = 100
UID = re.compile(r"[0-9a-f]{32}")
NAME = re.compile(r"[\x21-\x7e]{1,64}")


@dataclass(frozen=True, slots=True)
class NewDiagnostic:
    """A file to create. `token_hash` is the SHA-256 of the secret: the secret itself never comes here.

    `uid` is its public name, 32 hexadecimal digits, which opens nothing. `territory`, `eligibility` and `route` are
    frozen as they stand; `created_at` carries its time zone; `origin` is the former diagnostic it starts from.
    `counted` adds its opening to the statistics, and its end later; not for the copy of a file opened elsewhere.
    """

    token_hash: bytes
    uid: str
    territory: Territory
    eligibility: Eligibility
    route: Eligibility | None
    content_version: str
    territories_version: str
    application_version: str
    opened_on: date
    created_at: datetime
    origin: Origin | None = None
    counted: bool = True

    def __post_init__(self) -> None:
        refuse_in_clear(self.token_hash)
        refuse_naive(self.created_at)
        if not UID.fullmatch(self.uid):
            raise ValueError("a public name is 32 hexadecimal digits")


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """One answer as it was given; no value means that it was erased.

    `role` is what the person said they are; `client_id` is the name the sender gave to this sending, so that
    sending it again changes nothing: `<device>-<counter>`. `handover` is the number of the link « à confier » it
    came through. `side` is whose answer it is when it is not the town's, and `chosen` tells that it was chosen between
    answers shown side by side. All names are printable ASCII of at most 64 characters: raises InvalidRequest otherwise,
    because they may come from outside.
    """

    question: str
    values: tuple[str, ...]
    role: str | None
    answered_at: datetime
    client_id: str | None = None
    handover: int | None = None
    side: Side | None = None
    chosen: bool = False

    @property
    def device(self) -> str | None:
        """The browser it was given in, None when the sending has no name."""
        return _device(self.client_id)

    def __post_init__(self) -> None:
        refuse_naive(self.answered_at)
        names = (self.question, *self.values, *(name for name in (self.role, self.client_id) if name is not None))
        if len(self.values) > MOST_VALUES or not all(NAME.fullmatch(name) for name in names):
            raise InvalidRequest(
                "Cette réponse n’a pas la forme attendue\u00a0: elle n’a pas été enregistrée. "
                "Rechargez la page, puis répondez à nouveau\u00a0; vos autres réponses sont conservées."
            )


@dataclass(frozen=True, slots=True)
class StoredDiagnostic:
    """A file as it stands: frozen at opening, with the current answer to each question.

    `uid` is its public name; `origin` the former diagnostic it was started from, if any; `finished_at` the first time
    its results were read with every essential question answered.

    `last_question` and `last_answered_at` (UTC) tell where the person stopped; None before the first answer.
    """

    territory: Territory
    eligibility: Eligibility
    route: Eligibility | None
    content_version: str
    territories_version: str
    application_version: str
    opened_on: date
    created_at: datetime
    answers: Answers
    last_question: str | None
    last_answered_at: datetime | None
    uid: str
    origin: Origin | None
    finished_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is said of an answer once it is durable: its number, its time (UTC), and whether it waits for a choice."""

    number: int
    answered_at: datetime
    set_aside: bool


@dataclass(frozen=True, slots=True)
class RecordedAnswer:
    """One row of the history of a file. Numbers grow in the order of recording; `replaces` is that of a former row.

    A row that is set aside disagrees with the current one, which its sender had not seen. `entrusted_to` is who
    the link « à confier » it came through was made for, None through the personal link; `side` whose answer it is, None
    for the town's.
    """

    number: int
    question: str
    values: tuple[str, ...]
    role: str | None
    answered_at: datetime
    client_id: str | None
    replaces: int | None
    set_aside: bool
    entrusted_to: Respondent | None
    side: Side | None = None

    @property
    def device(self) -> str | None:
        """The browser it was given in, None when the sending has no name."""
        return _device(self.client_id)


@dataclass(frozen=True, slots=True)
class Journal:
    """Where a file stands: the current row of each question, those that wait for a choice, and the last number.

    Rows are in the order of recording; an erased answer has its row too.
    """

    current: tuple[RecordedAnswer, ...]
    conflicts: tuple[RecordedAnswer, ...]
    last: int


@dataclass(frozen=True, slots=True)
class MergedRows:
    """What became of rows brought by a file: how many are new here, and all questions that wait for a choice now."""

    added: int
    waiting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """A document that was given: the code printed on it, what it is, and the SHA-256 of its bytes."""

    code: str
    edition: Edition
    kind: str
    territory_code: str
    territory_name: str
    printed_on: date
    sha256: bytes
    issued_at: datetime

    def __post_init__(self) -> None:
        refuse_naive(self.issued_at)
        if len(self.sha256) != TOKEN_HASH_BYTES:
            raise ValueError("a document is known by its SHA-256, 32 bytes")


def _device(client_id: str | None) -> str | None:
    return None if client_id is None else client_id.partition("-")[0]


def refuse_in_clear(token_hash: bytes) -> None:
    """Raises ValueError for what may be a secret itself."""
    if len(token_hash) != TOKEN_HASH_BYTES:
        raise ValueError("a token is stored as its SHA-256, 32 bytes")


def refuse_naive(moment: datetime) -> None:
    """Raises ValueError for a moment without its time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment is stored with its time zone")
