"""Decides how « En une minute » looks: three short answers, nothing to open, then what must be known in any case."""

from __future__ import annotations

import reflex as rx

from ansm.web.components.results.links import to_answers
from ansm.web.results.minute import FirstStep
from ansm.web.results.opening import FlagView
from ansm.web.results_view import ResultsView


def minute_block(view: ResultsView) -> rx.Component:
    """What to do first and why, what to know, what goes well, whom to ask."""
    return rx.fragment(
        _message(view),
        rx.cond(view.minute.steps, _steps(view)),
        _attention(view),
        rx.el.h3("Ce qui va bien", class_name="fr-h5 fr-mb-1w"),
        rx.el.p(rx.cond(view.minute.well != "", view.minute.well, view.no_strength)),
        rx.el.h3("À vérifier, et auprès de qui", class_name="fr-h5 fr-mb-1w"),
        rx.cond(view.minute.sure != "", rx.el.p(view.minute.sure)),
        rx.el.ul(
            rx.foreach(
                view.minute.asking, lambda one: rx.el.li(rx.el.a(one.title, href=one.target, class_name="fr-link"))
            ),
            class_name="res-links",
        ),
        rx.cond(view.minute.waiting != "", rx.el.p(view.minute.waiting)),
    )


def _steps(view: ResultsView) -> rx.Component:
    return rx.fragment(
        rx.el.h3(
            view.minute.start,
            rx.cond(view.opening.provisional != "", _provisional_mark()),
            class_name="fr-h5 fr-mb-1w",
        ),
        rx.el.ul(rx.foreach(view.minute.steps, _step), class_name="fr-raw-list res-steps"),
    )


def _provisional_mark() -> rx.Component:
    return rx.el.span(" ", rx.el.span("Provisoire", class_name="fr-badge fr-badge--sm fr-badge--info"))


def _step(step: FirstStep) -> rx.Component:
    return rx.el.li(
        rx.el.p(rx.el.a(step.action, href=step.target, class_name="fr-link"), class_name="fr-mb-0"),
        rx.el.p(step.why, class_name="fr-mb-0"),
        rx.el.p(step.effort, class_name="res-quiet fr-text--sm fr-mb-0"),
        class_name="res-step",
    )


def _message(view: ResultsView) -> rx.Component:
    """The kind word when nothing stands first."""
    return rx.cond(
        view.opening.message != "",
        rx.el.div(
            rx.el.h3(view.opening.message_title, class_name="fr-callout__title"),
            rx.el.p(view.opening.message, class_name="fr-callout__text"),
            rx.cond(view.opening.message_link != "", to_answers(view.opening.message_link, "fr-btn fr-mt-2w")),
            class_name="fr-callout",
        ),
    )


def _attention(view: ResultsView) -> rx.Component:
    """What to know whatever the rest says: the names in sight, what to do about each one click away."""
    opening = view.opening
    return rx.cond(
        opening.attention != "",
        rx.el.div(
            rx.el.h3(opening.attention, class_name="fr-h5 fr-mb-1w"),
            rx.el.ul(
                rx.foreach(opening.flags, lambda flag: rx.el.li(flag.label)),
                rx.foreach(opening.unmet, lambda label: rx.el.li("Obligation à régler : ", label)),
            ),
            rx.el.details(
                rx.el.summary("Ce que cela veut dire, et que faire"),
                rx.foreach(opening.flags, _flag),
                rx.cond(
                    opening.unmet,
                    rx.el.p(
                        "Les obligations sont expliquées dans ",
                        rx.el.a("« Ce que dit la règle »", href="#regle", class_name="fr-link"),
                        ".",
                    ),
                ),
                class_name="res-details res-details--inner",
            ),
            class_name="res-attention",
        ),
    )


def _flag(flag: FlagView) -> rx.Component:
    return rx.el.p(rx.el.strong(flag.label, "."), " ", flag.explanation, " ", flag.remedy)
