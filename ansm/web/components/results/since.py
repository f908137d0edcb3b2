"""Decides how the comparison with the former diagnostic looks: one list a kind of change, long ones folded."""

from __future__ import annotations

import reflex as rx

from ansm.web import routes
from ansm.web.components.results.links import personal
from ansm.web.components.unseen import of_what
from ansm.web.results.since import Since, SinceGroup, SinceItem


def since_block(since: Since) -> rx.Component:
    """The introduction, then each kind of change."""
    return rx.fragment(
        rx.el.p(since.introduction),
        rx.foreach(since.groups, _group),
        rx.cond(
            since.review != "",
            rx.el.p(personal(since.review, f"{routes.DIAGNOSTIC}?verifier=revoir")),
        ),
    )


def _group(group: SinceGroup) -> rx.Component:
    return rx.el.div(
        rx.el.h3(group.title, class_name="fr-h5 fr-mb-1w"),
        rx.cond(group.introduction != "", rx.el.p(group.introduction, class_name="res-quiet fr-mb-1w")),
        _list(group.subjects),
        rx.cond(
            group.others,
            rx.el.details(
                rx.el.summary(group.others_label, of_what(group.title)),
                _list(group.others),
                class_name="res-details",
            ),
        ),
        class_name="fr-mb-3w",
    )


def _list(items: tuple[SinceItem, ...]) -> rx.Component:
    return rx.el.ul(rx.foreach(items, _item), class_name="res-since")


def _item(item: SinceItem) -> rx.Component:
    whole = rx.fragment(rx.el.strong(item.label, "\u00a0:"), " ", item.text)
    return rx.el.li(rx.cond(item.text != "", whole, item.label))
