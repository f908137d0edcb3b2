"""Decides what is remembered of the papers given, so that one that comes back can be told to be from here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime

from ansm.application.offers import Kind
from ansm.domain.publication import Edition
from ansm.domain.territory import Territory
from ansm.report.printable import Printable
from ansm.storage import IssuedDocument, Storage


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
