"""Decides how the blank questionnaires are given: printed once for the content of this program, then kept."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from hashlib import sha256

from ansm.domain.handbook import Handbook
from ansm.errors import ReportUnavailable
from ansm.report import Audience, BlankForm, FormPath, blank

MOST_SECONDS = 65.0  # a little longer than a document may take
BUSY = "Beaucoup de PDF sont demandés en ce moment. Réessayez dans une minute."


@dataclass(frozen=True, slots=True)
class BlankPaper:
    """A form as it is downloaded. `mark` names its bytes: the same mark, the same paper."""

    file_name: str
    pdf: bytes
    mark: str


class BlankForms:
    """The four forms of one content. Safe to call from several threads, never from an event loop.

    They depend on nothing but the content, which does not change while the program runs: some 600 kB in all.
    """

    def __init__(self, handbook: Handbook, press: Callable[[BlankForm], Future[bytes]]) -> None:
        self._handbook = handbook
        self._press = press
        self._kept: dict[tuple[Audience, FormPath], BlankPaper] = {}
        self._turns: defaultdict[tuple[Audience, FormPath], threading.Lock] = defaultdict(threading.Lock)

    def get(self, audience: Audience, path: FormPath) -> BlankPaper:
        """The form; only the first to ask waits for the press. Raises ReportUnavailable, and keeps nothing then."""
        wanted = (audience, path)
        with self._turns[wanted]:
            if wanted not in self._kept:
                form = blank(self._handbook, audience, path)
                try:
                    pdf = self._press(form).result(MOST_SECONDS)
                except TimeoutError:
                    raise ReportUnavailable(BUSY) from None
                self._kept[wanted] = BlankPaper(form.file_name, pdf, sha256(pdf).hexdigest()[:32])
            return self._kept[wanted]
