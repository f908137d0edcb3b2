"""Decides how a page says which diagnostic it works on: a clerk of several town halls has several at hand."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from ansm.domain import say
from ansm.domain.territory import Territory
from ansm.web import french


class Dated(Protocol):
    """A diagnostic, its plan, or what may be asked for it."""

    @property
    def territory(self) -> Territory:
        """Whose it is."""

    @property
    def opened_on(self) -> date:
        """The day it was opened."""


def whose(diagnostic: Dated) -> str:
    """« La Buisse, diagnostic du 26 novembre 2026 »."""
    return f"{french.proper(diagnostic.territory.name)}, diagnostic du {say.day(diagnostic.opened_on)}"
