"""Decides what is remembered of the papers given, and what is said of one that comes back to be checked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime

from ansm.application.offers import Kind
from ansm.domain.publication import Edition
from ansm.domain.territory import Territory
from ansm.errors import InvalidRequest
from ansm.report.code import read_code
from ansm.report.printable import Printable
from ansm.storage import IssuedDocument, Storage

LONGEST_TYPED = 64
NO_CODE = (
    "Ce code n’est pas complet. Il compte douze signes, par exemple 7K3M-QX2P-9D4T\u00a0: recopiez celui qui est "
    "imprimé sur le document."
)


class Register:
    """The papers given: their code and the sum of their bytes, without any link to the file they tell of."""

    def __init__(self, storage: Storage, clock: Callable[[], datetime]) -> None:
        self._storage = storage
        self._clock = clock

    def note(self, paper: Printable, kind: Kind, edition: Edition, territory: Territory, data: bytes) -> None:
        """Remember that these bytes were given. The same again changes nothing. Raises StorageUnavailable."""
        if not paper.code:
            return
        self._storage.issue(
            IssuedDocument(
                code=paper.code,
                edition=edition,
                kind=kind.value,
                territory_code=territory.code,
                territory_name=territory.name,
                printed_on=date.fromisoformat(paper.printed_on),
                sha256=hashlib.sha256(data).digest(),
                issued_at=self._clock(),
            )
        )

    def under(self, typed: str) -> tuple[IssuedDocument, ...]:
        """The papers of this code, however it is typed. Raises InvalidRequest when it cannot be one."""
        code = read_code(typed[:LONGEST_TYPED])
        if code is None:
            raise InvalidRequest(NO_CODE)
        return self._storage.issued(code)

    def same(self, data: bytes) -> tuple[IssuedDocument, ...]:
        """The paper that has exactly these bytes; none when it does not come from here, or was changed since."""
        return self._storage.issued_as(hashlib.sha256(data).digest())
