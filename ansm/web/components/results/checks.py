"""Decides how what is left to make precise looks: whom to ask, which themes to complete, what waits for it."""

from __future__ import annotations

import reflex as rx

from ansm.web.components.results.links import personal, question_back
from ansm.web.components.results.reasons import reasons_block
from ansm.web.components.unseen import of_what
from ansm.web.results.asking import Asking, ToVerify
from ansm.web.results.checks import Checks, Waiting, WaitingNeed
from ansm.web.results.refine import Refine, RefineTheme


def checks_block(checks: Checks) -> rx.Component:
    """« À vérifier », « Affiner », and the subjects that wait for them."""
    return rx.fragment(
        rx.cond(checks.nothing != "", rx.el.p(checks.nothing)),
        rx.foreach(checks.disagreements, lambda text: rx.el.p(text, class_name="res-before")),
        rx.cond(
            checks.verify,
            rx.fragment(
                rx.el.h3("À vérifier", class_name="fr-h5"),
                rx.el.p(checks.verify_introduction),
                rx.foreach(checks.verify, _asking),
            ),
        ),
        rx.cond(checks.refine.first, _refine(checks.refine)),
        rx.cond(checks.waiting, rx.el.h3("Les sujets qui attendent", class_name="fr-h5 fr-mt-4w")),
        rx.foreach(checks.waiting, _waiting),
    )


def _asking(one: Asking) -> rx.Component:
    return rx.el.details(
        rx.el.summary(one.title, id=one.anchor),
        rx.el.ul(rx.foreach(one.questions, _to_verify), class_name="fr-raw-list res-checks"),
        class_name="res-details",
    )


def _to_verify(one: ToVerify) -> rx.Component:
    return rx.el.li(
        rx.el.p(question_back(one.question), class_name="fr-mb-1v"),
        rx.el.p(rx.el.strong("Auprès de qui : "), one.whom, class_name="fr-mb-1v"),
        rx.el.p(rx.el.strong("Comment : "), one.how, class_name="fr-mb-0"),
    )


def _refine(refine: Refine) -> rx.Component:
    return rx.fragment(
        rx.el.h3("Affiner, thème par thème", id="affiner", tab_index=-1, class_name="fr-h5 fr-mt-4w"),
        rx.el.p(refine.introduction),
        rx.el.p(rx.el.strong(refine.title), class_name="fr-mb-1w"),
        _themes(refine.first),
        rx.cond(
            refine.others,
            rx.el.details(
                rx.el.summary(refine.others_label),
                _themes(refine.others),
                class_name="res-details",
            ),
        ),
    )


def _themes(themes: tuple[RefineTheme, ...]) -> rx.Component:
    return rx.el.ul(rx.foreach(themes, _refine_theme), class_name="fr-raw-list res-themes")


def _refine_theme(theme: RefineTheme) -> rx.Component:
    return rx.el.li(
        personal(theme.label, theme.address),
        rx.el.span(theme.size, class_name="res-quiet"),
        rx.el.details(
            rx.el.summary("Voir les questions", rx.el.span(" du thème ", theme.label, class_name="fr-sr-only")),
            rx.el.ul(rx.foreach(theme.questions, lambda link: rx.el.li(question_back(link)))),
            class_name="res-details res-details--inner",
        ),
    )


def _waiting(waiting: Waiting) -> rx.Component:
    return rx.el.details(
        rx.el.summary(waiting.size),
        rx.foreach(waiting.needs, _waiting_need),
        class_name="res-details",
    )


def _waiting_need(need: WaitingNeed) -> rx.Component:
    return rx.el.div(
        rx.el.p(rx.el.strong(need.label), class_name="fr-mb-1v"),
        rx.el.p(need.why, class_name="fr-mb-1v"),
        rx.el.details(
            rx.el.summary("Le détail", of_what(need.label)),
            reasons_block(need.reasons, need.explained, need.label),
            class_name="res-details res-details--inner",
        ),
        class_name="res-waiting",
    )
