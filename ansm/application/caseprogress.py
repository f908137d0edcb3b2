"""Decides how far the answers of many files have come: worked out once for the same answers, and remembered."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

from ansm.application.files import Library
from ansm.domain.answers import Answers
from ansm.domain.caseload import Progress
from ansm.domain.handbook import Handbook
from ansm.domain.journey import Journey
from ansm.domain.territory import Territory
from ansm.expertise import ROLE_QUESTION
from ansm.storage import Storage, StoredCase

MOST_REMEMBERED = 20_000  # files, of some two hundred bytes each
UNREAD = Progress(begun=True, asked=0, answered=0)  # of a file whose questionnaire can be read no longer

_Name = tuple[str, int]


class CaseProgress:
    """The progress of files, under their public name and last answer; safe to call from several threads.

    Whatever the number of files, a second look reads no answer and walks no questionnaire.
    """

    def __init__(self, storage: Storage, library: Library) -> None:
        self._storage = storage
        self._library = library
        self._known: OrderedDict[_Name, Progress] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, cases: Sequence[StoredCase]) -> tuple[Progress, ...]:
        """That of each file, in their order. Raises StorageUnavailable."""
        versions = {case.uid: case for case in cases}
        with self._lock:
            found = {name: self._known[name] for name in map(_name, cases) if name in self._known}
        new = [case.uid for case in cases if _name(case) not in found]
        for each in self._storage.portfolio.answers(new):
            case = versions[each.uid]
            handbook = self._library.known(case.content_version)
            found[_name(case)] = progress(handbook, each.territory, each.answers) if handbook else UNREAD
        self._remember(found)
        return tuple(found.get(_name(case), UNREAD) for case in cases)

    def _remember(self, found: dict[_Name, Progress]) -> None:
        with self._lock:
            for name, value in found.items():
                self._known[name] = value
                self._known.move_to_end(name)
            while len(self._known) > MOST_REMEMBERED:
                self._known.popitem(last=False)


def progress(handbook: Handbook, territory: Territory, answers: Answers) -> Progress:
    """How far these answers have come. Who answers is not yet an answer about the territory."""
    journey = Journey(handbook.questionnaire, territory, answers)
    asked = sum(1 for question in journey.questions if question.essential)
    left = len(journey.unanswered(essential_only=True))
    begun = any(each.question != ROLE_QUESTION for each in answers.items)
    return Progress(begun, asked, asked - left)


def _name(case: StoredCase) -> _Name:
    return case.uid, case.last_row
