"""What a file was started from: a former diagnostic of the same place, kept so that a « before » can be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ansm.domain.answers import Answers
from ansm.domain.territory import Territory


@dataclass(frozen=True, slots=True)
class Origin:
    """The former diagnostic as it was carried here: its day, the version of its questionnaire, its answers.

    `territory` is what was known of the place then, None when the former diagnostic came in a file from elsewhere,
    whose word on that is not taken.
    """

    opened_on: date
    content_version: str
    answers: Answers
    territory: Territory | None = None
