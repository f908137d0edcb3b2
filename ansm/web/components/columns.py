"""Decides how wide things are: the page with its margins, and a column narrow enough to read."""

from __future__ import annotations

import reflex as rx


def container(*content: rx.Component, class_name: str = "") -> rx.Component:
    """The page's width, with its margins."""
    return rx.el.div(*content, class_name=f"fr-container {class_name}".strip())


def reading_column(*content: rx.Component) -> rx.Component:
    """A column narrow enough to read, in the page's width."""
    return rx.el.div(
        rx.el.div(*content, class_name="fr-col-12 fr-col-lg-9"),
        class_name="fr-grid-row",
    )
