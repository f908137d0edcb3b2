"""Decides what is shown at an address that does not exist."""

from __future__ import annotations

import reflex as rx

from ansm.web import routes
from ansm.web.components.layout import container, reading_column, shell


def not_found() -> rx.Component:
    """The page."""
    return shell(
        container(
            reading_column(
                rx.el.h1("Cette page n’existe pas"),
                rx.el.p(
                    "L’adresse est peut-être incomplète. Si vous aviez un lien personnel, copiez-le en entier, "
                    "avec tout ce qui suit le signe #.",
                    class_name="fr-text--lead",
                ),
                rx.el.p(rx.el.a("Revenir à l’accueil", href=routes.HOME, class_name="fr-btn")),
            ),
            class_name="fr-py-9w",
        )
    )
