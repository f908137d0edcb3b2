"""Decides the top of every page: whose service it is, its name, and the way to help."""

from __future__ import annotations

import reflex as rx

from ansm.settings import Brand, Settings
from ansm.web import page_list
from ansm.web.brand import PROGRAMME, TAGLINE
from ansm.web.components.columns import container


def header(settings: Settings) -> rx.Component:
    """The header, with the State's emblem under the State's brand only."""
    row = rx.el.div(_brand(settings), _help(), class_name="fr-header__body-row")
    return rx.el.header(
        rx.el.div(container(row), class_name="fr-header__body"),
        role="banner",
        class_name="fr-header",
    )


def _brand(settings: Settings) -> rx.Component:
    emblem = (_state_emblem(),) if settings.brand is Brand.STATE else ()
    service = rx.el.div(
        rx.el.a(
            rx.el.p(PROGRAMME, class_name="fr-header__service-title"),
            href=page_list.HOME.address,
            title=f"{page_list.HOME.name} – {PROGRAMME}",
        ),
        rx.el.p(TAGLINE, class_name="fr-header__service-tagline"),
        class_name="fr-header__service",
    )
    return rx.el.div(*emblem, service, class_name="fr-header__brand fr-enlarge-link")


def _state_emblem() -> rx.Component:
    """The « bloc-marque »: its drawing is in the State's own sheet, its words are here."""
    return rx.el.div(
        rx.el.div(
            rx.el.p("République", rx.el.br(), "Française", class_name="fr-logo"),
            class_name="fr-header__logo",
        ),
        class_name="fr-header__brand-top",
    )


def _help() -> rx.Component:
    return rx.el.div(
        rx.el.a(page_list.HELP.name, href=page_list.HELP.address, class_name="fr-link"),
        class_name="pages-header__help",
    )
