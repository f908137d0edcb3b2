"""Decides what goes into storage and what comes back: plain frozen values, nothing of the database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from ansm.domain.answers import Answers
from ansm.domain.eligibility import Eligibility
from ansm.domain.territory import Territory
from ansm.errors import InvalidRequest

TOKEN_HASH_BYTES = 32
MOST_VALUES = 100
NAME = re.compile(r"[\x21-\x7e]{1,64}")


@dataclass(frozen=True, slots=True)
class NewDiagnostic:
    """A file to create. `token_hash` is the SHA-256 of the secret: the secret itself never comes here.

    `territory`, `eligibility` and `route` are frozen as they stand; `created_at` carries its time zone.
    """

    token_hash: bytes
    territory: Territory
    eligibility: Eligibility
    route: Eligibility | None
    content_version: str
    territories_version: str
    application_version: str
    opened_on: date
    created_at: datetime

    def __post_init__(self) -> None:
        if len(self.token_hash) != TOKEN_HASH_BYTES:
            raise ValueError("a token is stored as its SHA-256, 32 bytes")
        _refuse_naive(self.created_at)


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """One answer as it was given; no value means that it was erased.

    `role` is what the person said they are; `client_id` is the name the sender gave to this sending, so that
    sending it again changes nothing. All names are printable ASCII of at most 64 characters: raises
    InvalidRequest otherwise, because they may come from outside.
    """

    question: str
    values: tuple[str, ...]
    role: str | None
    answered_at: datetime
    client_id: str | None = None

    def __post_init__(self) -> None:
        _refuse_naive(self.answered_at)
        names = (self.question, *self.values, *(name for name in (self.role, self.client_id) if name is not None))
        if len(self.values) > MOST_VALUES or not all(NAME.fullmatch(name) for name in names):
            raise InvalidRequest(
                "Cette réponse n’a pas la forme attendue\u00a0: elle n’a pas été enregistrée. "
                "Rechargez la page, puis répondez à nouveau\u00a0; vos autres réponses sont conservées."
            )


@dataclass(frozen=True, slots=True)
class StoredDiagnostic:
    """A file as it stands: frozen at opening, with the current answer to each question.

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


def _refuse_naive(moment: datetime) -> None:
    if moment.tzinfo is None:
        raise ValueError("a moment is stored with its time zone")
