"""Decides what goes into storage of the links to a file, and what comes back: plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from ansm.domain.questionnaire import Respondent
from ansm.storage.records import refuse_in_clear, refuse_naive


@dataclass(frozen=True, slots=True)
class NewHandover:
    """A link « à confier » to create: `token_hash` is the SHA-256 of its secret."""

    token_hash: bytes
    theme: str
    respondent: Respondent
    created_at: datetime
    expires_at: datetime

    def __post_init__(self) -> None:
        refuse_in_clear(self.token_hash)
        refuse_naive(self.created_at)
        refuse_naive(self.expires_at)


@dataclass(frozen=True, slots=True)
class StoredHandover:
    """A link « à confier » as it stands. Moments are in UTC."""

    number: int
    theme: str
    respondent: Respondent
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None

    def open_at(self, moment: datetime) -> bool:
        """Whether it still opens its theme."""
        return self.revoked_at is None and moment < self.expires_at


@dataclass(frozen=True, slots=True)
class StoredAdvisorLink:
    """A link that opens the questionnaire for an advisor. `person` is the number of whom it was made for.

    `follows` tells whether this person may still sign in and still follows the file, in an organisation that does.
    """

    person: int
    expires_at: datetime
    revoked_at: datetime | None
    follows: bool

    def open_at(self, moment: datetime) -> bool:
        """Whether it still opens the file."""
        return self.follows and self.revoked_at is None and moment < self.expires_at


@dataclass(frozen=True, slots=True)
class UsedHandover:
    """A link « à confier » with the number of questions answered through it."""

    handover: StoredHandover
    questions: int


class LinkState(Enum):
    """Whether a personal link opens its file, and if not, why. The others are open, or say themselves that they end."""

    OPEN = auto()
    REPLACED = auto()  # it did, until another one took its place
    PREPARED = auto()  # it never did: it was to take the place of another one
    DROPPED = auto()  # the same, given up since


@dataclass(frozen=True, slots=True)
class StoredLink:
    """What a secret opens: the whole file, for the town or for an advisor, or what a link « à confier » says.

    `file` is the SHA-256 of the secret that the file was opened with: the name by which every method knows it,
    whether that secret still opens it or not.
    """

    file: bytes
    content_version: str
    handover: StoredHandover | None
    advisor: StoredAdvisorLink | None = None
    state: LinkState = LinkState.OPEN
