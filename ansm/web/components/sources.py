"""Decides how the origin of a fact is told under it, with the day somebody checked it."""

from __future__ import annotations

from datetime import date

import reflex as rx

from ansm.domain import say
from ansm.web import french


def sourced(source: str, verified_on: date) -> rx.Component:
    """« Source : cnil.fr. Vérifié le 20 août 2026. », in small print."""
    words = f"Source{french.HARD}: {source.rstrip('.')}. Vérifié le {say.day(verified_on)}."
    return rx.el.span(words, class_name="fr-hint-text")
