"""What a person is told of a file that leaves, that was brought, or that was put with another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ansm.application.fitting import LeftOut
from ansm.domain.publication import Edition
from ansm.domain.questionnaire import Question


@dataclass(frozen=True, slots=True)
class Exported:
    """A file ready to be saved under that name."""

    file_name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds. `edition` is that of the document it was attached to, None for an exchange file.

    `resumable`: its questionnaire is known here, so that it can be gone on with as it is; `left_out` is what a new
    diagnostic would not take over from it.
    """

    uid: str
    territory_code: str
    territory_name: str
    opened_on: date
    edition: Edition | None
    answers: int
    history: bool
    resumable: bool
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Started:
    """A file made from another: its secret, told only once; whether it goes on with the other one as it was.

    `edition` is that of the document it was read in: a publishable one lacks what may not be published. `answers` are
    those taken over, which wait to be confirmed in a new diagnostic.
    """

    token: str
    territory_name: str
    edition: Edition | None
    resumed: bool
    answers: int
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """What a file brought to the one that is open: new rows, known ones, and all questions that wait for a choice."""

    added: int
    known: int
    waiting: tuple[Question, ...]
    left_out: tuple[LeftOut, ...]
