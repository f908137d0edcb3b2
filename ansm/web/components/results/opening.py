"""Decides how the top of the results looks: what is known, what to settle, the document, the way around the page."""

from __future__ import annotations

import reflex as rx

from ansm.web.components.results.links import document_form, question_back, to_answers
from ansm.web.results.opening import Disagreement, FlagView
from ansm.web.results_view import TITLES, Part, ResultsView


def opening_block(view: ResultsView) -> rx.Component:
    """What is said before any detail."""
    opening = view.opening
    return rx.el.div(
        rx.el.p(
            "Ces résultats viennent de vos réponses, et d’elles seules. Ils changent si vos réponses changent. "
            "Ce n’est ni une note, ni un classement.",
            class_name="fr-text--lead",
        ),
        rx.el.p(opening.known),
        rx.foreach(opening.disagreements, _disagreement),
        rx.cond(
            opening.provisional != "",
            rx.el.div(
                rx.el.p(rx.el.strong("Résultat provisoire"), class_name="fr-alert__title"),
                rx.el.p(opening.provisional),
                rx.el.p(to_answers("Répondre aux questions essentielles restantes", "fr-link")),
                class_name="fr-alert fr-alert--info fr-mb-3w",
            ),
        ),
        class_name="res-opening",
    )


def aside_block(view: ResultsView) -> rx.Component:
    """The document and the way around the page."""
    return rx.el.div(
        rx.el.div(
            document_form(), to_answers("Modifier mes réponses", "fr-btn fr-btn--secondary"), class_name="res-ways"
        ),
        rx.el.nav(
            rx.el.p("Dans cette page", id="sommaire", class_name="res-nav__title"),
            rx.el.ol(
                rx.foreach(view.parts, _way),
                class_name="fr-raw-list",
            ),
            aria_labelledby="sommaire",
            class_name="res-nav",
        ),
        class_name="res-aside",
    )


def _way(part: Part) -> rx.Component:
    return rx.el.li(rx.el.a(part.title, href=part.target, class_name="fr-link"))


def part(name: str, *content: rx.Component) -> rx.Component:
    """A section with its title, which the links of the page summary reach."""
    return rx.el.section(
        rx.el.h2(TITLES[name], id=name, tab_index=-1, class_name="fr-h3"),
        *content,
        aria_labelledby=name,
        class_name="res-part",
    )


def flags_block(view: ResultsView) -> rx.Component:
    """What to know whatever the rest says: each with its reason, obligations by their name."""
    opening = view.opening
    return rx.cond(
        opening.attention != "",
        rx.el.div(
            rx.el.h3(opening.attention, class_name="fr-h5"),
            rx.cond(opening.flags, rx.el.ul(rx.foreach(opening.flags, _flag), class_name="fr-raw-list res-flags")),
            rx.cond(
                opening.unmet,
                rx.el.div(
                    rx.el.p(
                        rx.el.strong("Obligations à régler"),
                        ", expliquées plus bas dans « Ce que dit la règle » :",
                        class_name="fr-mb-1w",
                    ),
                    rx.el.ul(rx.foreach(opening.unmet, lambda label: rx.el.li(label)), class_name="res-columns"),
                ),
            ),
            class_name="res-attention",
        ),
    )


def message_block(view: ResultsView) -> rx.Component:
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


def _flag(flag: FlagView) -> rx.Component:
    return rx.el.li(rx.el.strong(flag.label, "."), " ", flag.explanation, " ", flag.remedy)


def _disagreement(one: Disagreement) -> rx.Component:
    return rx.el.div(
        rx.el.p(rx.el.strong("À régler d’abord : deux réponses ne vont pas ensemble"), class_name="fr-alert__title"),
        rx.el.p(one.message),
        rx.el.ul(rx.foreach(one.questions, lambda link: rx.el.li(question_back(link)))),
        class_name="fr-alert fr-alert--warning fr-mb-3w",
    )
