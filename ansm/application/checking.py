"""Decides whether a paper or a PDF comes from this site, from the code printed on it. It tells nothing about people."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ansm.application.pace import Pace
from ansm.errors import InvalidRequest, TooMany
from ansm.report.code import read_code
from ansm.storage import IssuedDocument, Storage

SOMEONE, EVERYONE, A_MINUTE = 20, 600, timedelta(minutes=1)
NOT_A_CODE = (
    "Ce code n’est pas complet, ou l’un de ses signes n’existe pas. Il a douze lettres ou chiffres, comme "
    "7K3M-QX2P-9D4T\u00a0: relisez-le au bas d’une page du document, puis tapez-le à nouveau."
)
TOO_OFTEN = (
    "Vous avez vérifié beaucoup de documents en peu de temps. Attendez une minute, puis réessayez\u00a0: "
    "cette limite empêche d’essayer des codes au hasard."
)
TOO_BUSY = "Beaucoup de personnes vérifient des documents en ce moment. Attendez une minute, puis réessayez."


class Verdict(StrEnum):
    """What is known of a document."""

    ISSUED = "emis"  # this site printed this code; nobody showed the file
    IDENTICAL = "identique"  # and gave exactly this file
    DIFFERENT = "different"  # and gave other files than this one under the code
    UNKNOWN = "inconnu"


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer, and the documents given under the code: the very one when its file was shown and is known."""

    verdict: Verdict
    code: str
    documents: tuple[IssuedDocument, ...]


class Checking:
    """The use case behind « ce document est-il d’origine ? ». Who asks is counted in memory, for a minute."""

    def __init__(self, storage: Storage, clock: Callable[[], datetime]) -> None:
        self._storage = storage
        self._clock = clock
        self._someone, self._everyone = Pace(SOMEONE, A_MINUTE), Pace(EVERYONE, A_MINUTE)
        self._lock = threading.Lock()
        self._key = secrets.token_bytes(32)  # who asks is counted under a digest that only this process can make

    def check(self, typed: str, sha256: bytes | None, who: str) -> Checked:
        """What is known of the code as it was typed, and of a file that has this checksum.

        Raises InvalidRequest for what is no code, and TooMany.
        """
        self._count(who)
        code = read_code(typed)
        if code is None:
            raise InvalidRequest(NOT_A_CODE)
        given = self._storage.issued(code)
        if not given:
            return Checked(Verdict.UNKNOWN, code, ())
        if sha256 is None:
            return Checked(Verdict.ISSUED, code, given)
        same = tuple(each for each in given if each.sha256 == sha256)
        return Checked(Verdict.IDENTICAL, code, same) if same else Checked(Verdict.DIFFERENT, code, given)

    def _count(self, who: str) -> None:
        now, someone = self._clock(), hashlib.blake2b(who.encode(), key=self._key).digest()
        with self._lock:
            for pace, name, sentence in ((self._someone, someone, TOO_OFTEN), (self._everyone, b"", TOO_BUSY)):
                if seconds := pace.wait(name, now):
                    raise TooMany(sentence, seconds)
            self._someone.take(someone, now)
            self._everyone.take(b"", now)
