"""Decides how a page of text is laid out: where one stands, its title, its parts, and a summary of them."""

from __future__ import annotations

import reflex as rx

from ansm.web import page_list
from ansm.web.components.columns import container
from ansm.web.components.layout import shell
from ansm.web.page_list import PageEntry

Written = tuple[rx.Component, ...]
Heading = tuple[str, str]  # the anchor, and the words


def article(page: PageEntry, lead: str, *content: rx.Component) -> rx.Component:
    """A short page of text under its name, with the way back."""
    return _framed(page, lead, (), content, "pages-article")


def long_article(
    page: PageEntry, lead: str, headings: tuple[Heading, ...], written: tuple[Written, ...]
) -> rx.Component:
    """A page in parts, one for each heading, with a summary of them: beside the text when there is room."""
    parts = tuple(_part(anchor, heading, content) for (anchor, heading), content in zip(headings, written, strict=True))
    return _framed(page, lead, (_summary(headings),), parts, "pages-article pages-article--long")


def _framed(page: PageEntry, lead: str, aside: Written, content: Written, class_name: str) -> rx.Component:
    return shell(
        container(
            _breadcrumb(page),
            rx.el.div(
                rx.el.div(
                    rx.el.h1(page.name, class_name="fr-mb-2w"),
                    rx.el.p(lead, class_name="fr-text--lead fr-mb-4w"),
                    class_name="pages-article__opening",
                ),
                *aside,
                rx.el.div(*content, class_name="pages-text"),
                class_name=class_name,
            ),
            class_name="fr-pt-3w fr-pb-9w",
        )
    )


def _part(anchor: str, heading: str, content: Written) -> rx.Component:
    return rx.el.section(
        rx.el.h2(heading, id=anchor, tab_index=-1, class_name="fr-h3"),
        *content,
        aria_labelledby=anchor,
        class_name="pages-part",
    )


def _summary(headings: tuple[Heading, ...]) -> rx.Component:
    return rx.el.nav(
        rx.el.p("Sur cette page", id="sommaire", class_name="pages-summary__title"),
        rx.el.ol(
            *(rx.el.li(rx.el.a(heading, href=f"#{anchor}", class_name="fr-link")) for anchor, heading in headings),
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
