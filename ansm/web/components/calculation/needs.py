"""Decides how the needs look: folded by theme; a link to one of them opens it."""

from __future__ import annotations

import reflex as rx

from ansm.web.calculation.needs import NeedSheet, QuestionSheet, ThemeSheets
from ansm.web.components.article import bullets, folded
from ansm.web.routes import need_anchor


def themes(groups: tuple[ThemeSheets, ...]) -> rx.Component:
    """Every need, under its theme."""
    return rx.fragment(
        *(
            rx.el.section(
                rx.el.h3(group.label, class_name="fr-h5 fr-mb-1w"),
                *(_need(need) for need in group.needs),
                class_name="calc-theme",
            )
            for group in groups
        )
    )


def _need(need: NeedSheet) -> rx.Component:
    return folded(
        need.label,
        # Inside, not on the fold itself: browsers open what hides the place they go to.
        rx.el.p(need.values, id=need_anchor(need.id), tab_index=-1, class_name="calc-need__values"),
        rx.el.p(need.source, class_name="pages-quiet"),
        *_titled("Les questions qui le mesurent", *(_question(each) for each in need.questions)),
        *(_listed("Ce qui le fait monter", need.boosts)),
        *(_listed("À régler avant", need.before)),
        *(_listed("Ce que demande la loi", need.obligations)),
        *_titled("Les services qui y répondent", _services(need)),
        *_titled("Sans outil numérique", rx.el.p(need.without_digital)),
    )


def _titled(title: str, *content: rx.Component) -> tuple[rx.Component, ...]:
    return (rx.el.p(title, class_name="calc-need__title"), *content) if content else ()


def _listed(title: str, texts: tuple[str, ...]) -> tuple[rx.Component, ...]:
    return _titled(title, bullets(*texts)) if texts else ()


def _question(question: QuestionSheet) -> rx.Component:
    weight = f" ({question.weight})" if question.weight else ""
    return rx.el.div(
        rx.el.p(question.text, weight),
        rx.el.ul(
            *(
                rx.el.li(rx.el.span(each.shows, class_name="calc-degree"), f" : {each.answers}")
                for each in question.degrees
            )
        ),
        rx.el.p(question.note, class_name="pages-quiet"),
        class_name="calc-question",
    )


def _services(need: NeedSheet) -> rx.Component:
    if not need.services:
        return rx.el.p("Aucun service du catalogue n’y répond aujourd’hui.")
    return bullets(*(rx.fragment(rx.el.strong(f"{group.title} : "), f"{group.names}.") for group in need.services))
