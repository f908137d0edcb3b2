"""Decides who a document is for: the council's archive, which anyone may ask for, or the team alone."""

from __future__ import annotations

from enum import StrEnum


class Edition(StrEnum):
    """What a document may say. The publishable one is computed as if what is withheld had never been asked."""

    INTERNAL = "interne"
    PUBLISHABLE = "publiable"
