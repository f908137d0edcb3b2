"""Decides what surrounds every page: skip links, header, main, footer."""

from __future__ import annotations

import reflex as rx

from ansm.settings import read_settings
from ansm.web.brand import PROGRAMME, TAGLINE, title
from ansm.web.components.columns import container, reading_column
from ansm.web.components.footer import FOOTER, footer
from ansm.web.components.header import header

__all__ = ["PROGRAMME", "TAGLINE", "container", "reading_column", "shell", "title"]

MAIN = "contenu"


def shell(*content: rx.Component) -> rx.Component:
    """A whole page around its content, which brings the one `h1`. The settings are those of the build."""
    settings = read_settings()
    return rx.fragment(
        _skip_links(),
        header(settings),
        rx.el.main(*content, id=MAIN, tab_index=-1),
        footer(settings),
    )


def _skip_links() -> rx.Component:
    return rx.el.div(
        rx.el.nav(
            rx.el.ul(
                rx.el.li(rx.el.a("Aller au contenu", href=f"#{MAIN}", class_name="fr-link")),
                rx.el.li(rx.el.a("Aller au pied de page", href=f"#{FOOTER}", class_name="fr-link")),
                class_name="fr-skiplinks__list",
            ),
            class_name="fr-container",
            aria_label="Accès rapide",
        ),
        class_name="fr-skiplinks",
    )
