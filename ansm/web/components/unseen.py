"""Decides what is added to a name that comes several times on a page, for who hears it out of its place."""

from __future__ import annotations

import reflex as rx

from ansm.web import french


def of_what(subject: str | rx.Var[str]) -> rx.Component:
    """« : ne pas perdre ses fichiers », heard and not seen."""
    return rx.el.span(f"{french.HARD}: ", subject, class_name="fr-sr-only")
