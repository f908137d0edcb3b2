"""What a file was started from: a former diagnostic of the same place, kept so that a « before » can be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ansm.domain.answers import Answers


@dataclass(frozen=True, slots=True)
class Origin:
    """The former diagnostic as it was carried here: its day, the version of its questionnaire, its answers."""

    opened_on: date
    content_version: str
    answers: Answers
