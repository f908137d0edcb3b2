"""Decides how one links to a place inside another page: by a real page load, which scrolls there and unfolds it."""

from __future__ import annotations

import reflex as rx

from ansm.web import routes


def to_place(
    label: str | rx.Var[str], address: str | rx.Var[str], class_name: str = "", *more: rx.Component
) -> rx.Component:
    """A link whose address has a « # »: the router would open the page at its top, and leave folded what it names."""
    return rx.el.a(label, *more, href=address, class_name=class_name, custom_attrs={"reloadDocument": True})


def to_need(label: str, identifier: str, class_name: str = "") -> rx.Component:
    """Where the calculation page explains a need."""
    return to_place(label, routes.need_explained(identifier), class_name)
