"""Decides the site map: every page of the list, in its part."""

from __future__ import annotations

import reflex as rx

from ansm.web import page_list
from ansm.web.components.article import article
from ansm.web.page_list import Group, PageEntry


def site_map() -> rx.Component:
    """The page."""
    return article(
        page_list.SITE_MAP,
        "Toutes les pages de ce site. Depuis n’importe laquelle, ce plan est en bas de page.",
        *(_group(group) for group in Group),
    )


def _group(group: Group) -> rx.Component:
    return rx.el.section(
        rx.el.h2(group.value, class_name="fr-h4"),
        rx.el.ul(*(_page(page) for page in page_list.of_group(group)), class_name="fr-raw-list pages-map"),
    )


def _page(page: PageEntry) -> rx.Component:
    if page.personal:
        name: rx.Component = rx.el.strong(page.name)
        line = f"{page.line} Cette page s’ouvre avec {page.opened_by}."
    else:
        name, line = _link(page), page.line
    return rx.el.li(name, rx.el.p(line))


def _link(page: PageEntry) -> rx.Component:
    return rx.el.a(page.name, href=page.address, target=page_list.target(page.address), class_name="fr-link")
