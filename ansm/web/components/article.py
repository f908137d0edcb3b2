"""Decides how a page of text is laid out: where it stands, its title, its parts, and a summary of them."""

from __future__ import annotations

import reflex as rx

from ansm.web import page_list
from ansm.web.components.columns import container, reading_column
from ansm.web.components.layout import shell
from ansm.web.page_list import PageEntry

Written = tuple[rx.Component, ...]


def article(page: PageEntry, lead: str, *content: rx.Component) -> rx.Component:
    """A page of text under its name, with the way back."""
    return shell(
        container(
            _breadcrumb(page),
            reading_column(
                rx.el.h1(page.name, class_name="fr-mb-2w"),
                rx.el.p(lead, class_name="fr-text--lead fr-mb-4w"),
                rx.el.div(*content, class_name="pages-text"),
            ),
            class_name="fr-pt-3w fr-pb-9w",
        )
    )


def part(anchor: str, heading: str, *content: rx.Component) -> rx.Component:
    """A part of the text, which a link may point at."""
    return rx.el.section(
        rx.el.h2(heading, id=anchor, tab_index=-1, class_name="fr-h3"),
        *content,
        aria_labelledby=anchor,
        class_name="pages-part",
    )


def summary(*parts: tuple[str, str]) -> rx.Component:
    """« Sur cette page » : links to the parts, as (anchor, heading)."""
    return rx.el.nav(
        rx.el.p("Sur cette page", id="sommaire", class_name="pages-summary__title"),
        rx.el.ol(
            *(rx.el.li(rx.el.a(heading, href=f"#{anchor}", class_name="fr-link")) for anchor, heading in parts),
            class_name="pages-summary__list",
        ),
        aria_labelledby="sommaire",
        class_name="pages-summary",
    )


def paragraphs(*texts: str) -> rx.Component:
    """Plain paragraphs."""
    return rx.fragment(*(rx.el.p(text) for text in texts))


def bullets(*items: str | rx.Component) -> rx.Component:
    """A list, one item a line."""
    return rx.el.ul(*(rx.el.li(item) for item in items))


def terms(*pairs: tuple[str, str | rx.Component]) -> rx.Component:
    """A list of terms with what each means."""
    return rx.el.dl(
        *(rx.el.div(rx.el.dt(term), rx.el.dd(meaning)) for term, meaning in pairs),
        class_name="pages-terms",
    )


def folded(summary_text: str, *content: rx.Component) -> rx.Component:
    """A question whose answer unfolds, without any script."""
    return rx.el.details(
        rx.el.summary(summary_text),
        rx.el.div(*content, class_name="pages-folded__content"),
        class_name="pages-folded",
    )


def outward(label: str, address: str) -> rx.Component:
    """A link to another site, which says that it opens apart."""
    return rx.el.a(
        f"{label} (nouvelle fenêtre)",
        href=address,
        target="_blank",
        rel="noopener noreferrer external",
    )


def _breadcrumb(page: PageEntry) -> rx.Component:
    return rx.el.nav(
        rx.el.ol(
            rx.el.li(
                rx.el.a(page_list.HOME.name, href=page_list.HOME.address, class_name="fr-breadcrumb__link"),
            ),
            rx.el.li(
                rx.el.span(page.name, aria_current="page", class_name="fr-breadcrumb__link"),
            ),
            class_name="fr-breadcrumb__list",
        ),
        aria_label="Vous êtes ici",
        class_name="fr-breadcrumb pages-breadcrumb",
    )
